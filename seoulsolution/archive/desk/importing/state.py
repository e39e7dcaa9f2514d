"""What the archive holds of policies, as cells, for one person: drafts where they may edit, else what is public."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Locale, Page, Revision
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import StringTranslation

from seoulsolution.core.passages import foreign_language
from seoulsolution.core.visibility import is_public

from ...policies.models import PolicyPage
from .columns import ID, VERSION, Column, columns
from .facts import Vocabulary
from .words import MISSING, Content, Leaf

Texts = dict[tuple[str, int], str]
# (key of the page, path): translation by original, the newest last.
Memory = dict[tuple[UUID, str], dict[str, str]]


@dataclass(frozen=True)
class Version:
    """A page in one language as somebody meets it. `made_by`: whose the latest revision is."""

    page: PolicyPage
    revision: int | None
    content: Content
    may_edit: bool
    made_by: int | None = None
    made_at: datetime | None = None


@dataclass
class Policy:
    """A policy with its cells, and its translations by language. `texts`: what stands for each passage there."""

    original: Version
    translations: dict[str, Version] = field(default_factory=dict)
    texts: dict[str, Texts] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> PolicyPage:
        return self.original.page


def originals() -> QuerySet[PolicyPage]:
    found: QuerySet[PolicyPage] = PolicyPage.objects.in_language(settings.LANGUAGE_CODE)
    return found


@dataclass
class Archive:
    """The policies that were asked for, by id. `hidden`: ids that are taken by what this person does not see."""

    user: Any
    vocabulary: Vocabulary
    policies: dict[str, Policy] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, user: Any, slugs: Iterable[str], *, drafts: bool = True) -> "Archive":
        """With a number of queries that does not depend on how many policies there are."""
        archive = cls(user, Vocabulary.read())
        pages = list(originals().filter(slug__in=list(slugs)).select_related("locale"))
        versions = _versions(pages, user, drafts=drafts)
        archive.hidden = {page.slug for page in pages if page.pk not in versions}
        keys = {version.page.translation_key for version in versions.values()}
        others = list(PolicyPage.objects.filter(translation_key__in=keys).exclude(locale__in=_source_locale()))
        others = [page for page in others if page.alias_of_id is None]
        translations = _versions(others, user, drafts=drafts)
        by_key: dict[UUID, list[Version]] = {}
        for other in translations.values():
            by_key.setdefault(other.page.translation_key, []).append(other)
        languages = dict(Locale.objects.values_list("pk", "language_code"))
        memories = {code: _memory(keys, pk) for pk, code in languages.items() if code != settings.LANGUAGE_CODE}
        for version in versions.values():
            policy = Policy(version)
            for other in by_key.get(version.page.translation_key, []):
                policy.translations[languages[other.page.locale_id]] = other
            _fill(policy, archive.vocabulary, memories)
            archive.policies[version.page.slug] = policy
        return archive


def _source_locale() -> QuerySet[Locale]:
    return Locale.objects.filter(language_code=settings.LANGUAGE_CODE)


def editable(pages: Iterable[Page], user: Any) -> set[int]:
    """Keys of those that the person may change, with one query."""
    allowed = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return set(allowed.filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True))


def _versions(pages: list[PolicyPage], user: Any, *, drafts: bool) -> dict[int, Version]:
    """What the person sees of `pages`, by key; pages of which they see nothing are not there."""
    keys = [page.pk for page in pages]
    mine = editable(pages, user)
    public = set(PolicyPage.objects.filter(is_public(), pk__in=keys).values_list("pk", flat=True))
    wanted = {
        page.pk: page.latest_revision_id if drafts and page.pk in mine else page.live_revision_id
        for page in pages
        if page.pk in public or (page.pk in mine and (drafts or page.live))
    }
    columns_ = ("pk", "content", "user", "created_at")
    found = {row[0]: row for row in Revision.objects.filter(pk__in=wanted.values()).values_list(*columns_)}
    versions = {}
    for page in pages:
        if page.pk not in wanted:
            continue
        revision = wanted[page.pk]
        row = found.get(revision, (revision, None, None, None))
        content = {**(row[1] or page.serializable_data()), "area": page.area_id}
        versions[page.pk] = Version(page, revision, content, page.pk in mine, row[2], row[3])
    return versions


def _memory(keys: Iterable[UUID], locale: int) -> Memory:
    """What was translated for the policies, with one query."""
    found: Memory = {}
    rows = StringTranslation.objects.filter(locale=locale, context__object_id__in=list(keys)).order_by("updated_at")
    names = ("context__object_id", "context__path", "translation_of__data", "data")
    for key, path, original, data in rows.values_list(*names):
        texts = found.setdefault((key, path), {})
        texts.pop(original, None)
        texts[original] = data
    return found


def _fill(policy: Policy, vocabulary: Vocabulary, memories: dict[str, Memory]) -> None:
    content = policy.original.content
    policy.cells = {ID: policy.page.slug, VERSION: _version_of(policy)}
    passages: dict[str, list[Leaf]] = {}
    for column in columns().values():
        if column.fact:
            policy.cells[column.name] = column.fact.show(content, vocabulary)
        elif column.words:
            passages.setdefault(column.field, column.words.leaves(content))
            policy.cells[column.name] = _words(policy, column, passages[column.field], memories)


def _version_of(policy: Policy) -> str:
    revisions = [policy.original.revision, *(v.revision for _code, v in sorted(policy.translations.items()))]
    return "-".join(str(revision or 0) for revision in revisions)


def _words(policy: Policy, column: Column, passages: list[Leaf], memories: dict[str, Memory]) -> str:
    kind = column.words
    assert kind is not None  # noqa: S101 - asked for before
    value = kind.value_of(policy.original.content)
    if column.is_source:
        return kind.show(value)
    texts = policy.texts.setdefault(column.language, {})
    version = policy.translations.get(column.language)
    if version is not None:
        texts |= _translated(policy, version, column, passages, memories.get(column.language, {}))
    shown = [texts.get(leaf.place, MISSING) for leaf in passages]
    return show_translation(column, value, shown)


def show_translation(column: Column, original: Any, texts: list[str]) -> str:
    """A cell in another language; empty where nothing is translated."""
    kind = column.words
    if kind is None or all(text == MISSING for text in texts):
        return ""
    return kind.show(kind.with_texts(original, texts))


def _translated(policy: Policy, version: Version, column: Column, passages: list[Leaf], memory: Memory) -> Texts:
    """Passages that are translated: as the translators have them for those who may edit, else as published."""
    if not version.may_edit:
        return _published(version, column, passages)
    texts = {}
    for leaf in passages:
        known = memory.get((policy.page.translation_key, leaf.path), {})
        data = known.get(leaf.data)
        if data is None and known and not leaf.is_rich:
            # Of what stood in this place before; it is the passage's translation until somebody has looked at it.
            data = list(known.values())[-1]
        if data is not None:
            texts[leaf.place] = leaf.text_of(data)
    return texts


def _published(version: Version, column: Column, passages: list[Leaf]) -> Texts:
    """Without passages of the original, with which a page is filled where it is not translated."""
    assert column.words is not None  # noqa: S101 - asked for before
    originals_ = {leaf.place: leaf.data for leaf in passages}
    return {
        leaf.place: leaf.text_of(leaf.data)
        for leaf in column.words.leaves(version.content)
        if not (leaf.data == originals_.get(leaf.place) and foreign_language(leaf.data, column.language))
    }

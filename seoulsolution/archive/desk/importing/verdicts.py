"""What an import would do with each row, and what stands in its way. Reads the archive, writes nothing."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ...loading import limits
from ...loading.faults import WrongValueError
from ...policies.models import AreaPage, PolicyPage
from ..roles import Role, membership
from .columns import ENOUGH_FOR_A_POLICY, ID, VERSION, Column, columns, language_name
from .facts import Vocabulary
from .hindrances import Hindrances
from .limits import TOO_LONG
from .models import Verdict
from .narrative_text import OTHER, PICTURE
from .state import Archive, Policy, show_translation
from .words import MISSING

Cells = dict[str, str]
# Columns that always have a value: where the cell is empty, that of the policy stays, or a new one gets the usual one.
WITH_DEFAULT = ("status", "confidence")


@dataclass(frozen=True)
class Change:
    """A column whose value would be another. `value`: as its kind reads it."""

    column: Column
    before: str
    after: str
    value: Any


@dataclass
class Judgement:
    """`faults`: (name of the column, message). `refusals`: what is not about a cell. `notices`: what is left out.

    `parent`: the page of the area, for a new policy.
    """

    cells: Cells
    vocabulary: Vocabulary
    parent: AreaPage | None = None
    policy: Policy | None = None
    verdict: Verdict = Verdict.UNCHANGED
    changes: list[Change] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    # Of each changed column in another language: a text for every passage of the original.
    texts: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def fault(self, name: str, message: str) -> None:
        self.faults.append((name, message))

    def faults_of(self, name: str) -> list[str]:
        return [message for column, message in self.faults if column == name]

    @property
    def id(self) -> str:
        return self.cells.get(ID, "")

    @property
    def title(self) -> str:
        """What the policy is called in the file, or else in the archive."""
        name = f"title_{settings.LANGUAGE_CODE}"
        return self.cells.get(name) or (self.policy.cells[name] if self.policy else "")

    @property
    def named_faults(self) -> list[tuple[str, str]]:
        """(label of the column, message)."""
        return [(columns()[name].label, message) for name, message in self.faults]

    @property
    def own_changes(self) -> list[Change]:
        """Of the page in the city's language."""
        return [change for change in self.changes if change.column.is_source]

    def changes_in(self, language: str) -> list[Change]:
        return [change for change in self.changes if change.column.language == language]

    @property
    def languages(self) -> list[str]:
        """Of the translations that would change."""
        found = (change.column.language for change in self.changes if not change.column.is_source)
        return list(dict.fromkeys(found))


class Judge:
    """Judges rows for one person. `counts`: how often each id stands in the whole file."""

    def __init__(self, user: Any, rows: Sequence[Cells], counts: Counter[str]) -> None:
        self.user = user
        self.counts = counts
        self.archive = Archive.read(user, {row.get(ID, "") for row in rows})
        self.hindrances = Hindrances.read(user, self.archive.policies.values())
        self.area_pages = self._area_pages()

    def _area_pages(self) -> dict[str, tuple[AreaPage, bool]]:
        """The pages of the areas, and whether this person may add policies there."""
        pages = AreaPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).select_related("area")
        return {page.area.slug: (page, may_add(page, self.user)) for page in pages}

    def judge(self, cells: Cells) -> Judgement:
        found = Judgement(cells, self.archive.vocabulary, policy=self.archive.policies.get(cells.get(ID, "")))
        self._read(found)
        if found.id in self.archive.hidden:
            found.refusals.append(_("Another policy has this id."))
        elif found.policy is None:
            self._check_new(found)
        if not found.refusals:
            self._compare(found)
            self._check_together(found)
            self._check_translations(found)
            self._check_permission(found)
        found.verdict = _verdict(found)
        return found

    def _read(self, found: Judgement) -> None:
        """Every cell as its kind of value; what does not fit is a fault."""
        for name, text in found.cells.items():
            column = columns().get(name)
            if column is None or name == VERSION or text == TOO_LONG:
                continue
            if not text.strip() and column.field in WITH_DEFAULT:
                continue
            try:
                found.values[name] = self._value(column, text)
            except WrongValueError as error:
                found.fault(name, str(error))
        if found.id and self.counts[found.id] > 1:
            found.fault(ID, _("stands in several rows; expected each id once"))

    def _value(self, column: Column, text: str) -> Any:
        text = text.strip()
        if column.name == ID:
            return _read_id(text)
        if column.fact:
            return column.fact.read(text, self.archive.vocabulary)
        assert column.words is not None  # noqa: S101 - every other column is one of words
        if not column.is_source and not text:
            return None
        return column.words.read(text)

    def _check_new(self, found: Judgement) -> None:
        for field_ in ENOUGH_FOR_A_POLICY:
            name = next(c.name for c in columns().values() if c.field == field_ and c.is_source)
            if name not in found.cells:
                found.fault(name, _("is missing; a new policy needs it"))
        area = found.values.get("area")
        if area:
            found.parent, is_allowed = self.area_pages.get(area, (None, False))
            if not is_allowed:
                found.refusals.append(_("You may not add policies to this area."))

    def _compare(self, found: Judgement) -> None:
        before = found.policy.cells if found.policy else {}
        for name, value in found.values.items():
            column = columns()[name]
            if name == ID:
                continue
            after = self._shown(column, value)
            if after != before.get(name, ""):
                found.changes.append(Change(column, before.get(name, ""), after, value))

    def _shown(self, column: Column, value: Any) -> str:
        if column.fact:
            return column.fact.written(value)
        assert column.words is not None  # noqa: S101 - every other column is one of words
        if column.is_source:
            return column.words.show(value)
        return "" if value is None else show_translation(column, value, column.words.texts(value))

    def _check_together(self, found: Judgement) -> None:
        area = found.values.get("area") or (found.policy.cells["area"] if found.policy else "")
        if found.policy and area != found.policy.cells["area"]:
            found.fault("area", _("is another one; a policy changes its area when its page is moved"))
        topic = found.values.get("topic")
        if topic and any(change.column.name in ("topic", "area") for change in found.changes):
            own = self.archive.vocabulary.topics.areas.get(topic, "")
            if own != area:
                names = self.archive.vocabulary.areas.names
                message = _("belongs to the area “{area}”, not to “{other}”")
                found.fault("topic", message.format(area=names.get(own, own), other=names.get(area, area)))
        first, last = (_year(found, name) for name in ("year_started", "year_ended"))
        if first and last and last < first:
            found.fault("year_ended", _("The last year is before the first."))
        for change in found.changes:
            if change.column.is_source:
                self._check_kept_blocks(found, change)

    def _check_kept_blocks(self, found: Judgement, change: Change) -> None:
        """Pictures and links to pages and files are set in the editor; a cell can only keep them."""
        if type(change.column.words).__name__ != "Narrative":
            return
        before = (
            change.column.words.value_of(found.policy.original.content) if found.policy and change.column.words else ()
        )
        known = {piece.id for piece in before if piece.kind in (PICTURE, OTHER)}
        named = [piece.id for piece in change.value if piece.kind in (PICTURE, OTHER)]
        for name in named:
            if name not in known or named.count(name) > 1:
                found.fault(change.column.name, _("names a picture that does not stand here"))
        for address in inner_links(change.after) - inner_links(change.before):
            message = _("links to “{address}”; links to pages and files are set in the editor")
            found.fault(change.column.name, message.format(address=address))

    def _check_translations(self, found: Judgement) -> None:
        """A translation has the passages of the original, and is written by those who translate the area."""
        for language in found.languages:
            if not self._may_translate(found, language):
                found.notices.append(
                    _("The text in {language} is left out: you do not translate in this area.").format(
                        language=language_name(language)
                    )
                )
                found.changes = [change for change in found.changes if change.column.language != language]
                continue
            for change in found.changes_in(language):
                self._check_translation(found, change)

    def _may_translate(self, found: Judgement, language: str) -> bool:
        if found.policy and language in found.policy.translations:
            return found.policy.translations[language].may_edit
        area = found.values.get("area") or (found.policy.cells["area"] if found.policy else "")
        # Without an area the row has a fault already, and who may do what is not known yet.
        return bool(not area or self.user.is_superuser or membership(self.user).has(Role.TRANSLATOR, area))

    def _check_translation(self, found: Judgement, change: Change) -> None:
        kind = change.column.words
        assert kind is not None  # noqa: S101 - only words are translated
        name = next(c.name for c in columns().values() if c.field == change.column.field and c.is_source)
        if found.faults_of(name):
            return
        if name in found.values:
            original = found.values[name]
        else:
            original = kind.value_of(found.policy.original.content if found.policy else {})
        count = len(kind.texts(original))
        texts = [MISSING] * count if change.value is None else kind.texts(change.value)
        fits = change.value is None or kind.show(_blank(kind, original)) == kind.show(_blank(kind, change.value))
        if not fits:
            message = _(
                "has not the same passages as the original, which has {number}; expected them in the same order, "
                "“{sign}” where one is not translated"
            )
            found.fault(change.column.name, message.format(number=count, sign=MISSING))
            return
        found.texts[change.column.name] = texts

    def _check_permission(self, found: Judgement) -> None:
        if found.policy is None or not found.changes:
            return
        if found.own_changes:
            if not found.policy.original.may_edit:
                found.refusals.append(_("You may not change policies of this area."))
            else:
                found.refusals += self.hindrances.of(found.policy.original)
        for language in found.languages:
            if language in found.policy.translations:
                found.refusals += self.hindrances.of(found.policy.translations[language], language_name(language))
        version = found.cells.get(VERSION, "").strip()
        if version and version != found.policy.cells[VERSION] and not found.refusals:
            found.refusals.append(
                _(
                    "The policy was changed since this file was exported. Export it anew, or empty the column “{name}” "
                    "if yours is to replace what is there."
                ).format(name=columns()[VERSION].label)
            )


def _blank(kind: Any, value: Any) -> Any:
    return kind.with_texts(value, ["x"] * len(kind.texts(value)))


def _read_id(text: str) -> str:
    if not text:
        raise WrongValueError(_("is empty; every policy has one, of small letters, digits and hyphens: owl-bus"))
    return str(limits.ID.read(text))


def _year(found: Judgement, name: str) -> int | None:
    if name in found.values:
        return found.values[name]
    return found.policy.original.content.get(name) if found.policy else None


def _verdict(found: Judgement) -> Verdict:
    if found.refusals:
        return Verdict.REFUSED
    if found.faults:
        return Verdict.FAULTY
    if found.policy is None:
        return Verdict.NEW
    return Verdict.CHANGED if found.changes else Verdict.UNCHANGED


def inner_links(text: str) -> set[str]:
    return set(re.findall(r'<a href="((?:page|document):\d+)">', text))


def may_add(page: AreaPage, user: Any) -> bool:
    """Whether the person may add a policy below the page of an area."""
    return bool(page.permissions_for_user(user).can_add_subpage()) and PolicyPage.can_create_at(page)

"""Policies and areas as lists say them: what a line needs, read without the pages behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from seoulsolution.core.choices import label_of
from seoulsolution.core.markup import icon, joined, said
from seoulsolution.core.other_languages import Language
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public
from seoulsolution.core.vocabulary import PolicyArea

from .entries import entry
from .evidence import PolicyKeyword
from .models import AreaPage, PolicyPage, Status

# The columns of an `AreaName`, in a query over what belongs to the area.
AREA = tuple(f"area__{name}" for name in ("slug", "name", "icon", "hue", "order"))
POLICY = (
    *("pk", "translation_key", "slug", "title", "one_line", "url_path", "locale__language_code"),
    *("year_started", "year_ended", "status", "has_manual", "passages_foreign", "passages_total"),
    *("topic__slug", "topic__name"),
    *AREA,
)
NEWEST = 6


@dataclass(frozen=True)
class AreaName:
    """An area as it is named beside something that belongs to it."""

    slug: str
    name: str
    icon: str
    hue: int
    order: int

    @cached_property
    def label(self) -> SafeString:
        """Drawing and name as HTML, in the language that is active when it is first asked for."""
        return joined([icon(self.icon), said(self.name, get_language() or settings.LANGUAGE_CODE)])


@kept
def _all_areas() -> QuerySet[Any]:
    return PolicyArea.objects.order_by("order", "slug").values_list("pk", "slug", "name", "icon", "hue", "order")


def areas_by_key() -> dict[int, AreaName]:
    """In their order, those of every language: what is not translated yet is in an area of another one. One query."""
    return {pk: AreaName(*area) for pk, *area in _all_areas()}


class AreaNames(dict[tuple[Any, ...], AreaName]):
    """Each area once, however many rows name it."""

    def name(self, *columns: Any) -> AreaName:
        if columns not in self:
            self[columns] = AreaName(*columns)
        return self[columns]


class TopicName(NamedTuple):
    slug: str
    name: str


@dataclass(slots=True)
class PolicyLine:
    """A policy in a list. Its attributes are called as those of the `PolicyPage`.

    `goal_numbers` are set where they are to be shown.
    """

    pk: int
    translation_key: UUID
    slug: str
    title: str
    one_line: str
    url: str | None
    locale: Language
    year_started: int | None
    year_ended: int | None
    status: str
    has_manual: bool
    is_translated: bool
    topic: TopicName | None
    area: AreaName
    goal_numbers: list[int] = field(default_factory=list)

    def get_status_display(self) -> str:
        return label_of(Status, self.status)

    def draw(self, *, level: int, with_area: object = False) -> SafeString:
        return entry(self, level=level, with_area=bool(with_area))


def policy_lines(rows: Iterable[Any]) -> list[PolicyLine]:
    addresses, areas = Addresses(), AreaNames()
    return [
        PolicyLine(
            row.pk,
            row.translation_key,
            row.slug,
            row.title,
            row.one_line,
            addresses.url(row.url_path),
            Language(row.locale__language_code),
            row.year_started,
            row.year_ended,
            row.status,
            row.has_manual,
            row.passages_foreign * 2 < row.passages_total,
            TopicName(row.topic__slug, row.topic__name) if row.topic__slug is not None else None,
            areas.name(*row[-len(AREA) :]),
        )
        for row in rows
    ]


@kept
def _in_area(area: str) -> QuerySet[Any]:
    return PolicyPage.objects.published().in_area(area).values_list(*POLICY, named=True)


@kept
def _newest(language: str) -> QuerySet[Any]:
    policies = PolicyPage.objects.published().translated().in_language(language)
    day = TruncDate("first_published_at", tzinfo=timezone.get_default_timezone())
    return policies.order_by(day.desc(), "-year_started", "title").values_list(*POLICY, named=True)[:NEWEST]


@kept
def _versions(keys: list[UUID]) -> QuerySet[Any]:
    return PolicyPage.objects.published().filter(translation_key__in=keys).values_list(*POLICY, named=True)


@kept
def _versions_of(pages: list[int]) -> QuerySet[Any]:
    keys = Page.objects.filter(pk__in=pages).values("translation_key")
    return PolicyPage.objects.published().filter(translation_key__in=keys).values_list(*POLICY, named=True)


@kept
def _named(ids: list[str]) -> QuerySet[Any]:
    keys = PolicyPage.objects.filter(slug__in=ids).values("translation_key")
    return PolicyPage.objects.published().filter(translation_key__in=keys).values_list(*POLICY, named=True)


@kept
def _either(ids: list[str], keys: list[UUID]) -> QuerySet[Any]:
    named = PolicyPage.objects.filter(slug__in=ids).values("translation_key")
    either = Q(translation_key__in=keys) | Q(translation_key__in=named)
    return PolicyPage.objects.published().filter(either).values_list(*POLICY, named=True)


@kept
def _with_keyword(key: str, language: str) -> QuerySet[Any]:
    carrying = PolicyKeyword.objects.filter(key=key).values("page")
    policies = PolicyPage.objects.published().translated().in_language(language).filter(pk__in=carrying)
    return policies.order_by("title", "pk").values_list(*POLICY, named=True)


def policies_in_area(area: str) -> list[PolicyLine]:
    """Published policies of an area, in every language."""
    return policy_lines(_in_area(area=area))


def newest_policies(language: str) -> list[PolicyLine]:
    """Published last and translated; those of one day with the youngest policy first."""
    return policy_lines(_newest(language=language))


def policies_with_keyword(key: str, language: str) -> list[PolicyLine]:
    """Published policies that carry the tag with this key, translated, by title."""
    return policy_lines(_with_keyword(key=key, language=language))


def policy_versions(keys: Iterable[UUID]) -> list[PolicyLine]:
    """Published policies by translation key, in every language."""
    return policy_lines(_versions(keys=list(keys)))


def policies_by_id(ids: Iterable[str], language: str) -> dict[str, PolicyLine]:
    """Published policies by id, in `language` where there is a version, else in any."""
    found: dict[str, PolicyLine] = {}
    for policy in policy_lines(_named(ids=list(ids))):
        if policy.slug not in found or policy.locale.language_code == language:
            found[policy.slug] = policy
    return found


def policies_by_id_or_key(ids: Iterable[str], keys: Iterable[UUID], language: str) -> list[PolicyLine]:
    """Published policies that are named in one of two ways, as `policies_by_id` reads them; one query."""
    found: dict[UUID, PolicyLine] = {}
    for policy in policy_lines(_either(ids=sorted(ids), keys=sorted(keys))):
        if policy.translation_key not in found or policy.locale.language_code == language:
            found[policy.translation_key] = policy
    return list(found.values())


def chosen_policies(pages: list[int], language: str) -> list[PolicyLine]:
    """Published policies that an editor chose by page, in that order, in `language` where there is a version."""
    versions = policy_lines(_versions_of(pages=pages))
    key_of = {version.pk: version.translation_key for version in versions}
    best = {
        v.translation_key: v
        for v in sorted(versions, key=lambda v: v.locale.language_code == language and v.is_translated)
    }
    return [best[key_of[pk]] for pk in pages if pk in key_of]


def policies_of(rows: Iterable[Any], language: str) -> list[PolicyLine]:
    """Those that rows of a page name, each once."""
    chosen = list(dict.fromkeys(row.policy_id for row in rows))
    return chosen_policies(chosen, language) if chosen else []


@dataclass(frozen=True)
class AreaCard:
    """An area as a reader meets it in a list; `slug` is that of its page."""

    slug: str
    url: str | None
    description: str
    area: AreaName
    manuals: int
    introductions: int

    @property
    def name(self) -> str:
        return self.area.name

    @property
    def icon(self) -> str:
        return self.area.icon

    @property
    def hue(self) -> int:
        return self.area.hue

    @property
    def counts(self) -> str:
        """“12 manuals, 8 introductions”. A number is never parted from what it counts."""
        words = []
        if self.manuals:
            words.append(ngettext("%(n)d manual", "%(n)d manuals", self.manuals) % {"n": self.manuals})
        if self.introductions:
            words.append(
                ngettext("%(n)d introduction", "%(n)d introductions", self.introductions) % {"n": self.introductions}
            )
        return _(", ").join(word.replace(" ", "\N{NO-BREAK SPACE}") for word in words) or _("No policies yet")


@kept
def _areas(language: str) -> QuerySet[Any]:
    def counted(**having: bool) -> Coalesce:
        policies = PolicyPage.objects.published().translated().filter(area=OuterRef("area"), **having).order_by()
        number = policies.values("area").annotate(number=Count("pk")).values("number")
        return Coalesce(Subquery(number, output_field=IntegerField()), 0)

    pages = AreaPage.objects.filter(is_public(), locale__language_code=language).order_by("area__order", "area__slug")
    return pages.values_list(
        "slug", "url_path", "area__description", counted(has_manual=True), counted(has_manual=False), *AREA
    )


def area_cards(language: str) -> list[AreaCard]:
    """All areas of a language in menu order, with what is published and translated in each; one query."""
    addresses = Addresses()
    return [
        AreaCard(slug, addresses.url(url_path), description, AreaName(*area), manuals, introductions)
        for slug, url_path, description, manuals, introductions, *area in _areas(language=language)
    ]


def area_card(page: AreaPage, manuals: int, introductions: int) -> AreaCard:
    term = page.area
    name = AreaName(term.slug, term.name, term.icon, term.hue, term.order)
    return AreaCard(page.slug, page.url, term.description, name, manuals, introductions)

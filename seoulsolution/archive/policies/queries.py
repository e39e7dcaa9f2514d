"""What the pages of the policies show, read across models."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seoulsolution.core.charts import Span, StripItem, decade_strip, place_on_timeline
from seoulsolution.core.numbers import format_number
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.visibility import is_public
from seoulsolution.core.vocabulary import Organisation

from .evidence import Cost, Difficulty, LegalBasis, Milestone, PolicyGoal, PolicyReading, Precondition, Result
from .filters import PolicyFilter
from .graph import area_order
from .handouts import find_handout
from .manual import read_manual
from .models import AreaPage, PolicyIndexPage, PolicyPage
from .office import IndicatorPage, PolicyOfficePage

if TYPE_CHECKING:
    from ..front.models import HomePage

NEWEST = 6


@dataclass
class AreaCard:
    """An area as a reader meets it in a list."""

    page: AreaPage
    manuals: int
    introductions: int

    @property
    def url(self) -> str | None:
        return self.page.url

    @property
    def name(self) -> str:
        return self.page.area.name

    @property
    def description(self) -> str:
        return self.page.area.description

    @property
    def icon(self) -> str:
        return self.page.area.icon

    @property
    def hue(self) -> int:
        return self.page.area.hue

    @property
    def counts(self) -> str:
        """“12 manuals, 8 introductions”."""
        words = []
        if self.manuals:
            words.append(ngettext("%(n)d manual", "%(n)d manuals", self.manuals) % {"n": self.manuals})
        if self.introductions:
            words.append(
                ngettext("%(n)d introduction", "%(n)d introductions", self.introductions) % {"n": self.introductions}
            )
        return _(", ").join(words) or _("No policies yet")


def area_cards(language: str) -> list[AreaCard]:
    """All areas of a language in menu order, with what is published and translated in each; one query."""

    def counted(**having: bool) -> Coalesce:
        policies = PolicyPage.objects.published().translated().filter(area=OuterRef("area"), **having).order_by()
        number = policies.values("area").annotate(number=Count("pk")).values("number")
        return Coalesce(Subquery(number, output_field=IntegerField()), 0)

    pages = (
        AreaPage.objects.filter(is_public(), locale__language_code=language)
        .select_related("area", "locale")
        .annotate(manuals=counted(has_manual=True), introductions=counted(has_manual=False))
        .order_by("area__order", "area__slug")
    )
    return [AreaCard(page, page.manuals, page.introductions) for page in pages]


def policies_in(language: str) -> "QuerySet[PolicyPage]":
    return PolicyPage.objects.published().translated().in_language(language).for_lists()


def count_sources(language: str) -> int:
    """Distinct sources behind everything that is published in a language."""
    public = {"page__in": PolicyPage.objects.published().in_language(language).order_by().values("pk")}
    claims = [Milestone, Precondition, Difficulty, Result, Cost, LegalBasis]
    texts = PolicyReading.objects.filter(**public).order_by().values_list("reference", flat=True)
    texts = texts.union(
        *(m.objects.filter(**public).exclude(source="").order_by().values_list("source", flat=True) for m in claims)
    )
    return len({line.strip() for text in texts for line in text.splitlines() if not line.startswith("policy:")})


def home(page: "HomePage") -> dict[str, Any]:
    language = page.locale.language_code
    rows = fetch_children(page, ("examples", "featured"))
    areas = area_cards(language)
    newest = policies_in(language).order_by(TruncDate("first_published_at").desc(), "-year_started", "title")
    counts = {
        "policies": sum(card.manuals + card.introductions for card in areas),
        "manuals": sum(card.manuals for card in areas),
        "sources": count_sources(language),
    }
    return {
        "areas": areas,
        "introduction": fill_counts(page.introduction, counts),
        "examples": [row.words for row in rows["examples"]],
        "featured": chosen_policies([row.policy_id for row in rows["featured"]], language),
        "newest": list(newest[:NEWEST]),
        "partners": list(Organisation.objects.filter(locale=page.locale, is_partner=True)),
        "counts": counts,
    }


def chosen_policies(ids: list[int], language: str) -> list[PolicyPage]:
    """Published policies that an editor chose by page id, in that order, in `language` where there is a version."""
    keys = PolicyPage.objects.filter(pk__in=ids).values("translation_key")
    versions = PolicyPage.objects.published().filter(translation_key__in=keys).for_lists()
    key_of = {version.pk: version.translation_key for version in versions}
    best = {
        v.translation_key: v
        for v in sorted(versions, key=lambda v: v.locale.language_code == language and v.is_translated)
    }
    return [best[key_of[pk]] for pk in ids if pk in key_of]


def fill_counts(text: str, counts: dict[str, int]) -> str:
    """Put numbers where an editor wrote {policies}, {manuals} or {sources}."""
    for name, number in counts.items():
        text = text.replace("{" + name + "}", format_number(number))
    return text


def index(page: PolicyIndexPage) -> dict[str, Any]:
    language = page.locale.language_code
    office = PolicyOfficePage.objects.filter(is_public()).child_of(page).first()
    return {"areas": area_cards(language), "office": office, "introduction": page.introduction}


def area(page: AreaPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    everything = list(PolicyPage.objects.published().in_area(page.area.slug).for_lists())
    policies = [p for p in everything if p.locale.language_code == language and p.is_translated]
    known = {p.translation_key for p in policies}
    elsewhere = {p.translation_key: p for p in everything if p.translation_key not in known and p.is_translated}
    goals: dict[int, list[int]] = defaultdict(list)
    for row in PolicyGoal.objects.filter(page__in=policies).order_by("goal"):
        goals[row.page_id].append(row.goal)
    for policy in policies:
        policy.goal_numbers = goals[policy.pk]
    filters = PolicyFilter(data, policies, goals)
    manuals = sum(p.has_manual for p in policies)
    return {
        "card": AreaCard(page, manuals, len(policies) - manuals),
        "filters": filters,
        "active": filters.active,
        "policies": filters.results(),
        "total": len(policies),
        "elsewhere": sorted(elsewhere.values(), key=lambda p: p.title),
        "order": area_order(page, policies),
        "handout": find_handout(page),
        **strips(page, policies),
    }


def strips(page: AreaPage, policies: list[PolicyPage]) -> dict[str, Any]:
    """The dot plot of when the policies began, wide and for a phone."""
    items = [
        StripItem(p.title, p.year_started, p.url or "", p.has_manual) for p in policies if p.year_started is not None
    ]
    title = _("When the policies of “%(area)s” began") % {"area": page.area.name}
    hue = page.area.hue
    return {
        "strip_wide": decade_strip(items, id="strip", title=title, area=hue),
        "strip_narrow": decade_strip(items, id="strip-narrow", title=title, narrow=True, area=hue),
    }


def policy(page: PolicyPage) -> dict[str, Any]:
    manual = read_manual(page)
    years = (
        PolicyPage.objects.published()
        .filter(locale=page.locale, area=page.area, year_started__isnull=False)
        .values_list("year_started", flat=True)
    )
    return {
        "m": manual,
        "place": place(page, [year for year in years if year is not None]),
        "handout": find_handout(page),
        "short_url": f"/p/{page.slug}/",
    }


def place(page: PolicyPage, years: list[int]) -> str:
    """Where the policy stands on the timeline of its area: the picture of a policy without pictures."""
    if page.year_started is None:
        return ""
    ongoing = page.year_ended is None and page.status in ("ongoing", "changed")
    return place_on_timeline(
        years,
        Span(page.year_started, page.year_ended, ongoing),
        id="place",
        title=_("Its place on the timeline of “%(area)s”") % {"area": page.area.name},
        desc=_("Each mark is the year in which a policy of this area began; the bar is this one."),
        area=page.area.hue,
    )


def office(page: PolicyOfficePage) -> dict[str, Any]:
    from .indicators import office_context

    return office_context(page)


def indicator(page: IndicatorPage, data: Mapping[str, Any]) -> dict[str, Any]:
    from .indicators import indicator_context

    return indicator_context(page, data)

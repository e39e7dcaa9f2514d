"""What the pages of the policies show, read across models."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from seoulsolution.core.charts import Span, StripItem
from seoulsolution.core.routing import Addresses
from seoulsolution.core.sections import Subject, sections_of
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public

from . import drawings
from .evidence import PolicyGoal
from .filters import PolicyFilter
from .graph import area_order
from .handouts import find_handout
from .lines import PolicyLine, area_card, area_cards, policies_in_area
from .manual import Manual, read_manual
from .models import AreaPage, PolicyIndexPage, PolicyPage
from .office import PolicyOfficePage
from .places import sharing_of
from .searchable import Policies


@kept
def _offices(path: str, depth: int) -> QuerySet[Any]:
    offices = PolicyOfficePage.objects.filter(is_public(), path__startswith=path, depth=depth)
    return offices.order_by("path").values_list("title", "url_path")[:1]


def index(page: PolicyIndexPage, data: Mapping[str, Any]) -> dict[str, Any]:
    addresses = Addresses()
    offices = [
        {"title": title, "url": addresses.url(url_path)}
        for title, url_path in _offices(path=page.path, depth=page.depth + 1)
    ]
    return {
        "areas": area_cards(page.locale.language_code),
        "office": offices[0] if offices else None,
        "introduction": page.introduction,
    }


@kept
def _goals(area: str) -> QuerySet[Any]:
    return PolicyGoal.objects.filter(page__area__slug=area).order_by("goal").values_list("page_id", "goal")


def area(page: AreaPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    everything = policies_in_area(page.area.slug)
    policies = [p for p in everything if p.locale.language_code == language and p.is_translated]
    known = {p.translation_key for p in policies}
    elsewhere = {p.translation_key: p for p in everything if p.translation_key not in known and p.is_translated}
    goals: dict[int, list[int]] = defaultdict(list)
    for pk, goal in _goals(area=page.area.slug):
        goals[pk].append(goal)
    for policy in policies:
        policy.goal_numbers = goals[policy.pk]
    filters = PolicyFilter(data, policies, goals)
    manuals = sum(p.has_manual for p in policies)
    return {
        "card": area_card(page, manuals, len(policies) - manuals),
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "policies": filters.results(),
        "total": len(policies),
        "elsewhere": sorted(elsewhere.values(), key=lambda p: p.title),
        "order": area_order(page, policies),
        "handout": find_handout(page),
        **strips(page, policies),
    }


def strips(page: AreaPage, policies: list[PolicyLine]) -> dict[str, Any]:
    """The dot plot of when the policies began, wide and for a phone."""
    items = tuple(
        StripItem(p.title, p.year_started, p.url or "", p.has_manual) for p in policies if p.year_started is not None
    )
    title = _("When the policies of “%(area)s” began") % {"area": page.area.name}
    return {
        "strip_wide": drawings.strip(items, title, page.area.hue, narrow=False),
        "strip_narrow": drawings.strip(items, title, page.area.hue, narrow=True),
    }


@kept
def _years(area: int) -> QuerySet[Any]:
    """Asked by area alone: with the language as well, SQLite would look through all pages of the language."""
    policies = PolicyPage.objects.published().filter(area=area, year_started__isnull=False)
    return policies.values_list("year_started", "locale")


def policy(page: PolicyPage, data: Mapping[str, Any]) -> dict[str, Any]:
    years = [year for year, locale in _years(area=page.area_id) if locale == page.locale_id]
    manual = read_manual(page)
    more = sections_of(_subject(page, manual))
    passages = [passage for section in more for passage in section.values.get("passages", ())]
    return {
        "m": manual,
        "more": more,
        "sharing": sharing_of(manual.rows["places"], passages),
        "place": place(page, years),
        "handout": find_handout(page),
        "short_url": f"{settings.SITE_URL}/p/{page.slug}/",
    }


def _subject(page: PolicyPage, manual: Manual) -> Subject:
    related = [relative.policy for group in manual.relations for relative in group.relatives]
    return Subject(
        kind=Policies.kind,
        key=str(page.translation_key),
        language=page.locale.language_code,
        title=page.title,
        line=page.one_line,
        named={str(policy.translation_key) for policy in related},
        facets={"area": page.area.name} | ({"topic": page.topic.name} if page.topic else {}),
        id=page.slug,
        known={policy.slug: policy for policy in related},
    )


def place(page: PolicyPage, years: list[int]) -> str:
    """Where the policy stands on the timeline of its area: the picture of a policy without pictures."""
    if page.year_started is None:
        return ""
    ongoing = page.year_ended is None and page.status in ("ongoing", "changed")
    return drawings.place(
        tuple(years),
        Span(page.year_started, page.year_ended, ongoing),
        _("Its place on the timeline of “%(area)s”") % {"area": page.area.name},
        _("Each mark is the year in which a policy of this area began; the bar is this one."),
        page.area.hue,
    )

"""What the register counts, beside what the city has counted: the same, and where the two differ.

Everything is computed from the projects, whatever there are; only the totals of the city are kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from seoulsolution.core.numbers import format_year_span
from seoulsolution.core.partial_dates import format_partial_date, year_of
from seoulsolution.core.places import Place, PlaceKind
from seoulsolution.core.section_links import link_to
from seoulsolution.core.statements import kept

from ..newsroom.lines import NEWS, NewsLine, news_lines
from ..newsroom.models import NewsCategory, NewsPage
from ..policies.lines import AreaName, areas_by_key
from ..policies.marks import Mark, SourceList
from .models import Counted, ProjectCountsPage, ProjectPage, ProjectRegisterPage
from .totals import CityTotal


class Group(NamedTuple):
    """How many projects are in the same place and area, from the same year, and counted alike by the city."""

    place: str
    is_country: bool
    country: str
    country_name: str
    year: int | None
    counted: str
    number: int
    area: AreaName


@kept
def _groups(language: str) -> QuerySet[Any]:
    """By keys, as groups with names in them take half as long again."""
    projects = ProjectPage.objects.published().translated().in_language(language).order_by()
    return projects.values_list("place", "area", "year_started", "counted").annotate(projects=Count("pk"))


@kept
def _places() -> QuerySet[Any]:
    """Of every language, as what is not translated yet names a place of another one."""
    country, name = Coalesce("country__slug", "slug"), Coalesce("country__name", "name")
    return Place.objects.order_by().values_list("pk", "slug", "kind", country, name)


@kept
def _totals(language: str) -> QuerySet[Any]:
    return CityTotal.objects.filter(locale__language_code=language).select_related("area").order_by("as_of", "pk")


@kept
def _shared_news(language: str) -> QuerySet[Any]:
    days = CityTotal.objects.filter(locale__language_code=language, area=None).values("as_of")
    news = NewsPage.objects.published().translated().in_language(language)
    told = news.filter(category=NewsCategory.POLICY_SHARING, dated__in=days)
    return told.order_by("title", "pk").values_list(*NEWS, named=True)


def _news(language: str) -> dict[str, list[NewsLine]]:
    """News about the sharing of policies, by the date on which a total was made known as well; one query."""
    found: dict[str, list[NewsLine]] = defaultdict(list)
    for line in news_lines(_shared_news(language=language)):
        found[line.dated].append(line)
    return found


def read_groups(language: str) -> list[Group]:
    """All public projects of a language, counted; three queries."""
    places = {pk: (slug, kind == PlaceKind.COUNTRY, country, name) for pk, slug, kind, country, name in _places()}
    areas = areas_by_key()
    return [
        Group(*places[place], year, counted, number, areas[area])
        for place, area, year, counted, number in _groups(language=language)
    ]


@dataclass(frozen=True)
class Sum:
    """`cities`: places that are no countries; a project may be known to be in a country only."""

    projects: int
    cities: int
    countries: int


def sum_of(groups: Iterable[Group]) -> Sum:
    those = list(groups)
    cities = {group.place for group in those if not group.is_country}
    return Sum(sum(group.number for group in those), len(cities), len({group.country for group in those}))


@dataclass(frozen=True)
class AreaRow:
    """An area: what the city counted in it, None where it published nothing, and the projects of the register."""

    area: AreaName | None
    city: int | None
    mark: Mark | None
    numbers: Mapping[str, int]

    @property
    def register(self) -> int:
        return sum(self.numbers.values())

    @property
    def named(self) -> int:
        return self.numbers.get(Counted.NAMED, 0)

    @property
    def likely(self) -> int:
        return self.numbers.get(Counted.LIKELY, 0)

    @property
    def later(self) -> int:
        return self.numbers.get(Counted.LATER, 0)

    @property
    def not_placed(self) -> int:
        return self.numbers.get(Counted.NOT_PLACED, 0)

    @property
    def missing(self) -> int | None:
        """Of those that the city counted, how many are not in the register under this area."""
        return None if self.city is None else max(self.city - self.named - self.likely, 0)


@dataclass(frozen=True)
class TotalRow:
    """A total of the city, what of the register had begun by the end of its year, and the news of the same date."""

    total: CityTotal
    when: str
    mark: Mark
    by_then: Sum
    news: list[NewsLine]


@dataclass(frozen=True)
class CountryRow:
    name: str
    slug: str
    projects: int
    cities: int


def context(page: ProjectCountsPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    groups = read_groups(language)
    totals: list[CityTotal] = _totals(language=language)
    sources = SourceList()
    wholes = [total for total in totals if total.area is None]
    counted = next(
        (total for total in reversed(wholes) if any(t.area and t.as_of == total.as_of for t in totals)), None
    )
    placed = [group for group in groups if group.counted in (Counted.NAMED, Counted.LIKELY)]
    news = _news(language)
    rows = _area_rows(groups, [t for t in totals if counted and t.area and t.as_of == counted.as_of], sources)
    return {
        "counted": counted,
        "counted_when": format_partial_date(counted.as_of) if counted else "",
        "counted_news": news[counted.as_of] if counted else [],
        "counted_mark": sources.mark(counted) if counted else None,
        "all": sum_of(groups),
        "placed": sum_of(placed),
        "areas": rows,
        "sum": _sum_row(rows, counted),
        "totals": [_total_row(total, groups, sources, news[total.as_of]) for total in wholes],
        "undated": sum(group.number for group in groups if group.year is None),
        "years": _years(groups),
        "countries": _countries(groups),
        "sources": sources,
        "register": link_to(ProjectRegisterPage, language),
    }


def _area_rows(groups: list[Group], totals: list[CityTotal], sources: SourceList) -> list[AreaRow]:
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    areas: dict[str, AreaName] = {}
    for group in groups:
        numbers[group.area.slug][group.counted] += group.number
        areas[group.area.slug] = group.area
    by_area = {total.area.slug: total for total in totals if total.area}
    for slug, total in by_area.items():
        term = total.area
        if term is not None:
            areas.setdefault(slug, AreaName(term.slug, term.name, term.icon, term.hue, term.order))
    return [
        AreaRow(
            area,
            by_area[slug].number if slug in by_area else None,
            sources.mark(by_area[slug]) if slug in by_area else None,
            numbers[slug],
        )
        for slug, area in sorted(areas.items(), key=lambda item: item[1].order)
    ]


def _sum_row(rows: list[AreaRow], counted: CityTotal | None) -> AreaRow:
    numbers: Counter[str] = Counter()
    for row in rows:
        numbers.update(row.numbers)
    return AreaRow(None, counted.number if counted else None, None, numbers)


def _total_row(total: CityTotal, groups: list[Group], sources: SourceList, news: list[NewsLine]) -> TotalRow:
    by_then = sum_of(group for group in groups if group.year is not None and group.year <= year_of(total.as_of))
    return TotalRow(total, format_partial_date(total.as_of), sources.mark(total), by_then, news)


def _years(groups: list[Group]) -> list[tuple[str, int]]:
    """Projects by the year in which they began; those without one last, with an empty name."""
    numbers: Counter[int | None] = Counter()
    for group in groups:
        numbers[group.year] += group.number
    known = sorted(year for year in numbers if year is not None)
    found = [(format_year_span(year, None, open_end=False), numbers[year]) for year in known]
    return [*found, ("", numbers[None])] if numbers[None] else found


def _countries(groups: list[Group]) -> list[CountryRow]:
    """The countries with most projects first."""
    of: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        of[group.country].append(group)
    rows = [
        CountryRow(those[0].country_name, slug, (total := sum_of(those)).projects, total.cities)
        for slug, those in of.items()
    ]
    return sorted(rows, key=lambda row: (-row.projects, row.name))

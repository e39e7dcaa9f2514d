"""What of the policies, of the timeline and of the indicators can be found by search."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from seoulsolution.core import searchable
from seoulsolution.core.goals import Goal
from seoulsolution.core.numbers import decade_name, format_quantity, format_year_span
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.searchable import Facet, Searchable
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public, translated
from seoulsolution.core.vocabulary import PolicyArea, Topic

from ..sharing.lineage import passages_of_policy
from .models import PolicyPage, Status
from .office import IndicatorPage, Observation, PolicyOfficePage, TimelineEvent
from .places import Searched, place_names, places_of, searched, sharing_of

NARRATIVE = (
    "background",
    "objectives",
    "organisation",
    "expertise",
    "success_factors",
    "limiting_factors",
    "for_other_cities",
)
# What the child rows of a policy say, in the order of the page.
ROWS = {
    "milestones": ("text",),
    "stakeholders": ("who", "role"),
    "legal_bases": ("title",),
    "costs": ("what",),
    "preconditions": ("text", "before"),
    "difficulties": ("problem", "solution"),
    "results": ("indicator",),
    "videos": ("title",),
    "files": ("title",),
}


class Policies:
    kind = "policy"
    weight = 1.0
    name = _("Policies")
    one = _("Policy")
    models = (PolicyPage,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = PolicyPage.objects.published().translated().order_by("path")
        pages = pages.select_related("area", "topic", "locale", "lead_organisation")
        if keys is not None:
            pages = pages.filter(translation_key__in=keys)
        for page in pages.iterator():
            yield policy_text(page)


def policy_text(page: PolicyPage) -> Searchable:
    language = page.locale.language_code
    rows = fetch_children(page, (*ROWS, "goals", "keywords", "places"))
    named = places_of(rows["places"])
    went = sharing_of(named, passages_of_policy(page.translation_key, language))
    places = searched({place.slug for place in named}, went.slugs, language)
    passages = [page.one_line, page.summary]
    for name in NARRATIVE:
        passages += prose_passages(getattr(page, name))
    passages.append(page.time_needed)
    for name, columns in ROWS.items():
        passages += [" ".join(filter(None, (getattr(row, column) for column in columns))) for row in rows[name]]
    return Searchable(
        kind="policy",
        key=str(page.translation_key),
        id=page.slug,
        language=language,
        title=page.title,
        line=page.one_line,
        passages=[passage for passage in passages if passage],
        url=page.url,
        facets=_facets(page, [str(goal.goal) for goal in rows["goals"]], places),
        years=(page.year_started, page.year_ended),
        also=[
            *(row.word for row in rows["keywords"]),
            *page.search_words.splitlines(),
            *([page.lead_organisation.name] if page.lead_organisation else []),
            *places.names,
        ],
    )


def _facets(page: PolicyPage, goals: list[str], places: Searched) -> dict[str, list[str]]:
    facets = {"area": [page.area.slug], "status": [page.status], "sdg": goals, "has": ["pdf"]}
    if page.topic:
        facets["topic"] = [page.topic.slug]
    if page.has_manual:
        facets["has"].append("manual")
    if page.year_started:
        facets["decade"] = [str(page.year_started // 10 * 10)]
    if places.slugs:
        facets["place"] = places.slugs
    return facets


def prose_passages(value: StreamValue) -> list[str]:
    """The paragraphs, headings, points and captions of a narrative as plain text."""
    passages: list[str] = []
    for block in value:
        match block.block_type:
            case "paragraph":
                passages.append(strip_tags(block.value.source.replace("</p>", " ")).strip())
            case "points":
                passages += [str(point) for point in block.value]
            case "picture":
                passages.append(block.value["caption"])
            case _:
                passages.append(str(block.value))
    return passages


class Indicators:
    kind = "indicator"
    weight = 0.7
    name = _("Indicators")
    one = _("Indicator")
    models = (IndicatorPage,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = IndicatorPage.objects.filter(is_public(), translated()).order_by("path")
        if keys is not None:
            pages = pages.filter(translation_key__in=keys)
        for page in pages.select_related("area", "locale").prefetch_related("observations"):
            figures = sorted(page.observations.all(), key=lambda figure: (figure.year, figure.segment))
            yield Searchable(
                kind=self.kind,
                key=str(page.translation_key),
                id=page.slug,
                language=page.locale.language_code,
                title=page.title,
                line=(ends := _from_to(page, figures)),
                passages=[f"{ends}. {page.definition}"] if page.definition else [],
                url=page.url,
                facets={"area": [page.area.slug]} if page.area else {},
                years=(figures[0].year, figures[-1].year) if figures else (None, None),
            )


def _from_to(page: IndicatorPage, figures: Sequence[Observation]) -> str:
    """“65 ㎍/㎥ (2000) → 44 ㎍/㎥ (2017)”; only the latest where the two cannot be compared."""
    ends = figures[-1:] if len({figure.segment for figure in figures}) > 1 else [*figures[:1], *figures[1:][-1:]]
    with override(page.locale.language_code):
        years = [format_year_span(figure.year, None, open_end=False) for figure in ends]
        values = [format_quantity(figure.value, page.unit) for figure in ends]
    return " → ".join(f"{value} ({year})" for value, year in zip(values, years, strict=True))


class Events:
    kind = "event"
    weight = 0.55
    name = _("Development of the city")
    one = _("Development of the city")
    models = (TimelineEvent,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        events: Any = TimelineEvent.objects.select_related("locale", "area").order_by("year", "pk")
        if keys is not None:
            events = events.filter(translation_key__in=keys)
        offices = {
            page.locale_id: page.url
            for page in PolicyOfficePage.objects.filter(is_public(), translated()).select_related("locale")
        }
        for event in events:
            if event.locale_id in offices:
                yield self._text(event, offices[event.locale_id])

    def _text(self, event: Any, office: str) -> Searchable:
        facets = {"decade": [str(event.year // 10 * 10)]}
        if event.area:
            facets["area"] = [event.area.slug]
        return Searchable(
            kind=self.kind,
            key=str(event.translation_key),
            id=str(event.translation_key),
            language=event.locale.language_code,
            title=event.text,
            line="",
            passages=[],
            url=f"{office}#decade-{event.year // 10 * 10}",
            facets=facets,
            years=(event.year, None),
        )


def _terms(model: type[PolicyArea | Topic]) -> Callable[[Collection[str]], dict[str, str]]:
    """Names of areas or topics in the active language, in the order of their model."""

    @kept
    def terms(slugs: list[str], language: str) -> QuerySet[Any]:
        named = model._default_manager.filter(slug__in=slugs, locale__language_code=language)
        return named.values_list("slug", "name")

    def names(values: Collection[str]) -> dict[str, str]:
        return dict(terms(slugs=sorted(values), language=get_language() or ""))

    return names


def _states(values: Collection[str]) -> dict[str, str]:
    return {state.value: str(state.label) for state in Status if state.value in values}


def _goals(values: Collection[str]) -> dict[str, str]:
    return {str(goal.value): f"{goal.value}. {goal.label}" for goal in Goal if str(goal.value) in values}


def _decades(values: Collection[str]) -> dict[str, str]:
    return {value: decade_name(int(value)) for value in sorted(values)}


def _material(values: Collection[str]) -> dict[str, str]:
    names = {"manual": _("A full manual"), "pdf": _("A PDF")}
    return {value: str(name) for value, name in names.items() if value in values}


def _form(kind: str, facets: Mapping[str, Sequence[str]]) -> list[str]:
    """Whether a policy is told in full."""
    if kind != Policies.kind:
        return []
    return [gettext("Manual") if "manual" in facets.get("has", ()) else gettext("Introduction")]


FACETS = (
    Facet("area", _("Area"), _terms(PolicyArea), said=True),
    Facet("topic", _("Topic"), _terms(Topic)),
    Facet("sdg", _("Sustainable Development Goal"), _goals),
    Facet("status", _("Status"), _states),
    Facet("decade", _("Decade of start"), _decades),
    Facet("place", _("City or country"), place_names),
    Facet("has", _("With"), _material, beside=_form),
)


def connect() -> None:
    for source in (Policies(), Indicators(), Events()):
        searchable.register(source)
    for facet in FACETS:
        searchable.register_facet(facet)

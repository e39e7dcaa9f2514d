"""One policy as a document: every section that has something in it, every claim with its numbered sources.

The page, the PDF and whatever comes later read the same document, so that they never tell two stories.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seoulsolution.core.charts import BarKind, Measure
from seoulsolution.core.files.documents import fetch_documents
from seoulsolution.core.files.publication import fetch_pictures
from seoulsolution.core.numbers import format_large, format_year_span
from seoulsolution.core.rows import fetch_children

from . import drawings
from .entries import policy_years
from .evidence import Difficulty, Milestone, Precondition, Result
from .graph import RelationGroup, Relative, relation_groups
from .lines import policies_by_id
from .marks import Mark, SourceList
from .models import PolicyPage
from .places import places_of

CHILDREN = (
    "milestones",
    "stakeholders",
    "legal_bases",
    "costs",
    "preconditions",
    "difficulties",
    "results",
    "goals",
    "keywords",
    "places",
    "readings",
    "pictures",
    "videos",
    "files",
)

SECTIONS = {
    "background": gettext_lazy("Background and causes"),
    "objectives": gettext_lazy("Objectives"),
    "process": gettext_lazy("How it was carried out"),
    "preconditions": gettext_lazy("What it takes"),
    "difficulties": gettext_lazy("Difficulties and solutions"),
    "results": gettext_lazy("Results"),
    "factors": gettext_lazy("Why it worked, and where it did not"),
    "for-other-cities": gettext_lazy("What other cities should know"),
    "related": gettext_lazy("Related policies"),
    "sources": gettext_lazy("Sources and further reading"),
}


CHART_KINDS: dict[Result.Kind, BarKind] = {
    Result.Kind.MEASURED: "result",
    Result.Kind.FORECAST: "forecast",
    Result.Kind.PLAN: "plan",
}


@dataclass
class ResultRow:
    """A result with its chart; `chart` is empty when there is nothing to compare."""

    result: Result
    mark: Mark
    chart: SafeString
    before_period: str
    after_period: str

    @property
    def is_baseline(self) -> bool:
        """Whether it tells only what was before the policy."""
        return self.result.kind == Result.Kind.MEASURED and self.result.after_value is None

    @property
    def kind(self) -> str:
        return _("Starting point") if self.is_baseline else self.result.get_kind_display()


@dataclass
class Manual:
    """Rows carry `.mark`. `sections` are (id, title) of those that have something in them, in order."""

    page: PolicyPage
    rows: dict[str, list[Any]]
    results: list[ResultRow]
    relations: list[RelationGroup]
    sources: SourceList
    sections: list[tuple[str, str]]

    @property
    def milestones(self) -> list[Milestone]:
        return self.rows["milestones"]

    @property
    def preconditions(self) -> list[Precondition]:
        return self.rows["preconditions"]

    @property
    def difficulties(self) -> list[Difficulty]:
        return self.rows["difficulties"]

    @property
    def before(self) -> list[Relative]:
        """What this policy needed first: “before TOPIS: transport card, bus information”."""
        return next((group.relatives for group in self.relations if group.key == "before"), [])

    @property
    def has_outcome(self) -> bool:
        """Whether a result was measured, not only what was before and what is expected."""
        return any(row.result.kind == Result.Kind.MEASURED and not row.is_baseline for row in self.results)

    @property
    def years(self) -> str:
        return policy_years(self.page)


def read_manual(page: PolicyPage) -> Manual:
    """The whole document of `page` in three queries; one more each for pictures, files and sources of others."""
    rows = fetch_children(page, CHILDREN)
    fetch_pictures(page, rows["pictures"])
    fetch_documents(rows["files"])
    rows["places"] = places_of(rows["places"])
    sources = SourceList([reading.source for reading in rows["readings"]], policy_id=page.slug)
    for name in ("milestones", "legal_bases", "costs", "preconditions", "difficulties"):
        for row in rows[name]:
            row.mark = sources.mark(row)
    results = [_result_row(result, sources, page) for result in rows["results"]]
    relations = relation_groups(page)
    for group in relations:
        for relative in group.relatives:
            for relation in relative.relations:
                relation.mark = sources.mark(relation)
    _resolve_policy_sources(sources, relations, page)
    return Manual(page, rows, results, relations, sources, _sections(page, rows, relations, sources))


def _resolve_policy_sources(sources: SourceList, relations: list[RelationGroup], page: PolicyPage) -> None:
    """Policies whose sources are meant are mostly related ones, which are read already."""
    related = [relative.policy for group in relations for relative in group.relatives]
    known = {policy.slug: policy for policy in related}
    missing = sources.policy_ids() - known.keys()
    sources.resolve_policies(known | (policies_by_id(missing, page.locale.language_code) if missing else {}))


def _result_row(result: Result, sources: SourceList, page: PolicyPage) -> ResultRow:
    before_period = result.before_period or format_year_span(result.before_year, result.before_year_end, open_end=False)
    after_period = result.after_period or format_year_span(result.after_year, result.after_year_end, open_end=False)
    kind = Result.Kind(result.kind)
    measured = kind == Result.Kind.MEASURED
    values = [value for value in (result.before_value, result.after_value) if value is not None]
    is_share = result.unit == "%" and all(0 <= value <= 100 for value in values)
    chart = drawings.result_bars(
        Measure(result.before_value, before_period) if result.before_value is not None else None,
        Measure(result.after_value, after_period) if result.after_value is not None else None,
        get_language(),
        number=result.pk,
        title=result.indicator,
        desc=_describe(result, before_period, after_period),
        unit=result.unit,
        kind=CHART_KINDS[kind],
        note="" if measured else str(kind.label),
        whole=Decimal(100) if is_share else None,
        area=page.area.hue,
    )
    return ResultRow(result, sources.mark(result), chart, before_period, after_period)


def _describe(result: Result, before_period: str, after_period: str) -> str:
    parts = [
        f"{period or label}: {format_large(value)} {result.unit}".strip()
        for label, period, value in (
            (_("Before"), before_period, result.before_value),
            (_("After"), after_period, result.after_value),
        )
        if value is not None
    ]
    return "; ".join(parts)


def _sections(
    page: PolicyPage, rows: dict[str, list[Any]], relations: list[RelationGroup], sources: SourceList
) -> list[tuple[str, str]]:
    filled = {
        "background": page.background,
        "objectives": page.objectives,
        "process": rows["milestones"]
        or page.organisation
        or page.expertise
        or rows["stakeholders"]
        or rows["legal_bases"]
        or rows["costs"]
        or page.time_needed,
        "preconditions": rows["preconditions"],
        "difficulties": rows["difficulties"],
        "results": rows["results"],
        "factors": page.success_factors or page.limiting_factors,
        "for-other-cities": page.for_other_cities,
        "related": relations,
        "sources": len(sources),
    }
    return [(key, str(title)) for key, title in SECTIONS.items() if filled[key]]

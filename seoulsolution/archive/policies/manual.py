"""One policy as a document: every section that has something in it, every claim with its numbered sources.

The page, the PDF and whatever comes later read the same document, so that they never tell two stories.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from seoulsolution.core.files.documents import fetch_documents
from seoulsolution.core.files.publication import fetch_pictures
from seoulsolution.core.rows import fetch_children

from .entries import policy_years
from .evidence import Difficulty, Milestone, Precondition, Result
from .graph import RelationGroup, Relative, relation_groups
from .lines import policies_by_id
from .marks import ListedFor, SourceList
from .models import PolicyPage
from .places import places_of
from .results import ResultRow, result_row

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
    sources = SourceList(
        [reading.source for reading in rows["readings"]], policy_id=page.slug, listed_for=ListedFor.POLICY
    )
    for name in ("milestones", "legal_bases", "costs", "preconditions", "difficulties"):
        for row in rows[name]:
            row.mark = sources.mark(row)
    results = [result_row(result, sources, area=page.area.hue) for result in rows["results"]]
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

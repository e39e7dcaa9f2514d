"""What the page of an adopter's record shows."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from seoulsolution.core.claims import parse_sources
from seoulsolution.core.language_codes import language_names
from seoulsolution.core.partial_dates import format_partial_date
from seoulsolution.core.routing import Addresses
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.sections import Subject, sections_of

from ..cities.lines import city_url
from ..policies.lines import policies_by_id, policies_of
from ..policies.marks import ListedFor, Mark, SourceList
from ..policies.results import ResultRow, result_row
from .lineage import outcomes_of_records
from .outcomes import Outcome
from .outcomes_told import OutcomeTold, without_link_to
from .record_rows import Adaptation
from .records import AdopterRecordPage, WrittenBy

CHILDREN = ("policies", "adaptations", "difficulties", "results")
# Results are drawn in the hue of the policy's area; this is the one of a record without a policy.
PLAIN_HUE = 1
NOT_FINISHED = (Outcome.STALLED, Outcome.ABANDONED)


class Adapted(NamedTuple):
    """`what`: kept, changed or left_out."""

    what: str
    title: str
    parts: list[Adaptation]


class Reply(NamedTuple):
    """`day` and `written_in`, its language where that is worth saying, are said in the reader's language."""

    text: str
    by: str
    day: str
    written_in: str


def context(page: AdopterRecordPage, data: Mapping[str, Any]) -> dict[str, Any]:
    """One record: its facts, its parts, and every claim with its numbered sources."""
    language = page.locale.language_code
    rows = fetch_children(page, CHILDREN)
    policies = policies_of(rows["policies"], language)
    sources = SourceList(parse_sources(page.source), listed_for=ListedFor.RECORD)
    whole: Mark = sources.mark_of_all(page.confidence, page.disputed)
    for row in rows["difficulties"]:
        row.mark = sources.mark(row)
    outcomes = _outcomes(page, sources)
    hue = policies[0].area.hue if policies else PLAIN_HUE
    results: list[ResultRow] = [result_row(result, sources, area=hue) for result in rows["results"]]
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, language))
    return {
        "place": page.place.called,
        "city_url": city_url(page.place_id),
        "outcomes": outcomes,
        "policies": policies,
        "project": _project(page),
        "hue": hue,
        "adapted": list(_adapted(rows["adaptations"])),
        "difficulties": rows["difficulties"],
        "results": results,
        "has_outcome": any(row.result.kind == row.result.Kind.MEASURED and not row.is_baseline for row in results),
        "written_in": ", ".join(language_names(page.written_in)),
        "reply": _reply(page),
        "is_by_others": page.written_by != WrittenBy.CITY,
        "is_unfinished": page.outcome in NOT_FINISHED,
        "mark": whole,
        "sources": sources,
        "more": sections_of(
            Subject(
                "record", str(page.translation_key), language, page.title, page.line, facets={"place": page.place.slug}
            )
        ),
    }


def _reply(page: AdopterRecordPage) -> Reply | None:
    """Where the page in this language does not have it yet, as it stands on the page in another one."""
    told, language = page, ""
    if not page.reply:
        others = AdopterRecordPage.objects.published().filter(translation_key=page.translation_key)
        found = others.exclude(pk=page.pk).exclude(reply="").select_related("locale").order_by("pk").first()
        if found is None:
            return None
        told, language = found, found.locale.language_code
    day = format_partial_date(told.reply_on.isoformat()) if told.reply_on else ""
    return Reply(told.reply, told.reply_by, day, ", ".join(language_names(told.reply_in or language)))


def _outcomes(page: AdopterRecordPage, sources: SourceList) -> list[OutcomeTold]:
    """What each account says became of the work, with its mark."""
    own = Addresses().url(page.url_path)
    told = outcomes_of_records([page.translation_key], page.locale.language_code).get(own, [])
    outcomes = without_link_to(own, told)
    for outcome in outcomes:
        outcome.mark = sources.mark(outcome)
    return outcomes


def _project(page: AdopterRecordPage) -> dict[str, Any] | None:
    """Title and address of the project, where it is public in the language of the page."""
    if page.project_id is None:
        return None
    from .queries import project_of

    found = project_of(page.project_id, page.locale.language_code)
    return {"title": found[0], "url": Addresses().url(found[1])} if found else None


def _adapted(rows: Iterable[Adaptation]) -> Iterable[Adapted]:
    parts = list(rows)
    for what in Adaptation.What:
        those = [part for part in parts if part.what == what]
        if those:
            yield Adapted(what.value, str(what.label), those)

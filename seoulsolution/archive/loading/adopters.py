"""The files of what others took over: transfers from place to place, and adopters' records."""

from dataclasses import dataclass

from ..sharing.outcomes import Channel, Outcome
from ..sharing.record_rows import Adaptation as AdaptationRow
from ..sharing.records import AdopterRecordPage, WrittenBy
from ..sharing.transfers import Transfer as TransferSnippet
from . import limits
from .documents import read_difficulty, read_result, read_several
from .forms import NodeForm, RowForm
from .shapes import Difficulty, Result, Shape, Statement, Text
from .statements import read_statement
from .tables import Table

WHAT = limits.words(TransferSnippet, "what", required=True)
CHANNEL = limits.choice(Channel)
OUTCOME = limits.choice(Outcome)
WRITTEN_BY = limits.choice(WrittenBy)
ADAPTED = limits.choice(AdaptationRow.What)
TITLE = limits.words(AdopterRecordPage, "title", required=True)
LINE = limits.words(AdopterRecordPage, "line", required=True)
RECORDS = "records"


@dataclass(frozen=True, kw_only=True)
class Transfer(Statement):
    id: str
    what: Text
    from_id: str
    from_organisation_id: str
    to_id: str
    to_organisation_id: str
    policy_id: str
    project_id: str
    channel: str
    year_from: int | None
    year_to: int | None
    status: str
    evidence: Text


@dataclass(frozen=True, kw_only=True)
class Adaptation(Shape):
    what: str
    text: Text
    why: Text


@dataclass(frozen=True, kw_only=True)
class AdopterRecord(Shape):
    id: str
    title: Text
    in_one_line: Text
    place: str
    project: str
    transfer: str
    from_place: str
    policies: tuple[str, ...]
    outcome: str
    written_by: str
    adaptations: tuple[Adaptation, ...]
    reason: Text
    difficulties: tuple[Difficulty, ...]
    results: tuple[Result, ...]
    sources: tuple[str, ...]
    confidence: str
    note: Text
    disputed: Text


def read_transfer(form: RowForm) -> Transfer:
    return Transfer(
        id=form.value("id", limits.ID),
        what=form.words("what", WHAT),
        from_id=form.value("from_id", limits.REFERENCE),
        from_organisation_id=form.value("from_organisation_id", limits.REFERENCE),
        to_id=form.value("to_id", limits.REFERENCE),
        to_organisation_id=form.value("to_organisation_id", limits.REFERENCE),
        policy_id=form.value("policy_id", limits.REFERENCE),
        project_id=form.value("project_id", limits.REFERENCE),
        channel=form.value("channel", CHANNEL),
        year_from=form.value("year_from", limits.YEAR_OR_NONE),
        year_to=form.value("year_to", limits.YEAR_OR_NONE),
        status=form.value("status", OUTCOME),
        evidence=form.words("evidence", limits.TEXT),
        **read_statement(form),
    )


TRANSFERS = Table(
    "transfers.csv",
    (
        *("id", "from_id", "from_organisation_id", "to_id", "to_organisation_id", "policy_id", "project_id"),
        *("channel", "year_from", "year_to", "status", "basis", "source", "confidence"),
    ),
    ("what", "evidence", "disputed"),
    read_transfer,
)


def _adaptation(form: NodeForm) -> Adaptation:
    return Adaptation(
        line=form.line,
        what=form.value("what", ADAPTED),
        text=form.words("text", limits.TEXT_REQUIRED),
        why=form.words("why", limits.TEXT),
    )


def read_record(form: NodeForm) -> AdopterRecord:
    return AdopterRecord(
        line=form.line,
        id=form.value("id", limits.ID),
        title=form.words("title", TITLE),
        in_one_line=form.words("line", LINE),
        place=form.value("place", limits.ID),
        project=form.value("project", limits.REFERENCE),
        transfer=form.value("transfer", limits.REFERENCE),
        from_place=form.value("from_place", limits.REFERENCE),
        policies=form.strings("policies", limits.ID),
        outcome=form.value("outcome", OUTCOME),
        written_by=form.value("written_by", WRITTEN_BY),
        adaptations=read_several(form, "adaptations", _adaptation),
        reason=form.words("reason", limits.TEXT),
        difficulties=read_several(form, "difficulties", read_difficulty),
        results=read_several(form, "results", read_result),
        sources=form.sources("source"),
        confidence=form.value("confidence", limits.CONFIDENCE),
        note=form.words("note", limits.TEXT),
        disputed=form.words("disputed", limits.TEXT),
    )

"""The pages of adopters' records and the transfers, from the records of their files."""

from typing import Any

from ..sharing import record_rows
from . import adopters, outline
from .drafts import Draft, RowMaker, Rows, claim, result_values, row_maker
from .outline import Record
from .shelf import Shelf


def record_draft(record: Record, language: str, shelf: Shelf) -> Draft:
    told: adopters.AdopterRecord = record.shape
    values = {
        "line": told.in_one_line[language],
        "place": shelf.snippet(outline.PLACE, told.place, language),
        "from_place": shelf.snippet_or_none(outline.PLACE, told.from_place, language),
        "project": shelf.project(told.project) if told.project else None,
        "transfer": shelf.snippet_or_none(outline.TRANSFER, told.transfer, language),
        "outcome": told.outcome,
        "reason": told.reason[language],
        "written_by": told.written_by,
        "note": told.note[language],
        "source": "\n".join(told.sources),
        "confidence": told.confidence,
        "disputed": told.disputed[language],
    }
    return Draft(values, _rows(row_maker(record, language, shelf), told, shelf))


def _rows(maker: RowMaker, told: adopters.AdopterRecord, shelf: Shelf) -> Rows:
    return {
        "policies": [
            maker.make(record_rows.RecordPolicy, "policies", key, order, policy=policy)
            for order, key in enumerate(told.policies)
            if (policy := shelf.policy(key))
        ],
        "adaptations": [
            maker.make(record_rows.Adaptation, "adaptations", order, order, what=one.what, text=one.text, why=one.why)
            for order, one in enumerate(told.adaptations)
        ],
        "difficulties": maker.statements(
            record_rows.RecordDifficulty,
            "difficulties",
            told.difficulties,
            {"problem": "problem", "solution": "solution"},
        ),
        "results": [
            maker.make(record_rows.RecordResult, "results", order, order, **result_values(one))
            for order, one in enumerate(told.results)
        ],
    }


def transfer_values(transfer: adopters.Transfer, language: str, shelf: Shelf) -> dict[str, Any]:
    said = claim(transfer) | {"disputed": transfer.disputed[language]}
    return {
        "slug": transfer.id,
        "what": transfer.what[language],
        "from_place": shelf.snippet_or_none(outline.PLACE, transfer.from_id, language),
        "from_organisation": shelf.snippet_or_none(outline.ORGANISATION, transfer.from_organisation_id, language),
        "to_place": shelf.snippet_or_none(outline.PLACE, transfer.to_id, language),
        "to_organisation": shelf.snippet_or_none(outline.ORGANISATION, transfer.to_organisation_id, language),
        "policy": shelf.policy(transfer.policy_id) if transfer.policy_id else None,
        "project": shelf.project(transfer.project_id) if transfer.project_id else None,
        "channel": transfer.channel,
        "year_from": transfer.year_from,
        "year_to": transfer.year_to,
        "status": transfer.status,
        "evidence": transfer.evidence[language],
        **said,
    }

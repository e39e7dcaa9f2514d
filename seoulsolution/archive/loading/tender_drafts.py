"""The pages of tenders and calls abroad, from the records of their file."""

from . import outline, tenders
from .drafts import Draft
from .outline import Record
from .shelf import Shelf


def tender_draft(record: Record, language: str, shelf: Shelf) -> Draft:
    tender: tenders.Tender = record.shape
    facts = ("closes_on", "closes_at", "time_zone", "amount", "currency", "website", "confidence")
    words = {name: getattr(tender, name)[language] for name in ("issuer", "summary", "disputed")}
    values = {
        "place": shelf.snippet(outline.PLACE, tender.place_id, language),
        "area": shelf.snippet_or_none(outline.AREA, tender.area_id, language),
        "source": "\n".join(tender.sources),
    }
    return Draft(values | words | {name: getattr(tender, name) for name in facts}, {})

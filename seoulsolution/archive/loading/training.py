"""The files of the training pages and of the offers: what a row says, and how it is read."""

from dataclasses import dataclass
from typing import Any

from . import limits
from .forms import RowForm
from .shapes import Shape, Statement, Text
from .statements import basis_of
from .tables import Table


@dataclass(frozen=True, kw_only=True)
class Fact(Statement):
    """Of the history of the institute. `when`: a day, a month or a year."""

    id: str
    when: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class Centre(Statement):
    id: str
    name: Text
    place_id: str
    role: Text
    since: str
    note: Text


@dataclass(frozen=True, kw_only=True)
class Programme(Shape):
    """`starts` and `ends`: a day, a month, a year or nothing. `languages`: codes of ISO 639."""

    id: str
    title: Text
    topic: Text
    starts: str
    ends: str
    online: bool
    place_id: str
    venue: Text
    languages: tuple[str, ...]
    organiser_id: str
    for_whom: Text
    seats: int | None
    participants: Text
    cost: Text
    policies: tuple[str, ...]
    note: Text
    sources: tuple[str, ...]
    confidence: str
    disputed: Text


@dataclass(frozen=True, kw_only=True)
class Offer(Statement):
    """`last_call`: a day, a month, a year or nothing."""

    id: str
    kind: str
    title: Text
    office: Text
    organisation_id: str
    for_whom: Text
    how: Text
    last_call: str
    website: str


def _statement(form: RowForm) -> dict[str, Any]:
    """The values of a `Statement` in a table without a column for the basis."""
    sources = form.sources("source")
    return {
        "line": form.line,
        "basis": basis_of(sources),
        "sources": sources,
        "confidence": form.value("confidence", limits.CONFIDENCE),
        "disputed": form.words("disputed", limits.TEXT),
    }


def read_fact(form: RowForm) -> Fact:
    return Fact(
        id=form.value("id", limits.ID),
        when=form.value("when", limits.AS_OF),
        text=form.words("text", limits.TEXT_REQUIRED),
        **_statement(form),
    )


def read_centre(form: RowForm) -> Centre:
    return Centre(
        id=form.value("id", limits.ID),
        name=form.words("name", limits.CENTRE_NAME),
        place_id=form.value("place_id", limits.ID),
        role=form.words("role", limits.CENTRE_ROLE),
        since=form.value("since", limits.DATE_OR_NONE),
        note=form.words("note", limits.TEXT),
        **_statement(form),
    )


def read_programme(form: RowForm) -> Programme:
    return Programme(
        line=form.line,
        id=form.value("id", limits.ID),
        title=form.words("title", limits.PROGRAMME_TITLE),
        topic=form.words("topic", limits.PROGRAMME_TOPIC),
        starts=form.value("starts", limits.DATE_OR_NONE),
        ends=form.value("ends", limits.DATE_OR_NONE),
        online=form.value("online", limits.YES_NO),
        place_id=form.value("place_id", limits.REFERENCE),
        venue=form.words("venue", limits.PROGRAMME_VENUE),
        languages=form.value("languages", limits.PROGRAMME_LANGUAGES),
        organiser_id=form.value("organiser_id", limits.REFERENCE),
        for_whom=form.words("for_whom", limits.TEXT),
        seats=form.value("seats", limits.COUNT_OR_NONE),
        participants=form.words("participants", limits.PROGRAMME_PARTICIPANTS),
        cost=form.words("cost", limits.PROGRAMME_COST),
        policies=form.value("policies", limits.SEVERAL_IDS),
        note=form.words("note", limits.TEXT),
        sources=form.sources("source"),
        confidence=form.value("confidence", limits.CONFIDENCE),
        disputed=form.words("disputed", limits.TEXT),
    )


def read_offer(form: RowForm) -> Offer:
    return Offer(
        id=form.value("id", limits.ID),
        kind=form.value("kind", limits.OFFER_KIND),
        title=form.words("title", limits.OFFER_TITLE),
        office=form.words("office", limits.OFFER_OFFICE),
        organisation_id=form.value("organisation_id", limits.REFERENCE),
        for_whom=form.words("for_whom", limits.TEXT_REQUIRED),
        how=form.words("how", limits.TEXT_REQUIRED),
        last_call=form.value("last_call", limits.DATE_OR_NONE),
        website=form.value("website", limits.WEBSITE),
        **_statement(form),
    )


FACTS = Table("training_history.csv", ("id", "when", "source", "confidence"), ("text", "disputed"), read_fact)
CENTRES = Table(
    "training_centres.csv",
    ("id", "place_id", "since", "source", "confidence"),
    ("name", "role", "note", "disputed"),
    read_centre,
)
PROGRAMMES = Table(
    "training_programmes.csv",
    (
        *("id", "starts", "ends", "online", "place_id", "languages", "organiser_id", "seats", "policies", "source"),
        "confidence",
    ),
    ("title", "topic", "venue", "for_whom", "participants", "cost", "note", "disputed"),
    read_programme,
)
OFFERS = Table(
    "offers.csv",
    ("id", "kind", "organisation_id", "last_call", "website", "source", "confidence"),
    ("title", "office", "for_whom", "how", "disputed"),
    read_offer,
)

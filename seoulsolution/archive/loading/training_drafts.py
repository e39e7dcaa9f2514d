"""The pages of training and of the offers, from the records of their files."""

from ..sharing.offers.models import Offer
from ..sharing.training.rows import ProgrammePolicy, TrainingCentre, TrainingFact
from . import outline, shapes, training
from .drafts import Draft, claim, row_maker
from .outline import Record
from .shelf import Shelf


def training_draft(record: Record, language: str, shelf: Shelf) -> Draft:
    section: shapes.Section = record.shape
    facts, centres = record.also
    maker = row_maker(record, language, shelf)
    values = {
        "introduction": section.introduction[language],
        "institute": shelf.snippet_or_none(outline.ORGANISATION, section.organisation_id, language),
    }
    rows = {
        "history": [
            maker.make(TrainingFact, "history", fact.id, order, when=fact.when, text=fact.text, **claim(fact))
            for order, fact in enumerate(facts)
        ],
        "centres": [
            maker.make(
                TrainingCentre,
                "centres",
                centre.id,
                order,
                name=centre.name,
                place=shelf.snippet(outline.PLACE, centre.place_id, language),
                role=centre.role,
                since=centre.since,
                note=centre.note,
                **claim(centre),
            )
            for order, centre in enumerate(centres)
        ],
    }
    return Draft(values, rows)


def programme_draft(record: Record, language: str, shelf: Shelf) -> Draft:
    programme: training.Programme = record.shape
    maker = row_maker(record, language, shelf)
    words = ("topic", "venue", "for_whom", "participants", "cost", "note", "disputed")
    values = {name: getattr(programme, name)[language] for name in words} | {
        "starts": programme.starts,
        "ends": programme.ends,
        "is_online": programme.online,
        "place": shelf.snippet_or_none(outline.PLACE, programme.place_id, language),
        "languages": " ".join(programme.languages),
        "organiser": shelf.snippet_or_none(outline.ORGANISATION, programme.organiser_id, language),
        "seats": programme.seats,
        "source": "\n".join(programme.sources),
        "confidence": programme.confidence,
    }
    policies = [
        maker.make(ProgrammePolicy, "policies", key, order, policy=policy)
        for order, key in enumerate(programme.policies)
        if (policy := shelf.policy(key))
    ]
    return Draft(values, {"policies": policies})


def offers_draft(record: Record, language: str, shelf: Shelf) -> Draft:
    section: shapes.Section = record.shape
    maker = row_maker(record, language, shelf)
    rows = [
        maker.make(
            Offer,
            "offers",
            offer.id,
            order,
            slug=offer.id,
            kind=offer.kind,
            title=offer.title,
            office=offer.office,
            organisation=shelf.snippet_or_none(outline.ORGANISATION, offer.organisation_id, language),
            for_whom=offer.for_whom,
            how=offer.how,
            last_call=offer.last_call,
            website=offer.website,
            **claim(offer),
        )
        for order, offer in enumerate(record.also)
    ]
    return Draft({"introduction": section.introduction[language]}, {"offers": rows})

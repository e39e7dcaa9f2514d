"""The tables of the content: which columns each has and what a row says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from seoulsolution.core.countries import country_name

from . import limits, shapes
from .faults import Faults
from .files import read_table
from .forms import Place, RowForm
from .statements import basis_of


@dataclass(frozen=True)
class Table:
    """`columns`: single values; `texts`: a column for each language. `read` makes a record of a row.

    `is_optional`: without the file there are no records.
    """

    file: str
    columns: tuple[str, ...]
    texts: tuple[str, ...]
    read: Callable[[RowForm], Any]
    is_optional: bool = False

    def rows(self, folder: Path, languages: tuple[str, ...], faults: Faults) -> Iterator[Any]:
        """Records of the table in `folder`."""
        if self.is_optional and not (folder / self.file).exists():
            return
        columns = [*self.columns, *(f"{text}_{code}" for text in self.texts for code in languages)]
        place = Place(self.file, languages, faults)
        for row in read_table(folder / self.file, self.file, columns, faults):
            yield self.read(RowForm(place, row))


def _nothing(form: RowForm) -> shapes.Text:
    return dict.fromkeys(form.place.languages, "")


def read_area(form: RowForm) -> shapes.Area:
    return shapes.Area(
        line=form.line,
        id=form.value("id", limits.ID),
        name=form.words("name", limits.AREA_NAME),
        description=form.words("description", limits.TEXT_REQUIRED),
        icon=form.value("icon", limits.ICON),
        order=form.value("order", limits.ORDER) or 0,
    )


def read_topic(form: RowForm) -> shapes.Topic:
    return shapes.Topic(
        line=form.line,
        id=form.value("id", limits.ID),
        area_id=form.value("area_id", limits.ID),
        name=form.words("name", limits.AREA_NAME),
    )


def read_organisation(form: RowForm) -> shapes.Organisation:
    return shapes.Organisation(
        line=form.line,
        id=form.value("id", limits.ID),
        name=form.words("name", limits.ORGANISATION_NAME),
        acronym=form.value("acronym", limits.ACRONYM),
        kind=form.value("kind", limits.ORGANISATION_KIND),
        website=form.value("website", limits.WEBSITE),
        seat_id=form.value("seat_id", limits.REFERENCE),
        role=form.words("role", limits.TEXT),
        sources=form.sources("source"),
        confidence=form.value("confidence", limits.CONFIDENCE),
        partner=form.value("partner", limits.YES_NO),
        note=form.words("note", limits.TEXT),
    )


def read_place(form: RowForm) -> shapes.Place:
    code = form.value("code", limits.COUNTRY)
    return shapes.Place(
        line=form.line,
        id=form.value("id", limits.ID),
        kind=form.value("kind", limits.PLACE_KIND),
        country_id=form.value("country_id", limits.REFERENCE),
        code=code,
        latitude=form.value("latitude", limits.DEGREES),
        longitude=form.value("longitude", limits.DEGREES),
        home=form.value("home", limits.YES_NO),
        name=_place_name(form, code),
        other_names=form.value("other_names", limits.OTHER_NAMES),
    )


def _place_name(form: RowForm, code: str) -> shapes.Text:
    """Of a country it follows from its code."""
    if not code:
        return form.words("name", limits.PLACE_NAME)
    if any(form.words("name", limits.PLACE_NAME_OR_NONE).values()):
        form.fault("code", _("gives the country its name; expected no name in the row"))
    return {language: country_name(code, language) for language in form.place.languages}


def read_term(form: RowForm) -> shapes.Term:
    preferred = form.words("term", limits.TERM)
    variants = form.several("variants", limits.VARIANTS)
    return shapes.Term(
        line=form.line,
        id=form.value("id", limits.ID),
        domain=form.value("domain", limits.DOMAIN),
        names={code: (preferred[code], *variants[code]) for code in preferred},
        note=form.words("note", limits.TEXT),
    )


def read_policy(form: RowForm) -> shapes.Policy:
    return shapes.Policy(
        line=form.line,
        id=form.value("id", limits.ID),
        title=form.words("title", limits.POLICY_TITLE),
        area_id=form.value("area_id", limits.ID),
        topic_id=form.value("topic_id", limits.REFERENCE),
        year_started=form.value("year_started", limits.YEAR_OR_NONE),
        year_ended=form.value("year_ended", limits.YEAR_OR_NONE),
        status=form.value("status", limits.STATUS),
        lead_organisation_id=form.value("lead_organisation_id", limits.REFERENCE),
        sdgs=form.value("sdgs", limits.GOALS),
        shared_with=form.value("shared_with", limits.SEVERAL_IDS),
        tags=form.lists("tags", limits.TAGS),
        search_words=form.several("search_words", limits.SEARCH_WORDS),
        one_line=form.words("one_line", limits.ONE_LINE),
        summary=form.words("summary", limits.TEXT),
        sources=form.sources("source"),
        confidence=form.value("confidence", limits.CONFIDENCE),
        disputed=form.words("disputed", limits.TEXT),
    )


def read_relation(form: RowForm) -> shapes.Relation:
    return shapes.Relation(
        line=form.line,
        from_id=form.value("from_id", limits.ID),
        to_id=form.value("to_id", limits.ID),
        kind=form.value("kind", limits.RELATION_KIND),
        note=form.words("note", limits.TEXT),
        basis=form.value("basis", limits.BASIS),
        sources=form.sources("source"),
        confidence=form.value("confidence", limits.CONFIDENCE),
        disputed=_nothing(form),
    )


def read_event(form: RowForm) -> shapes.Event:
    sources = form.sources("source")
    return shapes.Event(
        line=form.line,
        id=form.value("id", limits.ID),
        year=form.value("year", limits.YEAR) or 0,
        text=form.words("event", limits.TEXT_REQUIRED),
        area_id=form.value("area_id", limits.ID),
        basis=basis_of(sources),
        sources=sources,
        confidence=form.value("confidence", limits.CONFIDENCE),
        disputed=form.words("disputed", limits.TEXT),
    )


def read_indicator(form: RowForm) -> shapes.Indicator:
    return shapes.Indicator(
        line=form.line,
        id=form.value("id", limits.ID),
        name=form.words("name", limits.INDICATOR_NAME),
        unit=form.words("unit", limits.INDICATOR_UNIT),
        area_id=form.value("area_id", limits.ID),
        definition=form.words("definition", limits.TEXT),
        see_also=form.value("see_also", limits.REFERENCE),
    )


def read_observation(form: RowForm) -> shapes.Observation:
    sources = form.sources("source")
    return shapes.Observation(
        line=form.line,
        indicator_id=form.value("indicator_id", limits.ID),
        year=form.value("year", limits.YEAR) or 0,
        value=form.value("value", limits.OBSERVATION_VALUE),
        segment=form.value("segment", limits.SEGMENT) or 0,
        note=form.words("note", limits.TEXT),
        basis=basis_of(sources),
        sources=sources,
        confidence=form.value("confidence", limits.CONFIDENCE),
        disputed=_nothing(form),
    )


AREAS = Table("areas.csv", ("id", "icon", "order"), ("name", "description"), read_area)
TOPICS = Table("topics.csv", ("id", "area_id"), ("name",), read_topic)
ORGANISATIONS = Table(
    "organisations.csv",
    ("id", "acronym", "kind", "website", "seat_id", "source", "confidence", "partner"),
    ("name", "role", "note"),
    read_organisation,
)
PLACES = Table(
    "places.csv",
    ("id", "kind", "country_id", "code", "latitude", "longitude", "home", "other_names"),
    ("name",),
    read_place,
)
GLOSSARY = Table("glossary.csv", ("id", "domain"), ("term", "variants", "note"), read_term)
POLICIES = Table(
    "policies.csv",
    (
        "id",
        "area_id",
        "topic_id",
        "year_started",
        "year_ended",
        "status",
        "lead_organisation_id",
        "sdgs",
        "shared_with",
        "source",
        "confidence",
    ),
    ("title", "tags", "search_words", "one_line", "summary", "disputed"),
    read_policy,
)
RELATIONS = Table(
    "relations.csv", ("from_id", "to_id", "kind", "basis", "source", "confidence"), ("note",), read_relation
)
TIMELINE = Table("timeline.csv", ("id", "year", "area_id", "source", "confidence"), ("event", "disputed"), read_event)
INDICATORS = Table("indicators.csv", ("id", "area_id", "see_also"), ("name", "unit", "definition"), read_indicator)
OBSERVATIONS = Table(
    "observations.csv",
    ("indicator_id", "year", "value", "segment", "source", "confidence"),
    ("note",),
    read_observation,
)

"""The documents of the content: the manuals and the words of the pages that stand alone."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from . import limits, shapes
from .faults import Faults
from .forms import NodeForm, Place
from .statements import read_statement
from .trees import read_tree

Record = TypeVar("Record", bound=shapes.Shape)


def read_document(
    folder: Path, name: str, languages: tuple[str, ...], faults: Faults, read: Callable[[NodeForm], Record]
) -> Record | None:
    """The record that the document `name` holds, None when it is no mapping."""
    node = read_tree(folder / name, name, faults)
    if node is None:
        return None
    if node.kind != "mapping":
        faults.add(name, node.line, "file", _("is a {kind}; expected a mapping").format(kind=node.kind))
        return None
    form = NodeForm(Place(name, languages, faults), node)
    record = read(form)
    form.refuse_unknown()
    return record


def _milestone(form: NodeForm) -> shapes.Milestone:
    return shapes.Milestone(
        year=form.value("year", limits.YEAR) or 0,
        text=form.words("text", limits.TEXT_REQUIRED),
        **read_statement(form),
    )


def _stakeholder(form: NodeForm) -> shapes.Stakeholder:
    return shapes.Stakeholder(
        line=form.line,
        who=form.words("who", limits.WHO),
        role=form.words("role", limits.TEXT_REQUIRED),
    )


def _legal_basis(form: NodeForm) -> shapes.LegalBasis:
    return shapes.LegalBasis(
        title=form.words("title", limits.LEGAL_TITLE),
        year=form.value("year", limits.YEAR_OR_NONE),
        **read_statement(form),
    )


def _cost(form: NodeForm) -> shapes.Cost:
    return shapes.Cost(
        what=form.words("what", limits.COST_WHAT),
        amount=form.value("amount", limits.COST_AMOUNT),
        currency=form.value("currency", limits.CURRENCY),
        year=form.value("year", limits.YEAR_OR_NONE),
        kind=form.value("kind", limits.COST_KIND),
        **read_statement(form),
    )


def _precondition(form: NodeForm) -> shapes.Precondition:
    return shapes.Precondition(
        kind=form.value("type", limits.PRECONDITION_KIND),
        text=form.words("text", limits.TEXT_REQUIRED),
        before=form.words("before", limits.TEXT),
        **read_statement(form),
    )


def read_difficulty(form: NodeForm) -> shapes.Difficulty:
    return shapes.Difficulty(
        problem=form.words("problem", limits.TEXT_REQUIRED),
        solution=form.words("solution", limits.TEXT),
        **read_statement(form),
    )


def _figure(form: NodeForm | None) -> shapes.Figure | None:
    if form is None:
        return None
    figure = shapes.Figure(
        line=form.line,
        value=form.value("value", limits.RESULT_VALUE),
        year=form.value("year", limits.YEAR_OR_NONE),
        year_end=form.value("year_end", limits.YEAR_OR_NONE),
        period=form.words("period", limits.RESULT_PERIOD),
    )
    form.refuse_unknown()
    if figure.year_end is not None and (figure.year is None or figure.year_end < figure.year):
        form.fault("year_end", _("is without an earlier year; expected it after “year”"))
    return figure


def read_result(form: NodeForm) -> shapes.Result:
    result = shapes.Result(
        indicator=form.words("indicator", limits.RESULT_INDICATOR),
        unit=form.words("unit", limits.RESULT_UNIT),
        kind=form.value("kind", limits.RESULT_KIND),
        before=_figure(form.form("before")),
        after=_figure(form.form("after")),
        **read_statement(form),
    )
    if result.before is None and result.after is None:
        form.fault("after", _("is missing, and so is “before”; expected at least one of the two"))
    return result


def read_several(form: NodeForm, name: str, read: Callable[[NodeForm], Record]) -> tuple[Record, ...]:
    records = []
    for item in form.forms(name):
        records.append(read(item))
        item.refuse_unknown()
    return tuple(records)


def read_manual(form: NodeForm) -> shapes.Manual:
    """A full manual."""
    return shapes.Manual(
        line=form.line,
        id=form.value("id", limits.ID),
        background=form.word_list("background", limits.TEXT_REQUIRED),
        objectives=form.word_list("objectives", limits.TEXT_REQUIRED),
        milestones=read_several(form, "milestones", _milestone),
        expertise=form.word_list("expertise", limits.TEXT_REQUIRED),
        stakeholders=read_several(form, "stakeholders", _stakeholder),
        legal_basis=read_several(form, "legal_basis", _legal_basis),
        costs=read_several(form, "costs", _cost),
        time_needed=form.words("time_needed", limits.TEXT),
        preconditions=read_several(form, "preconditions", _precondition),
        difficulties=read_several(form, "difficulties", read_difficulty),
        results=read_several(form, "results", read_result),
        success_factors=form.word_list("success_factors", limits.TEXT_REQUIRED),
        limiting_factors=form.word_list("limiting_factors", limits.TEXT_REQUIRED),
        for_other_cities=form.word_list("for_other_cities", limits.TEXT_REQUIRED),
        further_reading=form.strings("further_reading", limits.READING),
    )


def read_home(form: NodeForm) -> shapes.Home:
    searches = {}
    if (words := form.form("example_searches")) is not None:
        searches = {code: words.strings(code, limits.SEARCH) for code in form.place.languages}
        words.refuse_unknown()
        if len({len(items) for items in searches.values()}) > 1:
            form.fault("example_searches", _("has not the same number of searches in every language"))
    return shapes.Home(
        line=form.line,
        title=form.words("title", limits.HOME_TITLE),
        introduction=form.words("introduction", limits.TEXT_REQUIRED),
        searches=searches,
        featured=form.strings("featured", limits.ID),
    )


def _passage(form: NodeForm) -> shapes.Passage:
    return shapes.Passage(
        line=form.line,
        heading=form.words("heading", limits.TEXT_REQUIRED),
        paragraphs=form.word_list("paragraphs", limits.TEXT_REQUIRED),
    )


def read_article(form: NodeForm) -> shapes.Article:
    return shapes.Article(
        line=form.line,
        title=form.words("title", limits.ARTICLE_TITLE),
        passages=read_several(form, "sections", _passage),
    )


def _section(form: NodeForm, name: str) -> shapes.Section | None:
    section = form.form(name)
    if section is None:
        form.fault(name, _("is missing; expected a mapping with “id”, “title” and “introduction”"))
        return None
    record = shapes.Section(
        line=section.line,
        id=section.value("id", limits.ID),
        title=section.words("title", limits.ARTICLE_TITLE),
        introduction=section.words("introduction", limits.TEXT),
        curve=section.value("curve_indicator", limits.REFERENCE),
        organisation_id=section.value("organisation_id", limits.REFERENCE),
    )
    section.refuse_unknown()
    return record


def read_sections(form: NodeForm) -> shapes.Sections:
    return shapes.Sections(
        line=form.line,
        policies=_section(form, "policies"),
        policy_office=_section(form, "policy_office"),
        sharing=_section(form, "sharing"),
        projects=_section(form, "projects"),
        counts=_section(form, "counts"),
        records=_section(form, "records"),
        lineage=_section(form, "lineage"),
        map=_section(form, "map"),
        cities=_section(form, "cities"),
        likeness=_section(form, "likeness"),
        standing=_section(form, "standing"),
        organisations=_section(form, "organisations"),
        relations=_section(form, "relations"),
        tenders=_section(form, "tenders"),
        news=_section(form, "news"),
        resources=_section(form, "resources"),
        training=_section(form, "training"),
        offers=_section(form, "offers"),
        glossary=_section(form, "glossary"),
    )

"""The table of policies."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seoulsolution.core.claims import Confidence

from ...loading import limits
from ...loading.forms import SOURCE
from ...policies.models import AreaPage, PolicyPage, Status
from ..importing.facts import Named, Reference, Several, Single, Vocabulary
from ..importing.judgements import Judgement
from ..importing.narrative_text import tidy_line
from ..importing.tables import Table
from ..importing.verdicts import Judge
from ..importing.words import Narrative, Plain, Rows


def _goal(text: str, _vocabulary: Vocabulary) -> int:
    return int(limits.GOALS.item.read(text))


def _reference(text: str, _vocabulary: Vocabulary) -> str:
    return str(SOURCE.read(text))


def _check(judge: Judge, found: Judgement) -> None:
    """A policy stays in its area, its topic belongs to it, and its last year is not before its first."""
    vocabulary = judge.archive.vocabulary
    area = found.values.get("area") or (found.entry.cells["area"] if found.entry else "")
    if found.entry and area != found.entry.cells["area"]:
        found.fault("area", _("is another one; a policy changes its area when its page is moved"))
    topic = found.values.get("topic")
    if topic and any(change.column.name in ("topic", "area") for change in found.changes):
        own = vocabulary.topics.areas.get(topic, "")
        if own != area:
            names = vocabulary.areas.names
            message = _("belongs to the area “{area}”, not to “{other}”")
            found.fault("topic", message.format(area=names.get(own, own), other=names.get(area, area)))
    first, last = (_year(found, name) for name in ("year_started", "year_ended"))
    if first and last and last < first:
        found.fault("year_ended", _("The last year is before the first."))


def _year(found: Judgement, name: str) -> Any:
    if name in found.values:
        return found.values[name]
    return found.entry.original.content.get(name) if found.entry else None


POLICIES = Table(
    name="policies",
    label=PolicyPage._meta.verbose_name_plural,
    model=PolicyPage,
    parent=AreaPage,
    placed_by="area",
    needed=("area", "title", "one_line"),
    names={"goals": "sdgs", "places": "shared_with", "readings": "sources", "keywords": "tags"},
    labels={
        "goals": gettext_lazy("Sustainable Development Goals"),
        "places": gettext_lazy("places that it was shared with"),
        "readings": gettext_lazy("sources and further reading"),
        "keywords": gettext_lazy("tags"),
    },
    hints={
        "id": gettext_lazy(
            "Small letters, digits and hyphens; part of the address. The same id means the same policy."
        ),
        "area": gettext_lazy("The id or the name of an area."),
        "topic": gettext_lazy("The id or the name of a topic of the area."),
        "sdgs": gettext_lazy("Numbers of goals, parted by semicolons: 9;11;13."),
        "shared_with": gettext_lazy("Ids or names of places, parted by semicolons."),
        "sources": gettext_lazy("One on each line: a web address, or title, publisher and date."),
        "lead_organisation": gettext_lazy("The id or the name of an organisation."),
        "contact_office": gettext_lazy("The id or the name of an organisation."),
    },
    facts=(
        Reference("area", lambda vocabulary: vocabulary.areas, required=True),
        Reference("topic", lambda vocabulary: vocabulary.topics),
        Single("year_started", limits.YEAR_OR_NONE),
        Single("year_ended", limits.YEAR_OR_NONE),
        Single("status", limits.STATUS, Status, has_default=True),
        Reference("lead_organisation", lambda vocabulary: vocabulary.organisations, are_many=True),
        Reference("contact_office", lambda vocabulary: vocabulary.organisations, are_many=True),
        Several("goals", "goal", _goal),
        Named("places", "place", lambda vocabulary: vocabulary.places),
        Several("readings", "reference", _reference, mark="\n", name=lambda text, _vocabulary: tidy_line(text)),
        Single("confidence", limits.CONFIDENCE, Confidence, has_default=True),
    ),
    words=(
        Plain("title", limits.POLICY_TITLE),
        Plain("one_line", limits.ONE_LINE),
        Plain("summary"),
        Rows("keywords", ("word",), mark=";"),
        Plain("search_words"),
        Plain("disputed"),
        Narrative("background"),
        Narrative("objectives"),
        Rows("milestones", ("text",), ("year",)),
        Narrative("organisation"),
        Narrative("expertise"),
        Plain("time_needed"),
        Rows("difficulties", ("problem", "solution")),
        Narrative("success_factors"),
        Narrative("limiting_factors"),
        Narrative("for_other_cities"),
    ),
    check=_check,
)

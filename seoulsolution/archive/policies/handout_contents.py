"""What a handout says: a policy as plain data, in reading order, for templates/handouts.

A section is {"id", "title", "blocks"}; each block has a "kind" that names its renderer in blocks.typ.
"""

import logging
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from seoulsolution.core.files.showing import ShownPicture
from seoulsolution.core.goals import Goal
from seoulsolution.core.naming import site_name
from seoulsolution.core.numbers import format_day, format_money
from seoulsolution.core.passages import foreign_language
from seoulsolution.core.publication import publications

from ..sharing.lineage import passages_of_policy
from .entries import policy_years
from .evidence import Cost, Result
from .handout_words import absolute, chart_words, mark_words, measured, rich_words, words
from .manual import Manual, read_manual
from .models import AreaPage, PolicyPage
from .places import sharing_of

logger = logging.getLogger(__name__)
Block = dict[str, Any]
PICTURE = "max-1400x1400|format-jpeg|jpegquality-80"


@dataclass
class Contents:
    """The data of a document and the picture files that it names."""

    data: dict[str, Any]
    pictures: dict[str, bytes] = field(default_factory=dict)


class Pictures(dict[str, bytes]):
    """Files by name. A picture that cannot be read is left out of the handout, with a line in the log."""

    def take(self, image: Any) -> str | None:
        name = f"picture-{image.pk}.jpg"
        if name not in self:
            try:
                with image.get_rendition(PICTURE).file.open("rb") as file:
                    self[name] = file.read()
            except Exception:  # whatever a broken file makes the imaging library raise
                logger.warning("picture %s cannot be put into a handout", image.pk, exc_info=True)
                return None
        return name


def policy_contents(page: PolicyPage) -> Contents:
    """The handout of one policy, in the language that is active."""
    pictures = Pictures()
    manual = read_manual(page)
    return Contents(
        {
            **document(page, versions(page)),
            "address": f"{settings.SITE_URL}/p/{page.slug}/",
            "kicker": [page.area.name, _("Full manual") if page.has_manual else _("Introduction")],
            "keywords": [row.word for row in manual.rows["keywords"]],
            "contents": page.has_manual,
            **policy_sections(manual, pictures),
        },
        pictures,
    )


def document(page: PolicyPage | AreaPage, names: list[dict[str, str]]) -> dict[str, Any]:
    """What the cover, the footer and the document's properties say."""
    language = page.locale.language_code
    return {
        "language": language,
        "hue": page.area.hue,
        "title": page.title,
        "title_language": foreign_language(page.title, language) or language,
        "other_titles": names,
        "site": site_name(),
        "version": version(page),
        "labels": labels(),
    }


def version(page: PolicyPage | AreaPage) -> list[str]:
    """“Published 3 March 2026”, “edition 4”."""
    parts = []
    if page.last_published_at:
        parts.append(_("Published %(day)s") % {"day": format_day(timezone.localdate(page.last_published_at))})
    number = edition(page)
    if number:
        parts.append(_("edition %(number)d") % {"number": number})
    return parts


def edition(page: PolicyPage | AreaPage) -> int:
    """How many times something was published, up to what is public; 0 for a page without a history.

    The editor saves a revision every few seconds. What is public counts before the log says that it was published.
    """
    if page.live_revision_id is None:
        return 0
    published = publications().filter(page=page.pk, revision__isnull=False)
    return len({*published.values_list("revision_id", flat=True), page.live_revision_id})


def labels() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        # Translators: {page} and {total} are filled in by the typesetter.
        "pages": _("Page {page} of {total}"),
        "latest": _("The newest version of this document and its sources are at this address."),
    }


def versions(page: PolicyPage | AreaPage) -> list[dict[str, str]]:
    """The title in every other language in which the page is published."""
    others = (
        type(page)._default_manager.live().public()
        .filter(translation_key=page.translation_key, alias_of__isnull=True)
        .exclude(pk=page.pk).select_related("locale").order_by("locale__language_code")
    )  # fmt: skip
    return [{"title": other.title, "lang": other.locale.language_code} for other in others if other.title != page.title]


def policy_sections(manual: Manual, pictures: Pictures) -> dict[str, Any]:
    page = manual.page
    return {
        "id": page.slug,
        "one_line": words(page.one_line),
        "summary": words(page.summary) if page.summary != page.one_line else "",
        "notice": "" if page.is_translated else _("This text has not been translated into this language yet."),
        "disputed": [_("Disputed"), words(page.disputed)] if page.disputed else [],
        "facts": _facts(manual),
        "sections": [
            {"id": key, "title": title, "blocks": SECTION_BLOCKS[key](manual, pictures)}
            for key, title in manual.sections
        ],
        "pictures": _pictures(manual, pictures),
    }


def _facts(manual: Manual) -> list[list[Any]]:
    page = manual.page
    goals = [f"{row.goal} {Goal(row.goal).label}" for row in manual.rows["goals"]]
    facts = [
        (_("Area"), words(page.area.name)),
        (_("Topic"), words(page.topic.name) if page.topic else ""),
        (_("Years"), manual.years),
        (_("Status"), str(page.get_status_display())),
        (_("Lead organisation"), words(page.lead_organisation.name) if page.lead_organisation else ""),
        (_("Contact office"), words(page.contact_office.name) if page.contact_office else ""),
        (_("Sustainable Development Goals"), "\n".join(goals)),
        *_went_to(manual),
        (_("Sources"), str(len(manual.sources)) if len(manual.sources) else _("No source recorded")),
        (_("Confidence"), page.confidence_level),
        (_("Last checked"), format_day(page.checked_on) if page.checked_on else ""),
    ]
    return [[label, value] for label, value in facts if value]


def _went_to(manual: Manual) -> list[tuple[str, str]]:
    """The places as the page counts them, and what that they stand here does not say."""
    language = manual.page.locale.language_code
    went = sharing_of(manual.rows["places"], passages_of_policy(manual.page.translation_key, language))
    note = _("The know-how was shared with them. Whether they run the policy is not recorded here.")
    far = _("No exchange with them is known.")
    names, afar = _(", ").join(went.names), _(", ").join(went.afar)
    return [
        (_("Shared with"), f"{names}\n{note}" if names else ""),
        (_("Learned from publications"), f"{afar}\n{far}" if afar else ""),
    ]


def _prose(value: StreamValue, pictures: Pictures) -> list[Block]:
    blocks: list[Block] = []
    for block in value:
        if block.block_type == "paragraph":
            blocks += [{"kind": "paragraph", "text": runs} for runs in rich_words(block.value.source)]
        elif block.block_type == "points":
            blocks.append({"kind": "points", "points": [words(point) for point in block.value]})
        elif block.block_type == "heading":
            blocks.append({"kind": "heading", "text": words(block.value)})
        elif block.block_type == "picture":
            blocks += _picture(block.value.shown, pictures) if block.value["image"] else []
    return blocks


def _picture(shown: ShownPicture, pictures: Pictures) -> list[Block]:
    """With its caption, author and licence; nothing where its file cannot be read."""
    name = pictures.take(shown.picture)
    if not name:
        return []
    said = [words(text) for text in (shown.caption, shown.credit) if text]
    return [{"kind": "picture", "file": name, "alternative": shown.alternative or shown.caption, "caption": said}]


def _pictures(manual: Manual, pictures: Pictures) -> list[Block]:
    return [block for row in manual.rows["pictures"] for block in _picture(row.shown, pictures)]


def _background(manual: Manual, pictures: Pictures) -> list[Block]:
    return _prose(manual.page.background, pictures)


def _objectives(manual: Manual, pictures: Pictures) -> list[Block]:
    return _prose(manual.page.objectives, pictures)


def _paragraph(text: str) -> list[Block]:
    return [{"kind": "paragraph", "text": words(text)}] if text else []


def _titled(title: str, blocks: list[Block]) -> list[Block]:
    return [{"kind": "heading", "text": title}, *blocks] if blocks else []


def _process(manual: Manual, pictures: Pictures) -> list[Block]:
    page, rows = manual.page, manual.rows
    return [
        *_timeline(manual),
        *_titled(_("Organisation"), _prose(page.organisation, pictures)),
        *_titled(_("Expertise"), _prose(page.expertise, pictures)),
        *_titled(_("Stakeholders"), _definitions([(row.who, row.role, None) for row in rows["stakeholders"]])),
        *_titled(_("Legal basis"), _claims([
            ([words(row.title)], str(row.year or ""), "", row.mark) for row in rows["legal_bases"]
        ])),
        *_titled(_("Cost and finance"), _claims([
            ([words(row.what), {"t": format_money(row.amount, row.currency), "b": True}],
             str(row.year or ""), str(Cost.Kind(row.kind).label), row.mark)
            for row in rows["costs"]
        ])),
        *_titled(_("Time needed"), _paragraph(page.time_needed)),
    ]  # fmt: skip


def _timeline(manual: Manual) -> list[Block]:
    return _claims([([words(row.text)], str(row.year), "", row.mark) for row in manual.milestones])


def _claims(rows: list[tuple[list[Any], str, str, Any]]) -> list[Block]:
    """Rows with a year in the left margin and their sources in the right one."""
    items = [
        {"lines": lines, "year": year, "badge": badge, "mark": mark_words(mark)} for lines, year, badge, mark in rows
    ]
    return [{"kind": "claims", "items": items}] if items else []


def _definitions(rows: list[tuple[str, str, Any]]) -> list[Block]:
    items = [{"term": words(term), "text": words(text)} for term, text, _mark in rows]
    return [{"kind": "definitions", "items": items}] if items else []


def _preconditions(manual: Manual, pictures: Pictures) -> list[Block]:
    rows = [
        {"type": str(row.get_kind_display()), "text": words(row.text), "before": words(row.before),
         "mark": mark_words(row.mark)}
        for row in manual.preconditions
    ]  # fmt: skip
    head = [_("Kind"), _("What is needed"), _("What the city did until it had this"), _("Sources")]
    return [{"kind": "preconditions", "head": head, "rows": rows, "absent": _("not recorded")}]


def _difficulties(manual: Manual, pictures: Pictures) -> list[Block]:
    rows = [
        {"problem": words(row.problem), "solution": words(row.solution), "mark": mark_words(row.mark)}
        for row in manual.difficulties
    ]
    head = [_("Difficulty"), _("Solution"), _("Sources")]
    return [{"kind": "difficulties", "head": head, "rows": rows, "absent": _("not recorded")}]


def _results(manual: Manual, pictures: Pictures) -> list[Block]:
    charts = [chart for chart in map(chart_words, manual.results) if chart]
    rows = [
        {
            "indicator": words(row.result.indicator),
            "badge": "" if row.result.kind == Result.Kind.MEASURED and not row.is_baseline else row.kind,
            "before": measured(row.result.before_value, row.result.unit, row.before_period),
            "after": measured(row.result.after_value, row.result.unit, row.after_period),
            "mark": mark_words(row.mark),
        }
        for row in manual.results
    ]
    head = [_("Indicator"), _("Before"), _("After"), _("Sources")]
    table = {"kind": "results", "head": head, "rows": rows, "absent": _("not recorded")}
    return [*([{"kind": "charts", "charts": charts}] if charts else []), table]


def _factors(manual: Manual, pictures: Pictures) -> list[Block]:
    page = manual.page
    return [
        *_titled(_("Success factors"), _prose(page.success_factors, pictures)),
        *_titled(_("Limiting factors"), _prose(page.limiting_factors, pictures)),
    ]


def _advice(manual: Manual, pictures: Pictures) -> list[Block]:
    return [
        {"kind": "judgement", "text": _("The archive’s own judgement")},
        *_prose(manual.page.for_other_cities, pictures),
    ]


def _related(manual: Manual, pictures: Pictures) -> list[Block]:
    blocks: list[Block] = []
    for group in manual.relations:
        items = [
            {
                "title": words(relative.policy.title),
                "years": policy_years(relative.policy),
                "note": words(relation.note),
                "link": f"{settings.SITE_URL}/p/{relative.policy.slug}/",
                "mark": mark_words(relation.mark),
            }
            for relative in group.relatives
            for relation in relative.relations
        ]
        blocks += _titled(group.title, [{"kind": "relations", "items": items}])
    return blocks


def _sources(manual: Manual, pictures: Pictures) -> list[Block]:
    items = []
    for numbered in manual.sources:
        url = absolute(numbered.url)
        items.append({"number": numbered.number, "label": words(numbered.printed), "url": url})
    trust = _("Where the margin says nothing about confidence, it is high.")
    return [{"kind": "sources", "items": items, "trust": trust}]


SECTION_BLOCKS = {
    "background": _background,
    "objectives": _objectives,
    "process": _process,
    "preconditions": _preconditions,
    "difficulties": _difficulties,
    "results": _results,
    "factors": _factors,
    "for-other-cities": _advice,
    "related": _related,
    "sources": _sources,
}

"""Policies as a table that the import takes back, and what each column of it takes."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from seoulsolution.core import spreadsheets
from seoulsolution.core.claims import Confidence

from ...policies.models import PolicyPage, Status
from .columns import Column, columns
from .limits import MOST_ROWS
from .state import Archive, originals


def exported(user: Any, *, area: str = "", drafts: bool = False) -> list[dict[str, str]]:
    """Cells of every policy that the person may see, in the order of areas and ids."""
    pages = originals().order_by("area__order", "slug")
    if area:
        pages = pages.filter(area__slug=area)
    slugs = list(pages.values_list("slug", flat=True))
    rows = []
    for start in range(0, len(slugs), MOST_ROWS):
        part = slugs[start : start + MOST_ROWS]
        policies = Archive.read(user, part, drafts=drafts).policies
        rows += [policies[slug].cells for slug in part if slug in policies]
    return rows


def as_csv(rows: Iterable[dict[str, str]]) -> bytes:
    """As CSV, with the headings of the template."""
    headings = [column.heading for column in columns().values()]
    return spreadsheets.as_csv([headings, *([row.get(name, "") for name in columns()] for row in rows)])


def explanation(column: Column) -> str:
    """What an editor writes into the column."""
    kind = type(column.words).__name__
    found = {
        "id": _("Small letters, digits and hyphens; part of the address. The same id means the same policy."),
        "version": _("Comes with an export; leave it as it is. Empty: what you write replaces what is there."),
        "area": _("The id or the name of an area."),
        "topic": _("The id or the name of a topic of the area."),
        "status": ", ".join(f"{choice.value} ({choice.label})" for choice in Status),
        "confidence": ", ".join(f"{choice.value} ({choice.label})" for choice in Confidence),
        "sdgs": _("Numbers of goals, parted by semicolons: 9;11;13."),
        "shared_with": _("Ids or names of places, parted by semicolons."),
        "sources": _("One on each line: a web address, or title, publisher and date."),
        "lead_organisation": _("The id or the name of an organisation."),
        "contact_office": _("The id or the name of an organisation."),
        "tags": _("Parted by semicolons."),
        "search_words": str(PolicyPage._meta.get_field("search_words").help_text),
        "milestones": _("One on each line: “2004: what happened”."),
        "difficulties": _("One on each line: “difficulty → solution”."),
    }.get(column.name if not column.words else column.name.removesuffix(f"_{column.language}"), "")
    if kind == "Narrative":
        found = _(
            "Paragraphs parted by an empty line; “# ” begins a heading, “• ” a point of a list. <b>, <i> and "
            '<a href="https://…"> may be used.'
        )
    if column.words and not column.is_source and kind != "Plain":
        found = _("{text} As many passages as in the original, “[…]” where one is not translated.").format(text=found)
    return found.strip()

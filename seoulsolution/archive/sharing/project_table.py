"""The register as a table for a spreadsheet: one project a row, with what it rests on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from seoulsolution.core.claims import Confidence, parse_sources
from seoulsolution.core.spreadsheets import csv_answer

from ..policies.models import PolicyPage
from .lineage import outcomes_of_projects
from .models import ProjectPage, ProjectRegisterPage
from .register import ProjectFilter, counted_projects
from .rows import ProjectFunding, ProjectPartner, ProjectPolicy

Texts = dict[int, list[str]]


def answer(page: ProjectRegisterPage, data: Mapping[str, Any]) -> HttpResponse:
    """What is chosen by the filters, in the chosen order."""
    language = page.locale.language_code
    filters = ProjectFilter(data, counted_projects(language))
    keys = [row.pk for row in filters.projects(language)[:]]
    return csv_answer(f"{page.slug}-{language}", [_head(), *_rows(keys, language)])


def _head() -> list[str]:
    return [
        _("Id"),
        _("Project"),
        _("Subject"),
        _("Area"),
        _("Kind"),
        _("City or country"),
        _("Country"),
        _("First year"),
        _("Last year"),
        _("Years"),
        _("Status"),
        _("Policies carried"),
        _("Organisations that took part"),
        _("Funding"),
        _("In the count of the city"),
        _("Source"),
        _("Confidence"),
        _("Note"),
        _("What became of it, by each account"),
    ]


def _rows(keys: list[int], language: str) -> Iterable[list[str]]:
    """In the order of `keys`: a query for the projects, one for each kind of row, one for what became of them."""
    found = ProjectPage.objects.select_related("area", "place__country").defer_streamfields().in_bulk(keys)
    policies, partners, funding = _policies(keys), _partners(keys), _funding(keys)
    outcomes = outcomes_of_projects([project.translation_key for project in found.values()], language)
    for key in keys:
        project = found[key]
        country = project.place.country.name if project.place.country else project.place.name
        yield [
            project.slug,
            project.title,
            project.subject,
            project.area.name,
            project.get_kind_display(),
            project.place.name,
            country,
            str(project.year_started or ""),
            str(project.year_ended or ""),
            project.get_years_known_display(),
            project.get_status_display(),
            "; ".join(policies[key]),
            "; ".join(partners[key]),
            "; ".join(funding[key]),
            project.get_counted_display(),
            "; ".join(source.text for source in parse_sources(project.source)),
            Confidence(project.confidence).level,
            " ".join(text for text in (project.note, project.disputed) if text),
            "; ".join(f"{told.account}: {told.status_label}" for told in outcomes.get(project.translation_key, ())),
        ]


def _policies(keys: list[int]) -> Texts:
    """The ids of the policies by the key of the project."""
    found: Texts = defaultdict(list)
    public = PolicyPage.objects.published().values("pk")
    rows = ProjectPolicy.objects.filter(page__in=keys, policy__in=public).order_by("sort_order")
    for page, slug in rows.values_list("page", "policy__slug"):
        found[page].append(slug)
    return found


def _partners(keys: list[int]) -> Texts:
    found: Texts = defaultdict(list)
    for row in ProjectPartner.objects.filter(page__in=keys).order_by("sort_order"):
        found[row.page_id].append(f"{row.name} ({row.get_role_display()})")
    return found


def _funding(keys: list[int]) -> Texts:
    found: Texts = defaultdict(list)
    for row in ProjectFunding.objects.filter(page__in=keys).order_by("sort_order"):
        amount = f"{row.currency} {row.amount.normalize():f}" if row.amount is not None else ""
        year = str(row.year) if row.year else ""
        found[row.page_id].append(", ".join(part for part in (row.what, amount, year) if part))
    return found

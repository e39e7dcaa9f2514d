"""What of the section stands on the page of a policy: projects that carried it, and training about it.

A policy page may cost ten queries; all that names the policy is read with one, as JSON objects.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from seoulsolution.core.sections import PageSection, Subject
from seoulsolution.core.statements import kept

from .lines import PROJECT, project_lines
from .models import ProjectPage
from .training.models import ProgrammePage
from .training.programmes import PROGRAMME, programme_lines

PROJECTS, PROGRAMMES = "projects", "training"
COLUMNS = {PROJECTS: PROJECT, PROGRAMMES: PROGRAMME}
# What makes a column's value of what JSON holds, where that is not the value.
MAKE: dict[str, Callable[[Any], Any]] = {
    "translation_key": UUID,
    "is_online": bool,
    "applications_until": lambda day: day and date.fromisoformat(day),
}


def _said(kind: str, pages: QuerySet[Any]) -> QuerySet[Any]:
    columns = {name: F(name) for name in COLUMNS[kind]}
    return pages.order_by().values_list(Value(kind), JSONObject(**columns))


@kept
def _naming(key: UUID, language: str) -> QuerySet[Any]:
    """(kind, the columns of a page) for every public page of a language that names the policy `key`."""
    projects, programmes = (
        model.objects.published().translated().in_language(language).filter(policies__policy__translation_key=key)
        for model in (ProjectPage, ProgrammePage)
    )
    return _said(PROJECTS, projects).union(_said(PROGRAMMES, programmes), all=True)


@cache
def _row(kind: str) -> Any:
    return namedtuple("Row", COLUMNS[kind])


def _rows(kind: str, found: Iterable[tuple[str, dict[str, Any]]]) -> list[Any]:
    """Those of a kind, as the query of a list would give them."""
    row = _row(kind)
    return [row(*(MAKE.get(name, _as_it_is)(data[name]) for name in COLUMNS[kind])) for of, data in found if of == kind]


def _as_it_is(value: Any) -> Any:
    return value


def beside_policy(subject: Subject) -> list[PageSection]:
    """Of a policy. What a programme is today is told on its own page: this one does not change with the clock."""
    if subject.kind != "policy":
        return []
    found = _naming(key=UUID(subject.key), language=subject.language)
    projects = sorted(_rows(PROJECTS, found), key=lambda row: (row.year_started or 9999, row.title, row.pk))
    programmes = sorted(_rows(PROGRAMMES, found), key=lambda row: (row.starts or "9", row.title, row.pk))
    sections = []
    if projects:
        title, told = _("Projects that carried it elsewhere"), {"projects": project_lines(projects)}
        sections.append(PageSection(PROJECTS, title, "components/sharing/carried.html", told))
    if programmes:
        title, taught = _("Training about it"), {"programmes": programme_lines(programmes)}
        sections.append(PageSection(PROGRAMMES, title, "components/training/about_policy.html", taught))
    return sections

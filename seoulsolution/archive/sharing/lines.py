"""Projects as lists say them: what a line needs, read without the pages behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from seoulsolution.core.choices import label_of
from seoulsolution.core.numbers import format_year_span
from seoulsolution.core.other_languages import Language
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses

from ..policies.lines import AREA, AreaName, AreaNames
from .entries import project_entry
from .models import ProjectKind, ProjectStatus, YearsKnown
from .rows import ProjectPolicy

if TYPE_CHECKING:
    from .outcomes_told import OutcomeTold

PROJECT = (
    *("pk", "translation_key", "slug", "title", "subject", "url_path", "locale__language_code", "kind", "status"),
    *("year_started", "year_ended", "years_known", "place__slug", "place__name", "place__country__name"),
    "carries",
    *AREA,
)


def carries_policy() -> Exists:
    """Whether a project names a policy of the archive."""
    return Exists(ProjectPolicy.objects.filter(page=OuterRef("pk"), policy__live=True))


def project_columns(projects: QuerySet[Any]) -> QuerySet[Any]:
    """`projects` with the columns of PROJECT."""
    return projects.annotate(carries=carries_policy()).values_list(*PROJECT, named=True)


class Dated(Protocol):
    """What has the years of a project: a `ProjectPage`, or a `ProjectLine`."""

    @property
    def year_started(self) -> int | None: ...
    @property
    def year_ended(self) -> int | None: ...
    @property
    def years_known(self) -> str: ...
    @property
    def status(self) -> str: ...


def project_years(project: Dated) -> str:
    """“2013–2018”, “about 2022”, “2025–2029 (planned)”; empty where no year is known."""
    is_open = project.status == ProjectStatus.UNDER_WAY
    years = format_year_span(project.year_started or project.year_ended, project.year_ended, open_end=is_open)
    return years_as_known(years, project.years_known)


def years_as_known(years: str, known: str) -> str:
    """`years` with a word on how they are known; `known`: a value of `YearsKnown`."""
    if years and known == YearsKnown.ABOUT:
        return pgettext("years of a project", "about %(years)s") % {"years": years}
    if years and known == YearsKnown.PLANNED:
        return pgettext("years of a project", "%(years)s (planned)") % {"years": years}
    return years


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a list. Its attributes are called as those of the `ProjectPage`.

    `carries`: whether it names a policy of the archive. `outcomes`: what each account says became of it.
    """

    pk: int
    translation_key: UUID
    slug: str
    title: str
    subject: str
    url: str | None
    locale: Language
    kind: str
    status: str
    year_started: int | None
    year_ended: int | None
    years_known: str
    place: PlaceName
    carries: bool
    area: AreaName
    outcomes: "tuple[OutcomeTold, ...]" = ()

    @property
    def years(self) -> str:
        return project_years(self)

    def get_kind_display(self) -> str:
        return label_of(ProjectKind, self.kind)

    def get_status_display(self) -> str:
        return label_of(ProjectStatus, self.status)

    def draw(self, *, level: int, with_area: object = False) -> SafeString:
        return project_entry(self, level=level)


def project_lines(rows: Iterable[Any]) -> list[ProjectLine]:
    """`rows`: named, with the columns of PROJECT."""
    addresses, areas = Addresses(), AreaNames()
    return [
        ProjectLine(
            row.pk,
            row.translation_key,
            row.slug,
            row.title,
            row.subject,
            addresses.url(row.url_path),
            Language(row.locale__language_code),
            row.kind,
            row.status,
            row.year_started,
            row.year_ended,
            row.years_known,
            PlaceName(row.place__slug, row.place__name, row.place__country__name or ""),
            row.carries,
            areas.name(*row[-len(AREA) :]),
        )
        for row in rows
    ]

"""What of the sharing of policies can be found by search."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from seoulsolution.core import searchable
from seoulsolution.core.searchable import Facet, Searchable

from .models import ProjectKind, ProjectPage
from .records import AdopterRecordPage


class Projects:
    kind = "project"
    weight = 0.8
    name = _("Projects")
    one = _("Project")
    models = (ProjectPage,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = ProjectPage.objects.published().translated().order_by("path")
        if keys is not None:
            pages = pages.filter(translation_key__in=keys)
        rows = [Prefetch(name) for name in ("steps", "partners", "funding")]
        for page in pages.select_related("area", "locale", "place__country").prefetch_related(*rows):
            yield project_text(page)


class Records:
    kind = "record"
    weight = 0.8
    name = _("Adopters’ records")
    one = _("Adopter’s record")
    models = (AdopterRecordPage,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = AdopterRecordPage.objects.published().translated().order_by("path")
        if keys is not None:
            pages = pages.filter(translation_key__in=keys)
        rows = [Prefetch(name) for name in ("adaptations", "difficulties", "results")]
        for page in pages.select_related("locale", "place__country").prefetch_related(*rows):
            yield record_text(page)


def record_text(page: AdopterRecordPage) -> Searchable:
    country = page.place.country
    passages = [text for part in page.adaptations.all() for text in (part.text, part.why)]
    passages += [page.reason]
    passages += [text for row in page.difficulties.all() for text in (row.problem, row.solution)]
    passages += [page.advice, page.reply, page.note]
    return Searchable(
        kind=Records.kind,
        key=str(page.translation_key),
        id=page.slug,
        language=page.locale.language_code,
        title=page.title,
        line=page.line,
        passages=[text for text in passages if text],
        url=page.url,
        facets={"place": [page.place.slug, *([country.slug] if country else [])]},
        also=[
            *page.place.search_names,
            *(country.search_names if country else ()),
            *(row.indicator for row in page.results.all()),
        ],
    )


def project_text(page: ProjectPage) -> Searchable:
    steps = sorted(page.steps.all(), key=lambda step: step.sort_order or 0)
    country = page.place.country
    names = [*page.place.search_names, *(country.search_names if country else ())]
    return Searchable(
        kind=Projects.kind,
        key=str(page.translation_key),
        id=page.slug,
        language=page.locale.language_code,
        title=page.title,
        line=" · ".join([page.place.name, *([country.name] if country else []), page.subject]),
        passages=[*(step.text for step in steps), *([page.note] if page.note else [])],
        url=page.url,
        facets=_facets(page),
        years=(page.year_started, page.year_ended),
        also=[*names, *(row.name for row in page.partners.all()), *(row.what for row in page.funding.all())],
    )


def _facets(page: ProjectPage) -> dict[str, list[str]]:
    country = [page.place.country.slug] if page.place.country else []
    facets = {"area": [page.area.slug], "kind_of_project": [page.kind], "place": [page.place.slug, *country]}
    if page.year_started:
        facets["decade"] = [str(page.year_started // 10 * 10)]
    return facets


def _kinds(values: Collection[str]) -> dict[str, Any]:
    return {kind.value: str(kind.label) for kind in ProjectKind if kind.value in values}


def connect() -> None:
    searchable.register(Projects())
    searchable.register(Records())
    searchable.register_facet(Facet("kind_of_project", _("Kind of project"), _kinds))

"""What of the cities can be found by search."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from seoulsolution.core import searchable
from seoulsolution.core.searchable import Facet, Searchable

from .kinds import Region
from .models import CityPage


class Cities:
    kind = "city"
    # A city is asked for by its name: who types it wants the city first.
    weight = 1.0
    name = _("Cities")
    one = _("City")
    models = (CityPage,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = CityPage.objects.published().translated().order_by("path")
        if keys is not None:
            pages = pages.filter(translation_key__in=keys)
        for page in pages.select_related("locale", "place__country").prefetch_related("relations", "issues"):
            yield city_text(page)


def city_text(page: CityPage) -> Searchable:
    country = page.place.country
    with override(page.locale.language_code):
        relations = [str(relation.get_kind_display()) for relation in page.relations.all() if not relation.ended]
        # With its day: an earlier issue that is found is not taken for one of today.
        issues = [f"{date_format(issue.dated)}: {issue.heading}. {issue.text}" for issue in page.issues.all()]
    return Searchable(
        kind=Cities.kind,
        key=str(page.translation_key),
        id=page.slug,
        language=page.locale.language_code,
        title=page.title,
        line=" · ".join([*([country.name] if country else []), *dict.fromkeys(relations)]),
        passages=[*([page.note] if page.note else []), *issues],
        url=page.url,
        facets={
            "place": [page.place.slug, *([country.slug] if country else [])],
            **({"region": [page.region]} if page.region else {}),
        },
        also=[*page.place.search_names[1:], *(country.search_names[1:] if country else ())],
    )


def _regions(values: Collection[str]) -> dict[str, Any]:
    return {region.value: str(region.label) for region in Region if region.value in values}


def connect() -> None:
    searchable.register(Cities(), by_name=True)
    searchable.register_facet(Facet("region", _("Region"), _regions))

"""Tenders as search finds them."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from seoulsolution.core import searchable
from seoulsolution.core.searchable import Searchable

from .models import TenderPage


class Tenders:
    """Whether a tender is open is not said: the index does not change with the clock."""

    kind = "tender"
    weight = 0.6
    name = _("Tenders and calls")
    one = _("Tender or call")
    models = (TenderPage,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = TenderPage.objects.published().translated().order_by("path")
        if keys is not None:
            pages = pages.filter(translation_key__in=keys)
        for page in pages.select_related("locale", "place__country", "area"):
            yield tender_text(page)


def tender_text(page: TenderPage) -> Searchable:
    place, country, area = page.place, page.place.country, page.area
    year = page.closes_on.year if page.closes_on else None
    return Searchable(
        kind=Tenders.kind,
        key=str(page.translation_key),
        id=page.slug,
        language=page.locale.language_code,
        title=page.title,
        line=" · ".join([place.name, page.issuer]),
        passages=[page.summary],
        url=page.url,
        facets={
            "place": [place.slug, *([country.slug] if country else [])],
            **({"area": [area.slug]} if area else {}),
            **({"decade": [str(year // 10 * 10)]} if year else {}),
        },
        years=(year, year),
        also=[*place.search_names, *(country.search_names if country else ())],
    )


def connect() -> None:
    searchable.register(Tenders())

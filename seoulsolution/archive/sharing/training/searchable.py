"""Programmes as search finds them."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from seoulsolution.core import searchable
from seoulsolution.core.partial_dates import year_of
from seoulsolution.core.searchable import Searchable

from .models import ProgrammePage, TrainingPage


class Programmes:
    """What a programme is at present is not said: the index does not change with the clock."""

    kind = "training"
    weight = 0.85
    name = _("Training programmes")
    one = _("Training programme")
    models = (ProgrammePage,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = ProgrammePage.objects.published().translated().order_by("path")
        if keys is not None:
            pages = pages.filter(translation_key__in=keys)
        for page in pages.select_related("locale", "place__country", "organiser"):
            yield programme_text(page)


def called_in(language: str) -> str:
    """What readers call a programme when they look for one, in their language."""
    with override(language):
        return str(TrainingPage.also_called)


def programme_text(page: ProgrammePage) -> Searchable:
    years = [year_of(date) for date in (page.starts, page.ends) if date]
    place = page.place
    names = [*place.search_names, *(place.country.search_names if place.country else ())] if place else []
    organiser = [page.organiser.name, page.organiser.acronym] if page.organiser else []
    told = (page.for_whom, page.participants, page.cost, page.note)
    return Searchable(
        kind=Programmes.kind,
        key=str(page.translation_key),
        id=page.slug,
        language=page.locale.language_code,
        title=page.title,
        line=" · ".join([*([place.name] if place else []), page.topic]),
        passages=[text for text in told if text],
        url=page.url,
        facets={"decade": [str(years[0] // 10 * 10)]} if years else {},
        years=(years[0], years[-1]) if years else (None, None),
        also=[text for text in (*names, *organiser, page.venue, called_in(page.locale.language_code)) if text],
    )


def connect() -> None:
    searchable.register(Programmes())

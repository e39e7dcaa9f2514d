"""Which office a page belongs to: that of its area, that of its section, or none but the whole site."""

from functools import cache
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from ..cities.models import CitiesPage
from ..front.models import HomePage
from ..newsroom.models import NewsroomPage
from ..newsroom.resources import ResourceIndexPage
from ..policies.models import AreaPage, PolicyPage
from ..sharing.models import SharingPage
from .roles import EVERYWHERE, SectionOffice

# Where each section begins.
SECTIONS: dict[str, tuple[type[Page], ...]] = {
    SectionOffice.SHARING: (SharingPage,),
    SectionOffice.CITIES: (CitiesPage,),
    SectionOffice.NEWSROOM: (NewsroomPage, ResourceIndexPage),
}
# The kinds of pages on which permissions of an office stand.
ROOTS: tuple[type[Page], ...] = (HomePage, AreaPage, *(kind for kinds in SECTIONS.values() for kind in kinds))


@cache
def section_kinds() -> dict[type[Page], str]:
    """The office of every kind of page that stands in a section, from which kinds may stand below which."""
    found: dict[type[Page], str] = {}
    for office, begun in SECTIONS.items():
        kinds = list(begun)
        while kinds:
            kind = kinds.pop()
            if kind not in found:
                found[kind] = office
                kinds += kind.allowed_subpage_models()
    return found


def office_of(page: Any) -> str:
    """Id of the office that a page belongs to, empty for pages of the whole site.

    Indicators are of an area, but stand outside of it: they are nobody's but the whole site's. Projects are of an area,
    too, and belong to those who share policies.
    """
    specific = page.specific_deferred if isinstance(page, Page) else None
    if isinstance(specific, AreaPage | PolicyPage):
        return str(specific.area.slug)
    return section_kinds().get(type(specific), EVERYWHERE) if specific is not None else EVERYWHERE


def pages_of_office(office: str) -> QuerySet[Page]:
    """The pages from which its part of the site begins, in each language."""
    if office in SECTIONS:
        pages: QuerySet[Page] = Page.objects.type(*SECTIONS[office])
        return pages
    return AreaPage.objects.filter(area__slug=office)

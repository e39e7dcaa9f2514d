"""The list of organisations. An organisation itself is a term (`core.Organisation`) with an address of its own."""

from django.utils.translation import gettext_lazy as _

from seoulsolution.core.pages import SectionPage


class OrganisationsPage(SectionPage):
    """Who leads, funds, carries out and shares policies."""

    parent_page_types = ["archive.CitiesPage"]
    subpage_types: list[str] = []
    template = "pages/organisations.html"
    shows = "seoulsolution.archive.cities.organisations.organisation_list.context"

    class Meta:
        verbose_name = _("list of organisations")
        verbose_name_plural = _("lists of organisations")

"""What the page of offers shows: the offers by their kinds, each with its sources, as far as a reader wants them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.counted_lists import CellFilter
from seoulsolution.core.links import short
from seoulsolution.core.partial_dates import format_partial_date
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.vocabulary import organisation_url

from ...policies.lines import policies_by_id
from ...policies.marks import SourceList
from .models import Offer, OfferKind, OffersPage


class Group(NamedTuple):
    """The offers of a kind; they carry `.mark`, `.called`, `.address` and `.address_label`."""

    id: str
    title: str
    offers: list[Offer]


class Cell(NamedTuple):
    kind: str
    number: int


class OfferFilter(CellFilter):
    class Meta:
        """The plugin of mypy looks for it in every form, and among many modules that wait for each other never ends."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Mapping[str, Any], offers: list[Offer]) -> None:
        super().__init__(data, [Cell(offer.kind, 1) for offer in offers])
        kinds = {offer.kind for offer in offers}
        self.offer("kind", [(kind.value, str(kind.label)) for kind in OfferKind if kind in kinds])
        self.full_clean()


def offers(page: OffersPage, data: Mapping[str, Any]) -> dict[str, Any]:
    every: list[Offer] = fetch_children(page, ("offers",))["offers"]
    filters = OfferFilter(data, every)
    wanted = filters.chosen.get("kind")
    shown = [offer for offer in every if wanted in (None, offer.kind)]
    sources = SourceList()
    for row in shown:
        offer: Any = row
        offer.mark = sources.mark(offer)
        offer.called = format_partial_date(offer.last_call) if offer.last_call else ""
        offer.address = offer.website or offer.organisation_website or ""
        offer.address_label = short(offer.address)
        offer.office_url = organisation_url(offer.organisation_slug) if offer.organisation_is_listed else ""
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, page.locale.language_code))
    groups = [
        Group(kind.value.replace("_", "-"), str(kind.label), [offer for offer in shown if offer.kind == kind])
        for kind in OfferKind
    ]
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "groups": [group for group in groups if group.offers],
        "found": filters.found,
        "total": filters.total,
        "sources": sources,
    }

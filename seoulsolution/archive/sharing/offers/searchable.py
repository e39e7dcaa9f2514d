"""Offers as search finds them: each by itself, at its place on the page."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

from seoulsolution.core import searchable
from seoulsolution.core.passages import foreign_language
from seoulsolution.core.searchable import Facet, Searchable

from .models import Offer, OfferKind, OffersPage


class Offers:
    kind = "offer"
    weight = 0.8
    name = _("Offers to other cities")
    one = _("Offer to other cities")
    models = (Offer,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = OffersPage.objects.published().translated()
        offers = Offer.objects.filter(page__in=pages.order_by().values("pk")).order_by("page", "sort_order", "pk")
        if keys is not None:
            offers = offers.filter(translation_key__in=keys)
        for offer in offers.select_related("page__locale", "organisation"):
            if not foreign_language(offer.title, offer.page.locale.language_code):
                yield offer_text(offer)


def offer_text(offer: Offer) -> Searchable:
    page: Any = offer.page
    return Searchable(
        kind=Offers.kind,
        key=str(offer.translation_key),
        id=offer.slug,
        language=page.locale.language_code,
        title=offer.title,
        line=offer.office,
        passages=[offer.for_whom, offer.how],
        url=f"{page.url}#{offer.anchor}",
        facets={"kind_of_offer": [offer.kind]},
        also=[offer.organisation.name, offer.organisation.acronym] if offer.organisation else [],
    )


def _kinds(values: Collection[str]) -> dict[str, Any]:
    return {kind.value: str(kind.label) for kind in OfferKind if kind.value in values}


def _on_page(sender: type[OffersPage], instance: OffersPage, raw: bool = False, **kwargs: Any) -> None:
    """A page that is published or withdrawn takes its offers with it."""
    if not raw:
        searchable.announce(Offers.kind, Offer.objects.filter(page=instance).values_list("translation_key", flat=True))


def connect() -> None:
    searchable.register(Offers())
    searchable.register_facet(Facet("kind_of_offer", _("Kind of offer"), _kinds))
    post_save.connect(_on_page, sender=OffersPage, dispatch_uid="searchable-offers-page")

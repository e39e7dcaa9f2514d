"""What an invitation is about, as whoever was invited may know it."""

from typing import NamedTuple

from wagtail.models import Page

from seoulsolution.core.places import Place
from seoulsolution.core.routing import Addresses
from seoulsolution.core.visibility import is_public

from .models import Invitation


class About(NamedTuple):
    """`url`: where readers find the record or the project, None while they do not."""

    title: str
    url: str | None
    place: str


def about(invitation: Invitation, language: str) -> About:
    """In `language` where there is a version for readers, else in the language of the original."""
    page = invitation.page
    public = Page.objects.filter(is_public(), translation_key=page.translation_key, alias_of=None)
    versions = {version.locale_id: version for version in public.select_related("locale")}
    version = next((one for one in versions.values() if one.locale.language_code == language), None)
    version = version or versions.get(page.locale_id)
    places = Place.objects.filter(translation_key=invitation.place.translation_key)
    place = places.filter(locale__language_code=language).first() or invitation.place
    if version is None:
        return About(page.title, None, place.name)
    return About(version.title, Addresses().url(version.url_path), place.name)

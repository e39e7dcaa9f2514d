import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from seoulsolution.core.models import Place
from seoulsolution.core.places import PlaceKind

pytestmark = pytest.mark.django_db


def place(kind: PlaceKind, country: Place | None = None) -> Place:
    locale = Locale.objects.get(language_code="en")
    code = "FJ" if kind == PlaceKind.COUNTRY else ""
    return Place(slug="new-place", name="New", kind=kind, country=country, code=code, locale=locale)


def test_country_stands_in_no_country_and_every_other_place_does():
    mongolia = Place.objects.get(slug="mongolia", locale__language_code="en")
    place(PlaceKind.COUNTRY).full_clean()
    place(PlaceKind.CITY, mongolia).full_clean()
    for wrong in (place(PlaceKind.COUNTRY, mongolia), place(PlaceKind.DISTRICT)):
        with pytest.raises(ValidationError) as fault:
            wrong.full_clean()
        assert "country" in fault.value.message_dict


def test_names_are_the_name_and_the_other_names():
    ulaanbaatar = Place.objects.get(slug="ulaanbaatar", locale__language_code="ko")
    assert ulaanbaatar.search_names[0] == "울란바토르"
    assert {"Ulan Bator", "Улаанбаатар"} <= set(ulaanbaatar.search_names)

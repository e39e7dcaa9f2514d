"""Places come in as a table, so that whoever brings in cities needs nobody to make their places first."""

import pytest

from seoulsolution.core.places import Place

from .conftest import confirm, page_text, table, upload, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]
GALLE = {
    "id": "galle",
    "kind": "도시",
    "country": "스리랑카",
    "latitude": "6.0535",
    "longitude": "80.2210",
    "other_names": "Point de Galle\nගාල්ල",
    "name_ko": "골",
    "name_en": "Galle",
}


def test_place_is_written_in_both_languages_and_stands_in_its_country_in_each(editor):
    material = upload(editor, table([GALLE]), kind="places")
    assert verdicts(material) == ["new"], page_text(editor, material)
    assert confirm(editor, material).status_code == 302
    own, other = (Place.objects.get(slug="galle", locale__language_code=code) for code in ("ko", "en"))
    assert (own.name, own.country.name, other.name, other.country.name) == ("골", "스리랑카", "Galle", "Sri Lanka")
    assert own.translation_key == other.translation_key
    assert other.search_names == ("Galle", "Point de Galle", "ගාල්ල")
    assert not own.is_home


@pytest.mark.parametrize(
    "wrong",
    [
        {"country": ""},
        {"country": "colombo"},
        {"kind": "country"},
        {"code": "LK"},
        {"longitude": ""},
        {"latitude": "96"},
        {"kind": "village"},
        {"name_ko": ""},
    ],
)
def test_place_that_does_not_go_together_is_told_and_not_written(editor, wrong):
    material = upload(editor, table([GALLE | wrong]), kind="places")
    assert verdicts(material) == ["faulty"]
    confirm(editor, material)
    assert not Place.objects.filter(slug="galle").exists()


def test_home_of_the_archive_stays_its_home(editor):
    home = Place.objects.get(is_home=True, locale__language_code="ko")
    material = upload(editor, table([{"id": home.slug, "other_names": "한성"}]), kind="places")
    assert verdicts(material) == ["changed"], page_text(editor, material)
    confirm(editor, material)
    home.refresh_from_db()
    assert home.is_home
    assert home.other_names == "한성"

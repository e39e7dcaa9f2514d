import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from seoulsolution.core.glossary import Domain, GlossaryTerm, doubled_name, glossary_entries, split_names
from tests.conftest import delete_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty() -> None:
    delete_at_once(GlossaryTerm.objects.all())


def make(slug: str, language: str, names: str, **values: str) -> GlossaryTerm:
    locale = Locale.objects.get_or_create(language_code=language)[0]
    known = GlossaryTerm.objects.filter(slug=slug).first()
    key = {"translation_key": known.translation_key} if known else {}
    domain = values.pop("domain", Domain.TRANSPORT)
    return GlossaryTerm.objects.create(slug=slug, locale=locale, names=names, domain=domain, **key, **values)


def test_names_are_lines_without_empty_ones_and_needless_spaces():
    assert split_names(" tram \r\n\n street  car\n") == ("tram", "street car")
    assert split_names(unicodedata.normalize("NFD", "전차")) == ("전차",)
    assert split_names("tram; street car;\ntrolley") == ("tram", "street car", "trolley")
    assert split_names(" \n;") == ()


@pytest.mark.parametrize(
    ("names", "doubled"), [((), None), (("tram", "trams"), None), (("BRT", "brt"), "brt"), (("a", "b", "A"), "A")]
)
def test_doubled_name_counts_capitals_as_the_same(names: tuple[str, ...], doubled: str | None):
    assert doubled_name(names) == doubled


@pytest.mark.parametrize("names", ["", " \n\t", "t" * 201, "tram\n" + "t" * 201, "tram\nTram"])
def test_names_that_cannot_be_are_refused(names: str):
    term = GlossaryTerm(slug="x", locale=Locale.objects.first(), names=names, domain=Domain.TRANSPORT)
    with pytest.raises(ValidationError) as caught:
        term.full_clean()
    assert set(caught.value.error_dict) == {"names"}


def test_as_many_variants_as_there_are_keep_their_order():
    names = [f"name {number}" for number in (3, 1, 2, *range(4, 300))]
    term = GlossaryTerm(slug="x", locale=Locale.objects.first(), names=" \n".join(names) + "\n\n", domain="water")
    term.full_clean()
    term.save()
    term.refresh_from_db()
    assert (term.name, list(term.variants)) == (names[0], names[1:])
    assert str(term) == "name 3"


def test_entries_hold_every_language_with_the_preferred_name_first(empty):
    make("tram", "ko", "전차\n노면전차", note="1968년에 없어졌다.")
    make("tram", "en", "tram\nstreetcar", note="Gone in 1968.")
    make("tram", "mn", "трамвай")
    make("bus", "ko", "버스", domain=Domain.SAFETY)
    bus, tram = glossary_entries()
    assert (bus.id, bus.domain, bus.names, bus.notes) == ("bus", "safety", {"ko": ("버스",)}, {})
    assert tram.names == {"en": ("tram", "streetcar"), "ko": ("전차", "노면전차"), "mn": ("трамвай",)}
    assert tram.notes == {"en": "Gone in 1968.", "ko": "1968년에 없어졌다."}


def test_what_is_not_translated_yet_is_no_name_of_the_other_language(empty):
    make("tram", "ko", "전차\n노면전차\nLRT", note="1968년에 없어졌다.")
    make("tram", "en", "전차\nstreetcar")
    make("bus", "ko", "버스\nBRT")
    make("bus", "en", "bus\n버스\nBRT", note="모두 타는 차이다.")
    bus, tram = glossary_entries()
    assert set(tram.names) == {"ko"}
    assert tram.names["ko"] == ("전차", "노면전차", "LRT")
    assert bus.names["en"] == ("bus", "BRT")
    assert bus.notes == {}


def test_entries_cost_one_query_however_many_there_are(empty):
    costs = []
    for number in range(3):
        make(f"term-{number}", "ko", f"낱말 {number}")
        make(f"term-{number}", "en", f"word {number}")
        with CaptureQueriesContext(connection) as captured:
            assert len(glossary_entries()) == number + 1
        costs.append(len(captured))
    assert costs == [1, 1, 1]


def test_starter_glossary_is_there_in_both_languages():
    entries = {entry.id: entry for entry in glossary_entries()}
    assert len(entries) >= 750
    assert all(set(entry.names) == {"ko", "en"} for entry in entries.values())
    said = {name for entry in entries.values() for names in entry.names.values() for name in names}
    wanted = """BRT NRW PAYT 찾동 따릉이 Ddareungi Ttareungi Ttareungyi TOPIS 토피스 CPTED 셉테드 DMC PSD BMS BIS
        ODA PPP 민자 MRT TOD GIS IoT ICT SDG GHG SMR Cheonggyecheon Chonggyechon Hangang 새활용 업사이클링"""
    assert set(wanted.split()) - said == set()
    assert set(Domain.values) == {entry.domain for entry in entries.values()}

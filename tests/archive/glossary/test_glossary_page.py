import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.glossary import queries
from seoulsolution.archive.glossary.initials import letter_of
from seoulsolution.core.glossary import glossary_entries
from seoulsolution.core.models import GlossaryTerm
from tests.conftest import delete_at_once

pytestmark = pytest.mark.django_db

OTHER = {"ko": "en", "en": "ko"}


class Terms(HTMLParser):
    """What stands in the list of terms: anchor → [(tag, lang, text)]."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, list[list[str | None]]] = {}
        self.open: list[list[str | None]] | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "div" and str(given.get("id", "")).startswith("term-"):
            self.open = self.found[given["id"]] = []
        if self.open is not None and tag in ("dt", "dd"):
            self.open.append([tag, given.get("lang"), ""])

    def handle_endtag(self, tag):
        if tag == "dl":
            self.open = None

    def handle_data(self, data):
        if self.open:
            self.open[-1][2] += " " + " ".join(data.split())


def page(reader: Client, language: str, **data: str):
    response = reader.get(f"/{language}/glossary/", data)
    assert response.status_code == 200
    return response


def shown(response) -> list[str]:
    return list(Terms(response.content.decode()).found)


def test_first_letter_is_shown_with_an_index_of_all(reader: Client, language: str):
    response = page(reader, language)
    letters = response.context["letters"]
    assert [group.current for group in letters] == [True, *[False] * (len(letters) - 1)]
    assert {"ko": "ㄱ", "en": "A"}[language] == letters[0].label
    assert sum(len(group.places) for group in letters) == response.context["total"] == len(glossary_entries())
    expected = {e.id for e in glossary_entries() if letter_of(e.names[language][0], language) == letters[0].letter}
    assert shown(response) == [f"term-{line.entry.id}" for line in letters[0].lines]
    assert {anchor.removeprefix("term-") for anchor in shown(response)} == expected


def test_every_link_of_the_index_leads_to_its_terms(reader: Client, language: str):
    seen: list[str] = []
    for group in page(reader, language).context["letters"]:
        response = reader.get(group.url)
        assert f'href="{group.url.replace("&", "&amp;")}" aria-current="true"' in response.content.decode()
        seen += shown(response)
    assert len(seen) == len(set(seen)) == len(glossary_entries())


def test_term_shows_variants_and_its_names_in_the_other_language(reader: Client, language: str):
    html = page(reader, language, q="NRW").content.decode()
    own, other, foot = Terms(html).found["term-non-revenue-water-ratio"]
    entry = next(e for e in glossary_entries() if e.id == "non-revenue-water-ratio")
    assert own[0] == "dt"
    assert own[1] is None
    assert all(name in own[2] for name in entry.names[language])
    assert other[:2] == ["dd", OTHER[language]]
    assert all(name in other[2] for name in entry.names[OTHER[language]])
    assert foot[1] is None
    assert {"ko": "상하수도", "en": "Water and sewerage"}[language] in foot[2]


def test_note_stands_in_the_readers_language_only(reader: Client, language: str):
    html = page(reader, language, q="Wau Apartments").content.decode()
    notes = {"en": "collapsed in 1970", "ko": "1970년에 무너진"}
    assert notes[language] in html
    assert notes[OTHER[language]] not in html


def test_domain_shows_its_terms_whole_with_anchors_for_the_letters(reader: Client, language: str):
    response = page(reader, language, domain="water")
    expected = {f"term-{entry.id}" for entry in glossary_entries() if entry.domain == "water"}
    assert set(shown(response)) == expected
    html = response.content.decode()
    for group in response.context["letters"]:
        assert group.url == f"#letter-{group.letter}"
        assert f'id="letter-{group.letter}"' in html
    assert re.search(r'<option value="water"\s+selected>', html)


def test_long_domain_is_parted_by_letter_and_stays_chosen(reader: Client, language: str, monkeypatch):
    monkeypatch.setattr(queries, "WHOLE", 20)
    response = page(reader, language, domain="water")
    assert 0 < len(shown(response)) < response.context["total"]
    urls = [group.url for group in response.context["letters"]]
    assert all("domain=water&letter=" in url for url in urls)
    second = reader.get(urls[1])
    assert second.context["groups"] == [second.context["letters"][1]]
    assert {line.entry.domain for line in second.context["groups"][0].lines} == {"water"}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("BRT", "bus-rapid-transit"),
        ("brt", "bus-rapid-transit"),
        ("bus rapid", "bus-rapid-transit"),
        ("간선급행버스", "bus-rapid-transit"),
        ("버스준공영제", "semi-public-bus-operation-system"),
        ("pay as you throw", "volume-based-waste-fee"),
        ("ddareungi", "ttareungyi"),
        ("Chonggyechon", "cheonggyecheon"),
        ("찾동", "outreach-community-service-centre"),
        ("셉테드", "crime-prevention-through-environmental-design"),
        ("bus lane median", "exclusive-median-bus-lane"),
        ("Ｂ Ｒ Ｔ", "bus-rapid-transit"),
    ],
)
def test_term_is_found_by_any_name_in_any_language(reader: Client, language: str, query: str, first: str):
    response = page(reader, language, q=query)
    assert shown(response)[0] == f"term-{first}"
    assert len(response.context["found"]) == min(response.context["number"], queries.MOST_FOUND)


def test_finding_stays_inside_a_chosen_domain(reader: Client, language: str):
    everywhere = page(reader, language, q="centre").context["number"]
    found = page(reader, language, q="centre", domain="welfare").context["found"]
    assert {line.entry.domain for line in found} == {"welfare"}
    assert 0 < len(found) < everywhere


def test_many_finds_are_cut_and_said_so(reader: Client, language: str, monkeypatch):
    monkeypatch.setattr(queries, "MOST_FOUND", 5)
    response = page(reader, language, q="bus")
    assert len(shown(response)) == 5 < response.context["number"]
    assert "<strong>5</strong>" not in response.content.decode()
    assert {"ko": "처음 5개", "en": "The first 5"}[language] in response.content.decode()


def test_nothing_found_offers_the_search_of_the_archive(reader: Client, language: str):
    html = page(reader, language, q="zzzz <qqq>").content.decode()
    assert f'href="/{language}/search/?q=zzzz%20%3Cqqq%3E"' in html
    assert "<qqq>" not in html
    assert shown(page(reader, language, q="zzzz")) == []


@pytest.mark.parametrize(
    "query",
    [
        "domain=nonsense",
        "letter=nonsense",
        "letter=" + "x" * 3000,
        "term=nonsense",
        "term=<script>",
        "q=" + "x" * 3000,
        "domain=water&domain=safety&letter=§",
        "q=%FF",
    ],
)
def test_bad_filters_are_forgiven_and_said_so(reader: Client, language: str, query: str):
    response = reader.get(f"/{language}/glossary/?{query}")
    assert response.status_code == 200
    assert response.context["faults"] or response.context["wanted"]
    assert shown(response) or response.context["wanted"]


@pytest.mark.parametrize("query", ["%", "()", "🚌", "' OR 1=1 --", "\u202e버스", "\\"])
def test_odd_words_are_answered(reader: Client, language: str, query: str):
    page(reader, language, q=query)


def test_what_is_asked_for_correctly_is_no_fault(reader: Client, language: str):
    for data in ({}, {"q": "bus"}, {"domain": "water"}, {"letter": "0-9"}, {"term": "tram"}, {"q": "", "domain": ""}):
        assert not page(reader, language, **data).context["faults"]


def test_address_of_a_term_leads_to_it_in_every_language(reader: Client, language: str):
    base = queries.find_glossary(language).url
    for term in ("ttareungyi", "119-safety-centre", "zero-pay", "led-lighting"):
        address = queries.term_address(base, term)
        fragment = urlsplit(address).fragment
        assert fragment in shown(reader.get(address))


def test_renamed_term_keeps_its_address(reader: Client, language: str):
    address = queries.term_address(queries.find_glossary(language).url, "tram")
    term = GlossaryTerm.objects.get(slug="tram", locale__language_code=language)
    term.names = {"ko": "하늘차\n전차", "en": "zzz tram\ntram"}[language]
    term.save()
    assert "term-tram" in shown(reader.get(address))


def test_term_without_a_translation_is_listed_in_its_own_language_only(reader: Client):
    GlossaryTerm.objects.filter(slug="tram", locale__language_code="en").update(name="전차", names="전차\n노면전차")
    assert "term-tram" not in shown(page(reader, "en", q="전차"))
    html = page(reader, "ko", q="노면전차").content.decode()
    assert [row[1] for row in Terms(html).found["term-tram"]] == [None, None]


def test_changed_term_stands_at_once_where_it_belongs(reader: Client, language: str):
    page(reader, language)
    term = GlossaryTerm.objects.get(slug="tram", locale__language_code=language)
    term.names, term.note = {"ko": "가<전차", "en": "A<tram"}[language], "<i>"
    term.save()
    response = page(reader, language)
    assert shown(response)[0] == "term-tram"
    html = response.content.decode()
    assert {"ko": "<dfn>가&lt;전차</dfn>", "en": "<dfn>A&lt;tram</dfn>"}[language] in html
    assert "<i>" not in html
    term.delete()
    assert "term-tram" not in shown(page(reader, language))


def test_glossary_without_terms_says_so(reader: Client, language: str):
    delete_at_once(GlossaryTerm.objects.all())
    html = page(reader, language).content.decode()
    assert {"ko": "아직 용어가 없습니다.", "en": "There are no terms yet."}[language] in html
    assert 'class="letters"' not in html


def test_page_costs_the_same_with_one_term_and_with_three(reader: Client, language: str):
    costs = []
    for keep in (["tram", "subway", "jeonse"], ["tram"]):
        delete_at_once(GlossaryTerm.objects.exclude(slug__in=keep))
        page(reader, language)
        with CaptureQueriesContext(connection) as captured:
            assert len(shown(page(reader, language))) == len(keep)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 6


def test_glossary_is_in_the_menu_and_in_the_other_language(reader: Client, language: str):
    html = reader.get(f"/{language}/").content.decode()
    assert f'href="/{language}/glossary/"' in html
    own = page(reader, language, q="tram").content.decode()
    assert f'href="/{OTHER[language]}/glossary/"' in own
    assert f'rel="canonical" href="{settings.SITE_URL}/{language}/glossary/"' in own

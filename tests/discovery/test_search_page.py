import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl

import pytest
import yaml
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.core import searchable
from seoulsolution.discovery.finding import Asked, Findings
from seoulsolution.discovery.narrowing import MOST_CHOICES, Choice, FacetCount, facet_count, narrowing
from seoulsolution.discovery.suggestions import Suggestion

pytestmark = pytest.mark.usefixtures("searchable")


def findings(reader: Client, language: str, query: str, **more: str | list[str]) -> Findings:
    response = reader.get(f"/{language}/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.context["findings"]


def found(reader: Client, language: str, query: str, **more: str | list[str]) -> list[str]:
    return [entry.id for entry in findings(reader, language, query, **more).entries]


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize(
    ("query", "policy"),
    [
        ("how to stop private bus companies competing", "semi-public-bus-operation"),
        ("NRW", "revenue-water-ratio"),
        ("ddareungi", "ttareungyi-bike-sharing"),
        ("버스 준공영제의 재정지원", "semi-public-bus-operation"),
        ("버스준공영제", "semi-public-bus-operation"),
        ("올뺴미 버스", "owl-bus"),
        ("pay as you throw", "volume-based-waste-fee"),
        ("심야버스", "owl-bus"),
        ("night bus", "owl-bus"),
        ("버스 전용 차로", "exclusive-median-bus-lanes"),
        ("버스전용차로", "exclusive-median-bus-lanes"),
        ("dkfltn", "arisu-brand"),
        ("incinarator", "resource-recovery-facilities"),
        ("chonggyechon", "cheonggyecheon-restoration"),
        ("토피스", "topis"),
    ],
)
def test_policy_is_among_the_first_three_whatever_the_language_and_the_spelling(
    reader: Client, language: str, query: str, policy: str
):
    assert policy in found(reader, language, query)[:3]


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("query", ["교통카드", "transport card", "transportation card"])
def test_policy_whose_title_says_what_was_typed_comes_before_those_that_mention_it(reader, language, query):
    assert found(reader, language, query)[0] == "t-money-transport-card"


@pytest.mark.usefixtures("each_engine")
def test_results_are_in_the_readers_language_and_name_a_policy_once(reader: Client, language: str):
    entries = findings(reader, language, "버스").entries
    assert len({(entry.kind, entry.id) for entry in entries}) == len(entries) > 5
    assert {entry.language for entry in entries} == {language}
    assert all(entry.url.startswith(f"/{language}/") for entry in entries)


@pytest.mark.usefixtures("each_engine")
def test_matched_words_are_marked_where_they_stand(reader: Client):
    entry = next(entry for entry in findings(reader, "en", "night buses").entries if entry.id == "owl-bus")
    marked = [piece.text for piece in entry.title.pieces if piece.marked]
    assert marked == ["Bus", "Night", "Bus"]
    assert "".join(piece.text for piece in entry.title.pieces) == "Owl Bus: Night Bus Designed with Big Data"


@pytest.mark.usefixtures("each_engine")
def test_entry_says_through_which_name_it_was_found(reader: Client):
    entry = next(entry for entry in findings(reader, "ko", "NRW").entries if entry.id == "revenue-water-ratio")
    assert entry.through
    assert b"NRW" in reader.get("/ko/search/", {"q": "NRW"}).content


@pytest.mark.usefixtures("each_engine")
def test_facets_narrow_and_count(reader: Client, language: str):
    everything = findings(reader, language, "버스 bus")
    areas = next(facet for facet in everything.facets if facet.name == "area")
    choice = areas.choices[0]
    narrowed = findings(reader, language, "버스 bus", area=choice.value)
    assert narrowed.total == choice.count < everything.total
    assert all(choice.value in entry.facets["area"] for entry in narrowed.entries)
    again = next(facet for facet in narrowed.facets if facet.name == "area")
    assert {one.value: one.count for one in again.choices} == {one.value: one.count for one in areas.choices}
    both = findings(reader, language, "버스 bus", area=[areas.choices[0].value, areas.choices[1].value])
    assert both.total == areas.choices[0].count + areas.choices[1].count


@pytest.mark.usefixtures("each_engine")
def test_order_by_year_and_by_title(reader: Client, language: str):
    years = [entry.years[0] or 0 for entry in findings(reader, language, "버스", sort="newest").entries]
    assert years == sorted(years, reverse=True)
    titles = [
        "".join(piece.text for piece in entry.title.pieces).casefold()
        for entry in findings(reader, language, "버스", sort="title").entries
    ]
    assert titles == sorted(titles)


@pytest.mark.usefixtures("each_engine")
def test_pages_follow_each_other(reader: Client, language: str):
    first, second = (findings(reader, language, "서울 시민", page=page) for page in ("1", "2"))
    assert first.total == second.total > 20
    assert not {entry.url for entry in first.entries} & {entry.url for entry in second.entries}


@pytest.mark.usefixtures("each_engine")
def test_nothing_found_offers_what_comes_nearest(reader: Client, language: str):
    nothing = findings(reader, language, "zzzzqqq")
    assert nothing.total == 0
    assert nothing.entries == []
    assert nothing.nearest


def html(reader: Client, language: str, query: str, **more: str | list[str]) -> str:
    response = reader.get(f"/{language}/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("each_engine")
def test_what_was_corrected_is_said_and_can_be_taken_back(reader: Client, language: str):
    corrected = findings(reader, language, "incinarator")
    assert corrected.understood.corrected == "incinerator"
    text = html(reader, language, "incinarator")
    assert f'href="/{language}/search/?q=incinarator&amp;exact=incinarator"' in text
    exactly = findings(reader, language, "incinarator", exact="incinarator")
    assert [entry.score for entry in exactly.entries[:1]] < [entry.score for entry in corrected.entries[:1]]
    back = html(reader, language, "incinarator", exact="incinarator")
    assert f'href="/{language}/search/?q=incinarator"' in back
    assert "incinerator</a>" in back


def test_exactness_is_forgotten_with_the_words_that_it_was_asked_for(reader: Client):
    assert not findings(reader, "en", "incinerater", exact="incinarator").asked.exact
    assert not findings(reader, "en", "", exact="").asked.exact


@pytest.mark.parametrize("query", ["dkfltn", "올뺴미 버스", "chonggyechon", "ㅠㅕㄴ"])
def test_exact_search_is_answered_in_any_case(reader: Client, language: str, query: str):
    assert findings(reader, language, query, exact=query).asked.exact


@pytest.mark.usefixtures("each_engine")
def test_keys_of_the_other_layout_are_understood(reader: Client, language: str):
    assert findings(reader, language, "dkfltn").understood.corrected == "아리수"
    assert findings(reader, language, "ㅠㅕㄴ lane").understood.corrected == "bus lane"


def test_right_words_are_not_corrected(reader: Client, language: str):
    for query in ("bus", "버스전용차로", "NRW", "중앙버스전용차로의", "Cheonggyecheon"):
        assert findings(reader, language, query).understood.corrected == ""


def test_other_names_are_said_but_not_those_that_were_typed(reader: Client):
    said = {
        (language, query): [name.text for name in findings(reader, language, query).understood.also]
        for language, query in [("ko", "NRW"), ("en", "NRW"), ("en", "bus lane"), ("ko", "bus lane"), ("en", "water")]
    }
    assert "무수율" in said["ko", "NRW"]
    assert "non-revenue water ratio" in said["en", "NRW"]
    assert "버스전용차로" in said["en", "bus lane"]
    assert "버스전용차로" in said["ko", "bus lane"]
    assert all(len(names) <= 3 and query not in names for (_language, query), names in said.items())


def test_name_in_another_language_is_marked_as_such(reader: Client):
    assert '<span lang="ko">버스전용차로</span>' in html(reader, "en", "bus lane")


def test_entry_explains_only_what_the_line_above_does_not(reader: Client, language: str):
    for query in ("NRW", "BRT", "bus", "버스", "쓰레기 종량제", "ddareungi", "pay as you throw"):
        answer = findings(reader, language, query)
        explained = {answer.understood.words.get(name.text) for name in answer.understood.also}
        for entry in answer.entries:
            assert len(entry.notes) <= 2
            assert not explained & {typed for typed, _name in entry.notes}
            assert all(name.casefold() != query.casefold() for _typed, name in entry.notes)


def test_whole_name_is_marked_though_it_looks_like_an_ending(reader: Client):
    entry = next(e for e in findings(reader, "ko", "버스전용차로").entries if e.id == "exclusive-median-bus-lanes")
    assert [piece.text for piece in entry.title.pieces if piece.marked] == ["버스전용차로"]


def test_kinds_are_tabs_that_keep_everything_else(reader: Client, language: str):
    asked = {"area": "transportation", "sort": "newest"}
    answer = findings(reader, language, "bus 버스", **asked)
    tabs = answer.narrowing.tabs
    assert sum(tab.count for tab in tabs) == answer.narrowing.in_all == answer.total
    for tab in tabs:
        data = dict(parse_qsl(tab.address))
        assert data == {"q": "bus 버스", **asked, "kind": tab.value}
        narrowed = findings(reader, language, "bus 버스", **asked, kind=tab.value)
        assert narrowed.total == tab.count
        assert [(one.value, one.count) for one in narrowed.narrowing.tabs] == [(t.value, t.count) for t in tabs]
        assert narrowed.asked.narrowed == 1


def test_every_filter_can_be_taken_back_by_itself(reader: Client, language: str):
    data = {"area": ["transportation", "environment"], "decade": "2000", "sort": "title"}
    answer = findings(reader, language, "bus 버스", **data)
    assert [parse_qs(chosen.address) for chosen in answer.narrowing.chosen] == [
        {"q": ["bus 버스"], "area": ["environment"], "decade": ["2000"], "sort": ["title"]},
        {"q": ["bus 버스"], "area": ["transportation"], "decade": ["2000"], "sort": ["title"]},
        {"q": ["bus 버스"], "area": ["transportation", "environment"], "sort": ["title"]},
    ]
    assert parse_qs(answer.asked.bare) == {"q": ["bus 버스"], "sort": ["title"]}


def test_page_of_results_keeps_filters_and_order(reader: Client, language: str):
    text = html(reader, language, "서울 시민", kind="policy", sort="title", has="pdf")
    address = next(found for found in re.findall(r'rel="next" href="\?([^"]+)"', text))
    assert parse_qs(unescape(address)) == {
        "q": ["서울 시민"], "kind": ["policy"], "has": ["pdf"], "sort": ["title"], "page": ["2"],
    }  # fmt: skip


def test_long_facet_shows_six_values_and_what_is_chosen(reader: Client, language: str):
    facets = {facet.name: facet for facet in findings(reader, language, "서울 시민").narrowing.facets}
    topics = facets["topic"]
    assert facets["area"].rest == []
    assert len(topics.first) == 6
    assert len(topics.rest) > 1
    assert min(choice.count for choice in topics.first) >= max(choice.count for choice in topics.rest)
    hidden = topics.rest[-1].value
    again = {f.name: f for f in findings(reader, language, "서울 시민", topic=hidden).narrowing.facets}
    assert hidden in [choice.value for choice in again["topic"].first]


def test_filters_that_leave_nothing_are_told_apart(reader: Client, language: str):
    answer = findings(reader, language, "bus 버스", topic="buses", area="water", kind="policy")
    assert answer.total == 0
    assert answer.narrowing.freeing
    assert {chosen.label for chosen in answer.narrowing.freeing} <= {chosen.label for chosen in answer.narrowing.chosen}
    for chosen in answer.narrowing.freeing:
        assert (
            findings(reader, language, "bus 버스", **parse_qs(chosen.address) | {"q": "bus 버스"}).total == chosen.count
        )


@pytest.mark.parametrize(("counts", "chosen", "offered"), [((3, 3), 9, 0), ((3, 2), 9, 1), ((3, 3), 1, 1)])
def test_facet_that_would_change_nothing_is_not_offered(counts, chosen, offered):
    choices = [Choice(str(n), str(n), count, n == chosen) for n, count in enumerate(counts)]
    asked = Asked("bus", "en", {"has": [str(chosen)]} if chosen < 9 else {})
    assert len(narrowing(asked, [FacetCount("has", "With", choices)], total=3).facets) == offered


def test_without_a_query_the_page_shows_where_to_begin(reader: Client, language: str):
    response = reader.get(f"/{language}/search/")
    entrances = response.context["entrances"]
    assert 0 < len(entrances.examples) <= 3
    assert len(entrances.areas) == 8
    assert entrances.glossary == f"/{language}/glossary/"
    for words in entrances.examples:
        assert found(reader, language, words)


def test_empty_page_costs_few_queries(reader: Client, language: str):
    reader.get(f"/{language}/search/")
    with CaptureQueriesContext(connection) as captured:
        reader.get(f"/{language}/search/")
    assert len(captured) <= 10


def test_nothing_found_offers_what_is_called_alike(reader: Client, monkeypatch):
    monkeypatch.setattr("seoulsolution.discovery.finding.ENOUGH_WORDS", 2.0)
    monkeypatch.setattr("seoulsolution.discovery.finding.NEAR_ENOUGH", 2.0)
    response = reader.get("/en/search/", {"q": "glossar"})
    assert response.context["findings"].total == 0
    response = reader.get("/en/search/", {"q": "semi-pub"})
    assert any(one.text == "Semi-public Bus Operation System" for one in response.context["alike"])
    assert b'href="/en/policies/transportation/semi-public-bus-operation/"' in response.content


def test_what_is_called_alike_in_another_language_is_not_offered(reader: Client, language: str, monkeypatch):
    names = [Suggestion("Owl", code, "policy", code, url=f"/{code}/owl/") for code in ("en", "ko")]
    monkeypatch.setattr("seoulsolution.discovery.views.suggest", lambda typed, language: names)
    offered = reader.get(f"/{language}/search/", {"q": "zzzzqqq"}).context["alike"]
    assert [one.language for one in offered] == [language]


def test_script_gets_only_what_changes(reader: Client, language: str):
    whole = reader.get(f"/{language}/search/", {"q": "bus"})
    part = reader.get(f"/{language}/search/", {"q": "bus"}, headers={"HX-Request": "true"})
    back = reader.get(
        f"/{language}/search/", {"q": "bus"}, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert b"<!doctype html>" in whole.content
    assert b"<!doctype html>" in back.content
    assert b"<html" not in part.content
    assert len(part.content) < len(whole.content)
    assert b'<p id="result-count" hx-swap-oob="innerHTML">' in part.content
    assert all("HX-Request" in response.headers["Vary"] for response in (whole, part, back))
    assert re.search("<title>([^<]*)</title>", part.content.decode())[1].strip() in " ".join(
        whole.content.decode().split()
    )


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"><img src=x>', "'onload='", "{{ 7|add:7 }}"])
def test_query_is_never_markup(reader: Client, language: str, query: str):
    for headers in ({}, {"HX-Request": "true"}):
        for exact in ("", query):
            response = reader.get(f"/{language}/search/", {"q": query, "exact": exact}, headers=headers)
            for sign in (b"<script>alert", b"<img src=x", b"'onload='", b">14<"):
                assert sign not in response.content


def examples() -> list[tuple[str, str]]:
    home = yaml.safe_load((Path(settings.BASE_DIR) / "content/pages/home.yaml").read_text(encoding="utf-8"))
    return [(code, words) for code, searches in home["example_searches"].items() for words in searches]


@pytest.mark.parametrize(("code", "query"), examples())
def test_every_example_of_the_home_page_finds_something(reader: Client, code: str, query: str):
    assert found(reader, code, query)


def test_search_costs_no_more_with_more_words_and_more_results(reader: Client):
    costs = []
    for query in ("owl bus", "how Seoul runs its night buses and water pipes", "water"):
        found(reader, "en", query)
        with CaptureQueriesContext(connection) as captured:
            assert found(reader, "en", query)
        costs.append(len(captured))
    assert max(costs) <= 10


def test_without_an_index_the_page_says_so_and_the_site_goes_on(reader: Client, language: str, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path
    assert reader.get(f"/{language}/search/", {"q": "bus"}).status_code == 503
    assert reader.get(f"/{language}/").status_code == 200


def test_indicator_says_from_where_to_where_its_figures_went(reader: Client, language: str):
    shown = reader.get(f"/{language}/search/", {"q": "PM2.5", "kind": "indicator"}).content.decode()
    said = {"ko": "37 ㎍/㎥ (2003년) → 23 ㎍/㎥ (2018년)", "en": "37 µg/m³ (2003) → 23 µg/m³ (2018)"}
    assert said[language] in re.sub(r"<[^>]+>", "", unescape(shown))


def test_of_many_values_those_with_most_results_and_the_chosen_one_are_offered_in_their_order():
    facet = searchable.Facet("place", "Place", lambda values: {value: value for value in sorted(values)})
    counts = {f"v{number:02}": number + 1 for number in range(60)}
    found = facet_count(facet, counts, {"v00"})
    values = [choice.value for choice in found.choices]
    assert len(values) == MOST_CHOICES
    assert values == ["v00", *(f"v{number:02}" for number in range(21, 60))]

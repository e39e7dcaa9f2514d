"""Tenders and calls: what they are by the clock of the place, as a list, as a page, beside the city and in search."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.cities.tenders.searchable import Tenders
from seoulsolution.archive.models import CityPage, TenderPage, TendersPage
from seoulsolution.core.places import Place
from seoulsolution.core.vocabulary import PolicyArea

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

LIST = "/{0}/cities/tenders/"
NOON = "2027-03-10T12:00:00+09:00"
TITLES = {"en": "Supply of electric buses", "ko": "전기버스 구매"}


def home(language: str) -> TendersPage:
    return TendersPage.objects.get(locale__language_code=language)


@pytest.fixture
def tender(language: str) -> Callable[..., TenderPage]:
    """Make a public tender of a city."""

    def make(slug: str, closes_on: date | None = None, *, city: str = "bogota", **values: object) -> TenderPage:
        above = home(language)
        usual = {
            "title": TITLES[language],
            "issuer": {"en": "Transport authority", "ko": "교통공사"}[language],
            "summary": {"en": "Three hundred buses are wanted.", "ko": "버스 삼백 대를 찾는다."}[language],
            "time_zone": "America/Bogota" if closes_on else "",
            "website": "https://example.org/tender",
            "source": "https://example.org/gazette",
        }
        place = Place.objects.get(slug=city, locale=above.locale)
        page = TenderPage(slug=slug, locale=above.locale, place=place, closes_on=closes_on, **usual | values)
        above.add_child(instance=page)
        page.save_revision().publish()
        return TenderPage.objects.get(pk=page.pk)

    return make


def shown(reader: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(address).content, "html.parser")


def listed(page: BeautifulSoup) -> list[tuple[str, str]]:
    """(the end of the address, the status) of each tender."""
    return [
        (entry.select_one(".entry-title a")["href"].split("/")[-2], entry.select_one(".status")["class"][1][8:])
        for entry in page.select("[aria-labelledby=tenders] .entries > li")
    ]


def test_without_tenders_the_list_says_what_will_stand_there(reader: Client, language: str):
    page = shown(reader, LIST.format(language))
    assert page.select(".filters, .entries, .result-count") == []
    assert page.select_one("[aria-labelledby=tenders] .prose p").text.strip()
    assert page.select_one(f"main a[href='{LIST.format(language)}calendar.ics']")
    assert home(language).changes_at is None


def test_list_does_not_say_that_there_are_none_where_there_are_in_another_language(
    reader: Client, tender, language: str
):
    tender("buses", date(2027, 3, 31))
    other = {"ko": "en", "en": "ko"}[language]
    page = shown(reader, LIST.format(other))
    assert page.select_one(f"[aria-labelledby=elsewhere] a[href='{LIST.format(language)}buses/']")
    assert not page.select("[aria-labelledby=tenders]")


def test_status_follows_the_clock_of_the_place(reader: Client, tender, at_moment, language: str):
    page = tender("buses", date(2027, 3, 31), closes_at=time(17))
    day = tender("rails", date(2027, 3, 31))
    for moment, status, by_day, change in (
        ("2027-03-30T23:59:59-05:00", "open", "open", "2027-03-31T00:00:00-05:00"),
        ("2027-03-31T00:00:00-05:00", "today", "today", "2027-03-31T17:00:00-05:00"),
        ("2027-03-31T17:00:00-05:00", "over", "today", None),
        ("2027-04-01T00:00:00-05:00", "over", "over", None),
    ):
        at_moment(moment)
        assert dict(listed(shown(reader, LIST.format(language)))) == {"buses": status, "rails": by_day}
        one = shown(reader, page.url)
        assert one.select_one(f".facts .status--{status}")
        assert (one.select_one("main .krds-btn.primary") is not None) == (status != "over")
        assert (page.changes_at and page.changes_at.isoformat()) == change
        if change and by_day != "today":
            assert home(language).changes_at == page.changes_at
    assert home(language).changes_at is day.changes_at is None


def test_what_closes_first_stands_first_and_what_closed_last_before_what_closed_long_ago(
    reader: Client, tender, at_moment, language: str
):
    at_moment(NOON)
    tender("long-ago", date(2027, 1, 1))
    tender("unknown")
    tender("later", date(2027, 5, 1))
    tender("just-closed", date(2027, 3, 8))
    # Still the tenth of March there; it closes before what closes at midnight.
    tender("at-noon", date(2027, 3, 10), closes_at=time(12))
    tender("today", date(2027, 3, 10))
    assert listed(shown(reader, LIST.format(language))) == [
        ("at-noon", "open"),
        ("today", "open"),
        ("later", "open"),
        ("unknown", "undated"),
        ("just-closed", "over"),
        ("long-ago", "over"),
    ]


def test_list_is_narrowed_by_status_city_and_sector(reader: Client, tender, at_moment, language: str):
    at_moment(NOON)
    area = PolicyArea.objects.get(slug="transportation", locale__language_code=language)
    tender("buses", date(2027, 3, 31), area=area)
    tender("pipes", date(2027, 3, 31), city="lima")
    tender("over", date(2027, 3, 1), city="lima")
    for query, found in (
        ("?status=over", ["over"]),
        ("?city=lima", ["pipes", "over"]),
        ("?sector=transportation", ["buses"]),
        ("?city=lima&status=open", ["pipes"]),
        ("?city=lima&sector=transportation", []),
    ):
        page = shown(reader, LIST.format(language) + query)
        assert [slug for slug, _status in listed(page)] == found
        assert page.select_one(".result-count strong").text == str(len(found))
    assert page.select_one(f".browse section a[href='{LIST.format(language)}']")


@pytest.mark.parametrize("query", ["?status=never", "?city=%E2%98%83", "?sector=" + "x" * 300, "?status=today&page=x"])
def test_bad_query_is_said_to_be_left_out(reader: Client, tender, at_moment, language: str, query: str):
    at_moment(NOON)
    tender("buses", date(2027, 3, 31), area=PolicyArea.objects.filter(locale__language_code=language).first())
    page = shown(reader, LIST.format(language) + query)
    assert page.select_one(".fault")
    assert listed(page) == [("buses", "open")]


def test_tender_says_all_that_is_known_and_leads_to_the_city(reader: Client, tender, at_moment, language: str):
    at_moment(NOON)
    area = PolicyArea.objects.get(slug="transportation", locale__language_code=language)
    money = {"amount": Decimal(450_000_000), "currency": "COP"}
    page = tender("buses", date(2027, 3, 31), closes_at=time(17), area=area, disputed="Two days are told.", **money)
    one = shown(reader, page.url)
    facts = " ".join(one.select_one(".facts").text.split())
    moment = {"en": "31 March 2027, 17:00 (Colombia Time)", "ko": "2027년 3월 31일 17:00 (콜롬비아 시간)"}
    amount = {"en": "COP 450 million", "ko": "4억 5,000만 콜롬비아 페소"}
    for part in (moment[language], amount[language], area.name, page.issuer, page.disputed):
        assert part in facts
    city = CityPage.objects.get(slug="bogota", locale__language_code=language)
    links = {link["href"] for link in one.select("main a")}
    assert {city.url, page.website, page.source, f"{page.url}calendar.ics"} <= links


def test_city_shows_what_is_not_closed_and_leads_to_all(reader: Client, tender, at_moment, language: str):
    at_moment(NOON)
    city = CityPage.objects.get(slug="bogota", locale__language_code=language)
    assert shown(reader, city.url).select("[aria-labelledby=tenders]") == []
    tender("over", date(2027, 3, 1))
    section = shown(reader, city.url).select_one("[aria-labelledby=tenders]")
    assert section.select(".entries") == []
    tender("unknown")
    tender("buses", date(2027, 3, 31))
    tender("elsewhere", date(2027, 3, 31), city="lima")
    page = shown(reader, city.url)
    assert listed(page) == [("buses", "open"), ("unknown", "undated")]
    assert page.select_one(f"[aria-labelledby=tenders] a[href='{LIST.format(language)}?city=bogota']")
    assert city.changes_at.isoformat() == "2027-03-31T00:00:00-05:00"
    assert TITLES[language] in reader.get(f"/{language}/feeds/places/bogota.atom").content.decode()


def test_draft_is_nowhere(reader: Client, tender, at_moment, language: str):
    at_moment(NOON)
    page = tender("buses", date(2027, 3, 31))
    assert [text.id for text in Tenders().texts()] == ["buses"]
    page.unpublish()
    city = CityPage.objects.get(slug="bogota", locale__language_code=language)
    for address in (LIST.format(language), city.url, f"/{language}/feeds/places/bogota.atom"):
        assert page.title not in reader.get(address).content.decode()
    assert list(Tenders().texts()) == []
    assert home(language).changes_at is city.changes_at is None
    assert reader.get(page.url).status_code == 410


def test_search_finds_a_tender_by_its_city_and_leads_to_its_page(tender, language: str):
    page = tender("buses", date(2027, 3, 31))
    (text,) = Tenders().texts([page.translation_key])
    assert (text.kind, text.url, text.language) == ("tender", page.url, language)
    assert text.facets["place"] == ["bogota", "colombia"]
    assert "산타페데보고타" in text.also


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"closes_at": time(12)}, "closes_on"),
        ({"closes_on": date(2027, 3, 31)}, "time_zone"),
        ({"amount": Decimal(5)}, "currency"),
    ],
)
def test_tender_that_says_half_is_refused(values: dict[str, object], field: str):
    page = TenderPage(title="Buses", slug="buses", **values)
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("zone", ["Bogota", "UTC+5"])
def test_time_zone_that_there_is_not_is_refused(zone: str):
    page = TenderPage(title="Buses", slug="buses", closes_on=date(2027, 3, 31), time_zone=zone)
    with pytest.raises(ValidationError) as refused:
        page.clean_fields(exclude=["place", "issuer", "summary", "website", "path", "depth"])
    assert "time_zone" in refused.value.message_dict


def test_list_and_city_cost_the_same_with_one_tender_and_with_three(reader: Client, tender, at_moment, language: str):
    at_moment(NOON)
    city = CityPage.objects.get(slug="bogota", locale__language_code=language)
    area = PolicyArea.objects.get(slug="transportation", locale__language_code=language)
    costs: dict[str, list[int]] = {LIST.format(language): [], city.url: []}
    for number in range(3):
        page = tender(f"tender-{number}", date(2027, 3, 31), area=area)
        for address in costs:
            costs[address].append(_cost(reader, address))
    assert all(cost[0] == cost[2] <= 10 for cost in costs.values()), costs
    assert _cost(reader, page.url) <= 10


def _cost(reader: Client, address: str) -> int:
    reader.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(address).status_code == 200
    return len(captured)

"""What is open with a city, what the last known step was, how much there was so far, and the news about it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.models import (
    AdopterRecordPage,
    CityIssue,
    CityPage,
    CityVisit,
    NewsPage,
    ProgrammePage,
    ProjectPage,
    TenderPage,
    TendersPage,
    Transfer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

NOON = "2027-03-10T12:00:00+09:00"


def city(slug: str, language: str) -> CityPage:
    return CityPage.objects.get(slug=slug, locale__language_code=language)


def shown(reader: Client, page: CityPage) -> BeautifulSoup:
    return BeautifulSoup(reader.get(page.url).content, "html.parser")


def opened(page: BeautifulSoup) -> list[str]:
    """The ends of the addresses of what is told as open."""
    return ends(page, "[aria-labelledby=open] .entries:not(.unheard-of)")


def unheard_of(page: BeautifulSoup) -> list[str]:
    return ends(page, "[aria-labelledby=open] .unheard-of")


def ends(page: BeautifulSoup, lists: str) -> list[str]:
    return [link["href"].rstrip("/").split("/")[-1] for link in page.select(f"{lists} .entry-title a")]


def said(page: BeautifulSoup, selector: str) -> str:
    return " ".join(page.select_one(selector).text.split())


def tender(page: CityPage, slug: str) -> TenderPage:
    above = TendersPage.objects.get(locale=page.locale)
    made = TenderPage(
        slug=slug,
        title={"en": "Supply of buses", "ko": "버스 구매"}[page.locale.language_code],
        issuer={"en": "Authority", "ko": "교통공사"}[page.locale.language_code],
        summary={"en": "Buses are wanted.", "ko": "버스를 찾는다."}[page.locale.language_code],
        locale=page.locale,
        place=page.place,
        closes_on=date(2027, 3, 31),
        time_zone="Asia/Colombo",
        amount="1250000.50",
        currency="USD",
        website="https://example.org/tender",
        source="https://example.org/gazette",
    )
    above.add_child(instance=made)
    made.save_revision().publish()
    return made


def test_projects_that_have_not_ended_are_open_with_their_last_known_year(reader: Client, at_moment, language: str):
    at_moment(NOON)
    page = shown(reader, city("colombo", language))
    assert opened(page) == ["colombo-tax", "colombo-energy-prefs"]
    first = page.select("[aria-labelledby=open] .entries > li")[1]
    assert {"en": "Register of projects (2024)", "ko": "사업 목록(2024년)"}[language] in first.text
    assert first.select_one(".status--agreed")
    assert first.select(".source-mark")


def test_what_was_last_told_of_years_ago_is_not_open_and_says_when(reader: Client, at_moment, language: str):
    page = city("colombo", language)
    at_moment(NOON)
    assert unheard_of(shown(reader, page)) == ["colombo-waste", "colombo-transport-advice"]
    words = {"en": "when last heard of, in 2016; nothing later is known", "ko": "2016년에 마지막으로 확인"}
    assert words[language] in said(shown(reader, page), ".unheard-of li")
    assert {"en": "in 2022 or later", "ko": "2022년 이후"}[language] in said(
        shown(reader, page), "[aria-labelledby=open]"
    )
    assert page.changes_at.isoformat() == "2030-01-01T00:00:00+09:00"
    at_moment("2029-12-31T23:59:59+09:00")
    assert opened(shown(reader, page)) == ["colombo-tax", "colombo-energy-prefs"]
    at_moment("2030-01-01T00:00:00+09:00")
    assert opened(shown(reader, page)) == ["colombo-tax"]
    at_moment("2031-01-01T00:00:00+09:00")
    assert opened(shown(reader, page)) == []
    assert unheard_of(shown(reader, page)) == [
        "colombo-tax",
        "colombo-energy-prefs",
        "colombo-waste",
        "colombo-transport-advice",
    ]
    assert page.changes_at is None


def test_work_without_a_year_is_not_open(reader: Client, language: str):
    page = shown(reader, city("new-south-wales", language))
    assert opened(page) == []
    words = {"en": "in a year that is not known", "ko": "마지막으로 확인된 연도는 알려지지 않음"}
    assert words[language] in said(page, ".unheard-of li")


def test_what_a_later_account_says_has_come_to_rest_is_not_open(reader: Client, at_moment, language: str):
    page = city("hanoi", language)
    at_moment(NOON)
    assert "hanoi-to-lich" not in opened(shown(reader, page))
    AdopterRecordPage.objects.filter(slug="hanoi-to-lich-river").update(outcome="planned")
    Transfer.objects.filter(slug="seoul-hanoi-to-lich").update(status="planned")
    assert "hanoi-to-lich" in opened(shown(reader, page))


@pytest.mark.parametrize(("slug", "status"), [("lak-sao", "under_way"), ("phnom-penh", "agreed"), ("lima", "agreed")])
def test_of_accounts_of_the_same_year_the_further_step_counts(
    reader: Client, at_moment, language: str, slug: str, status: str
):
    at_moment("2026-06-01T12:00:00+09:00")
    first = shown(reader, city(slug, language)).select_one("[aria-labelledby=open] .entries li")
    assert [mark["class"] for mark in first.select(".status")] == [["status", f"status--{status}"]]


def test_account_that_is_disputed_gives_way_to_one_of_the_same_year_that_is_not(
    reader: Client, at_moment, language: str
):
    at_moment(NOON)
    page = city("colombo", language)
    assert opened(shown(reader, page)) == ["colombo-tax", "colombo-energy-prefs"]
    AdopterRecordPage.objects.filter(slug="colombo-revenue-system").update(disputed="")
    assert opened(shown(reader, page)) == ["colombo-energy-prefs"]


def test_latest_step_is_told_beside_what_is_open(reader: Client, at_moment, language: str):
    at_moment(NOON)
    AdopterRecordPage.objects.filter(slug="colombo-revenue-system").update(disputed="")
    last = said(shown(reader, city("colombo", language)), ".last-step")
    told = {
        "en": "The last known step: Computerised city taxes and fees – Adopter’s record (2025): Partly in use",
        "ko": "마지막으로 알려진 일: 지방세·수수료 전산화 – 도입 기록(2025년): 일부 사용 중",
    }
    assert last.startswith(told[language])
    assert shown(reader, city("lak-sao", language)).select(".last-step") == []


@pytest.mark.parametrize(
    ("slug", "taker"), [("vienna", {"en": "Seoul", "ko": "서울"}), ("baltimore", {"en": "New York", "ko": "뉴욕"})]
)
def test_what_others_learned_from_a_city_is_told_as_theirs(reader: Client, language: str, slug: str, taker: dict):
    page = shown(reader, city(slug, language))
    assert opened(page) == unheard_of(page) == []
    last = said(page, ".last-step")
    lead = {
        "en": "The last that is known of what others learned from it:",
        "ko": "다른 곳이 이곳에서 배워 간 일 가운데 마지막으로 알려진 것:",
    }
    assert last.startswith(lead[language])
    assert taker[language] in last
    top = said(page, ".policy-head .inline-list")
    assert {"en": "1 thing that others learned from it", "ko": "다른 곳이 배워 간 것 1건"}[language] in top


def test_step_of_others_is_not_the_last_one_of_the_city(reader: Client, language: str):
    last = said(shown(reader, city("taipei", language)), ".last-step")
    assert last.startswith(
        {"en": "The last known step: Sister city (1968)", "ko": "마지막으로 알려진 일: 자매도시 (1968년)"}[language]
    )


def test_city_with_one_work_of_an_unknown_year_says_so(reader: Client, language: str):
    page = shown(reader, city("hue", language))
    top = said(page, ".policy-head .inline-list")
    assert {"en": "1 project, year not known", "ko": "사업 1건, 연도 모름"}[language] in top
    assert {"en": "; year not known", "ko": "; 연도 모름"}[language] in said(page, ".unheard-of")
    assert unheard_of(page) == ["hue-water-quality"]


@pytest.mark.parametrize(
    ("slug", "years"),
    [("dodoma", {"en": "2019", "ko": "2019년"}), ("jakarta", {"en": "1984–2024", "ko": "1984~2024년"})],
)
def test_what_was_only_planned_is_no_known_step(reader: Client, language: str, slug: str, years: dict):
    top = shown(reader, city(slug, language)).select_one(".policy-head .inline-list li")
    lead = {"en": "Known steps: ", "ko": "알려진 일: "}[language]
    assert " ".join(top.text.split()) == lead + years[language]


def test_city_with_which_nothing_is_open_says_what_the_last_step_was(reader: Client, language: str):
    section = shown(reader, city("auckland", language)).select_one("[aria-labelledby=open]")
    assert {"en": "Nothing is known to be open.", "ko": "진행 중인 것으로 알려진 일이 없습니다."}[
        language
    ] in section.text
    assert {"en": "(2014)", "ko": "(2014년)"}[language] in section.text
    assert section.select_one(".source-mark a")


def test_open_tender_issue_and_training_stand_among_what_is_open_until_they_close(
    reader: Client, at_moment, language: str
):
    page = city("colombo", language)
    at_moment(NOON)
    tender(page, "buses")
    CityIssue.objects.create(
        page=page, locale=page.locale, heading="Fares", text="Fares rise.", dated=date(2027, 3, 1),
        valid_until=date(2027, 3, 20), source="https://example.org/fares", basis="cited",
    )  # fmt: skip
    ProgrammePage.objects.filter(slug="kyiv-2017", locale=page.locale).update(
        place=page.place, is_online=False, starts="2027-05-01", ends="2027-05-05",
        applications_until=date(2027, 3, 15), time_zone="Asia/Seoul",
    )  # fmt: skip
    works = ["colombo-tax", "colombo-energy-prefs"]
    assert opened(shown(reader, page)) == [*works, "#issues", "buses", "kyiv-2017"]
    assert page.changes_at.isoformat() == "2027-03-16T00:00:00+09:00"
    at_moment("2027-03-16T00:00:00+09:00")
    assert opened(shown(reader, page)) == [*works, "#issues", "buses"]
    at_moment("2027-04-02T00:00:00+09:00")
    assert opened(shown(reader, page)) == works


def test_city_says_at_the_top_how_much_there_was_and_leads_there(reader: Client, language: str):
    page = city("ulaanbaatar", language)
    top = shown(reader, page).select_one(".policy-head .inline-list")
    said = " ".join(top.text.split())
    assert "2025" in said
    for part in {"en": ("2 projects", "1 adopter’s record"), "ko": ("사업 2건", "도입 기록 1건")}[language]:
        assert part in said
    CityVisit.objects.create(page=page, locale=page.locale, when="1985-06", who="A delegation", source="A report")
    after = shown(reader, page)
    top = after.select_one(".policy-head .inline-list")
    assert "1985" in top.text
    there = top.select("a[href^='#']")
    assert {link["href"] for link in there} == {"#open", "#lineage", "#visits"}
    assert all(after.select_one(link["href"]) for link in there)


def test_top_says_that_nothing_is_open_and_leaves_out_what_there_was_none_of(reader: Client, language: str):
    page = shown(reader, city("ulaanbaatar", language))
    first = page.select_one(".policy-head .inline-list a[href='#open']")
    assert first.text == {"en": "nothing known to be open", "ko": "진행 중인 것으로 알려진 일 없음"}[language]
    for slug in ("ulaanbaatar", "taipei", "hue"):
        items = shown(reader, city(slug, language)).select(".policy-head .inline-list li")
        said_there = [" ".join(item.text.split()) for item in items]
        assert not [one for one in said_there if one.startswith("0") or " 0" in one or "visit" in one or "방문" in one]


def test_home_of_the_archive_has_nothing_open_with_itself(reader: Client, language: str):
    page = shown(reader, city("seoul", language))
    assert page.select("[aria-labelledby=open], .policy-head .inline-list") == []


def test_city_shows_its_newest_news_and_leads_to_all_of_it(reader: Client, language: str):
    page = city("colombo", language)
    news = shown(reader, page).select_one("[aria-labelledby=news]")
    assert [link["href"].split("/")[-2] for link in news.select(".entry-title a")] == [
        "oda-challenge-2024",
        "five-exports-2016",
    ]
    listed = BeautifulSoup(reader.get(news.select("a")[-1]["href"]).content, "html.parser")
    assert [link["href"] for link in listed.select(".browse .entry-title a")] == [
        link["href"] for link in news.select(".entry-title a")
    ]
    NewsPage.objects.get(slug="oda-challenge-2024", locale=page.locale).unpublish()
    assert len(shown(reader, page).select("[aria-labelledby=news] .entry-title")) == 1


def test_city_leads_to_works_that_are_told_in_another_language_only(reader: Client, language: str):
    page = city("colombo", language)
    assert shown(reader, page).select(".elsewhere") == []
    own = ProjectPage.objects.get(slug="colombo-waste", locale=page.locale)
    other = ProjectPage.objects.exclude(pk=own.pk).get(translation_key=own.translation_key)
    own.unpublish()
    (line,) = shown(reader, page).select("[aria-labelledby=lineage] .elsewhere")
    assert [(link["href"], link["hreflang"]) for link in line.select("a")] == [(other.url, other.locale.language_code)]
    other.unpublish()
    assert shown(reader, page).select(".elsewhere") == []


def test_city_costs_the_same_with_one_thing_beside_it_and_with_three(reader: Client, language: str):
    page = city("colombo", language)
    for number in range(3):
        tender(page, f"buses-{number}")
    NewsPage.objects.filter(slug="lima-mou", locale=page.locale).first().places.create(
        place=page.place, locale=page.locale
    )
    costs = []
    for keep in (3, 1):
        TenderPage.objects.exclude(slug__in=[f"buses-{n}" for n in range(keep)]).update(live=False)
        NewsPage.objects.exclude(slug__in=["lima-mou", "oda-challenge-2024", "five-exports-2016"][:keep]).update(
            live=False
        )
        reader.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            reader.get(page.url)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 10


def test_what_a_city_took_says_whose_money_it_was_how_much_and_where_that_stands(reader: Client, language: str):
    page = shown(reader, city("colombo", language))
    (taxes,) = page.select("#lineage ~ .lineage > li:has(a[href$='/colombo-tax/#funding'])")
    money = taxes.select_one(".paid .claim")
    assert {"en": "USD 8.5 million", "ko": "850만 달러"}[language] in money.text
    assert money.select_one(".marks").previous_sibling.endswith(" ")
    assert "todayheadline.co" in money.select_one(".source-mark a[rel=noopener]")["href"]
    (transport,) = page.select("#lineage ~ .lineage > li:has(a[href$='/colombo-transport-advice/#funding'])")
    assert {"en": "not recorded", "ko": "기록 없음"}[language] in transport.select_one(".paid").text
    assert taxes.select("a[href$='/etax/']")


def test_amount_that_is_disputed_says_so_on_the_page_of_the_city(reader: Client, language: str):
    page = shown(reader, city("wellington", language))
    told = [" ".join(one.text.split()) for one in page.select(".paid .claim")]
    assert len(told) == 2
    assert all({"en": "disputed", "ko": "다툼"}[language] in one or "이견" in one for one in told)


@pytest.mark.parametrize("slug", ["curitiba", "ulaanbaatar"])
def test_city_whose_sources_are_those_of_policies_costs_no_more(reader: Client, language: str, slug: str):
    page = city(slug, language)
    reader.get(page.url)
    with CaptureQueriesContext(connection) as captured:
        reader.get(page.url)
    assert len(captured) <= 10


def test_city_leads_at_the_top_to_what_like_cities_took_and_says_when_climates_are_alike(reader: Client, language: str):
    page = shown(reader, city("colombo", language))
    (link,) = page.select(".policy-head a[href$='/cities/like-yours/?city=colombo']")
    assert reader.get(link["href"]).context["city"].slug == "colombo"
    assert {"en": "first letter after Köppen", "ko": "쾨펜"}[language] in said(
        page, "[aria-labelledby=neighbours] .quiet"
    )


def test_city_is_drawn_over_the_years_and_each_sign_leads_to_what_it_stands_for(reader: Client, language: str):
    page = shown(reader, city("ulaanbaatar", language))
    wide, narrow = page.select("[aria-labelledby=years] .chart-years")
    links = [link["href"] for link in wide.select("a")]
    assert links == [link["href"] for link in narrow.select("a")]
    assert links[0] == "#relations"
    assert [link.rstrip("/").split("/")[-1] for link in links[1:]] == [
        "ulaanbaatar-water-quality",
        "ulaanbaatar-card-bms",
        "ulaanbaatar-card-open",
    ]
    years = {"en": "2014–2015", "ko": "2014~2015년"}[language]
    assert wide.select("a")[2].title.text.endswith(years)
    assert len(wide.select(".chart-span--planned")) == 1


def test_works_of_an_unknown_year_are_counted_below_the_drawing(reader: Client, language: str):
    caption = said(shown(reader, city("colombo", language)), "[aria-labelledby=years] figcaption")
    assert {"en": "1 work of an unknown year is not drawn", "ko": "1건은 그리지 않았습니다"}[language] in caption


@pytest.mark.parametrize("slug", ["hue", "seoul"])
def test_city_with_less_than_two_dated_things_is_not_drawn(reader: Client, language: str, slug: str):
    assert shown(reader, city(slug, language)).select("[aria-labelledby=years]") == []

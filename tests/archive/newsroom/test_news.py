"""The newsroom: what is listed, how it is narrowed, one item of news, and where else news shows up."""

import csv
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import CityPage, NewsPage, NewsPicture, NewsroomPage, PressItem
from seoulsolution.core import counted_lists

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

# Withdrawn, private, or mainly in another language: each is unseen in its own way.
UNSEEN = ("draft", "private", "untranslated")


def item(slug: str, language: str) -> NewsPage:
    return NewsPage.objects.get(slug=slug, locale__language_code=language)


def shown(reader: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(address).content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select(".browse .entry-title a")]


def hide(page: NewsPage, way: str) -> None:
    match way:
        case "draft":
            page.unpublish()
        case "private":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        case "untranslated":
            NewsPage.objects.filter(pk=page.pk).update(passages_foreign=9, passages_total=9)


def test_every_row_of_the_file_is_news_in_both_languages(language: str):
    with (settings.BASE_DIR / "content" / "news.csv").open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    pages = {page.slug: page for page in NewsPage.objects.filter(locale__language_code=language)}
    assert pages.keys() == rows.keys()
    assert len(rows) == 23
    for slug, row in rows.items():
        page = pages[slug]
        assert (page.title, page.summary, page.dated) == (
            row[f"title_{language}"],
            row[f"summary_{language}"],
            row["date"],
        )
        assert page.source.splitlines() == row["source"].split(" | ")
        assert [each.place.slug for each in page.places.all()] == [place for place in row["places"].split(";") if place]
        assert {each.place.locale.language_code for each in page.places.all()} <= {language}


def test_news_is_listed_newest_first_and_a_month_after_its_days(reader: Client, language: str, settings):
    NewsPage.objects.filter(slug="lima-mou").update(dated="2016-10-30")
    page = shown(reader, f"/{language}/news/?year=2016")
    wanted = ["smart-city-expo-finalist", "lima-mou", "rutgers-seventh", "five-exports-2016", "visitors-2016"]
    assert titles(page) == [item(slug, language).title for slug in wanted]


def test_list_is_narrowed_and_tells_how_many_are_left(reader: Client, language: str):
    page = shown(reader, f"/{language}/news/?category=ranking")
    expected = NewsPage.objects.filter(locale__language_code=language, category="ranking")
    assert sorted(titles(page)) == sorted(one.title for one in expected)
    assert page.select_one(".result-count strong").text == str(len(expected))
    left = {option["value"]: option.text for option in page.select("#id_year option")}
    for year, number in Counter(one.dated[:4] for one in expected).items():
        assert f"({number})" in left[year]


def test_news_of_an_office_can_be_asked_for(reader: Client, language: str):
    assert shown(reader, f"/{language}/news/").select_one("#id_office") is None
    page = item("lima-mou", language)
    page.office = type(page).office.get_queryset().get(slug="wego", locale=page.locale)
    page.save()
    assert titles(shown(reader, f"/{language}/news/?office=wego")) == [page.title]
    assert page.office.name in shown(reader, page.url).select_one(".facts").text


def test_news_of_a_place_can_be_asked_for_and_is_counted_once_otherwise(reader: Client, language: str):
    page = shown(reader, f"/{language}/news/?place=lima")
    assert titles(page) == [item(slug, language).title for slug in ("oda-challenge-2024", "lima-mou")]
    assert page.select_one(".result-count strong").text == "2"
    left = {option["value"]: option.text for option in page.select("#id_category option")}
    assert "(1)" in left["call"]
    assert "ranking" not in left or "(0)" in left["ranking"]
    assert "(2)" in {o["value"]: o.text for o in shown(reader, f"/{language}/news/").select("#id_place option")}["lima"]
    both = shown(reader, f"/{language}/news/?place=lima&category=call")
    assert titles(both) == [item("oda-challenge-2024", language).title]
    assert both.select_one(".result-count strong").text == "1"


def test_news_leads_to_the_cities_that_it_names(reader: Client, language: str):
    page = item("oda-challenge-2024", language)
    links = [link["href"] for link in shown(reader, page.url).select(".facts a[href*='/cities/']")]
    assert links == [f"/{language}/cities/{city}/" for city in ("lima", "phnom-penh", "colombo")]
    CityPage.objects.get(slug="colombo", locale__language_code=language).unpublish()
    facts = shown(reader, page.url).select_one(".facts")
    assert len(facts.select("a[href*='/cities/']")) == 2
    assert {"en": "Colombo", "ko": "콜롬보"}[language] in facts.text


def test_news_of_policy_sharing_leads_to_what_the_register_counts(reader: Client, language: str):
    counts = f"a[href='/{language}/sharing/projects/counts/']"
    assert shown(reader, item("policy-sharing-2017", language).url).select(counts)
    assert not shown(reader, item("lima-mou", language).url).select(counts)


def test_every_page_leads_to_the_news_at_its_foot(reader: Client, language: str):
    for address in (f"/{language}/", f"/{language}/cities/lima/", f"/{language}/corrections/"):
        assert shown(reader, address).select(f".site-footer a[href='/{language}/news/']"), address
    NewsroomPage.objects.get(locale__language_code=language).unpublish()
    assert not shown(reader, f"/{language}/").select(f".site-footer a[href='/{language}/news/']")


@pytest.mark.parametrize(
    "query", ["?place=atlantis", "?category=nonsense", "?page=0", "?page=x", "?page=" + "9" * 400, "?year=", "?year=2"]
)
def test_what_is_no_choice_is_left_out(reader: Client, language: str, query: str):
    page = shown(reader, f"/{language}/news/{query}")
    assert page.select_one(".result-count strong").text == "23"
    assert (page.select_one(".fault") is not None) == (query in ("?place=atlantis", "?category=nonsense", "?year=2"))


def test_pages_of_the_list_keep_the_filter(reader: Client, language: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(counted_lists, "PAGE_SIZE", 2)
    page = shown(reader, f"/{language}/news/?category=policy_sharing")
    assert page.select_one("a[rel=next]")["href"] == "?category=policy_sharing&page=2"


@pytest.mark.parametrize("way", UNSEEN)
def test_what_is_not_public_in_the_language_is_nowhere(reader: Client, language: str, way: str):
    page = item("oda-challenge-2024", language)
    project = f"/{language}/sharing/projects/colombo-energy-prefs/"
    feed = f"/{language}/feeds/news.atom"
    pages = [f"/{language}/news/?year=2024", f"/{language}/", project]
    for address in [*pages, feed]:
        assert page.title in reader.get(address).content.decode(), address
    hide(page, way)
    assert page.title not in reader.get(feed).content.decode()
    for address in pages:
        said = shown(reader, address)
        for elsewhere in said.select("[aria-labelledby=elsewhere]"):
            elsewhere.decompose()
        assert page.title not in said.text, address


def test_news_that_is_not_translated_is_listed_only_as_such(reader: Client):
    hide(item("lima-mou", "en"), "untranslated")
    original = item("lima-mou", "ko")
    (link,) = shown(reader, "/en/news/").select("[aria-labelledby=elsewhere] a")
    assert (link["href"], link["hreflang"]) == (original.url, "ko")


def test_news_says_when_it_happened_and_what_it_rests_on(reader: Client, language: str):
    page = shown(reader, item("rutgers-seventh", language).url)
    assert page.select_one(".lead time")["datetime"] == "2016-10"
    assert page.select_one(".lead").text.strip() == {"en": "October 2016", "ko": "2016년 10월"}[language]
    numbers = [link["href"] for link in page.select(".claim .source-mark a[href^='#source-']")]
    assert numbers == [f"#{source['id']}" for source in page.select(".sources > li")] == ["#source-1", "#source-2"]


def test_disputed_news_says_why(reader: Client, language: str):
    page = item("policy-sharing-2017", language)
    said = shown(reader, page.url)
    assert page.disputed in said.select_one(".claim .dispute").text
    assert said.select_one(".facts .sign--disputed")
    assert shown(reader, item("susa-launch", language).url).select_one(".sign--disputed") is None


def test_news_stands_on_its_policy_and_its_project_and_leads_to_them(reader: Client, language: str):
    page = item("mumbai-export", language)
    links = {link["href"] for link in shown(reader, page.url).select(".entry-title a")}
    subjects = {
        f"/{language}/policies/e-government/eungdapso/",
        f"/{language}/sharing/projects/mumbai-citizen-participation/",
    }
    assert links == subjects
    for address in subjects:
        found = shown(reader, address).select("[aria-labelledby=news] a")
        assert [link["href"] for link in found] == [page.url]


def test_project_without_news_says_nothing_of_it(reader: Client, language: str):
    page = shown(reader, f"/{language}/sharing/projects/baku-its/")
    assert page.select("[aria-labelledby=news], [aria-labelledby=similar]") == []


def test_policy_that_is_a_draft_is_not_named_by_its_news(reader: Client, language: str):
    page = item("mumbai-export", language)
    policy = page.policies.get().policy.get_translations(inclusive=True).get(locale=page.locale)
    title = policy.title
    for version in policy.get_translations(inclusive=True):
        version.unpublish()
    assert title not in shown(reader, page.url).text


def test_home_page_shows_the_three_newest_and_leads_to_all(reader: Client, language: str):
    section = shown(reader, f"/{language}/").select_one("[aria-labelledby=news]")
    wanted = ["oda-challenge-2024", "wellington-sister", "lima-mou"]
    assert [link.text for link in section.select(".entry-title a")] == [item(slug, language).title for slug in wanted]
    assert section.select("a")[-1]["href"] == f"/{language}/news/"


def test_home_page_without_news_has_no_place_for_it(reader: Client, language: str):
    NewsPage.objects.update(live=False)
    assert shown(reader, f"/{language}/").select_one("[aria-labelledby=news]") is None
    assert shown(reader, f"/{language}/news/").select_one(".entries") is None


def test_picture_of_news_is_shown_with_its_caption(reader: Client, language: str):
    page = item("lima-mou", language)
    image = get_image_model().objects.create(title="x", file=get_test_image_file(size=(900, 600)))
    NewsPicture.objects.create(
        page=page, locale=page.locale, image=image, alternative="Two desks", caption="The signing"
    )
    figure = shown(reader, page.url).select_one("figure.picture")
    assert figure.img["alt"] == "Two desks"
    assert "The signing" in figure.figcaption.text


@pytest.mark.parametrize("dated", ["2016-13", "soon", "2016-02-30", ""])
def test_date_that_is_none_is_refused(dated: str):
    page = item("lima-mou", "ko")
    page.dated = dated
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["dated"]


@pytest.mark.parametrize("query", ["Wellington sister city", "웰링턴 친선도시"])
def test_search_finds_news_in_either_language(reader: Client, language: str, query: str):
    findings = reader.get(f"/{language}/search/", {"q": query}).context["findings"]
    assert "wellington-sister" in [entry.id for entry in findings.entries if entry.kind == "news"][:1]


def test_search_narrows_news_by_its_category(reader: Client, language: str):
    findings = reader.get(f"/{language}/search/", {"q": "Seoul 서울", "kind_of_news": "award"}).context["findings"]
    assert {entry.id for entry in findings.entries} == {"smart-city-expo-finalist", "best-mice-2019"}


def test_press_is_told_newest_first_in_its_own_language(reader: Client, language: str):
    newsroom = NewsroomPage.objects.get(locale__language_code=language)
    address = f"{newsroom.url}press/"
    assert shown(reader, address).select_one(".entries") is None
    for dated, title in (("2014-12-08", "Mumbai adopts"), ("2015-02", "시내버스 수출")):
        PressItem.objects.create(
            page=newsroom, locale=newsroom.locale, title=title, outlet="Example Daily", dated=dated,
            language="en" if dated == "2014-12-08" else "ko", address=f"https://example.org/{dated}",
        )  # fmt: skip
    reports = shown(reader, address).select(".entries > li")
    assert [report.a["href"] for report in reports] == ["https://example.org/2015-02", "https://example.org/2014-12-08"]
    assert {"en": "Korean", "ko": "한국어"}[language] in reports[0].text
    assert "Example Daily" in reports[1].text


def test_press_leads_to_itself_in_the_other_language(reader: Client, language: str, settings):
    seen = shown(reader, f"/{language}/news/press/")
    addresses = {f"/{code}/news/press/" for code in ("ko", "en")}
    assert {link["href"] for link in seen.select(".language-switch a")} == addresses
    assert {link["href"] for link in seen.select("link[hreflang]")} == {settings.SITE_URL + one for one in addresses}
    assert seen.select_one("link[rel=canonical]")["href"] == f"{settings.SITE_URL}/{language}/news/press/"


def test_news_is_among_the_versions_of_its_page(reader: Client, language: str):
    page = item("lima-mou", language)
    draft = page.get_latest_revision_as_object()
    draft.summary = "Corrected words."
    draft.save_revision().publish()
    said = reader.get(f"/{language}/versions/{page.pk}/2/").content.decode()
    assert "Corrected words." in said
    assert "citydiplomacy" not in said

"""What the register counts, beside what the city counted."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from seoulsolution.archive.models import CityTotal, ProjectPage
from seoulsolution.archive.sharing import counts
from seoulsolution.core.partial_dates import check_partial_date, format_partial_date

pytestmark = pytest.mark.django_db


def address(language: str) -> str:
    return f"/{language}/sharing/projects/counts/"


def shown(reader: Client, language: str) -> BeautifulSoup:
    """The page without the labels that a narrow window puts before each number."""
    page = BeautifulSoup(reader.get(address(language)).content, "html.parser")
    for label in page.select(".stack-label"):
        label.decompose()
    return page


def rows(page: BeautifulSoup, section: str) -> list[list[str]]:
    found = page.select(f"[aria-labelledby={section}] tbody tr")
    return [[" ".join(cell.text.split()) for cell in row.select("th, td")] for row in found]


def test_projects_are_counted_by_area_beside_the_count_of_the_city(reader: Client, language: str):
    page = shown(reader, language)
    by_area = {row[0]: row[1:] for row in rows(page, "compared")}
    railway = by_area[{"en": "Urban Railway", "ko": "도시철도"}[language]]
    assert railway == ["6", "3", "2", "1", "8", "0", "13"]
    whole = [cell.text.strip() for cell in page.select("[aria-labelledby=compared] tfoot td")]
    assert whole == ["45", "20", "15", "10", "21", "7", "63"]


def test_every_number_of_projects_leads_to_those_projects(reader: Client, language: str):
    page = shown(reader, language)
    links = page.select("[aria-labelledby=compared] tbody td a")
    assert links
    for link in links[:4]:
        listed = BeautifulSoup(reader.get(link["href"]).content, "html.parser")
        assert listed.select_one(".result-count strong").text == link.text


def test_found_projects_are_told_with_their_cities_and_countries(reader: Client, language: str):
    said = " ".join(shown(reader, language).select_one("[aria-labelledby=compared] .claim").text.split())
    numbers = {
        "en": ("45 policies in 36 cities of 25", "26 cities and regions of 21"),
        "ko": ("25개국 36개", "21개국 26개"),
    }
    assert all(number in said for number in numbers[language])


def test_other_language_is_the_same_page(reader: Client, language: str):
    other = {"en": "ko", "ko": "en"}[language]
    assert address(other) in {link["href"] for link in shown(reader, language).select(".language-switch a")}


def test_numbers_follow_the_projects(reader: Client, language: str):
    ProjectPage.objects.get(slug="baku-its", locale__language_code=language).unpublish()
    page = shown(reader, language)
    assert [cell.text.strip() for cell in page.select("[aria-labelledby=compared] tfoot td")][-1] == "62"
    assert "azerbaijan" not in {link["href"].split("=")[-1] for link in page.select("[aria-labelledby=countries] a")}


def test_totals_of_the_city_stand_with_their_sources_beside_what_had_begun(reader: Client, language: str):
    totals = rows(shown(reader, language), "totals")
    assert len(totals) == CityTotal.objects.filter(locale__language_code=language, area=None).count()
    begun = ProjectPage.objects.filter(locale__language_code=language, year_started__lte=2014).count()
    when, number, _cities, _countries, what, by_then = totals[1]
    assert when == {"en": "4 July 2014", "ko": "2014년 7월 4일"}[language]
    assert number == "25"
    assert str(begun) in by_then
    assert {"en": "source", "ko": "출처"}[language] in what


def test_totals_say_what_is_disputed_and_in_which_news_they_stand(reader: Client, language: str):
    page = shown(reader, language)
    first, *_others, newest = page.select("[aria-labelledby=totals] tbody tr")
    assert first.select_one(".dispute")
    assert not newest.select_one(".dispute")
    link = f"a[href='/{language}/news/policy-sharing-2017/']"
    assert (
        len(page.select(f"[aria-labelledby=totals] {link}"))
        == len(page.select(f"[aria-labelledby=compared] {link}"))
        == 1
    )


def test_count_that_contradicts_itself_is_disputed_wherever_it_stands(reader: Client, language: str):
    page = shown(reader, language)
    disputes = [
        " ".join(dispute.text.split())
        for section in ("compared", "totals")
        for dispute in page.select(f"[aria-labelledby={section}] .dispute")
        if "84%" in dispute.text
    ]
    news = BeautifulSoup(reader.get(f"/{language}/news/policy-sharing-2017/").content, "html.parser")
    assert len(disputes) == 2
    for text in (*disputes, news.select_one(".dispute").text):
        assert all(number in text for number in ("36", "45", "80%", "84%", "43"))
    note = next(row for row in rows(page, "totals") if row[1] == "45")[4]
    assert {"en": "36 of the 45", "ko": "45건 가운데 36건"}[language] in note


def test_totals_say_until_when_the_register_counts_and_what_is_left_out(reader: Client, language: str):
    section = shown(reader, language).select_one("section[aria-labelledby=totals]")
    undated = ProjectPage.objects.filter(locale__language_code=language, year_started=None).count()
    said = " ".join(section.select_one("p").text.split())
    assert undated
    assert {"en": f"{undated} projects whose year of start", "ko": f"{undated}건"}[language] in said
    assert {"en": "by the end of that year", "ko": "연말"}[language] in section.select("thead th")[-1].text


def test_section_leads_from_its_number_of_projects_to_what_is_counted(reader: Client, language: str):
    page = BeautifulSoup(reader.get(f"/{language}/sharing/").content, "html.parser")
    assert page.select_one(f".masthead a[href='{address(language)}']")


def test_years_of_start_add_up_to_all_projects(reader: Client, language: str):
    years = rows(shown(reader, language), "years")
    assert sum(int(number) for _year, number in years) == 63
    assert years[-1][0] == {"en": "not known", "ko": "모름"}[language]


def test_nothing_is_compared_where_the_city_has_published_nothing(reader: Client, language: str):
    CityTotal.objects.all().delete()
    page = shown(reader, language)
    assert page.select_one("[aria-labelledby=compared]") is None
    assert rows(page, "countries")


def test_project_without_a_city_is_counted_in_its_country_only():
    groups = [group for group in counts.read_groups("en") if group.country == "india"]
    whole = counts.sum_of(groups)
    assert whole.projects == sum(group.number for group in groups)
    assert whole.cities == len({group.place for group in groups if group.place != "india"})


@pytest.mark.parametrize(
    ("text", "english", "korean"),
    [
        ("2016", "2016", "2016년"),
        ("2016-06", "June 2016", "2016년 6월"),
        ("2016-06-08", "8 June 2016", "2016년 6월 8일"),
    ],
)
def test_date_is_told_as_exactly_as_it_is_known(text: str, english: str, korean: str):
    check_partial_date(text)
    for language, said in (("en", english), ("ko", korean)):
        with translation.override(language):
            assert format_partial_date(text) == said


@pytest.mark.parametrize(
    "text", ["", "16", "2016-6", "2016-13", "2016-02-30", "2016-06-08T00", "0000", "२०१६", "2016-06-"]
)
def test_what_is_no_date_of_the_calendar_is_refused(text: str):
    with pytest.raises(ValidationError):
        check_partial_date(text)

"""The register of projects: what is counted, how it is narrowed, and as a table for a spreadsheet."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from seoulsolution.archive.models import ProjectPage
from seoulsolution.archive.sharing import register
from seoulsolution.core import counted_lists

pytestmark = pytest.mark.django_db


def address(language: str, query: str = "") -> str:
    return f"/{language}/sharing/projects/{query}"


def shown(reader: Client, language: str, query: str = "") -> BeautifulSoup:
    return BeautifulSoup(reader.get(address(language, query)).content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select(".entries .entry-title a")]


def table(reader: Client, language: str, query: str = "") -> list[dict[str, str]]:
    answer = reader.get(address(language, f"csv/{query}"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_project_of_the_files_is_there(reader: Client, language: str):
    projects = ProjectPage.objects.filter(locale__language_code=language)
    assert projects.count() == 63
    first, *others = (titles(shown(reader, language, f"?page={number}")) for number in (1, 2, 3))
    assert len(first) == counted_lists.LONG_ENTRIES
    assert sorted(sum(others, first)) == sorted(project.title for project in projects)


def test_list_is_narrowed_and_tells_how_many_are_left(reader: Client, language: str):
    page = shown(reader, language, "?country=mongolia")
    projects = ProjectPage.objects.filter(locale__language_code=language, place__country__slug="mongolia")
    assert sorted(titles(page)) == sorted(project.title for project in projects)
    assert page.select_one(".result-count strong").text == str(len(projects))
    left = {option["value"]: option.text for option in page.select("#id_status option")}
    for status in ("completed", "unknown"):
        assert f"({projects.filter(status=status).count()})" in left[status]


def test_project_of_a_country_without_a_city_is_found_by_the_country(reader: Client, language: str):
    slugs = [row["Id" if language == "en" else "아이디"] for row in table(reader, language, "?country=colombia")]
    assert {"colombia-disaster-bigdata", "bogota-sitp"} <= set(slugs)


def test_projects_without_a_policy_say_so_and_can_be_asked_for(reader: Client, language: str):
    projects = ProjectPage.objects.filter(locale__language_code=language)
    bare = projects.exclude(policies__policy__live=True)
    page = shown(reader, language, "?carried=none")
    assert sorted(titles(page)) == sorted(project.title for project in bare)
    assert page.select_one(".result-count strong").text == str(len(bare)) != "0"
    said = {"en": "no policy of the archive named", "ko": "연결된 정책 없음"}[language]
    assert all(said in entry.text for entry in page.select(".entries > li"))
    named = shown(reader, language, "?carried=named")
    assert int(named.select_one(".result-count strong").text) == 63 - len(bare)
    assert not any(said in entry.text for entry in named.select(".entries > li"))
    own = BeautifulSoup(reader.get(bare[0].url).content, "html.parser")
    assert {"en": "No policy of the archive is named", "ko": "연결된 아카이브의 정책이 밝혀져 있지 않습니다"}[
        language
    ] in own.text


def test_projects_without_a_year_can_be_asked_for(reader: Client, language: str):
    known = ProjectPage.objects.filter(locale__language_code=language, year_started=None)
    assert len(table(reader, language, "?decade=none")) == known.count() > 0


@pytest.mark.parametrize(
    "query", ["?country=atlantis&sort=oldest", "?page=0", "?page=x", "?page=" + "9" * 400, "?kind="]
)
def test_what_is_no_choice_is_left_out(reader: Client, language: str, query: str):
    page = shown(reader, language, query)
    assert page.select_one(".result-count strong").text == "63"
    assert (page.select_one(".fault") is not None) == ("atlantis" in query)


def test_filter_that_leaves_nothing_says_so(reader: Client, language: str):
    page = shown(reader, language, "?country=mongolia&status=proposed")
    assert titles(page) == []
    assert address(language) in {link["href"] for link in page.select("main .browse a")}


def test_pages_of_the_list_keep_the_filter(reader: Client, language: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(register, "LONG_ENTRIES", 2)
    page = shown(reader, language, "?area=water&sort=title")
    assert page.select_one("a[rel=next]")["href"] == "?area=water&sort=title&page=2"


def test_table_says_what_a_project_rests_on(reader: Client, language: str):
    rows = {row["Id" if language == "en" else "아이디"]: list(row.values()) for row in table(reader, language)}
    card = " | ".join(rows["wellington-snapper"])
    assert "t-money-transport-card" in card
    assert "USD 4000000" in card
    assert "http" in card


def test_table_follows_the_filter_and_its_order(reader: Client, language: str):
    rows = table(reader, language, "?area=water&sort=oldest")
    years = [row["First year" if language == "en" else "시작 연도"] for row in rows]
    assert len(rows) == 6
    assert [year for year in years if year] == sorted(year for year in years if year)


def test_draft_and_withdrawn_projects_are_neither_listed_nor_counted(reader: Client, language: str):
    project = ProjectPage.objects.get(slug="baku-its", locale__language_code=language)
    project.unpublish()
    page = shown(reader, language, "?country=azerbaijan")
    assert project.title not in page.text
    assert "baku-its" not in {row["Id" if language == "en" else "아이디"] for row in table(reader, language)}
    assert page.select_one(".result-count strong").text == "62"


def test_project_that_is_not_translated_is_listed_only_as_such(reader: Client):
    here = ProjectPage.objects.get(slug="baku-its", locale__language_code="en")
    ProjectPage.objects.filter(pk=here.pk).update(passages_foreign=5, passages_total=5)
    page = shown(reader, "en")
    assert here.title not in titles(page)
    original = ProjectPage.objects.get(slug="baku-its", locale__language_code="ko")
    (link,) = page.select("[aria-labelledby=elsewhere] a")
    assert (link["href"], link["hreflang"]) == (original.url, "ko")

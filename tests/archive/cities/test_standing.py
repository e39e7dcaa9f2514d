"""International standing: every rank with its source, contradictions side by side, no line across methods."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.cities.rankings import chart_of
from seoulsolution.archive.models import CityIndexPage, Ranking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

LIST = "/{0}/cities/standing/"


def index(slug: str, language: str) -> CityIndexPage:
    return CityIndexPage.objects.get(slug=slug, locale__language_code=language)


def shown(reader: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(address).content, "html.parser")


def test_every_index_of_the_files_is_there_with_its_ranks(reader: Client, language: str):
    assert len(reader.get(LIST.format(language)).context["indexes"]) == 10
    assert Ranking.objects.filter(locale__language_code=language).count() == 67


def test_contradicting_ranks_stand_side_by_side_with_the_note(reader: Client, language: str):
    page = index("uia-meetings", language)
    claims = shown(reader, page.url).select("[aria-labelledby=rankings] .claim")
    of_2017 = [row for row in page.rankings.all() if row.year == 2017]
    assert {row.rank for row in of_2017} == {3, 11}
    assert len(claims) == page.rankings.count()
    for row in of_2017:
        assert any(row.disputed in claim.text for claim in claims if row.disputed)


def test_every_sign_of_a_chart_is_said_in_words(reader: Client, language: str):
    signs = {".chart-point--disputed": ("disputed", "이견"), ".chart-break": ("Break in the series", "이어지지 않는")}
    for figure in shown(reader, LIST.format(language)).select("figure"):
        legend = figure.select_one(".legend")
        for sign, words in signs.items():
            if figure.select(f"svg:not(.chart-key) {sign}"):
                assert words[language == "ko"] in legend.text
    page = shown(reader, index("uia-meetings", language).url)
    assert {"en": "disputed", "ko": "이견"}[language] in page.select_one("figcaption .legend").text


def test_newest_rank_of_the_list_is_one_that_nobody_disputes(reader: Client, language: str):
    line = next(one for one in reader.get(LIST.format(language)).context["indexes"] if "uia-meetings" in one.url)
    assert (line.newest.year, line.newest.rank) == (2019, 3)


def test_newest_rank_of_the_list_shows_its_source_in_place(reader: Client, language: str):
    page = shown(reader, LIST.format(language))
    lines = reader.get(LIST.format(language)).context["indexes"]
    entries = page.select(".entries > li")
    assert len(entries) == len(lines) == 10
    for entry, line in zip(entries, lines, strict=True):
        assert line.newest
        claim = entry.select_one(".claim")
        assert str(line.newest.rank) in claim.strong.text
        for source in line.mark.sources:
            assert source.label in claim.select_one("details.source-mark").text
        assert line.mark.sources or claim.select_one(".sign--unrecorded")
    assert any(line.mark.sources for line in lines)


@pytest.mark.parametrize(
    ("ranks", "marked"),
    [([1, 1], ["1", "2"]), ([3, 4], ["1", "2", "3", "4"]), ([6, 11, 8], ["1", "5", "10", "15"]), ([150, 180], None)],
)
def test_axis_of_ranks_has_the_first_at_its_head_and_no_zero(language: str, ranks: list[int], marked: list[str] | None):
    rows = [Ranking(year=2015 + n, rank=rank, method=1, confidence="high") for n, rank in enumerate(ranks)]
    drawn = BeautifulSoup(chart_of(rows, "axis", "axis").svg, "html.parser")
    at = {label.text: float(label["y"]) for label in drawn.select("text.chart-label[text-anchor=end]")}
    assert "0" not in at
    assert min(at, key=at.__getitem__) == "1"
    assert marked is None or sorted(at, key=at.__getitem__) == marked
    heights = [float(point["cy"]) for point in drawn.select("circle.chart-point")]
    assert sorted(heights) == [height for _rank, height in sorted(zip(ranks, heights, strict=True))]


def test_no_line_joins_ranks_that_cannot_be_compared(language: str):
    rows = [Ranking(year=2014 + n, rank=9 - n, method=1 + n // 2, confidence="high") for n in range(4)]
    drawn = BeautifulSoup(chart_of(rows, "x", "x").svg, "html.parser")
    joined = BeautifulSoup(
        chart_of([Ranking(year=r.year, rank=r.rank, method=1, confidence="high") for r in rows], "y", "y").svg,
        "html.parser",
    )
    strokes = [path["d"] for path in drawn.select("path[d]")]
    assert len(strokes) > len(joined.select("path[d]"))


def test_index_with_one_year_is_drawn_as_no_line(language: str):
    assert chart_of([Ranking(year=2019, rank=8, method=1, confidence="high")], "x", "x") is None


def test_draft_of_an_index_is_not_in_the_list(reader: Client, language: str):
    page = index("eiu-safe", language)
    page.unpublish()
    assert page.title not in reader.get(LIST.format(language)).content.decode()
    assert reader.get(page.url).status_code == 410


def test_rank_behind_the_last_city_is_refused():
    with pytest.raises(ValidationError) as refused:
        Ranking(year=2019, rank=61, out_of=60).clean()
    assert list(refused.value.message_dict) == ["out_of"]


def test_list_costs_the_same_with_one_index_and_with_three(reader: Client, language: str):
    keep = ["gpci", "uia-meetings", "eiu-safe"]
    CityIndexPage.objects.exclude(slug__in=keep).update(live=False)
    three = _cost(reader, language)
    CityIndexPage.objects.exclude(slug="gpci").update(live=False)
    assert _cost(reader, language) == three


def _cost(reader: Client, language: str) -> int:
    reader.get(LIST.format(language))
    with CaptureQueriesContext(connection) as captured:
        reader.get(LIST.format(language))
    return len(captured)

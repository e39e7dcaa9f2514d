"""When policies began."""

from itertools import pairwise

import pytest

from seoulsolution.core import charts
from seoulsolution.core.charts import Span, StripItem
from tests.core.charts.drawings import (
    SVG,
    assert_inside,
    by_class,
    coordinates,
    parse,
    texts,
)


def strip(items, **given):
    return parse(charts.decade_strip(items, **({"id": "s", "title": "Water"} | given)))


def test_each_dot_is_a_link_named_by_title_and_year():
    root = strip([StripItem("Arisu & co", 1989, "/p/arisu", True), StripItem("Han", 1982, "/p/han")])
    assert root.get("role") == "group"
    assert root.get("aria-label") == "Water"
    links = root.findall(f"{SVG}a")
    assert [a.get("href") for a in links] == ["/p/han", "/p/arisu"]
    assert [a.findtext(f"{SVG}title") for a in links] == ["Han, 1982", "Arisu & co, 1989"]
    assert all("chart-link" in a.get("class", "") for a in links)
    hollow, full = by_class(root, "chart-dot")
    assert (hollow.get("fill"), full.get("fill")) == ("none", None)


@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_large_and_do_not_touch(narrow):
    items = [StripItem("a", 1945 + i % 81, "/a", i % 3 == 0) for i in range(400)]
    dots = by_class(strip(items, narrow=narrow), "chart-dot")
    places = sorted((float(d.get("cx", 0)), float(d.get("cy", 0))) for d in dots)
    assert all(float(d.get("r", 0)) >= 6 for d in dots)
    for here, there in pairwise(places):
        assert abs(here[0] - there[0]) + abs(here[1] - there[1]) >= 14


def test_dot_stands_between_the_lines_of_its_decade():
    root = strip([StripItem("a", 1990, "/a"), StripItem("b", 1999, "/b")], start=1945)
    lines = [float(e.get("x1", 0)) for e in by_class(root, "chart-grid")]
    years = dict(zip(range(1950, 2030, 10), lines, strict=True))
    first, last = (float(d.get("cx", 0)) for d in by_class(root, "chart-dot"))
    assert years[1990] < first < last < years[2000]


def test_policies_that_began_together_are_stacked_manuals_first():
    root = strip([StripItem("a", 2004, "/a"), StripItem("b", 2004, "/b", True), StripItem("c", 2005, "/c")])
    dots = by_class(root, "chart-dot")
    assert len({d.get("cx") for d in dots}) == 1
    lowest = max(dots, key=lambda d: float(d.get("cy", 0)))
    assert "chart-dot--manual" in lowest.get("class", "")


def test_policy_older_than_the_axis_is_held_and_the_axis_says_so():
    root = strip([StripItem("a", 1394, "/a")])
    assert_inside(root)
    assert "≤1945" in texts(root, "chart-label")
    assert "≤1945" not in texts(strip([StripItem("a", 1950, "/a")]), "chart-label")


@pytest.mark.parametrize(("earliest", "first"), [(1394, "1960"), (1972, "1970"), (1990, "1990"), (2011, "1990")])
def test_axis_starts_with_the_decade_of_the_earliest(earliest, first):
    items = [StripItem("a", earliest, "/a"), StripItem("b", 2015, "/b")]
    assert next(label for label in texts(strip(items), "chart-label") if "≤" not in label) == first


def test_strip_without_links_is_one_picture():
    root = strip([StripItem("a", 2000, "/a")], links=False)
    assert root.get("role") == "img"
    assert root.findall(f"{SVG}a") == []
    assert len(by_class(root, "chart-dot")) == 1


def test_place_shows_the_years_of_the_policy():
    def words(span):
        root = parse(charts.place_on_timeline([1990], span, id="p", title="t", desc="d"))
        return texts(root, "chart-value")

    assert words(Span(2013)) == ["2013–"]
    assert words(Span(1996, 2002, False)) == ["1996–2002"]
    assert words(Span(2004, 2004, False)) == ["2004"]
    assert words(Span(2004, None, False)) == ["2004"]


def test_ongoing_policy_ends_in_an_arrow_and_an_ended_one_does_not():
    def bar(span):
        root = parse(charts.place_on_timeline([], span, id="p", title="t", desc="d"))
        return coordinates(by_class(root, "chart-span")[0].get("d", ""))

    assert len(bar(Span(1990))) == 7
    assert len(bar(Span(1990, 2000, False))) == 4
    assert max(bar(Span(1990)))[0] > max(bar(Span(1990, 2000, False)))[0]


def test_place_of_a_policy_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before"):
        charts.place_on_timeline([], Span(2000, 1990), id="p", title="t", desc="d")

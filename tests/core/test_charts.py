"""The server-made charts: well-formed, inside their frame, honest about breaks, safe with any text."""

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seoulsolution.core import charts
from seoulsolution.core.charts import Arc, Measure, Observation, Span, StripItem
from seoulsolution.core.charts.placing import Box
from seoulsolution.core.charts.scales import (
    crossing_years,
    nice_ticks,
    text_width,
    value_domain,
    year_ticks,
)
from seoulsolution.core.charts.svg import address, num

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> \"'&]]> \x00\x08\x1b\ufffe\ud800 한글"
SCSS = Path(__file__).parents[2] / "static" / "src" / "scss" / "_charts.scss"

values = st.decimals(
    min_value=Decimal("-1e40"), max_value=Decimal("1e40"), allow_nan=False, allow_infinity=False
).filter(lambda value: not value or abs(value.adjusted()) <= 60)
words = st.text(max_size=60)
points = st.lists(
    st.builds(
        Observation,
        year=st.integers(1000, 2200),
        value=values,
        segment=st.integers(0, 3),
        disputed=st.booleans(),
    ),
    min_size=1,
    max_size=25,
)


def plain(value: Decimal) -> str:
    return f"{value:,f}"


def line(series, **given):
    facts = {
        "id": "c", "title": "Population", "desc": "Grew", "unit": "persons", "format_value": plain,
    }  # fmt: skip
    return charts.line_chart(series, **(facts | given))


def bars(before, after, **given):
    facts = {"id": "b", "title": "Routes", "desc": "", "unit": "km", "format_value": plain}
    return charts.before_after_chart(before, after, **(facts | given))


def parse(svg) -> ET.Element:
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", svg)
    return ET.fromstring(svg)


def by_class(root: ET.Element, css: str) -> list[ET.Element]:
    return [e for e in root.iter() if css in e.get("class", "").split()]


def texts(root: ET.Element, css: str) -> list[str]:
    return [e.text or "" for e in by_class(root, css)]


def coordinates(path: str) -> list[tuple[float, float]]:
    """The points of a path of absolute M and L with both coordinates."""
    assert set(re.findall("[A-Za-z]", path)) <= set("MLZ")
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def corners(element: ET.Element) -> list[tuple[float, float]]:
    def at(*names):
        return [float(element.get(name, "0")) for name in names]

    match element.tag.removeprefix(SVG):
        case "circle":
            x, y, r = at("cx", "cy", "r")
            return [(x - r, y - r), (x + r, y + r)]
        case "line":
            x1, y1, x2, y2 = at("x1", "y1", "x2", "y2")
            return [(x1, y1), (x2, y2)]
        case "rect":
            x, y, width, height = at("x", "y", "width", "height")
            assert width >= 0
            assert height >= 0
            return [(x, y), (x + width, y + height)]
        case "text":
            x, y = at("x", "y")
            wide = float(element.get("textLength") or text_width(element.text or "", 13))
            left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")]
            return [(left, y), (left + wide, y)]
        case "path":
            return coordinates(element.get("d", "")) if "A" not in element.get("d", "") else []
    return []


def assert_inside(root: ET.Element, slack: float = 0.51) -> None:
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for element in root.iter():
        for x, y in corners(element):
            assert -slack <= x <= width + slack, (element.attrib, element.text, width)
            assert -slack <= y <= height + slack, (element.attrib, element.text, height)


def text_boxes(root: ET.Element, *css: str) -> list[Box]:
    boxes = []
    for element in (e for name in css for e in by_class(root, name)):
        (left, y), (right, _) = corners(element)
        boxes.append(Box(left, y - 10, right, y + 3))
    return boxes


# Any input


@settings(deadline=None)
@given(points, words, words, words, words, st.none() | st.tuples(words, values))
def test_line_chart_is_wellformed_and_inside_for_any_input(series, title, desc, unit, note, mark):
    chart = line(series, title=title, desc=desc, unit=unit, not_zero_label=note, mark=mark)
    root = parse(chart.svg)
    assert_inside(root)
    assert len(by_class(root, "chart-point--disputed")) == sum(p.disputed for p in series)


@settings(deadline=None)
@given(
    st.none() | st.builds(Measure, values, st.none() | words | st.integers(0, 3000)),
    st.none() | st.builds(Measure, values, st.none() | words),
    st.sampled_from(get_args(charts.BarKind)),
    st.none() | values,
    words,
)
def test_bars_are_wellformed_and_inside_for_any_input(before, after, kind, whole, unit):
    svg = bars(before, after, kind=kind, note="Forecast", whole=whole, unit=unit)
    if before is None or after is None:
        assert bool(svg) == (whole is not None and (before or after) is not None)
    if svg:
        assert_inside(parse(svg))


strip_items = st.builds(StripItem, words, st.integers(1000, 3000), st.just("/p/a"), st.booleans())


@settings(deadline=None)
@given(st.lists(strip_items, min_size=1, max_size=40), words, st.booleans(), st.booleans())
def test_strips_are_wellformed_and_inside_for_any_input(items, title, narrow, links):
    root = parse(charts.decade_strip(items, id="s", title=title, narrow=narrow, links=links))
    assert_inside(root)
    assert len(by_class(root, "chart-dot")) == len(items)


years = st.integers(1000, 3000)


@settings(deadline=None)
@given(st.lists(years), years, st.none() | st.integers(0, 500), st.booleans())
def test_place_is_wellformed_and_inside_for_any_years(years, start, more, ongoing):
    current = Span(start, None if more is None else start + more, ongoing)
    root = parse(charts.place_on_timeline(years, current, id="p", title="t", desc="d"))
    assert_inside(root)
    assert len(by_class(root, "chart-tick")) == len(years)


def edges(nodes: int):
    index = st.integers(0, nodes - 1)
    edge = st.builds(Arc, index, index, st.sampled_from(get_args(charts.ArcKind)))
    return st.tuples(st.just(nodes), st.lists(edge, max_size=40))


@settings(deadline=None)
@given(st.integers(2, 60).flatmap(edges))
def test_arcs_are_wellformed_and_inside_for_any_edges(graph):
    nodes, drawn = graph
    svg = charts.arc_diagram(nodes, drawn, row_height_rem=3)
    if all(a == b for a, b, _ in drawn):
        assert svg == ""
        return
    root = parse(svg)
    assert_inside(root)
    for arc in by_class(root, "chart-arc"):
        x1, y1, rx = map(float, re.findall(r"-?[\d.]+", arc.get("d", ""))[:3])
        assert x1 - rx >= 0
        assert 0 <= y1 <= nodes * 48


@settings(deadline=None)
@given(points, st.integers(1000, 2200), st.integers(1, 200))
def test_curve_is_wellformed_and_inside_for_any_points(series, start, span):
    svg = charts.decade_curve(series, start=start, end=start + span, value_max=Decimal(100))
    if svg:
        assert_inside(parse(svg))


@pytest.mark.parametrize(
    "svg",
    [
        line([(2000, Decimal(1))], title=HOSTILE, desc=HOSTILE, unit=HOSTILE,
             mark=(HOSTILE, Decimal(1)), format_value=lambda _: HOSTILE).svg,
        bars(Measure(Decimal(1), HOSTILE), Measure(Decimal(2), HOSTILE), title=HOSTILE, desc=HOSTILE,
             unit=HOSTILE, note=HOSTILE, kind="plan", format_value=lambda _: HOSTILE),
        charts.decade_strip([StripItem(HOSTILE, 2000, '/p/"><script>')], id="s", title=HOSTILE),
        charts.place_on_timeline([2000], Span(2000), id="p", title=HOSTILE, desc=HOSTILE),
    ],
    ids=["line", "bars", "strip", "place"],
)  # fmt: skip
def test_hostile_text_is_shown_as_text(svg):
    root = parse(svg)
    assert any("<script>alert(1)</script>" in (e.text or "") for e in root.iter())
    assert not any(e.tag == f"{SVG}script" for e in root.iter())


@pytest.mark.parametrize("bad", ["NaN", "sNaN", "Infinity", "-Infinity", "1e61", "1e-61"])
def test_numbers_that_cannot_be_drawn_are_refused(bad):
    value = Decimal(bad)
    fine = Measure(Decimal(1))
    with pytest.raises(ValueError, match=r"chart|draw"):
        line([(2000, Decimal(1)), (2001, value)])
    with pytest.raises(ValueError, match=r"chart|draw"):
        line([(2000, Decimal(1))], mark=("us", value))
    with pytest.raises(ValueError, match=r"chart|draw"):
        bars(fine, Measure(value))
    with pytest.raises(ValueError, match=r"chart|draw"):
        bars(fine, fine, whole=value)
    with pytest.raises(ValueError, match=r"chart|draw"):
        charts.decade_curve([(2000, value)], start=1990, end=2010, value_max=Decimal(1))
    with pytest.raises(ValueError, match=r"chart|draw"):
        charts.decade_curve([(2000, Decimal(1))], start=1990, end=2010, value_max=value)


def test_nothing_to_draw_gives_nothing():
    assert line([]).svg == ""
    assert bars(None, None) == ""
    assert bars(None, Measure(Decimal(5), 2010)) == ""
    assert charts.decade_strip([], id="s", title="t") == ""
    assert charts.arc_diagram(3, [], row_height_rem=3) == ""
    assert charts.decade_curve([], start=1950, end=1960, value_max=Decimal(1)) == ""


@pytest.mark.parametrize("bad", ["", "a b", 'a"b', "a<b", "a\n"])
def test_id_that_cannot_be_referred_to_is_refused(bad):
    with pytest.raises(ValueError, match="id"):
        line([(2000, Decimal(1))], id=bad)
    with pytest.raises(ValueError, match="id"):
        charts.decade_strip([StripItem("a", 2000, "/a")], id=bad, title="t")


@pytest.mark.parametrize("bad", ["javascript:x", " JavaScript:x", "java\nscript:x", "data:text/html,x", "\x01vbs:x"])
def test_link_with_a_dangerous_scheme_is_refused(bad):
    with pytest.raises(ValueError, match="address"):
        address(bad)


@pytest.mark.parametrize("good", ["/en/policies/", "?a=b:c", "#x", "https://example.org/a:b", "../a"])
def test_link_that_is_relative_or_http_is_kept(good):
    assert address(good) == good


# What every drawing carries


def test_picture_is_named_by_its_title_and_description():
    root = parse(line([(2000, Decimal(1))], id="pop").svg)
    assert root.get("role") == "img"
    assert root.get("focusable") == "false"
    assert root.get("aria-labelledby") == "pop-title pop-desc"
    named = {e.get("id"): e.text for e in root.iter() if e.get("id")}
    assert named["pop-title"] == "Population"
    assert named["pop-desc"] == "Grew"


def test_picture_without_description_does_not_refer_to_one():
    root = parse(bars(Measure(Decimal(1)), Measure(Decimal(2)), desc=" "))
    assert root.get("aria-labelledby") == "b-title"
    assert root.find(f"{SVG}desc") is None


def test_decoration_is_hidden_from_assistive_technology():
    arcs = charts.arc_diagram(2, [Arc(0, 1, "needed")], row_height_rem=3)
    curve = charts.decade_curve([(1950, Decimal(1)), (1960, Decimal(2))], start=1950, end=1960, value_max=Decimal(2))
    for svg in (arcs, curve, charts.legend_key("needed")):
        assert parse(svg).get("aria-hidden") == "true"


def test_type_is_large_enough_for_a_phone():
    """A 360-wide drawing on a phone of 390 px with margins of 16 px is 358 px wide."""
    for svg in (
        line([(2000, Decimal(1))]).svg,
        bars(Measure(Decimal(1)), Measure(Decimal(2))),
        charts.decade_strip([StripItem("a", 2000, "/a")], id="s", title="t", narrow=True),
        charts.place_on_timeline([2000], Span(2000), id="p", title="t", desc="d"),
    ):
        root = parse(svg)
        assert float(root.get("viewBox", "").split()[2]) == 360
        assert float(root.get("font-size", "0")) * 358 / 360 >= 12


def test_every_class_in_the_drawings_is_known_to_the_style_sheet():
    series = [Observation(1990, Decimal(5)), Observation(1991, Decimal(6), 0, True),
              Observation(1992, Decimal(7), 1), Observation(1993, Decimal(8), 1)]  # fmt: skip
    drawn = line(series, mark=("us", Decimal(6)), area=3).svg
    drawn += line([(1, Decimal(100)), (2, Decimal(101))], not_zero_label="no zero").svg
    for kind in get_args(charts.BarKind):
        drawn += bars(Measure(Decimal(1)), Measure(Decimal(2)), kind=kind, note="x", whole=Decimal(9))
    items = [StripItem("a", 2000, "/a", True), StripItem("b", 2000, "/b")]
    drawn += charts.decade_strip(items, id="s", title="t", narrow=True)
    drawn += charts.place_on_timeline([1999], Span(2000), id="p", title="t", desc="d")
    drawn += charts.arc_diagram(2, [Arc(0, 1, kind) for kind in get_args(charts.ArcKind)], row_height_rem=3)
    drawn += charts.decade_curve(series, start=1990, end=1993, value_max=Decimal(8))
    drawn += charts.legend_key("manual")
    known = set(re.findall(r"\.(chart-[\w-]+|chart\b)", SCSS.read_text(encoding="utf-8")))
    optional = re.compile(
        r"area-\d|chart-(line--\d|series|bars(--\w+)?|bar--after|place|arc--(needed|replaced)|dot"
        r"|arrow--(needed|replaced))"
    )
    used = {c for css in re.findall(r'class="([^"]*)"', drawn) for c in css.split()}
    assert {c for c in used if not optional.fullmatch(c)} <= known


def test_area_colours_have_enough_contrast():
    sheet = SCSS.read_text(encoding="utf-8")

    def luminance(colour):
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        dark, light = sorted((luminance(one), luminance(other)))
        return (light + 0.05) / (dark + 0.05)

    found = re.findall(r"--(area-\d|chart-ink|chart-muted|chart-accent): (#\w{6});", sheet)
    assert len(found) == 2 * 11
    for colours, surfaces in ((found[:11], ("#ffffff", "#f4f5f6")), (found[11:], ("#131416", "#1e2124"))):
        for name, colour in colours:
            for surface in surfaces:
                assert contrast(colour, surface) >= 4.5, (name, surface)


# A series over the years


def test_segments_are_not_joined_and_the_break_is_shown():
    series = [Observation(1990 + i, Decimal(10 + i), 0 if i < 3 else 1) for i in range(6)]
    chart = line(series)
    root = parse(chart.svg)
    paths = [coordinates(p.get("d", "")) for p in by_class(root, "chart-line")]
    dots = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in by_class(root, "chart-point")]
    assert chart.broken
    assert paths == [dots[:3], dots[3:]]
    (sign,) = by_class(root, "chart-break")
    middle = coordinates(sign.get("d", ""))
    assert all(dots[2][0] < x < dots[3][0] for x, _ in middle)


def test_segments_that_overlap_in_time_are_told_apart_by_dashes():
    series = [Observation(2000, Decimal(65)), Observation(2001, Decimal(71), 1),
              Observation(2009, Decimal(53)), Observation(2017, Decimal(44), 1)]  # fmt: skip
    root = parse(line(series).svg)
    first, second = by_class(root, "chart-line")
    assert "stroke-dasharray" not in first.attrib
    assert "stroke-dasharray" in second.attrib
    assert len(coordinates(first.get("d", ""))) == len(coordinates(second.get("d", ""))) == 2
    assert len(by_class(root, "chart-break")) == 1


def test_unbroken_series_has_no_break_sign():
    chart = line([(1990, Decimal(0)), (1995, Decimal(3))])
    assert not chart.broken
    assert by_class(parse(chart.svg), "chart-break") == []


def test_single_observation_is_a_labelled_dot_without_a_line():
    root = parse(line([(2012, Decimal(9189))]).svg)
    assert by_class(root, "chart-line") == []
    assert len(by_class(root, "chart-point")) == 1
    assert texts(root, "chart-value") == ["9,189"]
    assert "2012" in texts(root, "chart-label")


def test_first_last_and_largest_are_labelled_once_each_and_apart():
    series = [(1955, 1569), (1966, 3793), (1980, 8364), (1990, 10613), (1995, 10231), (2005, 9820)]
    root = parse(line([(y, Decimal(v)) for y, v in series]).svg)
    assert sorted(texts(root, "chart-value")) == ["1,569", "10,613", "9,820"]
    assert texts(root, "chart-unit") == ["persons"]
    assert {"1955", "2005"} <= set(texts(root, "chart-label"))


@settings(deadline=None)
@given(points)
def test_labels_cover_neither_one_another_nor_the_axes(series):
    mark = ("My city today", series[0].value)
    root = parse(line(series, mark=mark, format_value=lambda v: str(v.adjusted())).svg)
    boxes = text_boxes(root, "chart-value", "chart-mark-label", "chart-label", "chart-unit")
    for index, box in enumerate(boxes):
        smaller = Box(box.left + 0.1, box.top + 1, box.right - 0.1, box.bottom - 1)
        assert not any(smaller.meets(other) for other in boxes[index + 1 :])


@settings(deadline=None)
@given(points)
def test_years_on_the_axis_never_cover_one_another(series):
    root = parse(line(series, format_value=lambda _: "").svg)
    boxes = sorted(text_boxes(root, "chart-label"))
    for left, right in pairwise(boxes):
        assert left.right <= right.left


def test_time_is_drawn_to_scale():
    root = parse(line([(1950, Decimal(1)), (1960, Decimal(1)), (2000, Decimal(1))]).svg)
    a, b, c = (float(e.get("cx", 0)) for e in by_class(root, "chart-point"))
    assert (c - b) == pytest.approx(4 * (b - a), abs=0.1)


def test_axis_holds_zero_when_the_values_differ_enough():
    chart = line([(2000, Decimal(55)), (2001, Decimal(95))], not_zero_label="no zero")
    root = parse(chart.svg)
    assert chart.zero_based
    assert "0" in texts(root, "chart-label")
    assert texts(root, "chart-note") == []
    assert by_class(root, "chart-break") == []


def test_axis_without_zero_says_so_in_three_ways():
    chart = line([(2013, Decimal("39.7")), (2016, Decimal("41.1"))], not_zero_label="no zero")
    root = parse(chart.svg)
    assert not chart.zero_based
    assert "0" not in texts(root, "chart-label")
    assert texts(root, "chart-note") == ["no zero"]
    assert len(by_class(root, "chart-break")) == 1


def test_disputed_observation_is_a_hollow_diamond():
    chart = line([Observation(2000, Decimal(98)), Observation(2001, Decimal(110), 0, True)])
    root = parse(chart.svg)
    (diamond,) = by_class(root, "chart-point--disputed")
    assert chart.disputed
    assert diamond.tag == f"{SVG}path"
    assert diamond.get("fill") == "none"
    assert len(by_class(root, "chart-point")) == 2


def test_mark_is_a_labelled_level_with_the_years_that_met_it():
    chart = line([(1980, Decimal(0)), (1990, Decimal(100)), (2000, Decimal(0))], mark=("Here", Decimal(50)))
    root = parse(chart.svg)
    assert chart.mark_years == (1985, 1995)
    assert texts(root, "chart-mark-label") == ["Here 50"]
    level, *feet = by_class(root, "chart-mark")
    assert level.get("y1") == level.get("y2")
    assert len(feet) == 2


def test_mark_is_not_met_across_a_break():
    series = [Observation(1980, Decimal(0)), Observation(1990, Decimal(100), 1)]
    assert line(series, mark=("Here", Decimal(50))).mark_years == ()


def test_mark_beyond_the_series_widens_the_axis():
    root = parse(line([(2000, Decimal(10))], mark=("Here", Decimal(5000))).svg)
    assert_inside(root)
    assert "6,000" in texts(root, "chart-label") or "5,000" in texts(root, "chart-label")


def test_five_hundred_points_are_one_line_with_few_dots():
    series = [(1500 + i, Decimal(i % 37)) for i in range(500)]
    root = parse(line(series).svg)
    (path,) = by_class(root, "chart-line")
    assert len(coordinates(path.get("d", ""))) == 500
    assert len(by_class(root, "chart-point")) <= 3
    assert_inside(root)


def test_population_curve_is_a_lower_line_chart():
    chart = charts.population_curve(
        [(1955, Decimal(1569)), (2005, Decimal(9820))],
        id="c", title="t", desc="d", unit="u", format_value=plain,
    )  # fmt: skip
    root = parse(chart.svg)
    assert root.get("viewBox") == "0 0 360 168"
    assert len(by_class(root, "chart-line")) == 1


# Before and after


def widths(root: ET.Element) -> list[float]:
    return [float(e.get("width", 0)) for e in by_class(root, "chart-bar")]


def test_bars_are_in_proportion_from_zero():
    root = parse(bars(Measure(Decimal(20), 2004), Measure(Decimal(50), 2010)))
    before, after = widths(root)
    assert after == pytest.approx(2.5 * before, abs=0.05)
    assert texts(root, "chart-value") == ["20", "50"]
    assert texts(root, "chart-label") == ["2004", "2010"]
    assert texts(root, "chart-unit") == ["km"]


def test_tiny_value_beside_a_huge_one_keeps_a_visible_bar():
    root = parse(bars(Measure(Decimal(1)), Measure(Decimal(100000))))
    assert widths(root)[0] == 2


def test_tiny_negative_value_beside_a_huge_one_keeps_a_visible_bar():
    root = parse(bars(Measure(Decimal(-1)), Measure(Decimal(-100000))))
    assert widths(root)[0] == 2


def test_zero_has_its_value_but_no_bar():
    root = parse(bars(Measure(Decimal(0)), Measure(Decimal(83))))
    assert len(by_class(root, "chart-bar")) == 1
    assert texts(root, "chart-value") == ["0", "83"]


def test_negative_bar_runs_left_from_zero():
    root = parse(bars(Measure(Decimal(-30)), Measure(Decimal(10))))
    negative, positive = by_class(root, "chart-bar")
    zero = float(by_class(root, "chart-axis")[0].get("x1", 0))
    assert float(negative.get("x", 0)) + float(negative.get("width", 0)) == pytest.approx(zero, abs=0.02)
    assert float(positive.get("x", 0)) == pytest.approx(zero, abs=0.02)
    assert by_class(root, "chart-value")[0].get("text-anchor") == "end"


@pytest.mark.parametrize("kind", ["forecast", "plan"])
def test_what_is_not_a_result_never_looks_like_one(kind):
    root = parse(bars(Measure(Decimal(30)), Measure(Decimal(80)), kind=kind, note="Not yet"))
    (bar,) = by_class(root, f"chart-bar--{kind}")
    assert bar.get("fill") == "none"
    assert bar.get("stroke-dasharray")
    assert by_class(root, "chart-bar--after") == []
    assert len(by_class(root, "chart-hatch")) == (kind == "forecast")
    assert texts(root, "chart-note") == ["Not yet"]


@pytest.mark.parametrize("kind", ["forecast", "plan"])
def test_what_is_not_a_result_must_say_so(kind):
    with pytest.raises(ValueError, match="words"):
        bars(Measure(Decimal(30)), Measure(Decimal(80)), kind=kind, note=" ")


def test_unknown_kind_of_bar_is_refused():
    with pytest.raises(ValueError, match="kind"):
        bars(Measure(Decimal(1)), Measure(Decimal(2)), kind="guess", note="x")


def test_one_share_is_drawn_against_its_whole():
    root = parse(bars(None, Measure(Decimal(25), 2010), whole=Decimal(100)))
    (outline,) = by_class(root, "chart-whole")
    assert widths(root) == [pytest.approx(float(outline.get("width", 0)) / 4, abs=0.02)]


def test_value_stands_outside_the_outline_that_it_would_cross():
    root = parse(bars(None, Measure(Decimal("95.1"), 2018), whole=Decimal(100)))
    (outline,) = by_class(root, "chart-whole")
    (value,) = by_class(root, "chart-value")
    assert float(value.get("x", 0)) > corners(outline)[1][0]


def test_value_beyond_its_whole_stands_at_its_bar():
    root = parse(bars(None, Measure(Decimal(150), 2014), whole=Decimal(100)))
    (bar,) = by_class(root, "chart-bar")
    (value,) = by_class(root, "chart-value")
    assert float(value.get("x", 0)) == pytest.approx(corners(bar)[1][0] + 5, abs=0.02)


# When policies began


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
    root = strip([StripItem("a", 1990, "/a"), StripItem("b", 1999, "/b")])
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


# What needed what


def test_arrow_enters_the_lower_row_whichever_way_the_edge_is_written():
    for edge in (Arc(0, 3, "needed"), Arc(3, 0, "needed")):
        root = parse(charts.arc_diagram(4, [edge], row_height_rem=2))
        (head,) = by_class(root, "chart-arrow")
        ys = [y for _, y in coordinates(head.get("d", ""))]
        assert 3 * 32 < ys[1] < 3.5 * 32


def test_kinds_of_edges_differ_by_dashes_and_only_complements_has_no_head():
    dashes = {}
    for kind in get_args(charts.ArcKind):
        root = parse(charts.arc_diagram(2, [Arc(0, 1, kind)], row_height_rem=3))
        (arc,) = by_class(root, "chart-arc")
        dashes[kind] = arc.get("stroke-dasharray")
        assert len(by_class(root, "chart-arrow")) == (kind != "complements")
    assert len(set(dashes.values())) == 4


def test_arcs_have_the_height_of_the_list_in_rem():
    root = parse(charts.arc_diagram(14, [Arc(0, 1, "needed")], row_height_rem=3, width_rem=6))
    assert (root.get("width"), root.get("height")) == ("6rem", "42rem")
    assert root.get("viewBox") == "0 0 96 672"


def test_longer_arcs_run_outside_of_shorter_ones():
    edges = [Arc(0, 9, "needed"), Arc(1, 3, "needed"), Arc(1, 8, "led_to"), Arc(1, 2, "needed")]
    root = parse(charts.arc_diagram(10, edges, row_height_rem=3))
    bulges = {}
    for arc in by_class(root, "chart-arc"):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", arc.get("d", ""))]
        bulges[numbers[-1] - numbers[1]] = numbers[2]
    assert [bulges[span] for span in sorted(bulges)] == sorted(bulges.values())
    assert len(set(bulges.values())) == 4


@pytest.mark.parametrize("edge", [Arc(0, 5, "needed"), Arc(-1, 2, "needed"), Arc(0, 1, "likes")])
def test_edge_that_cannot_be_drawn_is_refused(edge):
    with pytest.raises(ValueError, match=r"rows|kind"):
        charts.arc_diagram(5, [edge], row_height_rem=3)


# The curve beside the decades


CENSUS = [(1955, Decimal(20)), (1966, Decimal(40)), (1975, Decimal(80))]


def curve(start, end, series=CENSUS):
    svg = charts.decade_curve(series, start=start, end=end, value_max=Decimal(100))
    return [coordinates(e.get("d", "")) for e in by_class(parse(svg), "chart-curve-line")] if svg else []


def test_sections_of_the_curve_meet_at_their_border():
    (upper,), (lower,) = curve(1950, 1960), curve(1960, 1970)
    assert upper[-1][1] == 100
    assert lower[0][1] == 0
    assert upper[-1][0] == lower[0][0] == pytest.approx(20 + 20 * 5 / 11, abs=0.01)


def test_time_runs_down_from_the_first_known_year_only():
    ((first, *_),) = curve(1950, 1960)
    assert first == (20, 50)
    assert curve(1940, 1950) == []
    assert curve(1980, 1990) == []


def test_span_between_two_observations_still_has_its_piece_of_curve():
    assert [len(piece) for piece in curve(1967, 1970)] == [2]


def test_curve_is_not_drawn_across_a_break():
    series = [Observation(1950, Decimal(10)), Observation(1955, Decimal(20)),
              Observation(1956, Decimal(50), 1), Observation(1960, Decimal(60), 1)]  # fmt: skip
    assert [len(piece) for piece in curve(1950, 1960, series)] == [2, 2]


def test_curve_without_extent_is_refused():
    with pytest.raises(ValueError, match="curve"):
        curve(1960, 1960)
    with pytest.raises(ValueError, match="curve"):
        charts.decade_curve(CENSUS, start=1950, end=1960, value_max=Decimal(0))


# Legend, scales


@pytest.mark.parametrize(
    "kind",
    [*get_args(charts.ArcKind), "manual", "introduction", "before", "after", "forecast", "plan",
     "disputed", "break", "mark"],
)  # fmt: skip
def test_legend_has_a_sample_of_every_sign(kind):
    root = parse(charts.legend_key(kind, area=2))
    assert_inside(root)
    assert "area-2" in root.get("class", "")
    assert len(list(root)) >= 1


def test_unknown_sign_is_refused():
    with pytest.raises(ValueError, match="sign"):
        charts.legend_key("smile")


@settings(deadline=None)
@given(values, values)
def test_ticks_enclose_the_values_evenly(one, other):
    low, high = sorted((one, other))
    domain = value_domain([low, high])
    assert domain.low <= low
    assert domain.high >= high
    assert 2 <= len(domain.ticks) <= 8
    assert len(set(domain.ticks)) == len(domain.ticks)


def test_ticks_are_round_and_without_exponents():
    assert list(map(str, nice_ticks(Decimal(0), Decimal(10613), 4))) == ["0", "5000", "10000", "15000"]
    assert list(map(str, nice_ticks(Decimal(0), Decimal("0.3"), 4))) == ["0", "0.1", "0.2", "0.3"]


@settings(deadline=None)
@given(st.integers(0, 3000), st.integers(0, 2000), st.integers(1, 12))
def test_year_ticks_hold_both_ends_in_order_and_stay_few(first, span, room):
    ticks = year_ticks(first, first + span, room)
    assert ticks[0] == first
    assert ticks[-1] == first + span
    assert ticks == sorted(set(ticks))
    assert len(ticks) <= room + 2


def test_years_in_which_a_series_stood_at_a_value():
    series = [(1955, Decimal(1569)), (1960, Decimal(2445)), (1966, Decimal(3793))]
    assert crossing_years(series, Decimal(2445)) == [1960]
    assert crossing_years(series, Decimal(9999)) == []


def test_coordinates_are_short():
    assert [num(v) for v in (1.0, 1.256, -0.001, 100.0, -2.5)] == ["1", "1.26", "0", "100", "-2.5"]

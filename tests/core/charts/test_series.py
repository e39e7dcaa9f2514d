"""A series over the years, honest about its breaks, and the curve beside the decades."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given

from seoulsolution.core import charts
from seoulsolution.core.charts import Observation
from seoulsolution.core.charts.placing import Box
from tests.core.charts.drawings import (
    SVG,
    assert_inside,
    by_class,
    coordinates,
    line,
    parse,
    plain,
    points,
    text_boxes,
    texts,
)


def test_segments_are_not_joined_and_the_break_is_shown():
    series = [Observation(1990 + i, Decimal(10 + i), 0 if i < 3 else 1) for i in range(6)]
    chart = line(series)
    root = parse(chart.svg)
    paths = [coordinates(p.get("d", "")) for p in by_class(root, "chart-line")]
    dots = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in by_class(root, "chart-point")]
    assert chart.broken
    assert paths == [dots[:3], dots[3:]]
    assert chart.lines == ()
    (sign,) = by_class(root, "chart-break")
    middle = coordinates(sign.get("d", ""))
    assert all(dots[2][0] < x < dots[3][0] for x, _ in middle)


def test_segments_that_run_at_the_same_time_differ_in_their_points_and_are_named():
    series = [Observation(2000, Decimal(65)), Observation(2001, Decimal(71), 1),
              Observation(2009, Decimal(53)), Observation(2017, Decimal(44), 1)]  # fmt: skip
    chart = line(series)
    root = parse(chart.svg)
    first, second = by_class(root, "chart-line")
    assert len(coordinates(first.get("d", ""))) == len(coordinates(second.get("d", ""))) == 2
    assert [point.tag.removeprefix(SVG) for point in by_class(root, "chart-point")] == ["circle", "path"] * 2
    assert [tuple(named) for named in chart.lines] == [(0, 2000, 2009), (1, 2001, 2017)]


def test_nothing_is_broken_between_segments_that_run_at_the_same_time():
    series = [Observation(2000, Decimal(65)), Observation(2001, Decimal(71), 1),
              Observation(2009, Decimal(53)), Observation(2017, Decimal(44), 1)]  # fmt: skip
    chart = line(series)
    assert not chart.broken
    assert by_class(parse(chart.svg), "chart-break") == []
    later = line([*series, Observation(2018, Decimal(40), 2), Observation(2020, Decimal(39), 2)])
    assert later.broken
    assert len(by_class(parse(later.svg), "chart-break")) == 1


@given(points)
def test_no_line_is_dashed_as_forecasts_are(series):
    assert "stroke-dasharray" not in line(series).svg


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


@given(points)
def test_labels_cover_neither_one_another_nor_the_axes(series):
    mark = ("My city today", series[0].value)
    root = parse(line(series, mark=mark, format_value=lambda v: str(v.adjusted())).svg)
    boxes = text_boxes(root, "chart-value", "chart-mark-label", "chart-label", "chart-unit")
    for index, box in enumerate(boxes):
        smaller = Box(box.left + 0.1, box.top + 1, box.right - 0.1, box.bottom - 1)
        assert not any(smaller.meets(other) for other in boxes[index + 1 :])


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


@given(points)
def test_labels_keep_clear_of_every_break_sign(series):
    root = parse(line(series, not_zero_label="The axis does not begin at zero").svg)
    signs = [coordinates(sign.get("d", "")) for sign in by_class(root, "chart-break")]
    boxes = [
        Box(min(x for x, _ in sign), min(y for _, y in sign), max(x for x, _ in sign), max(y for _, y in sign))
        for sign in signs
    ]
    assert not any(label.meets(box) for label in text_boxes(root, "chart-value") for box in boxes)


def test_first_value_stands_beside_the_sign_that_breaks_the_axis():
    root = parse(
        line([(2013, Decimal(7230000)), (2016, Decimal(7990000))], format_value=lambda v: f"{v / 10**4}만").svg
    )
    (sign,) = by_class(root, "chart-break")
    right = max(x for x, _ in coordinates(sign.get("d", "")))
    first, last = sorted(text_boxes(root, "chart-value"))
    assert first.left > right or first.bottom < min(y for _, y in coordinates(sign.get("d", "")))
    assert last.left > first.left


@pytest.mark.parametrize("unit", ["%", "Passengers of all lines in millions a day"])
def test_note_on_the_axis_is_never_squeezed_and_never_meets_the_unit(unit):
    note = "The axis does not begin at zero"
    root = parse(line([(2013, Decimal("39.7")), (2016, Decimal("41.1"))], unit=unit, not_zero_label=note).svg)
    (said,) = by_class(root, "chart-note")
    assert said.get("textLength") is None
    (above,), (below,) = text_boxes(root, "chart-unit"), text_boxes(root, "chart-note")
    assert not above.meets(below)
    assert not any(below.meets(box) for box in text_boxes(root, "chart-value", "chart-label"))
    assert_inside(root)


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

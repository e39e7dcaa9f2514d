"""Before and after."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from seoulsolution.core.charts import Measure
from tests.core.charts.drawings import bars, by_class, corners, parse, texts


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

"""Well-formed, inside their frame and safe with any text."""

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoulsolution.core import charts
from seoulsolution.core.charts import Measure, Span, StripItem
from seoulsolution.core.charts.svg import address
from tests.core.charts.drawings import (
    HOSTILE,
    SVG,
    assert_inside,
    bars,
    by_class,
    line,
    parse,
    points,
    values,
    words,
)


@given(points, words, words, words, words, st.none() | st.tuples(words, values))
def test_line_chart_is_wellformed_and_inside_for_any_input(series, title, desc, unit, note, mark):
    chart = line(series, title=title, desc=desc, unit=unit, not_zero_label=note, mark=mark)
    root = parse(chart.svg)
    assert_inside(root)
    assert len(by_class(root, "chart-point--disputed")) == sum(p.disputed for p in series)


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


@given(st.lists(strip_items, min_size=1, max_size=40), words, st.booleans(), st.booleans())
def test_strips_are_wellformed_and_inside_for_any_input(items, title, narrow, links):
    root = parse(charts.decade_strip(items, id="s", title=title, narrow=narrow, links=links))
    assert_inside(root)
    assert len(by_class(root, "chart-dot")) == len(items)


years = st.integers(1000, 3000)


@given(st.lists(years), years, st.none() | st.integers(0, 500), st.booleans())
def test_place_is_wellformed_and_inside_for_any_years(years, start, more, ongoing):
    current = Span(start, None if more is None else start + more, ongoing)
    root = parse(charts.place_on_timeline(years, current, id="p", title="t", desc="d"))
    assert_inside(root)
    assert len(by_class(root, "chart-tick")) == len(years)


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
    assert charts.lane_diagram(3, []).pieces == []
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

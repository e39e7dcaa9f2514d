"""What every drawing carries; legend and scales."""

import re
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoulsolution.core import charts
from seoulsolution.core.charts import Arc, Measure, Observation, Span, StripItem
from seoulsolution.core.charts.scales import (
    crossing_years,
    nice_ticks,
    value_domain,
    year_ticks,
)
from seoulsolution.core.charts.svg import num
from tests.core.charts.drawings import (
    SCSS,
    SVG,
    assert_inside,
    bars,
    line,
    parse,
    values,
)


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
    lanes = charts.lane_diagram(2, [Arc(0, 1, "needed")]).pieces
    curve = charts.decade_curve([(1950, Decimal(1)), (1960, Decimal(2))], start=1950, end=1960, value_max=Decimal(2))
    for svg in (*lanes, curve, charts.legend_key("needed")):
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
    arcs = [Arc(0, 1, kind) for kind in get_args(charts.ArcKind)]
    drawn += "".join(charts.lane_diagram(2, arcs, from_elsewhere={0}).pieces)
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


@pytest.mark.parametrize(
    "kind",
    [*get_args(charts.ArcKind), "manual", "introduction", "before", "after", "forecast", "plan",
     "disputed", "break", "mark", "elsewhere"],
)  # fmt: skip
def test_legend_has_a_sample_of_every_sign(kind):
    root = parse(charts.legend_key(kind, area=2))
    assert_inside(root)
    assert "area-2" in root.get("class", "")
    assert len(list(root)) >= 1


def test_unknown_sign_is_refused():
    with pytest.raises(ValueError, match="sign"):
        charts.legend_key("smile")


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

"""Charts drawn on the server as SVG: calm, printable, legible without colour, style or script.

All functions take plain values and return `SafeString` markup (`line_chart` and
`population_curve` a `LineChart` that holds it). What the caller passes in is escaped. Values are
`Decimal`, years `int`. NaN, infinity and magnitudes beyond 10**60 raise `ValueError`, and so do
an unusable `id` and a link that is neither relative nor http(s). Nothing to draw gives "".
`format_value` is a callable `(Decimal) -> str` in the reader's locale. `area` is the order of a
policy area (1, 2, ...): it sets the class `area-<n>`.

    line_chart(series, *, id, title, desc, unit, format_value, mark=None,
               not_zero_label="", area=None) -> LineChart
        series: (year, value, segment=0, disputed=False) each, e.g. `Observation`, any order
        mark: (label, value) or None; not_zero_label: words for an axis that does not hold zero
        LineChart: .svg, .zero_based (bool), .broken (bool), .disputed (bool),
                   .mark_years (years in which the series stood at the mark),
                   .lines (sign, first and last year of each, where several run at the same time)
    before_after_chart(before, after, *, id, title, desc, unit, format_value, kind="result",
                       note="", whole=None, area=None) -> SafeString
        before, after: `Measure(value, period)` or None, the period a year or words
        kind: "result", "forecast" or "plan"; note: words on the chart, required unless a result
        whole: what the bars are a part of, e.g. Decimal(100) for a share; one measure alone is
        drawn only with it, else ""
    decade_strip(items, *, id, title, narrow=False, links=True, start=None, end=2025,
                 area=None) -> SafeString
        items: `StripItem(title, year, href, full_manual)`; narrow: the 360-wide phone variant
        put both variants (with different ids) into `<div class="chart-pair">`: one is shown
    place_on_timeline(years, current, *, id, title, desc, start=1945, end=2025, area=None)
        -> SafeString
        years: starting years of all policies of the area; current: `Span(start, end, ongoing)`
    years_chart(lanes, *, id, title, now, narrow=False) -> SafeString
        lanes: `YearsLane(label, items)`, each item `YearsItem(title, first, last, href, planned)`; without a last year
        it goes on; both variants go into a `chart-pair` as those of `decade_strip` do
    lane_diagram(nodes, edges, *, from_elsewhere=(), area=None) -> Lanes
        nodes: number of rows; edges: `Arc(first, second, kind)`, the arrow head is at `second`,
        kind one of "needed", "led_to", "replaced"
        from_elsewhere: rows that something led to which is in no row
        Lanes: .pieces (one drawing for each row, as high as the box it is put into), .lanes
    decade_curve(points, *, start, end, value_max) -> SafeString
    legend_key(kind, *, area=None) -> SafeString
        the sample of one sign for a legend, as high as a line of text: a kind of `Arc`, "elsewhere",
        "manual", "introduction", "before", "after", "forecast", "plan", "disputed", "break", "mark",
        or "line", "line-2", "line-3" (`LINES`, by the sign of a line)
    population_curve(points, *, id, title, desc, unit, format_value) -> LineChart
        points: (year, value) or (year, value, segment, disputed) each
"""

from .bars import BarKind, Measure, before_after_chart
from .curve import decade_curve, population_curve
from .dots import Span, StripItem, decade_strip, place_on_timeline
from .keys import LINES, KeyKind, legend_key
from .lanes import Arc, ArcKind, Lanes, lane_diagram
from .line import Line, LineChart, Observation, line_chart
from .years import YearsItem, YearsLane, years_chart

__all__ = [
    "LINES",
    "Arc",
    "ArcKind",
    "BarKind",
    "KeyKind",
    "Lanes",
    "Line",
    "LineChart",
    "Measure",
    "Observation",
    "Span",
    "StripItem",
    "YearsItem",
    "YearsLane",
    "before_after_chart",
    "decade_curve",
    "decade_strip",
    "lane_diagram",
    "legend_key",
    "line_chart",
    "place_on_timeline",
    "population_curve",
    "years_chart",
]

"""Samples of the signs that the charts use, for a legend in words beside them."""

from typing import Literal

from django.utils.safestring import SafeString

from .bars import BAR, bar_sign
from .dots import dot_sign
from .lanes import ArcKind, arc_sign, elsewhere_sign
from .line import disputed_sign, line_sign
from .svg import break_sign, line, root

DotKind = Literal["manual", "introduction"]
ColumnKind = Literal["before", "after", "forecast", "plan"]
LineKind = Literal["line", "line-2", "line-3"]
KeyKind = ArcKind | DotKind | ColumnKind | LineKind | Literal["disputed", "break", "mark", "elsewhere"]

LINES: tuple[LineKind, ...] = ("line", "line-2", "line-3")
"""The signs of the lines of a series, as `Line.sign` counts them."""


def legend_key(kind: KeyKind, *, area: int | None = None) -> SafeString:
    """One sign, hidden from assistive technology: the words beside it say what it means.

    1.5 rem to 2.5 rem wide and 1 rem high without a style sheet. ValueError for an unknown kind.
    """
    width, height = 24.0, 16.0
    if kind in ("needed", "led_to", "replaced"):
        width, drawn = 40.0, arc_sign(kind, "M1 8L35 8", 38, 8)
    elif kind == "elsewhere":
        width, drawn = 26.0, elsewhere_sign(24, 8)
    elif kind in ("manual", "introduction"):
        width, drawn = 16.0, dot_sign(8, 8, 7, filled=kind == "manual")
    elif kind in ("before", "after", "forecast", "plan"):
        width, height, drawn = 36.0, BAR + 2, bar_sign(kind, 1, 35, 1)
    elif kind in LINES:
        drawn = line_sign(LINES.index(kind))
    elif kind == "disputed":
        width, drawn = 16.0, disputed_sign(8, 8)
    elif kind == "break":
        width, drawn = 16.0, break_sign(8, 8)
    elif kind == "mark":
        drawn = line(0, 8, 24, 8, "chart-mark", stroke_width="1.5", stroke_dasharray="2 3")
    else:
        raise ValueError(f"no sign is called {kind!r}")
    css = "chart chart-key" + (f" area-{area}" if area else "")
    return root(drawn, css=css, width=width, height=height, extra={"aria-hidden": "true"})

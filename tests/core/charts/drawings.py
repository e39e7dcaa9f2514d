"""Reading the drawings back: elements, texts, corners, and generated input."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import strategies as st

from seoulsolution.core import charts
from seoulsolution.core.charts import Observation
from seoulsolution.core.charts.placing import Box
from seoulsolution.core.charts.scales import (
    text_width,
)

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> \"'&]]> \x00\x08\x1b\ufffe\ud800 한글"
SCSS = Path(__file__).parents[3] / "static" / "src" / "scss" / "_charts.scss"

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

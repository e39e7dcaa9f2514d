"""What there was over the years, in lanes."""

import pytest

from seoulsolution.core.charts import YearsItem, YearsLane, years_chart
from tests.core.charts.drawings import HOSTILE, SVG, assert_inside, by_class, parse, texts


def chart(*lanes, **given):
    return parse(years_chart(lanes, **({"id": "y", "title": "Over the years", "now": 2026} | given)))


def rooms(root):
    """Where a finger may touch each item."""
    return [[float(rect.get(name)) for name in ("x", "y", "width", "height")] for rect in root.iter(f"{SVG}rect")]


@pytest.mark.parametrize("narrow", [False, True])
def test_each_item_is_a_link_in_its_lane_and_inside_the_drawing(narrow: bool):
    lanes = [
        YearsLane("Agreements", [YearsItem("Sister city, 1995–", 1995, None, "#relations")]),
        YearsLane("Visits", []),
        YearsLane(
            "Works", [YearsItem("Card, 2014–2015", 2014, 2015, "/card/"), YearsItem("Day, 2029", 2029, 2029, "#a")]
        ),
    ]
    root = chart(*lanes, narrow=narrow)
    assert (root.get("role"), root.get("aria-label")) == ("group", "Over the years")
    links = [(link.get("href"), link.findtext(f"{SVG}title")) for link in root.findall(f"{SVG}a")]
    assert links == [("#relations", "Sister city, 1995–"), ("/card/", "Card, 2014–2015"), ("#a", "Day, 2029")]
    assert [label for label in texts(root, "chart-label") if not label.isdigit()] == ["Agreements", "Works"]
    assert_inside(root)
    assert all(height >= 24 and width >= 24 for _x, _y, width, height in rooms(root))


def test_items_that_would_touch_stand_below_each_other():
    items = [YearsItem(str(n), 2000 + n % 4, 2001 + n % 7, "#a") for n in range(12)]
    boxes = rooms(chart(YearsLane("Works", items)))
    for number, (x, y, width, height) in enumerate(boxes):
        for left, top, wide, high in boxes[number + 1 :]:
            assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y


def test_what_was_only_planned_is_hollow_and_what_goes_on_has_a_head():
    items = [
        YearsItem("a", 2000, 2010, "#a", True),
        YearsItem("b", 2012, 2012, "#b", True),
        YearsItem("c", 2015, None, "#c"),
    ]
    root = chart(YearsLane("Works", items))
    (planned,) = by_class(root, "chart-span--planned")
    (dot,) = by_class(root, "chart-dot")
    assert (planned.get("fill"), dot.get("fill")) == ("none", "none")
    outlines = [span.get("d") for span in by_class(root, "chart-span")]
    assert [outline.count("L") for outline in outlines] == [3, 6]


def test_words_are_escaped_and_addresses_that_run_are_refused():
    assert chart(YearsLane(HOSTILE, [YearsItem(HOSTILE, 2000, None, "#a")])) is not None
    with pytest.raises(ValueError, match="not an address"):
        years_chart([YearsLane("a", [YearsItem("a", 2000, None, "javascript:alert(1)")])], id="y", title="", now=2026)


def test_nothing_gives_no_drawing():
    assert years_chart([YearsLane("a", [])], id="y", title="", now=2026) == ""

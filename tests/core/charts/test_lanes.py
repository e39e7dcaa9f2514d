"""What was built on what: a piece of the drawing beside each row."""

import re
from collections import defaultdict
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoulsolution.core import charts
from seoulsolution.core.charts import Arc
from seoulsolution.core.charts.lanes import MOST_LANES, NODE_Y, PX_PER_REM, width_rem
from tests.core.charts.drawings import SCSS, SVG, by_class, coordinates, parse

ORDER = SCSS.with_name("_order.scss")


def pieces(nodes, edges, **given_):
    return [parse(piece) for piece in charts.lane_diagram(nodes, edges, **given_).pieces]


def runs(piece):
    """The lanes that run along a row: their place in px, and whether they reach its upper and its lower edge."""
    found = []
    for line in piece.findall(f"{SVG}line"):
        x = float(line.get("x1", "").removesuffix("rem")) * PX_PER_REM
        found.append((x, line.get("y1", "").startswith("-"), line.get("y2", "").endswith("%")))
    return sorted(found)


def heads(piece):
    return by_class(piece, "chart-arrow")


def test_arrow_head_is_at_what_was_built_on_the_other():
    for edge, row in ((Arc(0, 3, "needed"), 3), (Arc(3, 0, "needed"), 0)):
        found = [len(heads(piece)) for piece in pieces(4, [edge])]
        assert found == [int(n == row) for n in range(4)]
        (head,) = heads(pieces(4, [edge])[row])
        tip = coordinates(head.get("d", ""))[1]
        assert abs(tip[1] - NODE_Y) < 8


def test_line_runs_through_the_rows_between_and_nowhere_else():
    found = [[(up, down) for _x, up, down in runs(piece)] for piece in pieces(5, [Arc(1, 3, "needed")])]
    assert found == [[], [(False, True)], [(True, True)], [(True, False)], []]


def test_policy_that_several_were_built_on_has_one_line_with_branches():
    drawn = pieces(4, [Arc(0, 1, "needed"), Arc(0, 2, "needed"), Arc(0, 3, "needed")])
    assert [len(runs(piece)) for piece in drawn] == [1, 1, 1, 1]
    assert len({x for piece in drawn for x, _up, _down in runs(piece)}) == 1
    assert [len(heads(piece)) for piece in drawn] == [0, 1, 1, 1]


def test_longer_lines_run_outside_of_shorter_ones():
    drawn = pieces(10, [Arc(0, 9, "needed"), Arc(1, 3, "needed"), Arc(2, 8, "needed")])
    at = {edge: runs(drawn[row]) for edge, row in (("short", 1), ("all", 2))}
    assert len(at["all"]) == 3
    longest = runs(drawn[9])[0][0]
    shortest = next(x for x, up, _down in at["short"] if not up)
    assert longest == min(x for x, _up, _down in at["all"])
    assert shortest == max(x for x, _up, _down in at["all"])


def test_kinds_differ_by_their_dashes_and_each_has_a_head():
    dashes = {}
    for kind in get_args(charts.ArcKind):
        piece = pieces(2, [Arc(0, 1, kind)])[1]
        dashes[kind] = {arc.get("stroke-dasharray") for arc in by_class(piece, "chart-arc")}
        assert len(heads(piece)) == 1
    assert all(len(found) == 1 for found in dashes.values())
    assert len({found for [found] in dashes.values()}) == 3


def test_lines_of_two_kinds_that_meet_do_not_lie_on_each_other():
    last = pieces(3, [Arc(0, 2, "needed"), Arc(1, 2, "led_to")])[2]
    tips = [coordinates(head.get("d", ""))[1][1] for head in heads(last)]
    assert abs(tips[0] - tips[1]) >= 6


def test_what_comes_from_elsewhere_has_a_sign_of_its_own():
    drawn = pieces(2, [Arc(0, 1, "needed")], from_elsewhere={0})
    assert [len(by_class(piece, "chart-elsewhere")) for piece in drawn] == [1, 0]
    alone = pieces(1, [], from_elsewhere={0})
    assert len(heads(alone[0])) == 1


def test_drawing_is_as_high_as_its_row_and_as_wide_as_the_style_sheet_says():
    sheet = ORDER.read_text(encoding="utf-8")
    base, most = re.search(r"--lanes: #{([\d.]+)rem \+ \$n}", sheet), re.search(r"from 1 through (\d+)", sheet)
    assert base is not None
    assert most is not None
    assert int(most[1]) == MOST_LANES
    for lanes in range(1, MOST_LANES + 3):
        drawing = charts.lane_diagram(2 * lanes, [Arc(n, 2 * lanes - 1 - n, "needed") for n in range(lanes)])
        assert drawing.lanes == min(lanes, MOST_LANES)
        for piece in map(parse, drawing.pieces):
            assert piece.get("height") == "100%"
            assert piece.get("width") == f"{float(base[1]) + drawing.lanes:g}rem"


def edges(nodes: int):
    index = st.integers(0, nodes - 1)
    edge = st.builds(Arc, index, index, st.sampled_from(get_args(charts.ArcKind)))
    return st.tuples(st.just(nodes), st.lists(edge, max_size=40), st.sets(index))


@given(st.integers(2, 40).flatmap(edges))
def test_lines_are_whole_and_inside_for_any_edges(graph):
    nodes, drawn, elsewhere = graph
    drawing = charts.lane_diagram(nodes, drawn, from_elsewhere=elsewhere)
    real = {edge for edge in drawn if edge.first != edge.second}
    if not real and not elsewhere:
        assert drawing == ([], 0)
        return
    rows = [parse(piece) for piece in drawing.pieces]
    assert len(rows) == nodes
    assert sum(len(heads(row)) for row in rows) == len(real) + len(elsewhere)
    for above, below in pairwise(rows):
        assert [x for x, _up, down in runs(above) if down] == [x for x, up, _down in runs(below) if up]
    for row in rows:
        places = defaultdict(list)
        for x, up, down in runs(row):
            assert 1 <= x <= width_rem(drawing.lanes) * PX_PER_REM - 20
            places[x].append((up, down))
        assert all(not (a[0] and b[0]) and not (a[1] and b[1]) for p in places.values() for a, b in pairwise(p))


@pytest.mark.parametrize("edge", [Arc(0, 5, "needed"), Arc(-1, 2, "needed"), Arc(0, 1, "likes")])
def test_edge_that_cannot_be_drawn_is_refused(edge):
    with pytest.raises(ValueError, match=r"rows|kind"):
        charts.lane_diagram(5, [edge])


def test_row_from_elsewhere_that_is_none_is_refused():
    with pytest.raises(ValueError, match="rows"):
        charts.lane_diagram(2, [Arc(0, 1, "needed")], from_elsewhere={2})

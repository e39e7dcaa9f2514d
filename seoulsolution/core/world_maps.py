"""A map of the world as pages show it: layers of dots that are links, over land without borders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from .charts.world import HEIGHT, WIDTH, WORLD, Dot, Spot, Window, dots, touches
from .markup import Piece

# Of the places of a dot its title names so many.
MOST_NAMED = 12
# Of the width of a window: how high the letters of a name are, 16 px where the map is at its narrowest.
_LETTERS = 0.018


class Layer(NamedTuple):
    """Spots of a sort, by which their dots are drawn. `anchor`: where a dot leads that is no city by itself.

    `is_counted`: whether a dot says how much there is at each place. `is_named`: whether its name stands on the map.
    """

    sort: str
    spots: Sequence[Spot]
    anchor: str
    is_counted: bool = False
    is_named: bool = False


@dataclass(frozen=True)
class MapDot:
    """A dot as it is drawn, with where it leads. `touch`: how far a finger may miss its middle. `name`: beside it."""

    dot: Dot
    sort: str
    title: str
    url: str
    touch: float
    name: str = ""

    def draw(self, *, letters: float) -> SafeString:
        """`letters`: how high those of its name are."""
        x, y, radius = self.dot.x, self.dot.y, self.dot.radius
        above = round(y - 1.6 * radius, 1)
        name = _NAME(x=x, y=above, letters=letters, name=self.name) if self.name else ""
        return _DOT(
            url=self.url, sort=self.sort, title=self.title, x=x, y=y, touch=self.touch, radius=radius, name=name
        )


_DOT = Piece("""
    <a href="{url}" class="world-{sort}">
        <title>{title}</title>
        <circle class="touch" cx="{x}" cy="{y}" r="{touch}"/>
        <circle class="dot" cx="{x}" cy="{y}" r="{radius}"/>
        {name}
    </a>
""")
_NAME = Piece("""
    <text class="world-name" x="{x}" y="{y}" font-size="{letters}" text-anchor="middle" aria-hidden="true">{name}</text>
""")


@dataclass(frozen=True)
class WorldMap:
    """`window`: the part of the drawing that is seen; `land`: width and height of the whole; `letters`: their size."""

    window: str
    land: tuple[int, int]
    dots: list[MapDot]
    letters: float


def world_map(layers: Iterable[Layer], addresses: Mapping[str, str | None], window: Window = WORLD) -> WorldMap:
    """The first layer lies below the others. `addresses`: of the pages of places, by the keys of their spots."""
    drawn: list[MapDot] = []
    for layer in layers:
        found = dots(layer.spots, window)
        room = touches(found, [one.dot for one in drawn], window)
        drawn += [_drawn(dot, layer, addresses, touch) for dot, touch in zip(found, room, strict=True)]
    return WorldMap(window.view_box, (int(WIDTH), int(HEIGHT)), drawn, round(_LETTERS * window.width, 1))


def _drawn(dot: Dot, layer: Layer, addresses: Mapping[str, str | None], touch: float) -> MapDot:
    """A dot leads to the page of its place when it is one alone, else to where all of them are told."""
    alone = addresses.get(dot.spots[0].key) if len(dot.spots) == 1 else None
    name = dot.spots[0].name if layer.is_named else ""
    return MapDot(dot, layer.sort, _title(dot.spots, layer), alone or layer.anchor, touch, name)


def _title(spots: Sequence[Spot], layer: Layer) -> str:
    named = [f"{spot.name} ({spot.weight})" if layer.is_counted else spot.name for spot in spots[:MOST_NAMED]]
    names, others = ", ".join(named), len(spots) - len(named)
    if not others:
        return names
    return ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", others) % {"names": names, "n": others}

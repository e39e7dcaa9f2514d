"""The table of places, and of the countries that they are in."""

from seoulsolution.core.places import Place, PlaceKind

from ...loading import limits
from ..importing.facts import Amount, Lines, Single
from ..importing.tables import SnippetTable
from ..importing.words import Plain
from .claims import choice, place

# Which of them is the home of the archive is no matter of a table.
PLACES = SnippetTable(
    name="places",
    label=Place._meta.verbose_name_plural,
    model=Place,
    needed=("kind", "name"),
    facts=(
        choice("kind", PlaceKind),
        place("country"),
        Single("code", limits.COUNTRY),
        Amount("latitude", limits.DEGREES),
        Amount("longitude", limits.DEGREES),
        Lines("other_names", limits.PLACE_NAME),
    ),
    words=(Plain("name", limits.PLACE_NAME),),
)

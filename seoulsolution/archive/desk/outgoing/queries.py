"""The outgoing links that somebody looks after: of pages, as their role gives them, and of terms that they keep."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst

from ..dashboard.scope import cared_for, may_change, pages_of
from .models import LinkState, OutgoingLink, OutgoingPlace

KEEPING = {"add", "change", "delete"}
# Of what is told of one link on the screen; the table for spreadsheets has all.
MOST_PLACES = 5
TOLD = (LinkState.BROKEN, LinkState.FAILING)


@dataclass(frozen=True, slots=True)
class Place:
    """`part`: kind and field of the row. `edit`: where it is mended, else where it is seen."""

    title: str
    language: str
    part: str
    edit: str


@dataclass(slots=True)
class Told:
    link: OutgoingLink
    places: list[Place] = field(default_factory=list)

    @property
    def first(self) -> list[Place]:
        return self.places[:MOST_PLACES]

    @property
    def others(self) -> int:
        return max(len(self.places) - MOST_PLACES, 0)


def may_see(user: Any) -> bool:
    """Whether there is anything that they look after."""
    return pages_of(user).exists() or bool(_kept_terms(user))


def _kept_terms(user: Any) -> list[int]:
    """Content types of the terms with addresses that they may add, change or delete."""
    kinds = ContentType.objects.filter(pk__in=OutgoingPlace.objects.filter(page=None).values("kind").distinct())
    found = []
    for kind in kinds:
        viewset = getattr(kind.model_class(), "snippet_viewset", None)
        if viewset is not None and viewset.permission_policy.user_has_any_permission(user, KEEPING):
            found.append(kind.pk)
    return found


def places_of(user: Any) -> QuerySet[OutgoingPlace]:
    pages = cared_for(user).order_by().values("pk")
    return OutgoingPlace.objects.filter(Q(page__in=pages) | Q(page=None, kind__in=_kept_terms(user)))


def links_of(user: Any, states: Collection[str] = TOLD) -> QuerySet[OutgoingLink]:
    """The longest broken first."""
    links = OutgoingLink.objects.filter(state__in=states, pk__in=places_of(user).values("link"))
    return links.order_by("first_failed_at", "pk")


def count_broken(user: Any) -> int:
    return links_of(user, [LinkState.BROKEN]).count()


def told(links: Collection[OutgoingLink], user: Any) -> list[Told]:
    """With the places where they may see each."""
    places: Mapping[int, list[Any]] = defaultdict(list)
    rows = places_of(user).filter(link__in=[link.pk for link in links]).select_related("page__locale", "kind")
    for place in rows.order_by("page__path", "kind", "field", "row"):
        places[place.link_id].append(place)
    every = [place for those in places.values() for place in those]
    editable = may_change(user, {place.page_id for place in every if place.page_id})
    terms = _terms(every)
    # Several rows of one kind on one page are mended in one place.
    return [
        Told(link, list(dict.fromkeys(_place(place, editable, terms) for place in places[link.pk]))) for link in links
    ]


def _terms(places: list[Any]) -> dict[tuple[int, int], Any]:
    """The terms in which addresses stand, by kind and id."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for place in places:
        if place.page_id is None:
            wanted[place.kind_id].add(place.row)
    found: dict[tuple[int, int], Any] = {}
    for kind, ids in wanted.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        rows = model._default_manager.select_related("locale").in_bulk(ids)
        found |= {(kind, pk): row for pk, row in rows.items()}
    return found


def _place(place: Any, editable: set[int], terms: Mapping[tuple[int, int], Any]) -> Place:
    part = _part(place)
    if place.page_id is not None:
        where = "wagtailadmin_pages:edit" if place.page_id in editable else "desk:side-by-side"
        return Place(place.page.title, place.page.locale.language_code, part, reverse(where, args=[place.page_id]))
    term = terms.get((place.kind_id, place.row))
    if term is None:  # it was deleted since
        return Place("", "", part, "")
    address = reverse(term.snippet_viewset.get_url_name("edit"), args=[term.pk])
    return Place(str(term), term.locale.language_code, part, address)


def _part(place: Any) -> str:
    """“Milestone: sources”, in the reader's language."""
    model = place.kind.model_class()
    if model is None:
        return ""
    names = {one.name: one.verbose_name for one in model._meta.fields}
    return f"{capfirst(str(model._meta.verbose_name))}: {names.get(place.field, place.field)}"

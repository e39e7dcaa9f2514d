"""Which organisations readers meet, and what a list says of one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from seoulsolution.core.choices import label_of
from seoulsolution.core.other_languages import MOST, Elsewhere, Language
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.statements import kept
from seoulsolution.core.vocabulary import Organisation, OrganisationKind, name_with_acronym, organisation_url

ORGANISATION = ("slug", "name", "acronym", "kind", "role", "is_partner")
SEAT = ("seat__slug", "seat__name", "seat__country__name")


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation in a list. Its attributes are called as those of the `Organisation`."""

    slug: str
    name: str
    acronym: str
    kind: str
    role: str
    is_partner: bool
    seat: PlaceName | None

    @property
    def url(self) -> str:
        return organisation_url(self.slug)

    @property
    def name_in_full(self) -> str:
        return name_with_acronym(self.name, self.acronym)

    def get_kind_display(self) -> str:
        return label_of(OrganisationKind, self.kind)


def in_language(language: str) -> QuerySet[Organisation]:
    """What stands in lists of a language: has an address, and words that are really in it."""
    return Organisation.objects.filter(is_listed=True, is_translated=True, locale__language_code=language)


def organisation_lines(rows: Iterable[Any]) -> list[OrganisationLine]:
    """`rows`: the columns of ORGANISATION and of SEAT."""
    return [
        OrganisationLine(slug, name, acronym, kind, role, is_partner, seat_name(*seat))
        for slug, name, acronym, kind, role, is_partner, *seat in rows
    ]


def seat_name(slug: str | None, name: str | None, country: str | None) -> PlaceName | None:
    return PlaceName(slug, name or "", country or "") if slug else None


@kept
def _elsewhere(language: str) -> QuerySet[Any]:
    here = in_language(language).order_by().values("translation_key")
    others = Organisation.objects.filter(is_listed=True, is_translated=True).exclude(translation_key__in=here)
    return others.order_by("name", "pk").values_list("slug", "name", "locale__language_code")[:MOST]


def organisations_elsewhere(language: str) -> list[Elsewhere]:
    """Those that readers of a language have only in another one, at most MOST; one query."""
    found = []
    for slug, name, code in _elsewhere(language=language):
        with override(code):
            found.append(Elsewhere(name, organisation_url(slug), Language(code)))
    return found


def languages_by_organisation() -> dict[str, list[str]]:
    """In which languages each organisation is to be found, by its id, in the order of the ids; one query."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = Organisation.objects.filter(is_listed=True, is_translated=True).order_by("slug", "locale__language_code")
    for slug, code in rows.values_list("slug", "locale__language_code"):
        found[slug].append(code)
    return found

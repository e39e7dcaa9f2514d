"""Organisations as search finds them: by their name in any language, and by their acronym."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from seoulsolution.core import searchable
from seoulsolution.core.searchable import Facet, Searchable
from seoulsolution.core.vocabulary import Organisation, OrganisationKind, organisation_url


class Organisations:
    kind = "organisation"
    # Who types its name wants it first; nobody looks for it by what its role says.
    weight = 0.9
    name = _("Organisations")
    one = _("Organisation")
    models = (Organisation,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        rows = Organisation.objects.filter(is_listed=True).order_by("slug", "locale__language_code")
        if keys is not None:
            rows = rows.filter(translation_key__in=keys)
        versions: dict[Any, list[Organisation]] = defaultdict(list)
        for row in rows.select_related("locale"):
            versions[row.translation_key].append(row)
        for same in versions.values():
            yield from (organisation_text(row, same) for row in same if row.is_translated)


def organisation_text(own: Organisation, versions: list[Organisation]) -> Searchable:
    language = own.locale.language_code
    with override(language):
        url = organisation_url(own.slug)
        label = own.get_kind_display() if own.kind else ""
    return Searchable(
        kind=Organisations.kind,
        key=str(own.translation_key),
        id=own.slug,
        language=language,
        title=own.name_in_full,
        line=own.role or label,
        passages=[text for text in (own.role, own.note) if text],
        url=url,
        facets={"kind_of_organisation": [own.kind]} if own.kind else {},
        also=[row.name for row in versions if row.name != own.name],
    )


def _kinds(values: Collection[str]) -> dict[str, Any]:
    return {kind.value: str(kind.label) for kind in OrganisationKind if kind.value in values}


def connect() -> None:
    searchable.register(Organisations())
    searchable.register_facet(Facet("kind_of_organisation", _("Kind of organisation"), _kinds))

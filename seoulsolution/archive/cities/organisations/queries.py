"""What the page of an organisation shows: what it is, and everything of the archive in which it has a part."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from seoulsolution.core.files.renditions import fetch
from seoulsolution.core.files.showing import ShownPicture
from seoulsolution.core.language_codes import language_names
from seoulsolution.core.links import short
from seoulsolution.core.statements import kept
from seoulsolution.core.surroundings import PageLink, Surroundings, read_surroundings
from seoulsolution.core.vocabulary import Organisation, organisation_url

from ...policies.lines import POLICY, PolicyLine, policies_by_id, policy_lines
from ...policies.marks import Mark, SourceList
from ...policies.models import PolicyPage
from ...sharing.lineage import passages_of_organisation
from ...sharing.lineage_list import mark_all
from ..lines import city_url
from .listed import seat_name
from .models import OrganisationsPage
from .taking_part import money_of, taking_part


@dataclass(frozen=True, slots=True)
class Versions:
    """An organisation as it is told in one language, and in the others by their codes."""

    own: Organisation
    others: dict[str, Organisation]


def find_organisation(slug: str, language: str) -> Versions | None:
    """None where readers of the language have no such organisation; one query."""
    rows = Organisation.objects.filter(slug=slug, is_listed=True).select_related("locale", "seat__country", "logo")
    found = {row.locale.language_code: row for row in rows}
    own = found.pop(language, None)
    return Versions(own, found) if own is not None else None


@kept
def _policies(organisation: int, language: str) -> QuerySet[Any]:
    has_it = Q(lead_organisation=organisation) | Q(contact_office=organisation)
    policies = PolicyPage.objects.published().translated().in_language(language).filter(has_it)
    return policies.order_by("area__order", "title", "pk").values_list("lead_organisation", *POLICY, named=True)


def organisation(versions: Versions, language: str) -> dict[str, Any]:
    own = versions.own
    sources = SourceList(own.sources)
    mark: Mark = sources.mark_of_all(own.confidence)
    told = passages_of_organisation(own.pk, language)
    mark_all(told, sources, language)
    groups = taking_part(own.pk, own.name, language)
    for money in money_of(groups):
        money.mark = sources.mark(money)
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, language))
    led, answered = _led_and_answered(own.pk, language)
    country = own.seat.country.name if own.seat and own.seat.country else ""
    return {
        "organisation": own,
        "other_names": _other_names(versions),
        "seat": seat_name(own.seat.slug, own.seat.name, country) if own.seat else None,
        "seat_url": city_url(own.seat_id) if own.seat_id else None,
        "website_label": short(own.website),
        "logo": shown_logo(own),
        "led": led,
        "answered": answered,
        "groups": groups,
        "passages": told,
        "mark": mark,
        "sources": sources,
        "around": around(versions, language),
        "canonical_url": settings.SITE_URL + organisation_url(own.slug),
    }


def _other_names(versions: Versions) -> list[tuple[str, str, str]]:
    """(code of the language, what it is called, the name in it)"""
    others = [(code, row.name) for code, row in sorted(versions.others.items()) if row.name != versions.own.name]
    return [(code, language_names(code)[0], name) for code, name in others]


def _led_and_answered(organisation: int, language: str) -> tuple[list[PolicyLine], list[PolicyLine]]:
    """Policies that it leads, and those of which it answers questions only."""
    rows = list(_policies(organisation=organisation, language=language))
    led = [row for row in rows if row.lead_organisation == organisation]
    return policy_lines(led), policy_lines([row for row in rows if row not in led])


def shown_logo(own: Organisation) -> ShownPicture | None:
    """None where there is none, or where its licence, author or language are not known."""
    if own.logo is None or not own.logo.has_facts:
        return None
    fetch([], [own.logo])
    return ShownPicture(own.logo, _("Logo of %(name)s") % {"name": own.name}, own.logo.caption)


def around(versions: Versions, language: str) -> Surroundings:
    """Below the list of organisations, where that is public; with the same organisation in other languages."""
    page = OrganisationsPage.objects.filter(locale__language_code=language).first()
    found = read_surroundings(language, page)
    if page is not None and language in found.versions:
        found.trail.append(found.versions[language])
    found.versions = {}
    for code, row in {language: versions.own, **versions.others}.items():
        with override(code):
            url = organisation_url(row.slug)
        full = settings.SITE_URL + url
        found.versions[code] = PageLink(row.name, url, full, code, "", 0, None, None, row.is_translated)
    return found

"""Organisations: a list with filters, an address for each, what it has a part in, and links from what names it."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from seoulsolution.archive.cities.organisations.searchable import Organisations
from seoulsolution.archive.models import (
    AdopterRecordPage,
    OffersPage,
    OrganisationsPage,
    PolicyPage,
    ProgrammePage,
    ProjectPage,
    ProjectPartner,
    Transfer,
)
from seoulsolution.core import searchable
from seoulsolution.core.vocabulary import Organisation, name_with_acronym

pytestmark = pytest.mark.django_db
LOGO = {"licence": "kogl-1", "author": "WeGO", "language": "en"}


def shown(reader: Client, path: str) -> BeautifulSoup:
    response = reader.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def address(language: str, slug: str = "") -> str:
    return f"/{language}/cities/organisations/{slug + '/' if slug else ''}"


def wego(language: str) -> Organisation:
    return Organisation.objects.get(slug="wego", locale__language_code=language)


def picture(**facts: str):
    return get_image_model().objects.create(title="wego", file=get_test_image_file(size=(90, 60)), **facts)


def hrefs(page: BeautifulSoup) -> list[str]:
    return [link["href"] for link in page.select("main a[href]")]


def test_every_organisation_of_the_files_is_listed(reader: Client, language: str):
    first, second = shown(reader, address(language)), shown(reader, address(language) + "?page=2")
    assert first.select_one(".result-count strong").text == "66"
    listed = [link["href"] for page in (first, second) for link in page.select(".entry-title a")]
    assert len(set(listed)) == len(listed) == 66
    assert address(language, "wego") in listed


def test_acronym_that_is_a_word_of_the_name_is_not_told_twice(reader: Client, language: str):
    names = [link.text for link in shown(reader, f"/{language}/cities/organisations/").select(".entry-title a")]
    assert name_with_acronym("CityNet (Regional Network)", "CITYNET") == "CityNet (Regional Network)"
    assert name_with_acronym("Publishing House", "SH") == "Publishing House (SH)"
    assert not any("CityNet" in name and "CITYNET" in name for name in names)


def test_filters_narrow_together_and_forgive_what_is_no_choice(reader: Client, language: str):
    found = shown(reader, address(language) + "?kind=city_network&seat=seoul&partner=on&sort=kind")
    slugs = {link["href"].split("/")[-2] for link in found.select(".entry-title a")}
    assert slugs == {"wego", "citynet"}
    odd = shown(reader, address(language) + "?kind=%27%22&page=99999999999")
    assert odd.select_one(".result-count strong").text == "66"
    assert odd.select_one(".fault")


def test_page_tells_names_kind_role_seat_website_sources_and_confidence(reader: Client, language: str):
    page = shown(reader, address(language, "wego"))
    own, other = wego(language), wego({"ko": "en", "en": "ko"}[language])
    assert page.h1.text == own.name
    assert own.role in page.select_one(".lead").text
    facts = " ".join(page.select_one(".facts").text.split())
    for text in (own.get_kind_display(), other.name, "WeGO", own.seat.name, "we-gov.org"):
        assert text in facts
    assert page.select_one(f".facts a[href='/{language}/cities/seoul/']")
    assert len(page.select(".sources > li")) == 3
    assert page.select_one("link[rel=canonical]")["href"].endswith(address(language, "wego"))
    assert {link["hreflang"] for link in page.select("link[hreflang]")} == {"ko", "en"}
    assert [step.text.strip() for step in page.select(".breadcrumb li")][-2:] == [
        OrganisationsPage.objects.get(locale__language_code=language).title, own.name,
    ]  # fmt: skip


def test_page_gathers_everything_in_which_the_organisation_has_a_part(reader: Client, language: str):
    own = wego(language)
    policy = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    asked = PolicyPage.objects.get(slug="topis", locale__language_code=language)
    PolicyPage.objects.filter(pk=policy.pk).update(lead_organisation=own)
    PolicyPage.objects.filter(pk=asked.pk).update(contact_office=own)
    programme = ProgrammePage.objects.get(slug="kyiv-2017", locale__language_code=language)
    ProgrammePage.objects.filter(pk=programme.pk).update(organiser=own)
    record = AdopterRecordPage.objects.get(slug="bangkok-common-card", locale__language_code=language)
    AdopterRecordPage.objects.filter(pk=record.pk).update(author=own.name)
    project = ProjectPage.objects.get(slug="maputo-egov-fs", locale__language_code=language)
    transfer = Transfer.objects.filter(locale__language_code=language, project=None).first()
    Transfer.objects.filter(pk=transfer.pk).update(from_place=None, from_organisation=own)
    page = shown(reader, address(language, "wego"))
    assert page.select_one("section[aria-labelledby=led] a")["href"] == policy.url
    assert page.select_one("section[aria-labelledby=answered] a")["href"] == asked.url
    assert page.select_one("section[aria-labelledby=programme] a")["href"] == programme.url
    assert page.select_one("section[aria-labelledby=record] a")["href"] == record.url
    assert project.url in hrefs(page.select_one("section[aria-labelledby=project]").find_parent("article").parent)
    assert transfer.what in page.select_one("section[aria-labelledby=lineage]").text
    offers = [link["href"] for link in page.select("section[aria-labelledby=offer] a")]
    where = OffersPage.objects.get(locale__language_code=language).url
    assert f"{where}#offer-wego-awards" in offers
    assert shown(reader, where).select_one("#offer-wego-awards")


def test_drafts_do_not_stand_on_the_page_of_an_organisation(reader: Client, language: str):
    ProjectPage.objects.filter(slug="maputo-egov-fs").update(live=False)
    OffersPage.objects.update(live=False)
    page = shown(reader, address(language, "wego"))
    assert not page.select_one("section[aria-labelledby=project], section[aria-labelledby=offer]")


def test_several_roles_in_one_project_stand_together(reader: Client, language: str):
    project = ProjectPage.objects.get(slug="maputo-egov-fs", locale__language_code=language)
    row = ProjectPartner(
        page=project, locale=project.locale, role="funder", name="x", organisation=wego(language), sort_order=9
    )
    row.save()
    entries = shown(reader, address(language, "wego")).select("section[aria-labelledby=project] li")
    assert len(entries) == 1
    assert len(entries[0].select(".entry-facts span")) == 3


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("sharing/projects/maputo-egov-fs/", "wego"),
        ("sharing/offers/", "wego"),
        ("sharing/training/", "miti"),
        ("", "wego"),
    ],
)
def test_what_names_an_organisation_leads_to_it(reader: Client, language: str, path: str, slug: str):
    where = f"/{language}/{path}"
    assert address(language, slug) in hrefs(shown(reader, where))
    Organisation.objects.filter(slug=slug).update(is_listed=False)
    page = shown(reader, where)
    assert address(language, slug) not in hrefs(page)
    assert Organisation.objects.get(slug=slug, locale__language_code=language).name.split(" (")[0][:6] in page.text


def test_lead_organisation_of_a_policy_and_giver_of_a_transfer_are_links(reader: Client, language: str):
    policy = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    PolicyPage.objects.filter(pk=policy.pk).update(lead_organisation=wego(language))
    transfer = Transfer.objects.filter(locale__language_code=language).exclude(policy=None).first()
    Transfer.objects.filter(pk=transfer.pk).update(
        from_place=None, from_organisation=wego(language), policy=policy, project=None
    )
    page = shown(reader, policy.url)
    assert page.select_one(f".facts a[href='{address(language, 'wego')}']")
    assert page.select_one(f".lineage-way a[href='{address(language, 'wego')}']")


def test_unlisted_organisation_has_no_address_and_is_found_nowhere(reader: Client, language: str):
    Organisation.objects.filter(slug="wego").update(is_listed=False)
    assert reader.get(address(language, "wego")).status_code == 404
    assert address(language, "wego") not in reader.get(address(language) + "?kind=city_network").content.decode()
    assert address(language, "wego") not in reader.get(f"/sitemap-{language}.xml").content.decode()
    assert "wego" not in {text.id for text in Organisations().texts()}


def test_untranslated_organisation_is_offered_as_such(reader: Client):
    korean = wego("ko")
    english = wego("en")
    english.name, english.role = korean.name, korean.role
    english.save()
    assert english.is_translated is False
    page = shown(reader, address("en", "wego"))
    assert page.select_one(".notice")
    assert page.select_one(".lead [lang=ko]") or page.select_one(".lead")["lang"] == "ko"
    assert {link["hreflang"] for link in page.select("link[hreflang]")} == {"ko"}
    listing = shown(reader, address("en") + "?kind=city_network")
    assert listing.select_one("section[aria-labelledby=elsewhere] a[hreflang=ko]")["href"] == address("ko", "wego")
    assert not listing.select_one(f".entry-title a[href='{address('en', 'wego')}']")
    assert {text.language for text in Organisations().texts([str(english.translation_key)])} == {"ko"}


@pytest.mark.parametrize("slug", ["unknown", "x" * 500, "..%2f..%2fadmin", "%00"])
def test_address_of_no_organisation_is_not_there(reader: Client, language: str, slug: str):
    assert reader.get(address(language, slug)).status_code in (400, 404)


def test_search_finds_by_name_in_either_language_and_by_acronym(language: str):
    texts = {text.language: text for text in Organisations().texts([str(wego("ko").translation_key)])}
    text = texts[language]
    assert text.title == f"{wego(language).name} (WeGO)"
    assert list(text.also) == [wego({"ko": "en", "en": "ko"}[language]).name]
    assert text.url == address(language, "wego")
    assert text.facets == {"kind_of_organisation": ["city_network"]}
    with override(language):
        facet = next(facet for facet in searchable.facets() if facet.name == "kind_of_organisation")
        assert facet.names(["city_network"]) == {"city_network": wego(language).get_kind_display()}


def test_change_of_an_organisation_is_announced(monkeypatch: pytest.MonkeyPatch):
    told: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(searchable, "_listeners", [lambda kind, keys: told.append((kind, list(keys)))])
    own = wego("en")
    own.save()
    assert told == [("organisation", [str(own.translation_key)])]


def test_logo_is_shown_only_with_licence_author_and_language(reader: Client, language: str):
    for facts, is_shown in ((LOGO, True), (LOGO | {"licence": ""}, False)):
        logo = picture(**facts)
        Organisation.objects.filter(slug="wego").update(logo=logo)
        found = shown(reader, address(language, "wego")).select(".policy-side img")
        assert bool(found) is is_shown
        if is_shown:
            assert wego(language).name in found[0]["alt"]


def test_logo_without_its_facts_is_refused_and_a_shown_one_keeps_them():
    own = wego("ko")
    own.logo = picture()
    with pytest.raises(ValidationError) as refused:
        own.full_clean()
    assert "logo" in refused.value.message_dict
    own.logo = picture(**LOGO)
    own.full_clean()
    own.save()
    own.logo.licence = ""
    with pytest.raises(ValidationError) as kept:
        own.logo.full_clean()
    assert "licence" in kept.value.message_dict


def test_page_costs_the_same_with_one_part_of_a_kind_and_with_three(reader: Client, language: str):
    def asked() -> int:
        reader.get(address(language, "koica"))
        with CaptureQueriesContext(connection) as captured:
            reader.get(address(language, "koica"))
        return len(captured)

    parts = ProjectPartner.objects.filter(organisation__slug="koica", page__locale__language_code=language)
    assert parts.count() > 2
    many = asked()
    ProjectPartner.objects.filter(pk__in=list(parts.values_list("pk", flat=True))[1:]).delete()
    assert asked() == many <= 10


def test_project_in_which_it_took_part_says_whose_money_it_was_and_where_that_stands(reader: Client, language: str):
    page = BeautifulSoup(reader.get(address(language, "tmoney")).content, "html.parser")
    (project,) = page.select("#project + ul > li:has(a[href*='bangkok-transport-card-consulting'])")
    money = project.select_one(".paid .claim")
    assert {"en": "KRW 550 million", "ko": "5억 5,000만 원"}[language] in money.text
    assert money.select_one(".source-box a[href^='#source-']")
    unknown = page.select_one("#project + ul > li:has(a[href*='auckland-card'])")
    assert unknown.select(".paid") == []


def test_list_costs_the_same_with_one_organisation_and_with_three(reader: Client, language: str):
    def asked() -> int:
        reader.get(address(language))
        with CaptureQueriesContext(connection) as captured:
            reader.get(address(language))
        return len(captured)

    Organisation.objects.exclude(slug__in=["wego", "koica", "miti"]).update(is_listed=False)
    three = asked()
    Organisation.objects.exclude(slug="wego").update(is_listed=False)
    assert asked() == three <= 10

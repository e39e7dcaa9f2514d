"""A project's page, and where else a project shows up: on its policies, in the section, in search."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client

from seoulsolution.archive.models import AdopterRecordPage, ProjectFile, ProjectFunding, ProjectPage, ProjectStep
from seoulsolution.core.files.documents import ArchiveFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

CARD = {"en": "T-money Smart Transport Card", "ko": "티머니 교통카드"}


def project(slug: str, language: str) -> ProjectPage:
    return ProjectPage.objects.get(slug=slug, locale__language_code=language)


def shown(reader: Client, page: ProjectPage) -> BeautifulSoup:
    return BeautifulSoup(reader.get(page.url).content, "html.parser")


def test_story_is_told_from_the_need_to_what_became_of_it(reader: Client, language: str):
    page = project("chanchamayo-waterworks", language)
    stages = [heading["id"] for heading in shown(reader, page).select("[aria-labelledby=story] h3")]
    assert stages == ["need", "work", "result"]
    years = [year.text for year in shown(reader, page).select("[aria-labelledby=story] .year")]
    assert years == sorted(years)


def test_every_statement_has_its_source_beside_it(reader: Client, language: str):
    page = shown(reader, project("chanchamayo-waterworks", language))
    claims = page.select(".claim")
    assert claims
    assert all(claim.select(".source-mark a[href^='#source-'], .sign--unrecorded") for claim in claims)
    numbers = {link["href"] for link in page.select(".source-mark a[href^='#source-']")}
    assert numbers <= {f"#{source['id']}" for source in page.select(".sources > li")}


def test_money_is_told_with_its_currency_and_year(reader: Client, language: str):
    funding = shown(reader, project("manila-lrt-consulting", language)).select_one("[aria-labelledby=funding]").text
    assert {"en": "PHP 49.98 million", "ko": "4,998만 3,904 필리핀 페소"}[language] in " ".join(funding.split())


def test_project_of_which_nobody_tells_the_money_says_so(reader: Client, language: str):
    page = project("manila-lrt-consulting", language)
    page.funding.all().delete()
    page.partners.all().delete()
    said = shown(reader, page).select_one("[aria-labelledby=funding]").text
    assert {"en": "do not say who paid", "ko": "출처에 나오지 않습니다"}[language] in said


def test_project_leads_to_what_its_adopter_tells(reader: Client, language: str):
    page = project("ulaanbaatar-card-bms", language)
    record = AdopterRecordPage.objects.get(slug="ulaanbaatar-u-money", locale__language_code=language)
    assert shown(reader, page).select(f"[aria-labelledby=records] a[href='{record.url}']")
    record.unpublish()
    assert not shown(reader, page).select("[aria-labelledby=records]")


NAMES = {
    "projects": {"en": "register of projects", "ko": "사업 목록"},
    "tenders": {"en": "tenders", "ko": "입찰"},
}


@pytest.mark.parametrize("slug", NAMES)
def test_search_finds_the_parts_of_the_archive_by_their_names(reader: Client, language: str, slug: str):
    query = {"q": NAMES[slug][language], "kind": "section"}
    findings = reader.get(f"/{language}/search/", query).context["findings"]
    assert any(entry.url.endswith(f"/{slug}/") for entry in findings.entries[:2])


def test_disputed_project_says_why(reader: Client, language: str):
    page = project("hunan-henan-river", language)
    assert page.disputed
    assert page.disputed in shown(reader, page).select_one(".facts .dispute").text


@pytest.mark.parametrize("status", ["stalled", "abandoned"])
def test_what_came_to_nothing_is_said_as_plainly(reader: Client, language: str, status: str):
    page = project("baku-its", language)
    assert shown(reader, page).select_one(".notice--plain") is None
    ProjectPage.objects.filter(pk=page.pk).update(status=status)
    assert shown(reader, page).select_one(".notice--plain").text.strip()


def test_project_stands_on_the_policies_that_it_carried(reader: Client, language: str):
    page = project("ulaanbaatar-card-bms", language)
    policies = {link["href"] for link in shown(reader, page).select("[aria-labelledby=policies] .entry-title a")}
    assert f"/{language}/policies/transportation/t-money-transport-card/" in policies
    for policy in policies:
        carried = BeautifulSoup(reader.get(policy).content, "html.parser").select("[aria-labelledby=lineage] a")
        assert page.url in {link["href"] for link in carried}


def test_project_that_is_a_draft_is_not_on_the_page_of_its_policy(reader: Client, language: str):
    page = project("ulaanbaatar-card-bms", language)
    page.unpublish()
    policy = reader.get(f"/{language}/policies/transportation/t-money-transport-card/").content.decode()
    assert page.title not in policy
    assert reader.get(page.url).status_code == 410


@pytest.mark.parametrize(
    "query", ["Chanchamayo water", "찬차마요 상수도", "Wellington transport card", "웰링턴 교통카드"]
)
def test_search_finds_a_project_by_its_city_in_either_language(reader: Client, language: str, query: str):
    findings = reader.get(f"/{language}/search/", {"q": query}).context["findings"]
    wanted = "wellington-snapper" if "ellington" in query or "웰링턴" in query else "chanchamayo-waterworks"
    assert wanted in [entry.id for entry in findings.entries if entry.kind == "project"][:3]


def test_section_counts_what_is_in_the_register(reader: Client, language: str):
    page = BeautifulSoup(reader.get(f"/{language}/sharing/").content, "html.parser")
    said = " ".join(page.select_one(".masthead").text.split())
    countries = set()
    for place in ProjectPage.objects.filter(locale__language_code=language).select_related("place__country"):
        countries.add((place.place.country or place.place).slug)
    assert "63" in said
    assert str(len(countries)) in said
    assert f"/{language}/sharing/projects/" in {link["href"] for link in page.select("main a")}


def test_document_is_offered_while_its_project_is_public(reader: Client, language: str):
    page = project("baku-its", language)
    file = ArchiveFile.objects.create(title="Agreement", file=ContentFile(b"What was agreed.\n", "agreement.txt"))
    assert reader.get(file.url).status_code == 404
    ProjectFile.objects.create(page=page, locale=page.locale, title="Agreement", document=file)
    assert file.url in {link["href"] for link in shown(reader, page).select("[aria-labelledby=files] a")}
    answer = reader.get(file.url)
    assert b"".join(answer.streaming_content) == b"What was agreed.\n"
    page.unpublish()
    assert reader.get(file.url).status_code == 410


def test_amount_without_a_currency_is_refused(language: str):
    with pytest.raises(ValidationError) as refused:
        ProjectFunding(amount=5, what="x", kind="grant").clean()
    assert list(refused.value.message_dict) == ["currency"]


def test_project_that_ends_before_it_begins_is_refused(language: str):
    page = project("baku-its", language)
    page.year_started, page.year_ended = 2012, 2011
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["year_ended"]


def test_steps_of_a_project_are_among_its_versions(reader: Client, language: str):
    page = project("baku-its", language)
    draft = page.get_latest_revision_as_object()
    draft.steps.add(ProjectStep(stage="after", year=2020, text="Nobody asked again.", locale=page.locale))
    draft.save_revision().publish()
    said = reader.get(f"/{language}/versions/{page.pk}/2/").content.decode()
    assert "Nobody asked again." in said

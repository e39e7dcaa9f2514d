"""What became of a work: every account of it in one place, wherever the work is told."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from seoulsolution.archive.models import AdopterRecordPage, ProjectPage
from seoulsolution.archive.sharing.lineage import outcomes_of_projects, passages_of_place, passages_of_policy
from seoulsolution.archive.sharing.models import ProjectStatus
from seoulsolution.archive.sharing.outcomes import Outcome
from seoulsolution.archive.sharing.outcomes_told import STEPS
from seoulsolution.archive.sharing.status_meanings import OF_OUTCOMES, OF_PROJECTS
from seoulsolution.core.places import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

TAX = {
    "en": ["Register of projects (2018)", "Lineage of policies (2025)", "Adopter’s record (2025)"],
    "ko": ["사업 목록(2018년)", "정책의 계보(2025년)", "도입 기록(2025년)"],
}
WORDS = {
    "en": ["No later report found", "Planned", "Partly in use"],
    "ko": ["이후 보고를 찾지 못함", "계획", "일부 사용 중"],
}
PLACES = {
    "project": "sharing/projects/colombo-tax/",
    "record": "sharing/records/colombo-revenue-system/",
    "city": "cities/colombo/",
    "policy": "policies/e-government/etax/",
    "like": "cities/like-yours/?city=dhaka",
    "register": "sharing/projects/?country=sri-lanka",
    "records": "sharing/records/",
    "lineage": "sharing/lineage/?area=e-government",
    "news": "news/five-exports-2016/",
}


def project(slug: str, language: str) -> ProjectPage:
    return ProjectPage.objects.get(slug=slug, locale__language_code=language)


def shown(reader: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(address).content, "html.parser")


def told_of_tax(page: BeautifulSoup) -> list[str]:
    """The accounts beside the link to the project or record of Colombo's taxes, each with its word."""
    for accounts in page.select(".outcomes, [aria-labelledby=outcomes] dl"):
        if accounts.select("a[href$='/colombo-revenue-system/'], dt a[href$='/colombo-tax/']"):
            return [" ".join(row.text.split()) for row in accounts.find_all(["li", "div"], recursive=False)]
    return []


@pytest.mark.parametrize("name", PLACES)
def test_every_account_of_a_work_stands_wherever_the_work_is_told(reader: Client, language: str, name: str):
    told = told_of_tax(shown(reader, f"/{language}/{PLACES[name]}"))
    assert len(told) == len(TAX[language])
    for row, account, word in zip(told, TAX[language], WORDS[language], strict=True):
        assert row.startswith(account)
        assert word in row


@pytest.mark.parametrize("name", ["project", "record"])
def test_page_of_a_work_says_why_accounts_differ_and_what_each_rests_on(reader: Client, language: str, name: str):
    section = shown(reader, f"/{language}/{PLACES[name]}").select_one("[aria-labelledby=outcomes]")
    assert {"en": "how far a project came", "ko": "어디까지 진행되었는지"}[language] in section.text
    assert all(claim.select(".source-mark, .sign--unrecorded") for claim in section.select(".claim"))
    assert len(section.select(".claim")) == 3


MEANINGS = {
    "en": ["No report was found of how the project ended.", "The place means to do it", "Some of it is in use"],
    "ko": ["사업이 어떻게 끝났는지", "추진할 계획", "일부는 현지에서 쓰고 있거나"],
}


@pytest.mark.parametrize("name", ["project", "record"])
def test_page_of_a_work_says_what_each_word_means_and_has_no_link_to_itself(reader: Client, language: str, name: str):
    address = f"/{language}/{PLACES[name]}"
    section = shown(reader, address).select_one("[aria-labelledby=outcomes]")
    for claim, meaning in zip(section.select(".claim"), MEANINGS[language], strict=True):
        assert meaning in claim.text
    others = {"project": "/sharing/records/colombo-revenue-system/", "record": "/sharing/projects/colombo-tax/"}
    assert [link["href"] for link in section.select("dt a")] == [f"/{language}{others[name]}"]


def test_status_that_stands_alone_says_what_it_means(reader: Client, language: str):
    page = shown(reader, project("hcmc-card-its", language).url)
    assert {"en": "that the work began is not known", "ko": "사업을 시작했다는 자료는 찾지 못했습니다"}[
        language
    ] in page.select_one(".policy-side .facts").text


def test_every_status_has_a_meaning():
    assert set(OF_PROJECTS) == set(ProjectStatus)
    assert set(OF_OUTCOMES) == set(Outcome)
    assert {*ProjectStatus, *Outcome} == set(STEPS)


DISPUTE = {
    "en": "By this record the city approved one developer's outline in March 2025",
    "ko": "이 기록에는 시가 2025년 3월 한 개발사의 구상을 승인했다고",
}


@pytest.mark.parametrize("address", ["cities/hanoi/", "policies/environment/cheonggyecheon-restoration/"])
def test_what_a_record_disputes_stands_wherever_the_work_is_told(reader: Client, language: str, address: str):
    page = shown(reader, f"/{language}/{address}")
    (passage,) = [one for one in page.select(".lineage > li") if one.select("a[href$='/hanoi-to-lich/']")]
    (dispute,) = [one for one in passage.select(".dispute") if DISPUTE[language] in one.text]
    assert dispute.select("a[href$='/hanoi-to-lich-river/']")
    AdopterRecordPage.objects.filter(slug="hanoi-to-lich-river").update(disputed="")
    assert DISPUTE[language] not in shown(reader, f"/{language}/{address}").text


def test_dispute_of_each_account_is_told_once(reader: Client, language: str):
    page = shown(reader, f"/{language}/cities/ho-chi-minh-city/")
    (study,) = [one for one in page.select(".lineage > li") if one.select("a[href$='/ho-chi-minh-city-brt/']")]
    record, own = study.select(".dispute")
    assert record.select("a[href$='/sharing/records/ho-chi-minh-city-brt/']")
    assert not own.select("a")
    AdopterRecordPage.objects.filter(slug="ho-chi-minh-city-brt").update(disputed="")
    page = shown(reader, f"/{language}/cities/ho-chi-minh-city/")
    (study,) = [one for one in page.select(".lineage > li") if one.select("a[href$='/ho-chi-minh-city-brt/']")]
    assert len(study.select(".dispute")) == 1


@pytest.mark.parametrize(
    ("slug", "sort", "year"),
    [
        ("wellington-snapper", "record", 2022),
        ("bogota-sitp", "record", 2026),
        ("kuala-lumpur-cbts-2010", "transfer", 2011),
        ("jakarta-mrt-operation", "project", 2024),
    ],
)
def test_account_has_the_last_year_of_which_it_tells(language: str, slug: str, sort: str, year: int):
    key = project(slug, language).translation_key
    told = {one.sort: one.year for one in outcomes_of_projects([key], language)[key]}
    assert told[sort] == year


def test_accounts_that_agree_are_told_once(reader: Client, language: str):
    page = project("athens-e-ticketing", language)
    told = outcomes_of_projects([page.translation_key], language)[page.translation_key]
    assert [one.sort for one in told] == ["project", "record"]
    alone = project("maputo-egov-fs", language)
    ProjectPage.objects.filter(pk=alone.pk).update(status="unknown")
    assert shown(reader, alone.url).select("[aria-labelledby=outcomes]") == []


@pytest.mark.parametrize("name", ["city", "policy", "lineage", "register"])
def test_account_that_is_not_public_is_not_told(reader: Client, language: str, name: str):
    AdopterRecordPage.objects.get(slug="colombo-revenue-system", locale__language_code=language).unpublish()
    page = shown(reader, f"/{language}/{PLACES[name]}")
    assert TAX[language][2] not in page.text
    assert TAX[language][0] in page.text
    project("colombo-tax", language).unpublish()
    assert TAX[language][0] not in shown(reader, f"/{language}/{PLACES[name]}").text


PLANNED = {"en": "2014–2017 (planned)", "ko": "2014~2017년 (예정)"}


@pytest.mark.parametrize(
    "address", ["cities/central-java/", "policies/water/waterworks-expansion/", "sharing/lineage/?area=water"]
)
def test_years_that_were_planned_say_so_in_the_lineage(reader: Client, language: str, address: str):
    years = [" ".join(one.text.split()) for one in shown(reader, f"/{language}/{address}").select(".lineage-years")]
    assert PLANNED[language] in years


def test_transfer_that_was_only_planned_says_so(reader: Client, language: str):
    page = shown(reader, f"/{language}/policies/water/revenue-water-ratio/")
    dodoma = page.select_one(f".lineage > li:has(a[href='/{language}/cities/dodoma/'])")
    assert dodoma.select_one(".status--planned").text == {"en": "Planned", "ko": "계획"}[language]


def test_record_on_a_policy_has_the_years_of_its_transfer(language: str):
    record = AdopterRecordPage.objects.get(slug="seoul-median-lanes-from-curitiba", locale__language_code=language)
    place = Place.objects.get(slug="curitiba", locale__language_code=language)
    (from_there,) = [one for one in passages_of_place(place.pk, "curitiba", language) if one.taker.is_home]
    for row in record.policies.all():
        told = passages_of_policy(row.policy.translation_key, language)
        (passage,) = [one for one in told if one.giver.slug == "curitiba"]
        assert (passage.years, passage.record[1]) == (from_there.years, record.url)
        assert passage.years.startswith("2003")

"""What of a city follows the clock: issues that cease to be current; and the visits of its people."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.cities.searchable import Cities
from seoulsolution.archive.models import CityIssue, CityPage, CityVisit, PolicyPage
from seoulsolution.core.vocabulary import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

DAY = date(2027, 3, 1)
SOURCE = "https://example.org/metro"


def city(language: str, slug: str = "bangkok") -> CityPage:
    return CityPage.objects.get(slug=slug, locale__language_code=language)


def issue(page: CityPage, heading: str = "The metro opens", until: date = date(2027, 3, 31), **values) -> CityIssue:
    row = {"text": "The metro opens to the port.", "dated": DAY, "basis": "cited", "source": SOURCE}
    return CityIssue(page=page, locale=page.locale, heading=heading, valid_until=until, **row | values)


def visit(page: CityPage, when: str = "2016-06", policies: str = "topis", **values) -> CityVisit:
    return CityVisit(
        page=page,
        locale=page.locale,
        when=when,
        policies=policies,
        **{"who": "A delegation of 12", "purpose": "To see control rooms", "source": SOURCE, "basis": "cited"} | values,
    )


def shown(reader: Client, page: CityPage) -> BeautifulSoup:
    return BeautifulSoup(reader.get(page.url).content, "html.parser")


def headings(section: BeautifulSoup) -> tuple[list[str], list[str]]:
    """Those that are told as current, and those that are folded away."""
    every = [one.text for one in section.select(".entry-title")]
    folded = [one.text for one in section.select("details:not([open]) .fold-body .entry-title")]
    return [one for one in every if one not in folded], folded


def test_words_of_an_issue_find_its_city_and_say_of_which_day_they_are(language: str):
    page = city(language)
    issue(page).save()
    texts = Cities().texts([str(page.translation_key)])
    (text,) = [text for text in texts if text.language == language]
    assert "The metro opens to the port." in text.passages[-1]
    assert "2027" in text.passages[-1]


def test_issue_is_current_until_its_last_day_in_the_time_of_the_site(reader: Client, at_moment, language: str):
    page = city(language)
    issue(page).save()
    issue(page, "Fares rise", date(2027, 6, 30), dated=date(2027, 3, 5)).save()
    for moment, current, earlier, change in (
        ("2027-03-31T23:59:59+09:00", ["Fares rise", "The metro opens"], [], "2027-04-01T00:00:00+09:00"),
        ("2027-04-01T00:00:00+09:00", ["Fares rise"], ["The metro opens"], "2027-07-01T00:00:00+09:00"),
        ("2027-07-01T00:00:00+09:00", [], ["Fares rise", "The metro opens"], None),
    ):
        at_moment(moment)
        section = shown(reader, page).select_one("[aria-labelledby=issues]")
        assert headings(section) == (current, earlier)
        assert bool(section.select(":scope > p.quiet")) == (not current)
        assert (page.changes_at and page.changes_at.isoformat()) == change


def test_issue_says_when_until_when_by_whom_and_how_it_is_known(reader: Client, at_moment, language: str):
    at_moment("2027-03-10T12:00:00+09:00")
    page = city(language)
    row = issue(page)
    row.office = Organisation.objects.filter(locale=page.locale).first()
    row.save()
    whole = shown(reader, page)
    told = " ".join(whole.select_one("[aria-labelledby=issues] li").text.split())
    for part in {"en": ["1 March 2027", "31 March 2027"], "ko": ["2027년 3월 1일", "2027년 3월 31일"]}[language]:
        assert part in told
    among_the_open = whole.select_one("[aria-labelledby=open] li:has(a[href='#issues'])")
    assert {"en": "valid until 31 March 2027", "ko": "2027년 3월 31일까지 유효"}[language] in among_the_open.text
    assert among_the_open.select_one("details, .sign, a[href^='#source']")
    assert row.office.name in told
    assert SOURCE in {link["href"] for link in shown(reader, page).select(".sources a[href]")}


def test_city_without_issues_and_visits_has_no_sections_of_them(reader: Client, language: str):
    page = city(language)
    assert shown(reader, page).select("[aria-labelledby=issues], [aria-labelledby=visits]") == []
    assert page.changes_at is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"until": date(2027, 3, 1)}, "valid_until"),
        ({"until": date(2029, 3, 2)}, "valid_until"),
        ({"dated": date(2027, 3, 11)}, "dated"),
        ({"source": ""}, "source"),
        ({"source": "A newspaper, 2027", "basis": "cited"}, "source"),
    ],
)
def test_issue_that_would_mislead_is_refused(at_moment, values: dict[str, object], field: str):
    at_moment("2027-03-10T12:00:00+09:00")
    with pytest.raises(ValidationError) as refused:
        issue(city("en"), **values).clean()
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(("dated", "until"), [(DAY, date(2029, 3, 1)), (date(2024, 2, 29), date(2026, 2, 28))])
def test_issue_may_be_valid_for_two_years(at_moment, dated: date, until: date):
    at_moment("2027-03-10T12:00:00+09:00")
    issue(city("en"), dated=dated, until=until).clean()


def test_visit_names_the_policies_that_were_looked_at_in_the_language_of_the_reader(reader: Client, language: str):
    page = city(language)
    visit(page, policies="topis owl-bus").save()
    visit(page, "2019", "").save()
    section = shown(reader, page).select_one("[aria-labelledby=visits]")
    assert [when.text for when in section.select("dt")] == {
        "en": ["2019", "June 2016"],
        "ko": ["2019년", "2016년 6월"],
    }[language]
    policies = PolicyPage.objects.filter(slug__in=["topis", "owl-bus"], locale__language_code=language)
    links = {link["href"]: link.text for link in section.select("a[href*='/policies/']")}
    assert links == {policy.url: policy.title for policy in policies}
    policies.get(slug="owl-bus").unpublish()
    other = PolicyPage.objects.exclude(locale__language_code=language).get(slug="owl-bus")
    other.unpublish()
    section = shown(reader, page).select_one("[aria-labelledby=visits]")
    assert [link["href"] for link in section.select("a[href*='/policies/']")] == [policies.get(slug="topis").url]


@pytest.mark.parametrize("policies", ["topis nowhere", "TOPIS", "<b>", "topis,owl-bus"])
def test_visit_to_a_policy_that_there_is_not_is_refused(policies: str):
    with pytest.raises(ValidationError) as refused:
        visit(city("en"), policies=policies).full_clean(exclude=["translation_key"])
    assert list(refused.value.message_dict) == ["policies"]


def test_city_costs_the_same_with_one_issue_and_visit_and_with_three(reader: Client, language: str):
    page = city(language)
    costs = []
    for number in range(3):
        issue(page, f"Issue {number}").save()
        visit(page).save()
        reader.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            reader.get(page.url)
        costs.append(len(captured))
    assert costs[0] == costs[2] <= 10


def test_city_leads_to_its_feed(reader: Client, language: str):
    page = shown(reader, city(language))
    address = f"/{language}/feeds/places/bangkok.atom"
    assert page.select_one(f"link[rel=alternate][type='application/atom+xml'][href='{address}']")
    assert page.select_one(f"main a[href='{address}']")
    assert reader.get(address).status_code == 200

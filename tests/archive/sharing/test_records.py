"""Adopters' records: what was kept, changed and left out, told by whom, and the reply of those who are told of."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from seoulsolution.archive.models import AdopterRecordPage
from seoulsolution.archive.sharing.outcomes import Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

LIST = "/{0}/sharing/records/"


def record(slug: str, language: str) -> AdopterRecordPage:
    return AdopterRecordPage.objects.get(slug=slug, locale__language_code=language)


def shown(reader: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(address).content, "html.parser")


def test_every_record_of_the_files_is_there_with_all_its_parts(language: str):
    records = AdopterRecordPage.objects.filter(locale__language_code=language)
    outcomes = [page.outcome for page in records]
    assert len(outcomes) == 20
    assert outcomes.count(Outcome.STALLED) + outcomes.count(Outcome.ABANDONED) == 7
    assert all(page.adaptations.exists() and page.source for page in records)


def test_parts_stand_under_what_was_done_with_them(reader: Client, language: str):
    page = shown(reader, record("auckland-snapper", language).url)
    groups = {group["class"][0]: len(group.select("li")) for group in page.select(".adapted > div")}
    assert groups == {"adapted-kept": 1, "adapted-changed": 2, "adapted-left_out": 2}


def test_record_says_who_wrote_it(reader: Client, language: str):
    page = record("auckland-snapper", language)
    before = shown(reader, page.url)
    by_others = before.select_one(".notice--plain").text
    page.written_by, page.author = "city", "Auckland Transport"
    page.save_revision().publish()
    after = shown(reader, page.url)
    by_the_city = after.select_one(".notice--plain").text
    replies = [one.select_one("[aria-labelledby=reply]") is not None for one in (before, after)]
    assert replies == [True, False], "a city does not reply to itself"
    assert {"en": "not a statement of the city", "ko": "해당 도시가 밝힌 내용이 아님"}[language] in by_others
    assert "Auckland Transport" in by_the_city
    assert by_others.strip() not in by_the_city


def test_reply_stands_beside_the_record(reader: Client, language: str):
    page = record("auckland-snapper", language)
    assert shown(reader, page.url).select_one("[aria-labelledby=reply] blockquote") is None
    page.reply, page.reply_by, page.reply_on = "We see it otherwise.", "Auckland Transport", date(2026, 3, 1)
    page.save_revision().publish()
    reply = shown(reader, page.url).select_one("[aria-labelledby=reply]")
    assert reply.blockquote.text.strip() == "We see it otherwise."
    assert "Auckland Transport" in reply.text
    assert {"en": "1 March 2026", "ko": "2026년 3월 1일"}[language] in reply.text


def test_reply_stands_on_the_page_that_has_no_translation_of_it_yet(reader: Client, language: str):
    page = AdopterRecordPage.objects.get(slug="auckland-snapper", locale__language_code=language)
    other = page.get_translations().get().specific
    other.reply, other.reply_by, other.reply_in = "We see it otherwise.", "Auckland Transport", "en"
    other.save_revision()
    assert shown(reader, page.url).select_one("[aria-labelledby=reply] blockquote") is None
    other.get_latest_revision().publish()
    reply = shown(reader, page.url).select_one("[aria-labelledby=reply]")
    assert reply.blockquote.text.strip() == "We see it otherwise."
    assert {"en": "written in: English", "ko": "작성 언어: 영어"}[language] in reply.text


def test_disputed_record_says_why(reader: Client, language: str):
    page = record("bogota-sitp-card", language)
    assert page.disputed
    assert page.disputed in shown(reader, page.url).select_one(".facts .dispute").text


def test_list_marks_the_records_that_are_disputed(reader: Client, language: str):
    disputed = AdopterRecordPage.objects.filter(locale__language_code=language).exclude(disputed="")
    page = BeautifulSoup(reader.get(f"/{language}/sharing/records/").content, "lxml")
    signs = page.select("main li .entry-facts .sign--disputed")
    marked = {sign.find_parent("li").select_one(".entry-title a")["href"] for sign in signs}
    assert marked == {record.url for record in disputed}
    assert marked


def test_record_stands_on_its_policy_its_project_and_its_city(reader: Client, language: str):
    page = record("auckland-snapper", language)
    for address in ("policies/transportation/t-money-transport-card/", "cities/auckland/"):
        links = shown(reader, f"/{language}/{address}").select("[aria-labelledby=lineage] a")
        assert page.url in {link["href"] for link in links}, address
    facts = {link["href"] for link in shown(reader, page.url).select(".facts a")}
    assert {f"/{language}/sharing/projects/auckland-card/", f"/{language}/cities/auckland/"} <= facts


def test_draft_of_a_record_shows_up_nowhere(reader: Client, language: str):
    page = record("auckland-snapper", language)
    page.unpublish()
    for address in (
        LIST.format(language),
        f"/{language}/cities/auckland/",
        f"/{language}/sharing/projects/auckland-card/",
    ):
        assert page.url not in reader.get(address).content.decode(), address
    assert reader.get(page.url).status_code == 410


@pytest.mark.parametrize("outcome", ["stalled", "abandoned", "in_use"])
def test_list_is_narrowed_by_what_became_of_it(reader: Client, language: str, outcome: str):
    context = reader.get(LIST.format(language), {"outcome": outcome}).context
    wanted = AdopterRecordPage.objects.filter(locale__language_code=language, outcome=outcome)
    assert {line.title for line in context["records"]} == set(wanted.values_list("title", flat=True))
    facet = next(facet for facet in context["filters"].facets if facet.field.name == "outcome")
    assert sum(option.number for option in facet.options if option.value) == 20


@pytest.mark.parametrize("query", ["outcome=nonsense", "country=%E2%98%83", "page=99999999999", "sort='"])
def test_list_forgives_a_bad_query(reader: Client, language: str, query: str):
    assert reader.get(f"{LIST.format(language)}?{query}").status_code == 200


def test_record_only_in_another_language_is_named_as_such(reader: Client, language: str):
    page = record("masan-quasi-public-bus", language)
    page.unpublish()
    other = {"en": "ko", "ko": "en"}[language]
    context = reader.get(LIST.format(language)).context
    assert [one.title for one in context["elsewhere"]] == [record("masan-quasi-public-bus", other).title]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"written_by": "city", "author": ""}, "author"), ({"reply": "No.", "reply_by": ""}, "reply_by")],
)
def test_words_of_nobody_are_refused(language: str, values: dict[str, str], field: str):
    page = record("auckland-snapper", language)
    for name, value in values.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("query", ["Snapper card Auckland", "스내퍼 카드 오클랜드"])
def test_search_finds_a_record(reader: Client, language: str, query: str):
    findings = reader.get(f"/{language}/search/", {"q": query}).context["findings"]
    assert "auckland-snapper" in [entry.id for entry in findings.entries if entry.kind == "record"][:3]


def test_record_of_a_project_leads_to_whose_money_it_was(reader: Client, language: str):
    page = BeautifulSoup(reader.get(f"/{language}/sharing/records/colombo-revenue-system/").content, "html.parser")
    (link,) = page.select(".facts a[href$='/colombo-tax/#funding']")
    there = BeautifulSoup(reader.get(link["href"].split("#")[0]).content, "html.parser")
    assert {"en": "USD 8.5 million", "ko": "850만 달러"}[language] in there.select_one("[aria-labelledby=funding]").text

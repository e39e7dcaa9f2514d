"""Tenders and calls abroad: a content may bring them, each becomes a page in every language."""

import csv
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from seoulsolution.archive.loading.faults import ContentError, WrongValueError
from seoulsolution.archive.loading.parse import parse
from seoulsolution.archive.loading.values import TimeOfDay
from seoulsolution.archive.models import TenderPage

TENDER = {
    "id": "bogota-buses",
    "place_id": "bogota",
    "area_id": "transport",
    "closes_on": "2035-03-01",
    "closes_at": "15:00",
    "time_zone": "America/Bogota",
    "amount": "1500000",
    "currency": "USD",
    "website": "https://example.org/tender",
    "source": "https://example.org/notice",
    "confidence": "high",
    "title_en": "Night buses, thirty of them",
    "title_ko": "심야 버스 서른 대",
    "issuer_en": "City of Bogotá",
    "issuer_ko": "보고타 시",
    "summary_en": "Thirty buses that run at night.",
    "summary_ko": "밤에 다니는 버스 서른 대를 산다.",
    "disputed_en": "",
    "disputed_ko": "",
}


@pytest.fixture
def bring(folder: Path) -> Callable[..., None]:
    """Write the file of tenders with these rows."""

    def write(*rows: dict[str, str]) -> None:
        with (folder / "tenders.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, TENDER)
            writer.writeheader()
            writer.writerows(rows)

    return write


@pytest.mark.parametrize(("text", "read"), [("9:05", time(9, 5)), ("15:00", time(15)), ("15:00:00", time(15))])
def test_time_is_read_as_people_and_spreadsheets_write_it(text: str, read: time):
    assert TimeOfDay().read(text) == read


@pytest.mark.parametrize("text", ["25:00", "15:00:30", "15", "15:00:00:00"])
def test_what_is_no_time_of_the_day_is_a_fault(text: str):
    with pytest.raises(WrongValueError):
        TimeOfDay().read(text)


def test_content_without_the_file_has_no_tenders(folder: Path):
    assert parse(folder).tenders == []


def test_tender_becomes_a_page_in_every_language_and_goes_with_its_row(load, bring, client: Client):
    bring(TENDER, TENDER | {"id": "bogota-lamps", "closes_on": "", "closes_at": "", "time_zone": "", "area_id": ""})
    before = load().created
    pages = {page.locale.language_code: page for page in TenderPage.objects.filter(slug="bogota-buses")}
    assert {code: page.title for code, page in pages.items()} == {"en": TENDER["title_en"], "ko": TENDER["title_ko"]}
    for language, page in pages.items():
        assert (page.closes_on, page.closes_at) == (date(2035, 3, 1), time(15))
        assert (page.time_zone, page.amount, page.currency) == ("America/Bogota", Decimal(1500000), "USD")
        assert {page.place.locale.language_code, page.area.locale.language_code} == {language}
        page.full_clean()
        answer = client.get(f"/{language}/cities/tenders/bogota-buses/")
        assert TENDER[f"summary_{language}"] in answer.content.decode()
        assert page.title in client.get(f"/{language}/cities/tenders/").content.decode()
    again = load()
    assert (again.created, again.changed, again.unchanged) == (0, 0, before)
    bring(TENDER | {"title_en": "Forty night buses"})
    report = load(force=True)
    assert (report.changed, len(report.removed)) == (1, 1)
    assert TenderPage.objects.get(slug="bogota-buses", locale__language_code="en").title == "Forty night buses"


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"place_id": "atlantis"}, "tenders.csv:2: place_id: “atlantis” is not known"),
        ({"area_id": "magic"}, "tenders.csv:2: area_id: “magic” is not known"),
        ({"closes_on": "soon"}, "tenders.csv:2: closes_on: “soon”"),
        ({"closes_at": "25:00"}, "tenders.csv:2: closes_at: “25:00”"),
        ({"closes_on": ""}, "tenders.csv:2: closes_on: is empty"),
        ({"time_zone": ""}, "tenders.csv:2: time_zone: is empty"),
        ({"time_zone": "Mars/Olympus"}, "tenders.csv:2: time_zone: “Mars/Olympus”"),
        ({"currency": ""}, "tenders.csv:2: currency: is empty"),
        ({"amount": "-1"}, "tenders.csv:2: amount: “-1”"),
        ({"website": "javascript:alert(1)"}, "tenders.csv:2: website: “javascript:alert(1)”"),
        ({"title_en": ""}, "tenders.csv:2: title_en: is empty"),
    ],
)
def test_faulty_tender_names_line_field_and_reason(folder: Path, bring, wrong: dict[str, str], fault: str):
    bring(TENDER | wrong)
    with pytest.raises(ContentError) as refused:
        parse(folder)
    assert fault in str(refused.value)


def test_tender_twice_is_refused(folder: Path, bring):
    bring(TENDER, TENDER)
    with pytest.raises(ContentError, match=r"tenders\.csv:3: id: “bogota-buses” is already on line 2"):
        parse(folder)

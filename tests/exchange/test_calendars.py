"""The calendar of training: whole days, stable ids, one for each language, and nothing that is not public."""

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import ProgrammePage, TenderPage, TendersPage, TrainingPage
from seoulsolution.core.places import Place

pytestmark = pytest.mark.django_db


def programme(slug: str, language: str) -> ProgrammePage:
    return ProgrammePage.objects.get(slug=slug, locale__language_code=language)


def calendar(reader: Client, language: str, of: str = "sharing/training/") -> bytes:
    answer = reader.get(f"/{language}/{of}calendar.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return answer.content


def events(reader: Client, language: str, of: str = "sharing/training/") -> dict[str, object]:
    return {str(event["UID"]): event for event in Calendar.from_ical(calendar(reader, language, of)).walk("VEVENT")}


@pytest.fixture
def tenders(language: str) -> list[TenderPage]:
    """One that closes at a time, one on a day, and one of which nothing is known."""
    above = TendersPage.objects.get(locale__language_code=language)
    place = Place.objects.get(slug="bogota", locale=above.locale)
    made = []
    for slug, closes_on, closes_at in (
        ("a", date(2027, 3, 31), time(17)),
        ("b", date(2027, 4, 1), None),
        ("c", None, None),
    ):
        page = TenderPage(
            title={"en": f"Buses {slug}", "ko": f"버스 {slug}"}[language], slug=slug, locale=above.locale, place=place,
            issuer="Transmilenio", summary={"en": "Buses are wanted.", "ko": "버스를 찾는다."}[language],
            closes_on=closes_on, closes_at=closes_at, time_zone="America/Bogota" if closes_on else "",
            website="https://example.org/tender",
        )  # fmt: skip
        above.add_child(instance=page)
        page.save_revision().publish()
        made.append(TenderPage.objects.get(pk=page.pk))
    return made


def test_programmes_with_known_days_are_whole_days(reader: Client, language: str):
    found = events(reader, language)
    known = {page for page in ProgrammePage.objects.filter(locale__language_code=language) if len(page.starts) == 10}
    assert len(known) == 8
    assert set(found) == {str(page.translation_key) for page in known}
    page = programme("kyiv-2017", language)
    event = found[str(page.translation_key)]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2017, 6, 5), date(2017, 6, 10))
    assert event["DTSTAMP"].dt == page.last_published_at.replace(microsecond=0)
    assert (str(event["SUMMARY"]), str(event["URL"])) == (page.title, page.canonical_url)


@pytest.mark.parametrize(("of", "name"), [("", "calendar"), ("sharing/training/", "training")])
def test_file_is_called_after_what_it_holds(reader: Client, language: str, of: str, name: str):
    answer = reader.get(f"/{language}/{of}calendar.ics")
    assert f'filename="{name}-{language}.ics"' in answer["Content-Disposition"]


def test_one_day_without_an_end_ends_that_day(reader: Client, language: str):
    page = programme("kyiv-2017", language)
    ProgrammePage.objects.filter(pk=page.pk).update(ends="")
    assert events(reader, language)[str(page.translation_key)]["DTEND"].dt == date(2017, 6, 6)


@pytest.mark.parametrize("ends", ["2017-06", "2017"])
def test_programme_whose_last_day_is_not_known_is_left_out(reader: Client, language: str, ends: str):
    page = programme("kyiv-2017", language)
    ProgrammePage.objects.filter(pk=page.pk).update(ends=ends)
    assert str(page.translation_key) not in events(reader, language)


def test_ids_stay_the_same_in_every_language_and_after_a_new_publication(reader: Client):
    before = set(events(reader, "en"))
    assert before == set(events(reader, "ko"))
    page = programme("kyiv-2017", "en")
    page.title = "Another title"
    page.save_revision().publish()
    assert set(events(reader, "en")) == before


def test_lines_are_folded_and_text_is_escaped(reader: Client, language: str):
    page = programme("kyiv-2017", language)
    title = "버스, 지하철; 그리고\\길 " * 12
    ProgrammePage.objects.filter(pk=page.pk).update(title=title)
    raw = calendar(reader, language)
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert all(line.decode() for line in lines[:-1])
    assert "버스\\, 지하철\\; 그리고\\\\길" in raw.replace(b"\r\n ", b"").decode()
    assert str(events(reader, language)[str(page.translation_key)]["SUMMARY"]) == title


def test_what_is_not_public_is_in_no_calendar(reader: Client, language: str):
    page = programme("kyiv-2017", language)
    page.unpublish()
    assert str(page.translation_key) not in events(reader, language)
    home = TrainingPage.objects.get(locale__language_code=language)
    PageViewRestriction.objects.create(page=home, restriction_type="login")
    assert reader.get(f"/{language}/sharing/training/calendar.ics").status_code == 404


def test_tender_closes_at_a_moment_or_on_a_day(reader: Client, tenders: list[TenderPage], language: str):
    at_five, by_day, _unknown = tenders
    found = events(reader, language, "cities/tenders/")
    assert set(found) == {str(at_five.translation_key), str(by_day.translation_key)}
    event = found[str(at_five.translation_key)]
    assert event["DTSTART"].dt == datetime(2027, 3, 31, 22, tzinfo=UTC)
    assert found[str(by_day.translation_key)]["DTSTART"].dt == date(2027, 4, 1)
    assert at_five.title in str(event["SUMMARY"])
    assert at_five.closing.said in str(event["DESCRIPTION"])
    assert (str(event["URL"]), "DTEND" in event) == (at_five.canonical_url, False)


def test_one_tender_can_be_taken_along(reader: Client, tenders: list[TenderPage], language: str):
    at_five, by_day, unknown = tenders
    for page in (at_five, by_day):
        assert set(events(reader, language, f"cities/tenders/{page.slug}/")) == {str(page.translation_key)}
    assert reader.get(f"{unknown.url}calendar.ics").status_code == 404
    by_day.unpublish()
    assert reader.get(f"{by_day.url}calendar.ics").status_code == 404


def test_calendar_of_the_home_page_has_training_and_tenders(reader: Client, tenders: list[TenderPage], language: str):
    both = events(reader, language, "")
    assert set(both) == set(events(reader, language)) | set(events(reader, language, "cities/tenders/"))
    assert len(both) == 10


@pytest.mark.parametrize("path", ["sharing/calendar.ics", "sharing/trainings/calendar.ics", "cities/calendar.ics"])
def test_page_of_another_kind_has_no_calendar(reader: Client, language: str, path: str):
    assert reader.get(f"/{language}/{path}").status_code == 404


def test_list_leads_to_the_calendar(reader: Client, language: str):
    assert (
        f'href="/{language}/sharing/training/calendar.ics"'
        in reader.get(f"/{language}/sharing/training/").content.decode()
    )

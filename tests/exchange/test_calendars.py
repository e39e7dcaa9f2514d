"""The calendar of training: whole days, stable ids, one for each language, and nothing that is not public."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import ProgrammePage, TrainingPage

pytestmark = pytest.mark.django_db


def programme(slug: str, language: str) -> ProgrammePage:
    return ProgrammePage.objects.get(slug=slug, locale__language_code=language)


def calendar(reader: Client, language: str) -> bytes:
    answer = reader.get(f"/{language}/sharing/training/calendar.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return answer.content


def events(reader: Client, language: str) -> dict[str, object]:
    return {str(event["UID"]): event for event in Calendar.from_ical(calendar(reader, language)).walk("VEVENT")}


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


@pytest.mark.parametrize("path", ["calendar.ics", "sharing/calendar.ics", "sharing/trainings/calendar.ics"])
def test_only_training_has_a_calendar(reader: Client, language: str, path: str):
    assert reader.get(f"/{language}/{path}").status_code == 404


def test_list_leads_to_the_calendar(reader: Client, language: str):
    assert (
        f'href="/{language}/sharing/training/calendar.ics"'
        in reader.get(f"/{language}/sharing/training/").content.decode()
    )

"""Handouts: what is in the PDF, when it is made, when it goes away. Everything here is really typeset."""

import logging
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape, strip_tags
from wagtail.models import PageLogEntry

from seoulsolution.archive.models import AreaPage, PolicyPage
from seoulsolution.archive.policies.handout_contents import edition
from seoulsolution.archive.policies.handouts import Outcome, find_handout, make_handout, path_of
from seoulsolution.archive.policies.manual import read_manual

from .handout_pages import MANUAL, get_policy, publish, read_pdf, squeeze, tags, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.archive.policies.handout_pages")]

HOSTILE = r'#import "x" $a^2$ *b* _c_ \ #panic() [d] <e> @f `g` // h'


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.HANDOUTS_DIR = tmp_path / "handouts"
    return settings.HANDOUTS_DIR


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """Do what waits for the end of the transaction, at the end of the `with`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def few() -> None:
    """Three policies are published, two of them neighbours: what follows from an event stays small."""
    PolicyPage.objects.exclude(slug__in=[MANUAL, "owl-bus", "topis"]).update(live=False)


# What is in it


def test_pdf_is_tagged_and_names_language_title_author_and_keywords(language: str):
    page = get_policy(MANUAL, language)
    assert make_handout(page) == Outcome.MADE
    reader = read_pdf(page)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata["/Title"] == page.title
    assert reader.metadata["/Author"] == {"ko": "서울정책아카이브", "en": "Seoul Solution"}[language]
    assert page.keywords.first().word in reader.metadata["/Keywords"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert page.title in xmp


def test_text_of_the_page_can_be_copied_from_the_pdf(language: str):
    page = get_policy(MANUAL, language)
    make_handout(page)
    text = text_of(read_pdf(page))
    for said in (
        strip_tags(page.background[0].value.source),
        page.milestones.first().text,
        page.difficulties.first().solution,
        page.for_other_cities[0].value[0],
    ):
        assert squeeze(said) in text
    assert not set(text) & set("\u2060\u00ad\ufeff\ufffd□")


def test_every_font_is_embedded_and_maps_to_characters():
    page = get_policy("public-transport-reform-2004", "ko")
    make_handout(page)
    fonts = [font.get_object() for p in read_pdf(page).pages for font in p["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
        assert "Pretendard" in font["/BaseFont"]


def test_cover_says_title_in_both_languages_version_and_short_address(language: str, settings: Any):
    page = get_policy(MANUAL, language)
    other = get_policy(MANUAL, "en" if language == "ko" else "ko")
    make_handout(page)
    cover = squeeze(read_pdf(page).pages[0].extract_text())
    for said in (page.title, other.title, page.one_line, f"{settings.SITE_URL}/p/{MANUAL}/"):
        assert squeeze(said) in cover
    assert str(page.last_published_at.year) in cover
    languages = {tag.get("/Lang") for tag in tags(read_pdf(page))}
    assert other.locale.language_code in languages, "the title in the other language carries its language"


def test_edition_counts_what_was_published_and_not_what_was_saved(language: str):
    page = get_policy(MANUAL, language)
    first = edition(page)
    for summary in ("One", "Two", "Three"):
        page.summary = summary
        page.save_revision()
    assert edition(get_policy(MANUAL, language)) == first
    publish(page, summary="Four")
    assert edition(get_policy(MANUAL, language)) == first + 1
    page.live_revision.publish()
    assert edition(get_policy(MANUAL, language)) == first + 1, "the same text is the same edition"


def test_edition_on_the_cover_is_right_while_the_log_does_not_know_of_it_yet():
    page = get_policy(MANUAL, "en")
    first = edition(page)
    PageLogEntry.objects.filter(page=page.pk, revision=page.live_revision).delete()
    assert edition(page) == first
    page.live_revision = None
    assert edition(page) == 0


def test_sections_are_headings_in_the_order_of_the_page_and_no_level_is_left_out(language: str):
    page = get_policy(MANUAL, language)
    make_handout(page)
    levels = [int(tag["/S"][2:]) for tag in tags(read_pdf(page)) if str(tag["/S"]).startswith("/H") and tag["/S"][2:]]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    outline = [entry["/Title"] for entry in read_pdf(page).outline if isinstance(entry, dict)]
    assert outline == [title for _id, title in read_manual(page).sections]


def test_charts_and_tables_are_tagged_with_alternative_text_and_headers():
    page = get_policy(MANUAL, "en")
    make_handout(page)
    found = tags(read_pdf(page))
    figures = [tag for tag in found if tag["/S"] == "/Figure"]
    assert any("55.2%" in tag["/Alt"] and "95.1%" in tag["/Alt"] for tag in figures)
    assert all(tag.get("/Alt") for tag in figures)
    assert sum(tag["/S"] == "/TH" for tag in found) == 4 + 3 + 4


def test_sources_are_numbered_and_marks_lead_to_them():
    page = get_policy(MANUAL, "en")
    make_handout(page)
    reader = read_pdf(page)
    sources = list(read_manual(page).sources)
    listed = squeeze("".join(p.extract_text() for p in reader.pages[-2:]))
    for numbered in sources:
        assert squeeze(f"{numbered.number} {numbered.printed}") in listed
    assert "Source3" in text_of(reader)
    links = [note.get_object() for p in reader.pages for note in p.get("/Annots", [])]
    assert any("/Dest" in link or "/D" in link.get("/A", {}) for link in links)
    addresses = {link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})}
    assert {n.source.url for n in sources if n.source.url} <= addresses


def test_what_is_doubtful_is_said_to_be(committed: Any, few: None):
    page = get_policy(MANUAL, "en")
    first, second = page.milestones.all()[:2]
    first.disputed, first.basis, first.source = "Two reports differ.", "unrecorded", ""
    second.basis = "judgement"
    result = page.results.first()
    result.kind = "forecast"
    with committed():
        publish(page, milestones=[first, second], results=[result])
    text = text_of(read_pdf(page))
    for said in ("Disputed Two reports differ.", "No source recorded", "The archive’s own judgement", "Forecast"):
        assert squeeze(said) in text


def test_hostile_text_comes_out_as_it_was_written(committed: Any, few: None):
    page = get_policy(MANUAL, "en")
    milestone = page.milestones.first()
    milestone.text = f"M {HOSTILE}"
    source = page.readings.first()
    source.reference = f"S {HOSTILE}"
    with committed():
        publish(
            page, title=f"T {HOSTILE}", one_line=f"O {HOSTILE}", milestones=[milestone], readings=[source],
            objectives=[("paragraph", f"<p>P {escape(HOSTILE)} <b>bold</b> <a href='javascript:x()'>j</a></p>")],
        )  # fmt: skip
    reader = read_pdf(page)
    assert reader.metadata["/Title"] == f"T {HOSTILE}"
    text = text_of(reader)
    for letter in "TMSOP":
        assert squeeze(f"{letter} {HOSTILE}") in text
    assert b"javascript" not in path_of(page).read_bytes()


def test_characters_that_no_font_has_become_a_box_and_are_logged(
    committed: Any, few: None, caplog: pytest.LogCaptureFixture
):
    page = get_policy(MANUAL, "en")
    with committed():
        publish(page, title="Water 漢 \U0001f600\x07\ufeff e\u0301")
    assert "Water□□é" in text_of(read_pdf(page))
    assert "漢" in caplog.text


def test_same_page_gives_the_same_bytes_and_is_not_made_twice():
    page = get_policy("owl-bus", "en")
    assert make_handout(page) == Outcome.MADE
    first = path_of(page).read_bytes()
    assert make_handout(page) == Outcome.UNCHANGED
    assert make_handout(page, force=True) == Outcome.MADE
    assert path_of(page).read_bytes() == first


def test_area_holds_its_own_policies_and_no_others(language: str):
    page = AreaPage.objects.get(slug="water", locale__language_code=language)
    make_handout(page)
    reader = read_pdf(page)
    text = text_of(reader)
    own = PolicyPage.objects.filter(locale=page.locale, area__slug="water")
    for policy in own:
        assert squeeze(policy.title) in text
        assert squeeze(policy.one_line) in text
    manual = own.filter(has_manual=True).first()
    assert squeeze(manual.milestones.last().text) in text
    other = PolicyPage.objects.get(locale=page.locale, slug="owl-bus")
    assert squeeze(other.one_line) not in text
    manuals = [p.title for p in own.filter(has_manual=True).order_by("year_started", "title")]
    chapters = [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)]
    assert chapters[-len(manuals) :] == manuals


def test_area_says_in_which_order_its_policies_were_built():
    page = AreaPage.objects.get(slug="transportation", locale__language_code="en")
    make_handout(page)
    topis = get_policy("topis", "en")
    needed = read_manual(topis).before
    said = text_of(read_pdf(page)).split(squeeze(f"Before “{topis.title}”:"))[1][:300]
    assert needed
    for relative in needed:
        assert squeeze(relative.policy.title) in said


# How it is found and sent


def test_finding_a_handout_costs_no_query_and_opens_no_pdf(language: str):
    page = PolicyPage.objects.select_related("locale").get(slug="owl-bus", locale__language_code=language)
    assert find_handout(page) is None
    make_handout(page)
    size, pages = path_of(page).stat().st_size, len(read_pdf(page).pages)
    path_of(page).write_bytes(b"not a PDF")
    with CaptureQueriesContext(connection) as asked:
        handout = find_handout(page)
    assert len(asked) == 0
    assert handout.url == f"/pdf/{language}/owl-bus.pdf"
    assert (handout.size, handout.pages) == (size, pages)


def test_pdf_is_sent_with_its_type_and_only_when_it_changed(reader: Client):
    page = get_policy("owl-bus", "ko")
    make_handout(page)
    answer = reader.get("/pdf/ko/owl-bus.pdf")
    assert b"".join(answer.streaming_content) == path_of(page).read_bytes()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="owl-bus-ko.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert reader.get("/pdf/ko/owl-bus.pdf", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert reader.get("/pdf/ko/owl-bus.pdf", headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 304
    os.utime(path_of(page), (1, 1))
    changed = reader.get("/pdf/ko/owl-bus.pdf", headers={"If-None-Match": answer["ETag"]})
    assert b"".join(changed.streaming_content)
    assert changed.status_code == 200
    assert reader.post("/pdf/ko/owl-bus.pdf").status_code == 405


def test_area_pdf_has_its_own_address(reader: Client):
    page = AreaPage.objects.get(slug="housing", locale__language_code="ko")
    make_handout(page)
    assert find_handout(page).url == "/pdf/ko/areas/housing.pdf"
    answer = reader.get("/pdf/ko/areas/housing.pdf")
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    assert reader.get("/pdf/ko/housing.pdf").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/pdf/ko/none.pdf", "/pdf/xx/owl-bus.pdf", "/pdf/ko/..%2Fko%2Fowl-bus.pdf", "/pdf/ko/areas/%2e%2e/owl-bus.pdf"],
)
def test_other_addresses_find_nothing(reader: Client, path: str, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.CRITICAL)
    make_handout(get_policy("owl-bus", "ko"))
    assert reader.get(path).status_code == 404

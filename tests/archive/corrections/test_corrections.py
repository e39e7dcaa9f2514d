"""What a page said before stays readable, and what was corrected is said, in both languages."""

import html
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, PageLogEntry, PageViewRestriction, Revision

from seoulsolution.archive.models import IndicatorPage, PolicyPage
from seoulsolution.core.versions import sections_at, versions_of
from tests.conftest import as_said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]

NOTE = {"ko": "수치를 <b>바로잡았습니다</b>.", "en": "The <b>figure</b> was corrected."}


def page_in(language: str, slug: str = "topis") -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def correct(page: Page, note: str = "", **values) -> None:
    draft = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    draft.correction_note = note
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


def read(reader: Client, language: str, *parts: int) -> str:
    with translation.override(language):
        address = reverse("version" if len(parts) > 1 else "versions", args=parts)
    answer = reader.get(address)
    assert answer.status_code == 200
    return html.unescape(as_said(answer.content.decode()))


def test_page_says_when_it_was_published_and_last_corrected(reader: Client, language: str):
    page = page_in(language)
    words = {"ko": ("게시", "최근 정정"), "en": ("Published", "Last corrected")}[language]
    before = reader.get(page.url).content.decode()
    assert words[0] in before
    assert words[1] not in before
    correct(page, one_line="A new line")
    assert words[1] in reader.get(page.url).content.decode()


def test_versions_lead_to_those_of_the_page_in_the_other_language(reader: Client, language: str):
    switch = [f'href="/{code}/versions/{page_in(code).pk}/"' for code in ("ko", "en")]
    for parts in ([page_in(language).pk], [page_in(language).pk, 1]):
        said = read(reader, language, *parts)
        assert all(link in said for link in switch)


def test_paragraphs_of_a_version_stand_apart(reader: Client):
    block = {
        "type": "paragraph",
        "value": "<p>First part.</p><p>Second &amp; <b>last</b><br/>part.</p>",
        "id": "x" * 36,
    }
    page = page_in("en")
    correct(page, background=json.dumps([block]))
    (section,) = [section for section in sections_at(page_in("en")) if section.name == "background"]
    assert [line.text for line in section.lines] == ["First part.", "Second & last", "part."]
    assert "First part.Second" not in read(reader, "en", page.pk, 2)


def test_earlier_version_is_read_and_compared(reader: Client, language: str):
    page = page_in(language)
    old = page.one_line
    correct(page, NOTE[language], one_line="Completely new")
    assert old in read(reader, language, page.pk, 1)
    later = read(reader, language, page.pk, 2)
    assert "Completely new" in later
    assert "<del>" in later
    assert NOTE[language] in later
    assert "<b>" not in reader.get(f"/{language}/versions/{page.pk}/2/").content.decode()
    assert NOTE[language] in read(reader, language, page.pk)


def test_corrected_figure_is_shown_with_the_one_before(reader: Client, language: str):
    draft = page_in(language, "owl-bus").get_latest_revision_as_object()
    row = next(r for r in draft.results.all() if r.after_value is not None)
    before = row.after_value
    row.after_value = before + 7777
    draft.results.add(row)
    draft.save_revision().publish()
    shown = read(reader, language, draft.pk, 2)
    changed = shown.split('id="changes"')[1].split('id="text"')[0]
    assert changed.count("<del>") == changed.count("<ins>") == 1


def test_note_of_the_version_before_is_not_repeated(reader: Client, language: str):
    page = page_in(language)
    correct(page, NOTE[language], one_line="Second")
    correct(page, NOTE[language], one_line="Third")
    assert [version.note for version in versions_of(page)] == ["", NOTE[language], ""]
    assert NOTE[language] not in read(reader, language, page.pk, 3)


def test_drafts_are_no_versions_and_unshown_fields_do_not_come_to_light(reader: Client, language: str):
    page = page_in(language)
    draft = page.get_latest_revision_as_object()
    draft.one_line = "PLANTED-DRAFT"
    draft.save_revision()
    correct(page, search_words="PLANTED-WORDS", one_line="Public")
    draft.one_line = "PLANTED-LATER"
    draft.save_revision()
    shown = "".join(read(reader, language, *parts) for parts in ((page.pk,), (page.pk, 1), (page.pk, 2)))
    assert "PLANTED" not in shown


def test_versions_go_with_their_page(reader: Client, language: str):
    page = page_in(language)
    addresses = [f"/{language}/versions/{page.pk}/", f"/{language}/versions/{page.pk}/1/"]
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert [reader.get(address).status_code for address in addresses] == [404, 404]
    restriction.delete()
    page.unpublish()
    assert [reader.get(address).status_code for address in addresses] == [410, 410]


def test_policy_that_is_no_longer_public_is_not_named_by_the_past_of_another(reader: Client, language: str):
    relation = next(r for r in page_in(language).relations.all())
    target = PolicyPage.objects.get(translation_key=relation.to.translation_key, locale__language_code="ko")
    assert relation.to.title in read(reader, language, relation.page_id, 1)
    PolicyPage.objects.filter(pk=relation.to_id).update(title="PLANTED-TITLE", live=False)
    assert target
    assert "PLANTED-TITLE" not in read(reader, language, relation.page_id, 1)


@pytest.mark.parametrize(
    "address", ["/{0}/versions/999999/", "/{0}/versions/{1}/0/", "/{0}/versions/{1}/9999999999999/"]
)
def test_version_that_is_not_there_is_not_found(reader: Client, language: str, address: str):
    assert reader.get(address.format(language, page_in(language).pk)).status_code == 404


def test_version_in_another_language_has_another_address(reader: Client):
    assert reader.get(f"/en/versions/{page_in('ko').pk}/").status_code == 404


def test_version_whose_revision_is_gone_says_so(reader: Client, language: str):
    page = page_in(language)
    first = page.live_revision_id
    correct(page, one_line="Second")
    Revision.objects.filter(pk=first).delete()
    words = {"ko": "더 이상 보관하지 않습니다", "en": "no longer kept"}[language]
    assert words in read(reader, language, page.pk, 1)
    assert "Second" in read(reader, language, page.pk, 2)


def test_corrections_are_listed_and_fed_in_their_language(reader: Client, language: str):
    first, second = page_in(language), page_in(language, "owl-bus")
    other = page_in({"ko": "en", "en": "ko"}[language])
    correct(first, NOTE[language], one_line="Second")
    correct(second, one_line="Second")
    correct(other, "PLANTED", one_line="Other language")
    listed = html.unescape(reader.get(f"/{language}/corrections/").content.decode())
    feed = reader.get(f"/{language}/corrections/feed.atom")
    assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    for shown in (listed, html.unescape(html.unescape(feed.content.decode()))):
        assert shown.index(second.title) < shown.index(first.title)
        assert NOTE[language] in shown
        assert "PLANTED" not in shown
        assert f"/{language}/versions/{first.pk}/2/" in shown


def test_note_in_another_language_says_so_in_the_feed(reader: Client, language: str):
    """As some were written before they were asked for in the language of the page."""
    other = {"ko": "en", "en": "ko"}[language]
    note = {"ko": "수치를 바로잡았습니다.", "en": "The figure was corrected in this version."}[other]
    correct(page_in(language), note, one_line="Second")
    feed = reader.get(f"/{language}/corrections/feed.atom").content.decode()
    assert f'<span lang="{other}">{note}</span>' in html.unescape(feed)


def test_withdrawn_page_is_not_in_the_feed(reader: Client, language: str):
    page = page_in(language)
    correct(page, NOTE[language], one_line="Second")
    page = page_in(language)
    page.unpublish()
    assert page.title not in reader.get(f"/{language}/corrections/feed.atom").content.decode()


@pytest.mark.parametrize("model", [PolicyPage, IndicatorPage])
def test_every_page_tells_all_that_its_readers_see(model, language: str):
    with translation.override(language):
        page = model.objects.filter(locale__language_code=language).first()
        names = {section.name for section in sections_at(page)}
    for name in model.public_fields:
        value = getattr(page, name)
        filled = value.exists() if hasattr(value, "exists") else bool(value)
        assert (name in names) == filled or name in {"pictures", "files"}, name


def test_versions_cost_the_same_with_one_row_and_with_three(reader: Client, language: str):
    page = page_in(language)
    costs = []
    for keep in (3, 1):
        draft = page_in(language).get_latest_revision_as_object()
        for name in ("relations", "milestones", "results"):
            setattr(draft, name, list(getattr(draft, name).all())[:keep])
        draft.save_revision().publish()
        number = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").count()
        reader.get(f"/{language}/versions/{page.pk}/{number}/")
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(f"/{language}/versions/{page.pk}/{number}/").status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1], costs

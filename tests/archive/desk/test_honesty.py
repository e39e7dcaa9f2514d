"""A page whose title alone is translated counts nowhere as a translation; editors see how far behind a page is."""

import html

import pytest
from wagtail_localize.models import Translation

from seoulsolution.archive.desk.translating.saving import Entry, begin_translation, save_translation
from seoulsolution.archive.desk.translating.segments import read_segments
from seoulsolution.archive.models import PolicyPage
from seoulsolution.core import searchable
from seoulsolution.core.versions import corrections

from .test_translating import address, box, change_original, segment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]


@pytest.fixture
def english(policy) -> PolicyPage:
    return policy.get_translations().get(locale__language_code="en").specific


@pytest.fixture(params=[False, True], ids=["with one line", "with a body"])
def title_alone(request, staff, draft, english) -> PolicyPage:
    """Published by somebody who may, with everything but its title in the language of the original."""
    if request.param:
        draft.summary = "첫 문단이다.\n\n둘째 문단이다."
    draft.save_revision().publish()
    user = staff("translator").user
    page = begin_translation(page=PolicyPage.objects.get(pk=draft.pk), locale=english.locale, by=user)
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)
    title = next(s for s in read_segments(translation) if s.path == "title")
    save_translation(translation=translation, entries={title.id: Entry("Planted title", "")}, by=user)
    PolicyPage.objects.get(pk=page.pk).get_latest_revision().publish()
    return PolicyPage.objects.get(pk=page.pk)


def test_title_alone_is_not_handed_in(staff, title_alone):
    staff("translator").post(address(title_alone), {"submit": "1"})
    assert not PolicyPage.objects.get(pk=title_alone.pk).workflow_in_progress


def test_title_alone_is_listed_nowhere_as_a_translation(title_alone, reader):
    """The list of an area names what is not translated too, in the language in which it is."""
    area = title_alone.get_parent().url
    for listing in (area, "/en/sitemap/", "/sitemap-en.xml", "/en/corrections/", "/en/"):
        assert "Planted title" not in reader.get(listing).content.decode()
    assert f"/en{title_alone.url.removeprefix('/en')}" not in reader.get("/sitemap-en.xml").content.decode()
    assert f'href="{title_alone.url}"' not in reader.get("/en/sitemap/").content.decode()
    keys = {str(title_alone.translation_key)}
    assert [text.language for text in searchable.source("policy").texts(keys)] == ["ko"]
    assert not title_alone.is_translated


def test_correction_of_a_title_alone_is_not_listed(title_alone):
    title_alone.get_latest_revision_as_object().save_revision().publish()
    assert title_alone.pk not in {correction.page for correction in corrections("en")}


def test_title_alone_has_no_hreflang_and_says_what_is_missing(title_alone, reader):
    original = title_alone.get_translations().get(locale__language_code="ko")
    for page in (title_alone, original):
        answer = reader.get(page.url).content.decode()
        assert 'rel="alternate" hreflang="en"' not in answer
        assert 'rel="alternate" hreflang="ko"' in answer
    answer = reader.get(title_alone.url).content.decode()
    assert "not translated yet" in answer
    assert 'lang="ko"' in answer.split("<main")[1]


def test_desk_says_how_often_since_when_and_where_a_page_is_behind(staff, policy, english):
    change_original(policy, one_line="첫 번째로 바꾼 줄이다.")
    change_original(policy, one_line="두 번째로 바꾼 줄이다.", title="올빼미버스가 달라졌다")
    page = html.unescape(staff("translator").get(address(english)).content.decode())
    told = page.split("desk-state")[1].split("</dl>")[0]
    assert "2번" in told
    for path in ("one_line", "title"):
        assert f">{segment(english, path).section}</a> (1)" in told
    assert ">요약</a>" not in told
    client = staff("translator")
    client.post(address(english), box(segment(english, "one_line"), "A line") | box(segment(english, "title"), "Owls"))
    told = client.get(address(english)).content.decode().split("desk-state")[1].split("</dl>")[0]
    assert "desk-behind" not in told


def test_page_that_follows_its_original_says_nothing_of_being_behind(staff, english):
    told = staff("translator").get(address(english)).content.decode().split("desk-state")[1].split("</dl>")[0]
    assert "desk-behind" not in told
    assert "원문이" not in told


def test_translator_is_told_of_figures_that_changed_without_a_word(staff, policy, english):
    """A number is the same in every language: no passage waits for anybody, but what is said around it may."""
    draft = policy.get_latest_revision_as_object()
    milestone = draft.milestones.all()[0]
    before, milestone.year = milestone.year, 1999
    draft.milestones.add(milestone)
    draft.save_revision().publish()
    answer = staff("translator").get(address(english))
    pieces = [piece for change in answer.context["changes"] for line in change.lines for piece in line]
    assert str(before) in {piece.text.strip() for piece in pieces if piece.kind == "removed"}
    assert "1999" in {piece.text.strip() for piece in pieces if piece.kind == "added"}
    assert "원문에서 바뀐 내용" in answer.content.decode()

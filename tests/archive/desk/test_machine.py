"""A machine drafts what nobody has translated, marked as what it is; no door publishes it before somebody looked."""

import html
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail_localize.models import StringTranslation, Translation

from seoulsolution.archive.desk.translating.segments import State, read_segments
from seoulsolution.archive.models import PolicyPage
from seoulsolution.core.hindrances import Unpublishable

from .conftest import HAND_IN, act
from .test_translating import address, box, draft_of, segment, segments
from .translation_service import TranslationService

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]
LIBRE = "wagtail_localize.machine_translators.libretranslate.LibreTranslator"
DRAFT = "A draft by a machine"


@pytest.fixture
def english(policy) -> PolicyPage:
    return policy.get_translations().get(locale__language_code="en").specific


@pytest.fixture
def service(settings) -> Iterator[TranslationService]:
    running = TranslationService()
    options = {"LIBRETRANSLATE_URL": running.url, "API_KEY": "", "TIMEOUT": 1}
    settings.MACHINE_TRANSLATION = {"CLASS": LIBRE, "OPTIONS": options}
    yield running
    running.close()


def drafted(staff, page, service, path: str = "one_line") -> PolicyPage:
    """The page after a machine has drafted one passage of it."""
    client = staff("translator")
    client.post(address(page), box(segment(page, path), ""))
    service.answer = lambda text, target: DRAFT
    client.post(address(page), {"machine": "1"})
    assert segment(page, path).state == State.MACHINE
    return PolicyPage.objects.get(pk=page.pk)


def test_without_a_service_nothing_is_offered_and_nothing_drafted(staff, english, settings):
    assert settings.MACHINE_TRANSLATION["CLASS"] == ""
    client = staff("translator")
    client.post(address(english), box(segment(english, "one_line"), ""))
    assert 'name="machine"' not in client.get(address(english)).content.decode()
    assert client.post(address(english), {"machine": "1"}).status_code in {302, 403}
    assert segment(english, "one_line").state == State.UNTRANSLATED


def test_untranslated_passages_are_drafted_and_what_a_person_wrote_stays(staff, english, service):
    client = staff("translator")
    client.post(address(english), box(segment(english, "one_line"), ""))
    before = {s.path: s.target for s in segments(english)}
    assert 'name="machine"' in client.get(address(english)).content.decode()
    typed = box(segment(english, "title"), "Typed just now") | {"machine": "1"}
    answer = client.post(address(english), typed, follow=True)
    page = html.unescape(answer.content.decode())
    assert "1개의 초안을 만들었습니다" in page
    assert "desk-sign--machine" in page
    found = segment(english, "one_line")
    assert (found.state, found.target) == (State.MACHINE, f"In en: sentence {len(found.source)}")
    now = {s.path: s.target for s in segments(english)}
    assert now == before | {"one_line": found.target, "title": "Typed just now"}
    [asked] = service.asked
    assert (asked["q"], asked["source"], asked["target"]) == ([found.source], "ko", "en")
    assert draft_of(english).one_line == found.target
    history = client.get(reverse("wagtailadmin_pages:history", args=[english.pk])).content.decode()
    assert "초안을 기계 번역으로 만들었습니다" in history


def slow(service):
    service.delay = 3


def refusing(service):
    service.status = 500


def babbling(service):
    service.raw = b"<html>"


def of_another_shape(service):
    service.raw = b'{"translatedText": ["only one", "or two"]}'


def away(service):
    service.close()


@pytest.mark.parametrize("fault", [slow, refusing, babbling, of_another_shape, away])
def test_service_that_fails_leaves_everything_as_it_was_and_says_so(staff, english, service, fault):
    client = staff("translator")
    client.post(address(english), box(segment(english, "one_line"), ""))
    revision = PolicyPage.objects.get(pk=english.pk).latest_revision_id
    fault(service)
    answer = client.post(address(english), {"machine": "1"})
    assert answer.status_code == 502
    assert "LibreTranslate" in answer.content.decode()
    assert segment(english, "one_line").state == State.UNTRANSLATED
    assert PolicyPage.objects.get(pk=english.pk).latest_revision_id == revision


@pytest.mark.parametrize("answer", ["", "올빼미 버스는 밤에 다니는 버스다."])
def test_answer_that_is_no_translation_is_not_kept(staff, english, service, answer):
    client = staff("translator")
    client.post(address(english), box(segment(english, "one_line"), ""))
    service.answer = lambda text, target: answer
    page = client.post(address(english), {"machine": "1"}, follow=True).content.decode()
    assert "1개는 번역하지 않은 채로" in page
    assert segment(english, "one_line").state == State.UNTRANSLATED


def test_markup_of_the_service_is_judged_as_that_of_a_person(staff, service):
    manual = PolicyPage.objects.get(slug="topis", locale__language_code="en")
    client = staff("translator")
    rich = next(s for s in segments(manual) if s.is_rich)
    plain = segment(manual, "one_line")
    client.post(address(manual), box(rich, "") | box(plain, ""))
    service.answer = lambda text, target: "It <script>alert(1)</script> runs"
    client.post(address(manual), {"machine": "1"})
    after = {s.id: s for s in segments(manual)}
    assert after[rich.id].state == State.UNTRANSLATED
    assert after[plain.id].target == "It alert(1) runs"


def test_term_that_the_service_calls_otherwise_is_told(staff, policy, english, service):
    source = policy.get_latest_revision_as_object()
    source.one_line = "무수율을 낮춘다."
    source.save_revision().publish()
    client = staff("translator")
    client.post(address(english), box(segment(english, "one_line"), ""))
    service.answer = lambda text, target: "It lowers leaks."
    page = client.post(address(english), {"machine": "1"}, follow=True).content.decode()
    assert "용어집의 용어 1개가 다르게" in page
    assert "다르게 번역함" in page


def test_page_with_a_draft_is_not_handed_in_until_somebody_says_it_is_right(staff, english, service):
    page = drafted(staff, english, service)
    client = staff("translator")
    client.post(address(page), {"submit": "1"})
    assert not PolicyPage.objects.get(pk=page.pk).workflow_in_progress
    found = segment(page, "one_line")
    client.post(address(page), box(found, found.target, **{f"right-{found.id}": "1"}) | HAND_IN)
    assert segment(page, "one_line").state == State.TRANSLATED
    for role in ("reviewer", "publisher"):
        act(staff(role), PolicyPage.objects.get(pk=page.pk), "approve")
    assert PolicyPage.objects.get(pk=page.pk).one_line == DRAFT


# Each door by which a page becomes public.
def revision_published(staff, page):
    with pytest.raises(Unpublishable, match="1"):
        page.get_latest_revision().publish()


def action_executed(staff, page):
    with pytest.raises(Unpublishable):
        PublishPageRevisionAction(page.get_latest_revision()).execute(skip_permission_checks=True)


def saved_as_live(staff, page):
    draft = page.get_latest_revision_as_object()
    draft.live = True
    with pytest.raises(Unpublishable):
        draft.save()


def saved_by_wagtail_localize(staff, page):
    with pytest.raises(Unpublishable):
        Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale).save_target()


def bulk_action(staff, page):
    url = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={page.pk}&next=/admin/"
    answer = staff("publisher").post(url, {"include_descendants": ""}, follow=True)
    assert "사람이 확인하지 않은 기계 번역 초안" in html.unescape(answer.content.decode())


def workflow_approved(staff, page):
    page.get_workflow().start(page, staff("translator").user)
    for role in ("reviewer", "publisher"):
        state = PolicyPage.objects.get(pk=page.pk).current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        answer = staff(role).post(url, follow=True)
    assert "사람이 확인하지 않은 기계 번역 초안" in html.unescape(answer.content.decode())
    assert PolicyPage.objects.get(pk=page.pk).workflow_in_progress


def edit_form(staff, page):
    client = staff("administrator", "")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.post(url, {"action-publish": "1", "title": "x", "slug": "x"}).url == address(page)


def scheduled(staff, page):
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(Unpublishable):
        draft.save_revision().publish()


def day_came(staff, page):
    """However it came about that a day is set: on that day nothing is published, and the log tells why."""
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    assert not PolicyPage.objects.get(pk=page.pk).approved_schedule


DOORS = [
    *(revision_published, action_executed, saved_as_live, saved_by_wagtail_localize),
    *(bulk_action, workflow_approved, edit_form, scheduled, day_came),
]


@pytest.mark.parametrize("door", DOORS)
def test_no_door_publishes_a_machine_draft(staff, english, service, reader, door):
    page = drafted(staff, english, service)
    door(staff, page)
    assert DRAFT not in reader.get(english.url).content.decode()
    assert PolicyPage.objects.get(pk=page.pk).one_line == english.one_line


def test_revision_that_held_a_draft_is_not_published_after_the_passage_was_rewritten(staff, english, service):
    old = drafted(staff, english, service).get_latest_revision()
    staff("translator").post(address(english), box(segment(english, "one_line"), "Written by a person"))
    with pytest.raises(Unpublishable):
        old.publish()
    PolicyPage.objects.get(pk=english.pk).get_latest_revision().publish()
    assert PolicyPage.objects.get(pk=english.pk).one_line == "Written by a person"


def test_copy_of_a_drafted_page_is_not_published_either(staff, english, service, settings):
    page = drafted(staff, english, service)
    copy = page.copy(update_attrs={"slug": "copy-of-a-draft"}, keep_live=False)
    with pytest.raises(Unpublishable):
        copy.get_latest_revision_as_object().save_revision().publish()


def test_original_is_published_while_its_translation_is_a_draft(staff, policy, english, service):
    drafted(staff, english, service)
    draft = policy.get_latest_revision_as_object()
    draft.title = "올빼미버스 2"
    draft.save_revision().publish()
    assert PolicyPage.objects.get(pk=policy.pk).title == "올빼미버스 2"


def test_reviewed_state_is_not_given_to_a_draft(staff, english, service):
    page = drafted(staff, english, service)
    page.get_workflow().start(page, staff("translator").user)
    act(staff("reviewer"), PolicyPage.objects.get(pk=page.pk), "approve")
    found = {
        s.path: s.state
        for s in read_segments(
            Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)
        )
    }
    assert found["one_line"] == State.MACHINE
    assert found["title"] == State.REVIEWED


def test_draft_that_a_program_sends_back_as_unsure_stays_a_draft(staff, english, service):
    drafted(staff, english, service)
    found = segment(english, "one_line")
    staff("translator").post(address(english), box(found, "Mended a little", **{f"unsure-{found.id}": "1"}))
    assert segment(english, "one_line").state == State.MACHINE
    assert StringTranslation.objects.get(data="Mended a little").tool_name == "LibreTranslate"


@pytest.mark.parametrize("name", ["no.such.Class", "seoulsolution.archive.models.PolicyPage"])
def test_name_that_leads_nowhere_is_told_by_the_check(settings, name):
    settings.MACHINE_TRANSLATION = {"CLASS": name, "OPTIONS": {}}
    assert "archive.E001" in {found.id for found in run_checks()}

"""No door publishes a picture that is not finished, and whoever tried is told which and what."""

import html
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html
from wagtail_localize.models import Translation

from seoulsolution.archive.desk.translating.saving import make_draft
from seoulsolution.archive.models import PolicyPage, PolicyPicture
from seoulsolution.core.files.publication import shown_pictures, unfinished_pictures
from seoulsolution.core.hindrances import Unpublishable
from seoulsolution.core.models import Picture

from .samples import photograph

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]

LACKING = ("alternative", "caption", "licence", "author", "language")
FACTS = {"licence": "cc-by-4.0", "author": "Kim", "language": "zxx"}
NAMED = {
    "ko": dict(zip(LACKING, ("대체 텍스트", "그림 설명", "이용 조건", "저작자", "언어"), strict=True)),
    "en": dict(zip(LACKING, ("alternative text", "caption", "licence", "author", "language"), strict=True)),
}


def picture(**values: str) -> Picture:
    return Picture.objects.create(title="Stop 12", file=SimpleUploadedFile("a.jpg", photograph()), **values)


def policy(language: str, slug: str = "owl-bus") -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def showing(language: str, lacking: str = "", **words: str) -> PolicyPage:
    """A page, not saved, whose picture lacks one thing."""
    facts = {name: "" if name == lacking else value for name, value in FACTS.items()}
    words = {"alternative": "A night bus", "caption": "At the stop", **words, **({lacking: ""} if lacking else {})}
    page = policy(language)
    row = {name: words[name] for name in ("alternative", "caption")}
    page.pictures = [PolicyPicture(image=picture(**facts), locale=page.locale, **row)]
    return page


def shown(language: str) -> int:
    return PolicyPicture.objects.filter(page=policy(language)).count()


@pytest.mark.parametrize("lacking", LACKING)
def test_page_with_an_unfinished_picture_is_not_published_and_says_why(language: str, lacking: str):
    revision = showing(language, lacking).save_revision()
    with pytest.raises(Unpublishable) as refused:
        revision.publish()
    assert "Stop 12" in str(refused.value)
    assert NAMED[language][lacking] in str(refused.value)
    assert str(refused.value).count(",") == 0
    assert shown(language) == 0


def test_page_with_a_finished_picture_is_published(language: str):
    showing(language).save_revision().publish()
    assert shown(language) == 1


def publish_directly(page: PolicyPage) -> None:
    PublishPageRevisionAction(page.save_revision()).execute(skip_permission_checks=True)


def save_live(page: PolicyPage) -> None:
    page.save()


def copy_live(page: PolicyPage) -> None:
    page.copy(update_attrs={"slug": "owl-bus-2"}, keep_live=True)


def alias(page: PolicyPage) -> None:
    page.create_alias(update_slug="owl-bus-2")


@pytest.mark.parametrize("door", [publish_directly, save_live, copy_live, alias])
def test_no_side_door_publishes(door):
    with pytest.raises(Unpublishable):
        door(showing("ko", "licence"))
    assert not PolicyPicture.objects.exists()


def test_draft_may_be_unfinished(language: str):
    showing(language, "licence").save_revision()
    assert shown(language) == 0
    assert policy(language).has_unpublished_changes


def test_picture_in_the_narrative_must_be_finished_too(language: str):
    page = policy(language, "topis")
    image = picture(**FACTS | {"author": ""})
    value = {"image": {"image": image.pk, "alt_text": "A bus", "decorative": False}, "caption": "At the stop"}
    page.objectives = StreamValue(
        page.objectives.stream_block, [*page.objectives.raw_data, {"type": "picture", "value": value}], is_lazy=True
    )
    with pytest.raises(Unpublishable, match=NAMED[language]["author"]):
        page.save_revision().publish()
    Picture.objects.update(author="Kim")
    page.save_revision().publish()
    assert "At the stop" in Client().get(page.url).content.decode()


@pytest.mark.parametrize("is_decoration", [True, False])
def test_picture_that_decorates_the_narrative_needs_no_alternative(is_decoration: bool):
    page = policy("en", "topis")
    image = {"image": picture(**FACTS).pk, "alt_text": "", "decorative": is_decoration}
    block = {"type": "picture", "value": {"image": image, "caption": "At the stop"}}
    page.objectives = StreamValue(page.objectives.stream_block, [block], is_lazy=True)
    assert (unfinished_pictures(page) == []) is is_decoration


def test_button_leads_back_to_the_draft_with_the_reason(speaking: Client, language: str):
    page = policy("ko", "school-arisu-fountains")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    # The form of a page as a browser sends it.
    form = querydict_from_html(speaking.get(address).content.decode(), form_id="page-edit-form")
    form.update(
        nested_form_data(
            {
                "pictures-TOTAL_FORMS": "1",
                "pictures-0-image": picture().pk,
                "pictures-0-alternative": "",
                "pictures-0-caption": "",
                "pictures-0-id": "",
                "pictures-0-ORDER": "1",
                "action-publish": "1",
                **{f"{field.name}-count": "0" for field in page._meta.fields if isinstance(field, StreamField)},
            }
        )
    )
    answer = speaking.post(address, form, follow=True)
    text = html.unescape(answer.content.decode())
    assert answer.redirect_chain == [(address, 302)]
    assert {"ko": "게시하지 않았습니다. “Stop 12” 그림에", "en": "Not published. The picture “Stop 12” lacks"}[
        language
    ] in text
    assert all(word in text for word in NAMED[language].values())
    assert not PolicyPicture.objects.exists()
    latest = policy("ko", page.slug).get_latest_revision_as_object()
    assert [each.picture.title for each in shown_pictures(latest)] == ["Stop 12"]


def test_day_is_not_set_for_an_unfinished_page():
    page = showing("ko", "licence")
    page.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(Unpublishable):
        page.save_revision().publish()
    assert not policy("ko").approved_schedule


def test_page_that_is_unfinished_on_its_day_stays_a_draft_and_others_go_on(caplog: pytest.LogCaptureFixture):
    tomorrow = timezone.now() + timedelta(days=1)
    for language in ("ko", "en"):
        page = showing(language)
        page.go_live_at = tomorrow
        page.save_revision().publish()
    spoilt = shown_pictures(policy("ko").scheduled_revision.as_object())[0].picture
    Picture.objects.filter(pk=spoilt.pk).update(licence="")
    for language in ("ko", "en"):
        revision = policy(language).scheduled_revision
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
        content = revision.content | {"go_live_at": None}
        type(revision).objects.filter(pk=revision.pk).update(content=content)
    call_command("publish_scheduled", verbosity=0)
    assert (shown("ko"), shown("en")) == (0, 1)
    assert not policy("ko").approved_schedule
    assert "was not published on its day" in caplog.text
    assert "Stop 12" in caplog.text


def approved(client: Client, page: PolicyPage) -> str:
    """Approve what `page` waits for, step by step; what the last answer says."""
    text = ""
    for _step in page.current_workflow_state.workflow.tasks:
        task = policy(page.locale.language_code).current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
        text = html.unescape(client.post(address, {}, follow=True).content.decode())
    return text


def test_workflow_does_not_publish_and_says_why(speaking: Client, language: str):
    page = showing(language, "author")
    page.save_revision()
    workflow = page.get_workflow()
    state = workflow.start(policy(language), get_user_model().objects.get(username="editor"))
    text = approved(speaking, page)
    assert "Stop 12" in text
    assert NAMED[language]["author"] in text
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert shown(language) == 0


def test_translation_does_not_publish_and_says_why(speaking: Client, language: str):
    """The Korean page is finished, then the picture is spoilt; the English page may not show it."""
    showing("ko").save_revision().publish()
    Picture.objects.update(licence="")
    editor = get_user_model().objects.get(username="editor")
    make_draft(Translation.objects.get(source__object_id=policy("ko").translation_key), by=editor)
    policy("en").get_workflow().start(policy("en"), editor)
    text = approved(speaking, policy("en"))
    assert "Stop 12" in text
    assert NAMED[language]["licence"] in text
    assert shown("en") == 0


def test_empty_words_are_the_picture_s_own_in_the_language_of_the_page():
    own = {"description": "정류장의 심야버스", "caption": "12번 정류장"}
    for language, taken in (("ko", "정류장의 심야버스"), ("en", "")):
        page = policy(language)
        page.pictures = [PolicyPicture(image=picture(**FACTS, **own), locale=page.locale)]
        page.save_revision()
        assert page.pictures.get().alternative == taken


def test_what_readers_see_stays_finished(speaking: Client, language: str):
    showing(language).save_revision().publish()
    there = Picture.objects.get()
    answer = speaking.post(
        reverse("wagtailimages:edit", args=[there.pk]),
        {"title": "Bus", "licence": "", "author": "Kim", "language": "zxx"},
    )
    said = {"ko": "게시된 페이지에서 이 그림을 보여 주고 있어", "en": "A published page shows the picture"}
    assert said[language] in answer.content.decode()
    there.refresh_from_db()
    assert there.licence

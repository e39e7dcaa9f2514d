"""What somebody may not publish, no other address publishes for them."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from seoulsolution.archive.models import AreaPage, PolicyPage
from seoulsolution.core.models import Organisation

from .conftest import act, editor_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]


@pytest.fixture
def english(policy) -> PolicyPage:
    return policy.get_translations().get(locale__language_code="en").specific


@pytest.fixture
def translation(policy) -> Translation:
    return Translation.objects.get(source__object_id=policy.translation_key, target_locale__language_code="en")


def live_pages() -> set[tuple[int, str]]:
    return set(Page.objects.live().values_list("pk", "live_revision"))


def test_translations_are_not_updated_and_published_in_one_go(staff, translation):
    before = live_pages()
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    for role in ("translator", "author", "administrator"):
        area = "" if role == "administrator" else "transportation"
        assert staff(role, area).post(address, {"publish_translations": "on"}).status_code in {302, 403}
    assert live_pages() == before


def test_published_page_is_not_submitted_for_translation_past_the_desk(staff, policy):
    address = reverse("wagtail_localize:submit_page_translation", args=[policy.pk])
    answer = staff("translator").post(address, {"locales": ["1"]})
    assert answer.url == reverse("desk:begin-translation", args=[policy.pk])


def test_passages_are_not_written_past_the_lock_and_the_area(staff, translation):
    segment = translation.source.stringsegment_set.first()
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    before = list(StringTranslation.objects.filter(translation_of=segment.string_id).values_list("data", flat=True))
    for area in ("transportation", "water"):
        client = staff("translator", area)
        answer = client.put(address, "value=Planted", content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {302, 403}
    after = list(StringTranslation.objects.filter(translation_of=segment.string_id).values_list("data", flat=True))
    assert after == before


@pytest.mark.parametrize("action", ["publish", "unpublish", "revert_to_page_revision"])
def test_nothing_is_done_with_pages_by_the_api_of_the_admin(staff, draft, policy, action):
    before = live_pages()
    for page in (draft, policy):
        address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
        sent = {"revision_id": page.latest_revision_id}
        assert staff("publisher").post(address, sent, headers={"Accept": "application/json"}).status_code == 404
    assert live_pages() == before


def test_publisher_does_not_publish_from_the_editor_what_they_wrote_themselves(staff, draft):
    draft.get_workflow().start(draft, staff("author").user)
    act(staff("reviewer"), draft, "approve")
    publisher = staff("publisher")
    sent = {**editor_form(publisher, draft), "one_line": "게시자가 쓴 한 줄", "action-publish": "1"}
    told = publisher.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), sent, follow=True)
    page = PolicyPage.objects.get(pk=draft.pk)
    assert (page.live, page.get_latest_revision_as_object().one_line) == (False, "게시자가 쓴 한 줄")
    assert "아직 검토되지 않았습니다" in " ".join(str(message) for message in told.context["messages"])


def test_translation_is_not_turned_into_an_alias(staff, english):
    staff("translator").post(reverse("wagtail_localize:convert_to_alias", args=[english.pk]))
    assert Page.objects.get(pk=english.pk).alias_of_id is None


def test_term_without_drafts_is_translated_by_those_who_may_change_it(staff):
    term = Organisation.objects.filter(locale__language_code="ko").first()
    address = reverse("wagtail_localize:submit_snippet_translation", args=["core", "organisation", term.pk])
    assert staff("translator").get(address).status_code in {302, 403}
    assert staff("administrator", "").get(address).status_code == 200


def test_copy_of_a_published_page_is_a_draft(staff, policy):
    parent = policy.get_parent()
    posted = {"new_title": "사본", "new_slug": "copy-of-owl-bus", "new_parent_page": parent.pk, "publish_copies": "on"}
    staff("author").post(reverse("wagtailadmin_pages:copy", args=[policy.pk]), posted)
    copies = Page.objects.filter(slug="copy-of-owl-bus")
    assert copies.exists()
    assert not copies.filter(live=True).exists()


def test_author_moves_nothing_into_another_office_and_nothing_that_is_public(staff, policy, draft):
    water = AreaPage.objects.get(slug="water", locale__language_code="ko")
    for page in (policy, draft):
        staff("author").post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, water.pk]))
        assert Page.objects.get(pk=page.pk).get_parent().slug == "transportation"


@pytest.mark.parametrize("role", ["author", "translator", "reviewer"])
@pytest.mark.parametrize("action", ["publish", "unpublish", "delete"])
def test_nobody_but_a_publisher_acts_on_many_pages_at_once(staff, policy, draft, role, action):
    before = live_pages()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    staff(role).post(f"{address}?id={policy.pk}&id={draft.pk}&next=/admin/", {"include_descendants": "on"})
    assert live_pages() == before


@pytest.mark.parametrize("role", ["author", "translator", "reviewer"])
def test_nobody_but_a_publisher_withdraws_a_page_or_closes_it(staff, policy, role):
    before = live_pages()
    for name in ("unpublish", "delete", "set_privacy"):
        staff(role).post(reverse(f"wagtailadmin_pages:{name}", args=[policy.pk]), {"restriction_type": "login"})
    assert live_pages() == before
    assert not policy.view_restrictions.exists()


def test_whoever_publishes_does_not_close_a_public_page_to_its_readers(staff, policy):
    address = reverse("wagtailadmin_pages:set_privacy", args=[policy.pk])
    closed = {"restriction_type": "login"}
    assert staff("publisher").post(address, closed).status_code == 302
    assert not policy.view_restrictions.exists()
    staff("administrator", "").post(address, closed)
    assert policy.view_restrictions.exists()


@pytest.mark.parametrize("role", ["author", "translator", "administrator"])
def test_no_button_leads_to_an_address_that_refuses(staff, policy: PolicyPage, role: str):
    person = staff(role, "" if role == "administrator" else "transportation")
    for page in (policy, policy.get_translations().get()):
        for name in ("wagtailadmin_explore", "wagtailadmin_pages:edit"):
            said = person.get(reverse(name, args=[page.pk]), follow=True).content.decode()
            assert [door for door in ("/localize/update/", "/localize/submit/page/") if door in said] == []

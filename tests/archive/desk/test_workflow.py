"""A page reaches its readers by the hands of three people, each of whom can do their part only."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Page

from seoulsolution.archive.models import PolicyPage

from .conftest import act, prefer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]


def submit(client, page: Page, **changes: str):
    sent = fields(page) | {"action-submit": "submit"} | changes
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)


def fields(page: PolicyPage) -> dict[str, str]:
    """What the editor of a policy without rows posts."""
    rows = [
        *("goals", "keywords", "places", "readings", "pictures", "videos", "files", "milestones", "stakeholders"),
        *("legal_bases", "costs", "preconditions", "difficulties", "results", "relations", "comments"),
    ]
    texts = [
        *("background", "objectives", "organisation", "expertise", "success_factors", "limiting_factors"),
        "for_other_cities",
    ]
    posted = {"title": page.title, "one_line": page.one_line, "slug": page.slug, "status": "ongoing"}
    posted |= {"summary": page.summary, "confidence": "medium"}
    for row in rows:
        posted |= {f"{row}-TOTAL_FORMS": "0", f"{row}-INITIAL_FORMS": "0"}
    return posted | {f"{text}-count": "0" for text in texts}


def test_policy_goes_from_author_to_reviewer_to_publisher(staff, draft, reader):
    assert submit(staff("author"), draft).status_code == 302
    address = f"/ko/policies/transportation/{draft.slug}/"
    for role, name in (("reviewer", "review"), ("publisher", "publish")):
        draft = PolicyPage.objects.get(pk=draft.pk)
        assert draft.current_workflow_task.role == role, name
        assert reader.get(address).status_code == 404
        act(staff(role), draft, "approve")
    assert reader.get(address).status_code == 200


def test_what_was_changed_after_its_review_is_reviewed_again(staff, draft):
    submit(staff("author"), draft)
    steps = []

    def go(role: str, action: str) -> None:
        page = PolicyPage.objects.get(pk=draft.pk)
        steps.append(page.current_workflow_task.role)
        act(staff(role), page, action)

    go("reviewer", "approve")
    go("publisher", "reject")
    mail.outbox.clear()
    staff("reviewer")
    submit(staff("author"), PolicyPage.objects.get(pk=draft.pk), one_line="고친 한 줄")
    assert [to for message in mail.outbox for to in message.to] == ["reviewer-transportation@example.org"]
    go("reviewer", "approve")
    go("publisher", "approve")
    assert steps == ["reviewer", "publisher", "reviewer", "publisher"]
    assert PolicyPage.objects.get(pk=draft.pk).live


def test_what_a_reviewer_wrote_is_approved_by_another(staff, draft):
    submit(staff("author"), draft)
    page = PolicyPage.objects.get(pk=draft.pk)
    page.one_line = "검토하면서 고친 한 줄"
    page.save_revision(user=staff("reviewer").user)
    act(staff("reviewer"), page, "approve")
    assert PolicyPage.objects.get(pk=draft.pk).current_workflow_task.role == "reviewer"
    act(staff("reviewer", ""), page, "approve")
    assert PolicyPage.objects.get(pk=draft.pk).current_workflow_task.role == "publisher"


def test_what_a_reviewer_wrote_and_took_back_is_approved(staff, draft):
    submit(staff("author"), draft)
    for line in ("다른 한 줄", draft.one_line):
        page = PolicyPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
        page.one_line = line
        page.save_revision(user=staff("reviewer").user)
    act(staff("reviewer"), page, "approve")
    assert PolicyPage.objects.get(pk=draft.pk).current_workflow_task.role == "publisher"


def test_what_a_publisher_wrote_is_reviewed_before_it_is_published(staff, draft):
    submit(staff("author"), draft)
    act(staff("reviewer"), draft, "approve")
    page = PolicyPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    page.one_line = "게시하면서 고친 한 줄"
    page.save_revision(user=staff("publisher").user)
    act(staff("publisher"), page, "approve")
    page = PolicyPage.objects.get(pk=draft.pk)
    assert (page.live, page.current_workflow_task.role) == (False, "reviewer")
    act(staff("reviewer"), page, "approve")
    act(staff("publisher"), PolicyPage.objects.get(pk=draft.pk), "approve")
    page = PolicyPage.objects.get(pk=draft.pk)
    assert (page.live, page.one_line) == (True, "게시하면서 고친 한 줄")


def publish_in_bulk(client, page: Page):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?id={page.pk}", follow=True)


def test_publisher_does_not_publish_what_nobody_has_reviewed(staff, policy):
    policy.one_line = "아무도 검토하지 않은 한 줄"
    policy.save_revision(user=staff("author").user)
    prefer(staff("publisher"), "en")
    told = publish_in_bulk(staff("publisher"), policy)
    assert "Nobody has reviewed it as it stands" in told.content.decode()
    assert PolicyPage.objects.get(pk=policy.pk).one_line != "아무도 검토하지 않은 한 줄"
    publish_in_bulk(staff("administrator", ""), policy)
    assert PolicyPage.objects.get(pk=policy.pk).one_line == "아무도 검토하지 않은 한 줄"


def test_version_that_was_published_is_not_overwritten_by_its_author(staff, policy):
    author = staff("author").user
    policy.one_line = "게시된 한 줄"
    published = policy.save_revision(user=author)
    published.publish()
    page = PolicyPage.objects.get(pk=policy.pk)
    page.one_line = "아무도 검토하지 않은 한 줄"
    later = page.save_revision(user=author, overwrite_revision=published)
    published.refresh_from_db()
    assert (published.content["one_line"], later.pk > published.pk) == ("게시된 한 줄", True)
    again = page.save_revision(user=author, overwrite_revision=later)
    assert again.pk == later.pk


def test_publisher_publishes_again_what_was_withdrawn(staff, policy):
    policy.unpublish()
    publish_in_bulk(staff("publisher"), policy)
    assert PolicyPage.objects.get(pk=policy.pk).live


def test_refusal_is_in_the_language_of_the_admin(staff, policy):
    reviewer = staff("reviewer")
    for language, refusal in (("en", "you do not have permission"), ("ko", "권한이 없습니다")):
        prefer(reviewer, language)
        answer = reviewer.get(reverse("wagtailadmin_pages:unpublish", args=[policy.pk]), follow=True)
        assert refusal in answer.content.decode()


def test_author_may_not_publish_even_when_asked_for_it_directly(staff, draft):
    client = staff("author")
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), fields(draft) | {"action-publish": "publish"})
    assert not PolicyPage.objects.get(pk=draft.pk).live


@pytest.mark.parametrize(
    ("role", "area"),
    [
        ("author", "transportation"),
        ("translator", "transportation"),
        ("publisher", "transportation"),
        ("reviewer", "water"),
    ],
)
def test_who_has_not_the_role_in_the_area_does_not_review(staff, draft, role, area):
    submit(staff("author"), draft)
    act(staff(role, area), PolicyPage.objects.get(pk=draft.pk), "approve")
    assert PolicyPage.objects.get(pk=draft.pk).current_workflow_task.role == "reviewer"


def test_reviewer_of_all_areas_reviews_everywhere(staff, draft):
    submit(staff("author"), draft)
    act(staff("reviewer", ""), PolicyPage.objects.get(pk=draft.pk), "approve")
    assert PolicyPage.objects.get(pk=draft.pk).current_workflow_task.role == "publisher"


def test_nobody_reviews_what_they_submitted(staff, draft):
    client = staff("author")
    client.user.groups.add(staff("reviewer").user.groups.get())
    submit(client, draft)
    act(client, PolicyPage.objects.get(pk=draft.pk), "approve")
    assert PolicyPage.objects.get(pk=draft.pk).current_workflow_task.role == "reviewer"


def test_text_is_locked_for_its_author_while_it_is_reviewed(staff, draft):
    client = staff("author")
    submit(client, draft)
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), fields(draft) | {"title": "바꾼 제목"})
    assert PolicyPage.objects.get(pk=draft.pk).get_latest_revision_as_object().title == draft.title


def test_office_does_not_reach_the_policies_of_another(staff, draft, policy):
    client = staff("author", "water")
    for page in (draft, policy):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 302
        assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 302


def test_author_writes_in_the_citys_language_and_translator_in_the_others(staff, policy):
    english = policy.get_translations().get(locale__language_code="en")
    edit = {page: reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (policy, english)}
    assert staff("author").get(edit[policy]).status_code == 200
    assert staff("author").get(edit[english]).status_code == 302
    assert staff("translator").get(edit[policy]).status_code == 302


def test_next_person_is_told_by_mail(staff, draft):
    reviewer, other = staff("reviewer").user, staff("reviewer", "water").user
    submit(staff("author"), draft)
    told = [address for message in mail.outbox for address in message.to]
    assert reviewer.email in told
    assert other.email not in told


def test_dashboard_shows_what_waits_for_the_reviewer_of_the_area(staff, draft):
    submit(staff("author"), draft)
    home = reverse("wagtailadmin_home")
    assert draft.title in staff("reviewer").get(home).content.decode()
    assert draft.title not in staff("reviewer", "water").get(home).content.decode()


def test_draft_is_shown_in_a_frame_of_the_editor_and_a_public_page_is_not(staff, policy, reader):
    draft = staff("author").get(reverse("wagtailadmin_pages:view_draft", args=[policy.pk]))
    assert "frame-ancestors 'self'" in draft.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in reader.get(policy.url).headers["Content-Security-Policy"]


def test_page_with_a_korean_title_gets_an_address_in_latin_letters(staff, draft, reader):
    parent = draft.get_parent()
    pages = [
        parent.add_child(instance=PolicyPage(title="버스 정류소 온열의자", one_line="한 줄")) for _time in range(2)
    ]
    slugs = [page.slug for page in pages]
    assert all(slug.isascii() and slug.replace("-", "").isalnum() for slug in slugs)
    assert len(set(slugs)) == 2
    pages[0].save_revision().publish()
    assert reader.get(pages[0].url).status_code == 200
    assert reader.get(f"/p/{slugs[0]}/").status_code == 302


def test_address_in_other_letters_is_refused_with_the_reason(staff, draft):
    client = staff("author")
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    client.post(edit, fields(draft) | {"slug": "버스-정류소"})
    assert PolicyPage.objects.get(pk=draft.pk).get_latest_revision_as_object().slug == draft.slug


@pytest.mark.parametrize("role", ["author", "reviewer", "publisher"])
def test_everybody_of_the_office_reads_who_did_what(staff, draft, role):
    address = reverse("wagtailadmin_pages:history", args=[draft.pk])
    assert staff(role).get(address).status_code == 200
    assert staff(role).get(address.replace("/history/", "/history/results/")).status_code == 200
    assert staff(role, "water").get(address).status_code == 302

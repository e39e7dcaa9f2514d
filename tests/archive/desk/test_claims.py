"""The claims of a page and what each said before."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from seoulsolution.archive.models import Difficulty, PolicyPage, Result

from .conftest import Staff, prefer


def list_of(page: PolicyPage) -> str:
    return f"/admin/desk/claims/{page.pk}/"


def change(page: PolicyPage, staff: Client, **values: str) -> str:
    """Save the first milestone with other values as a draft; return the address of its history."""
    draft = page.get_latest_revision_as_object()
    milestone = draft.milestones.all()[0]
    for name, value in values.items():
        setattr(milestone, name, value)
    draft.milestones.add(milestone)
    draft.save_revision(user=staff.user)
    return f"{list_of(page)}milestones/{milestone.translation_key}/"


def test_history_tells_who_changed_the_words_and_the_source_of_a_claim(staff: Staff, policy: PolicyPage, language: str):
    author = staff("author")
    prefer(author, language)
    change(policy, author, text="첫 문장이다.")
    address = change(policy, author, text="둘째 문장이다.", source="https://example.org/소식")
    changes = author.get(address).context["changes"]
    assert [(c.by, c.is_new) for c in changes[:2]] == [(author.user, False), (author.user, False)]
    parts = {
        name: "".join(piece.text for piece in pieces if piece.kind == "added") for name, pieces in changes[0].parts
    }
    with translation.override(language):
        names = {str(policy.milestones.model._meta.get_field(name).verbose_name) for name in ("text", "source")}
    assert set(parts) == names
    assert "https://example.org/소식" in parts.values()
    assert changes[0].published_at is None


def test_claim_that_nobody_touched_is_not_changed_by_saving_its_page(staff: Staff, policy: PolicyPage):
    author = staff("author")
    address = change(policy, author)
    before = len(author.get(address).context["changes"])
    policy.get_latest_revision_as_object().save_revision(user=author.user)
    assert len(author.get(address).context["changes"]) == before


def test_removed_claim_keeps_its_history(staff: Staff, policy: PolicyPage):
    author = staff("author")
    address = change(policy, author, text="곧 지운다.")
    draft = policy.get_latest_revision_as_object()
    draft.milestones.remove(draft.milestones.all()[0])
    draft.save_revision(user=author.user).publish()
    latest = author.get(address).context["changes"][0]
    assert latest.is_removed
    assert latest.published_at is not None


def test_list_shows_every_claim_of_the_draft_with_how_often_it_was_changed(staff: Staff, policy: PolicyPage):
    author = staff("author")
    change(policy, author, text="첫 문장이다.")
    change(policy, author, text="둘째 문장이다.")
    sections = author.get(list_of(policy)).context["sections"]
    rows = [row for _title, rows in sections for row in rows]
    assert sum(row.relation == "milestones" for row in rows) == policy.milestones.count()
    assert {row.relation for row in rows} >= {"milestones", "preconditions", "difficulties", "results", "relations"}
    (changed,) = [row for row in rows if row.tally]
    told = [text for _name, text in changed.parts]
    assert (told, changed.tally.times) == ([str(changed.claim.year), "둘째 문장이다."], 2)


@pytest.mark.parametrize("role", ["author", "reviewer", "publisher"])
def test_claims_are_for_the_staff_of_the_area(staff: Staff, policy: PolicyPage, role: str):
    address = change(policy, staff("author"), text="첫 문장이다.")
    for one in (list_of(policy), address):
        assert staff(role).get(one).status_code == 200
        assert staff(role, "environment").get(one)["Location"] == "/admin/"
        assert "/account/sign-in/" in Client().get(one)["Location"]


def test_claim_that_there_never_was_is_not_found(staff: Staff, policy: PolicyPage):
    author = staff("author")
    nobody = "00000000-0000-0000-0000-000000000000"
    for wrong in (f"milestones/{nobody}/", f"pictures/{nobody}/", f"nothing/{nobody}/", "milestones/x/"):
        assert author.get(list_of(policy) + wrong).status_code == 404
    assert author.get("/admin/desk/claims/999999/").status_code == 404


def test_number_of_queries_does_not_grow_with_the_revisions(
    staff: Staff, policy: PolicyPage, django_assert_num_queries
):
    author = staff("author")
    address = change(policy, author, text="첫 문장이다.")
    author.get(address)
    with CaptureQueriesContext(connection) as one:
        author.get(address)
    for number in range(3):
        change(policy, author, text=f"{number}번째 문장이다.")
    with django_assert_num_queries(len(one)):
        author.get(address)


def test_claims_and_languages_lead_back_to_the_editor(staff: Staff, policy: PolicyPage):
    policy.save_revision()
    policy.get_workflow().start(PolicyPage.objects.get(pk=policy.pk), staff("author").user)
    edit = reverse("wagtailadmin_pages:edit", args=[policy.pk])
    for name in ("desk:claims", "desk:side-by-side"):
        address = reverse(name, args=[policy.pk])
        assert f'href="{edit}"' in staff("reviewer").get(address).content.decode()
        assert f'href="{edit}"' not in staff("publisher").get(address).content.decode()
    assert reverse("desk:claims", args=[policy.pk]) in staff("reviewer").get(address).content.decode()


def test_everything_that_a_claim_says_is_there_to_be_checked(staff: Staff, policy: PolicyPage):
    draft = policy.get_latest_revision_as_object()
    draft.difficulties = [
        Difficulty(problem="밤에는 운행하는 노선이 없었다", solution="노선 아홉 개를 만들었다", locale=policy.locale)
    ]
    draft.results = [
        Result(indicator="승객", after_value=7000, after_year=2013, after_year_end=2015, locale=policy.locale)
    ]
    draft.save_revision()
    told = staff("reviewer").get(list_of(policy)).content.decode()
    for part in ("노선 아홉 개를 만들었다", "7,000", "2013", "2015"):
        assert part in told


def test_claim_that_was_published_in_a_later_revision_was_published(staff: Staff, policy: PolicyPage):
    """Saving once more, or setting a day, makes another revision with the same claim."""
    author = staff("author")
    address = change(policy, author, text="공개되는 문장이다.")
    draft = policy.get_latest_revision_as_object()
    draft.one_line = "다른 곳도 고쳤다."
    draft.save_revision(user=author.user).publish()
    change(PolicyPage.objects.get(pk=policy.pk), author, text="아직 초안이다.")
    latest, published, *_earlier = author.get(address).context["changes"]
    assert latest.published_at is None
    assert published.published_at is not None


def test_figure_that_only_looks_otherwise_is_no_change(staff: Staff, policy: PolicyPage):
    draft = policy.get_latest_revision_as_object()
    draft.results = [Result(indicator="승객", after_value=Decimal(140), after_year=2013, locale=policy.locale)]
    draft.save_revision().publish()
    page = PolicyPage.objects.get(pk=policy.pk)
    again = page.get_latest_revision_as_object()
    again.results = list(page.results.all())
    again.save_revision()
    (result,) = page.results.all()
    changes = staff("author").get(f"{list_of(page)}results/{result.translation_key}/").context["changes"]
    assert len(changes) == 1

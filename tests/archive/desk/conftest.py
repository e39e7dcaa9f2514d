"""People with a role in an area, and the policies on which they act."""

from collections.abc import Callable

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from seoulsolution.archive.models import AreaPage, PolicyPage, RoleGroup

Staff = Callable[..., Client]
# The form of a draft is the same each time, and takes a second to make.
FORM: dict[str, str] = {}
# The button under a translation, and what readers are told that it corrects.
HAND_IN = {"submit": "1", "note": "A word was wrong."}


@pytest.fixture
def staff(db: None) -> Staff:
    """Signs in the person who has a role in an area: the same person each time it is asked."""

    def sign_in(role: str, area: str = "transportation") -> Client:
        name = f"{role}-{area or 'all'}"
        user, is_new = User.objects.get_or_create(username=name, defaults={"email": f"{name}@example.org"})
        if is_new:
            user.groups.add(RoleGroup.objects.get(role=role, office=area).group)
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return sign_in


@pytest.fixture
def policy(db: None) -> PolicyPage:
    return PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")


@pytest.fixture
def draft(db: None) -> PolicyPage:
    """A policy that was never published."""
    area = AreaPage.objects.get(slug="transportation", locale__language_code="ko")
    page = area.add_child(instance=PolicyPage(title="새 정책", one_line="한 줄", slug="planted-draft", live=False))
    page.save_revision()
    return page


@pytest.fixture
def sent(staff, draft):
    """Sends the editor's form of a draft as a browser would, but for what is given."""
    author = staff("author")
    author.raise_request_exception = False
    address = f"/admin/pages/{draft.pk}/edit/"
    if not FORM:
        FORM.update(editor_form(author, draft))
    whole = {**FORM, "loaded_revision_id": str(draft.latest_revision_id)}

    def send(changes: dict[str, str | None], **headers: str):
        data = {name: value for name, value in (whole | changes).items() if value is not None}
        return author.post(address, data, **headers)

    return send


def editor_form(client: Client, page: PolicyPage) -> dict[str, str]:
    """What a browser would send of the page editor as it stands there."""
    forms = lxml.html.fromstring(client.get(f"/admin/pages/{page.pk}/edit/").content).forms
    form = next(form for form in forms if "title" in form.fields)
    whole = {name: value or "" for name, value in form.fields.items()}
    return whole | {f"{field.name}-count": "0" for field in page._meta.get_fields() if hasattr(field, "stream_block")}


def act(client: Client, page: Page, action: str):
    """Take a step of the workflow that a page is in, with the words that it may ask for."""
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, {"comment": "Say it otherwise."})


def prefer(client: Client, language: str) -> None:
    """The person uses the admin in that language."""
    UserProfile.objects.update_or_create(user=client.user, defaults={"preferred_language": language})

"""An administrator looks after accounts and does not become a superuser by it."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from .conftest import prefer

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(db: None) -> User:
    return User.objects.create_superuser("root", "root@example.org", "a long walk by the river")


def account(user: User, **values: str) -> dict[str, str]:
    return {"username": user.username, "email": user.email, "first_name": "A", "last_name": "B"} | values


def test_administrator_takes_over_no_superuser(staff, superuser: User):
    client, before = staff("administrator", ""), superuser.password
    new = {"password1": "another long walk", "password2": "another long walk"}
    client.post(reverse("wagtailusers_users:edit", args=[superuser.pk]), account(superuser, is_active="on", **new))
    client.post(reverse("wagtailusers_users:delete", args=[superuser.pk]))
    address = reverse("wagtail_bulk_action", args=["auth", "user", "delete"])
    client.post(f"{address}?id={superuser.pk}&next=/admin/")
    address = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
    client.post(f"{address}?id={superuser.pk}&next=/admin/", {"mark_as_active": "False"})
    superuser.refresh_from_db()
    assert (superuser.password, superuser.is_active) == (before, True)


def test_administrator_makes_no_superuser(staff):
    client = staff("administrator", "")
    author = staff("author").user
    edit = reverse("wagtailusers_users:edit", args=[author.pk])
    client.post(edit, account(author, is_active="on", is_superuser="on"))
    new = {"username": "new", "email": "new@example.org", "first_name": "N", "last_name": "N", "is_superuser": "on"}
    passwords = {"password1": "another long walk", "password2": "another long walk"}
    client.post(reverse("wagtailusers_users:add"), new | passwords)
    assert not User.objects.filter(is_superuser=True).exists()


def test_administrator_changes_other_accounts(staff):
    author = staff("author").user
    edit = reverse("wagtailusers_users:edit", args=[author.pk])
    answer = staff("administrator", "").post(edit, account(author, is_active="on", last_name="Changed"))
    assert answer.status_code == 302
    author.refresh_from_db()
    assert author.last_name == "Changed"


@pytest.mark.parametrize(
    ("backend", "told"),
    [
        ("locmem", {"en": "none yet?", "ko": "아직 없습니까?"}),
        ("dummy", {"en": "sends no mail", "ko": "메일을 보내지 않습니다"}),
    ],
)
def test_form_of_a_new_account_tells_how_it_comes_to_a_password(staff, settings, language, backend, told):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    client = staff("administrator", "")
    prefer(client, language)
    form = BeautifulSoup(client.get(reverse("wagtailusers_users:add")).content, "lxml").select_one("main").text
    assert told[language] in form
    assert {"en": "At least 12 characters", "ko": "12자 이상"}[language] in form
    assert "Leave blank" not in form


def test_who_may_do_everything_is_not_called_as_the_role_is(superuser: User, language):
    client = Client()
    client.force_login(superuser)
    client.user = superuser
    prefer(client, language)
    page = BeautifulSoup(client.get(reverse("wagtailusers_users:add")).content, "lxml")
    label = page.select_one("label[for=id_is_superuser]").text.strip()
    assert label == {"en": "Superuser", "ko": "최고 관리자"}[language]
    listed = client.get(reverse("wagtailusers_users:index")).content.decode()
    assert label in listed

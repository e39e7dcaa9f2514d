"""An administrator looks after accounts and does not become a superuser by it."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

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

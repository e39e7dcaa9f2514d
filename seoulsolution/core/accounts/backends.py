"""Who a name and a password belong to."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest


def find_account(typed: str) -> User | None:
    """The account with this name, else the only one with this mail address."""
    found = list(User.objects.filter(Q(username=typed) | Q(email__iexact=typed)).order_by("pk")[:3]) if typed else []
    named = [user for user in found if user.username == typed]
    return named[0] if named else (found[0] if len(found) == 1 else None)


class StaffBackend(ModelBackend):
    """One look into the database and one password hashed, whether there is such an account or not."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        email: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not password:
            return None
        user = find_account((username or email or "").strip())
        if user is None:
            get_user_model()().set_password(password)
            return None
        is_right = user.check_password(password)
        return user if is_right and self.user_can_authenticate(user) else None

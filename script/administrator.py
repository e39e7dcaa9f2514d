"""Makes the first administrator, with a random password that is shown once; does nothing if there is one."""

import django
from django.contrib.auth import get_user_model
from django.db import transaction

from environment import import_from_project, random_text

NAME = "admin"


def make_administrator() -> None:
    """The password is printed before the account is committed: one that nobody saw cannot remain."""
    users = get_user_model()._default_manager
    if users.filter(is_superuser=True, is_active=True).exists():
        return
    password = random_text(20)
    with transaction.atomic():
        users.create_superuser(NAME, email="", password=password)
        print(f"\n  Administrator: {NAME}\n  Password:      {password}", flush=True)
        print("  (shown this once: keep it; `manage.py changepassword` makes another)", flush=True)
        print("  The first sign-in sets up a second factor: an authenticator app or a passkey.\n", flush=True)


if __name__ == "__main__":
    import_from_project()
    django.setup()
    make_administrator()

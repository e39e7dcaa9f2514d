"""What people are called: a name in Korean letters begins with that of the family and has no space in it."""

from typing import Any

from django.contrib.auth.models import AbstractUser

from ..passages import LETTERS


def called(first: str, last: str) -> str:
    names = (last.strip(), first.strip())
    is_korean = all(name and len(LETTERS["Kore"].findall(name)) == len(name) for name in names)
    return "".join(names) if is_korean else f"{first} {last}".strip()


def full_name(person: Any) -> str:
    return called(person.first_name, person.last_name)


def connect() -> None:
    AbstractUser.get_full_name = full_name  # type: ignore[method-assign, assignment] # every page of the admin asks it

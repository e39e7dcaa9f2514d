"""What people are called in the admin and in mails."""

import pytest
from django.contrib.auth.models import User


@pytest.mark.parametrize(
    ("family", "given", "called"),
    [
        ("김", "지은", "김지은"),
        ("남궁", "민", "남궁민"),
        ("Kim", "Jieun", "Jieun Kim"),
        ("", "지은", "지은"),
        ("", "", ""),
    ],
)
def test_korean_name_begins_with_that_of_the_family(family: str, given: str, called: str):
    assert User(last_name=family, first_name=given).get_full_name() == called

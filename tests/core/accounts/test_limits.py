"""Whoever guesses is stopped; whoever is the owner is not."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import F
from django.test import Client, RequestFactory
from django.utils import timezone

from seoulsolution.core.accounts import attempts
from seoulsolution.core.accounts.models import Attempt

from .conftest import KEY, PASSWORD, code, confirm, sign_in
from .test_sign_in import words

pytestmark = pytest.mark.django_db

SAID = {"ko": "같은 네트워크에서 너무 많이 시도했습니다. 10분 뒤에", "en": "in 10 minutes."}
PASSKEY = "/en/account/sign-in/passkey/"


def guess(name: str, times: int, address: str = "192.0.2.1", language: str = "en"):
    client = Client(REMOTE_ADDR=address)
    for _ in range(times):
        cache.clear()  # what a process keeps to itself must not matter
        answer = sign_in(client, name, "wrong", language=language)
    return answer


def test_guessing_is_stopped_in_the_same_words_for_known_and_unknown_accounts(officer: User, language: str):
    answers = [guess(name, 6, f"192.0.2.{n}", language) for n, name in enumerate(["officer", "nobody"])]
    assert {answer.status_code for answer in answers} == {429}
    assert words(answers[0]) == words(answers[1])
    assert SAID[language] in answers[0].content.decode()
    assert 590 < int(answers[0].headers["Retry-After"]) <= 600
    assert "no-store" in answers[0].headers["Cache-Control"]


def test_fifth_attempt_may_be_the_right_one(officer: User):
    client = Client(REMOTE_ADDR="192.0.2.1")
    assert guess("officer", 4).status_code == 200
    assert sign_in(client).status_code == 302


def test_owner_signs_in_from_elsewhere_while_somebody_guesses(officer: User):
    assert guess("officer", 6).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="192.0.2.1")).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="198.51.100.7")).status_code == 302


def test_others_sign_in_from_the_address_of_one_who_forgot_the_password(officer: User):
    User.objects.create_superuser("second", "second@seoul.example", PASSWORD)
    assert guess("officer", 6).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="192.0.2.1"), "second").status_code == 302


def test_passkeys_are_asked_for_from_an_address_that_is_stopped(officer: User):
    assert guess("officer", 6).status_code == 429
    answer = Client(REMOTE_ADDR="192.0.2.1").get(PASSKEY, HTTP_ACCEPT="application/json")
    assert answer.json()["request_options"]["publicKey"]["challenge"]
    nonsense = Client(REMOTE_ADDR="192.0.2.1").post(PASSKEY, {"credential": '{"id": "x"}'})
    assert nonsense.headers["Location"] == "/en/account/sign-in/"


def test_trying_many_names_from_one_address_is_stopped(officer: User, monkeypatch):
    monkeypatch.setitem(attempts.LIMITS, "password", attempts.Limit(address=8, account=5, seconds=600))
    last = [guess(f"name{n}", 1).status_code for n in range(9)]
    assert last == [200] * 8 + [429]
    assert guess("name9", 1, "198.51.100.7").status_code == 200


def test_signing_in_often_is_no_guessing(officer: User):
    assert {sign_in(Client()).status_code for _ in range(8)} == {302}


def test_limit_ends_after_its_time_and_waiting_is_not_prolonged_by_trying(officer: User):
    def wait(seconds: int) -> None:
        Attempt.objects.update(made_at=F("made_at") - timedelta(seconds=seconds))

    guess("officer", 5)
    wait(500)
    assert guess("officer", 6).status_code == 429
    wait(101)
    assert sign_in(Client(REMOTE_ADDR="192.0.2.1")).status_code == 302


def test_old_attempts_are_forgotten(officer: User):
    guess("officer", 3)
    Attempt.objects.update(made_at=timezone.now() - timedelta(days=2))
    guess("nobody", 1)
    assert Attempt.objects.count() == 2


def test_nothing_of_who_tried_can_be_read(officer: User):
    guess("officer", 1)
    kept = str(list(Attempt.objects.values()))
    assert "officer" not in kept
    assert "192.0.2.1" not in kept


def test_address_behind_a_proxy_is_the_one_that_counts(officer: User, settings):
    settings.TRUSTED_PROXIES = 1
    client = Client(REMOTE_ADDR="10.0.0.1")
    for n in range(6):
        # What a guesser says of themselves stands further to the left.
        answer = sign_in(client, "officer", "wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 192.0.2.1")
    assert answer.status_code == 429
    assert sign_in(client, HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 302


def test_customer_with_many_addresses_is_one(officer: User):
    answers = [guess("officer", 1, f"2001:db8:1:2::{n}").status_code for n in range(6)]
    assert answers[-1] == 429
    assert guess("officer", 1, "2001:db8:1:3::1").status_code == 200


@pytest.mark.parametrize(("address", "network"), [("", ""), ("unix:", "unix:"), ("192.0.2.1", "192.0.2.1")])
def test_address_that_is_none_counts_as_it_is(db, address: str, network: str):
    assert attempts.network(address) == network
    assert attempts.spend(RequestFactory().get("/", REMOTE_ADDR=address), "password", "x").rows


def test_codes_are_limited_where_they_are_asked_for(officer: User, phone: str, language: str):
    client = Client(REMOTE_ADDR="192.0.2.1")
    sign_in(client, language=language)
    for _ in range(6):
        cache.clear()
        answer = client.post(f"/{language}/account/sign-in/code/", {"code": "000000"})
    assert answer.status_code == 429
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    sign_in(elsewhere)
    assert elsewhere.post("/en/account/sign-in/code/", {"code": code(KEY)}).status_code == 302


@pytest.mark.parametrize(
    ("path", "field"), [("confirm/", "password"), ("confirm/code/", "code"), ("password/", "oldpassword")]
)
def test_confirming_and_changing_are_limited(desk: Client, phone: str, path: str, field: str):
    data = {field: "wrong", "password1": "x", "password2": "x"}
    last = [desk.post(f"/en/account/{path}", data).status_code for _ in range(6)]
    assert last == [200] * 5 + [429]


def test_asking_for_reset_mails_is_limited_alike(officer: User, language: str):
    answers = []
    for n, address in enumerate(["officer@seoul.example", "nobody@seoul.example"]):
        client = Client(REMOTE_ADDR=f"192.0.2.{n}")
        for _ in range(6):
            answer = client.post(f"/{language}/account/password/forgotten/", {"email": address})
        answers.append(answer)
    assert {answer.status_code for answer in answers} == {429}
    assert words(answers[0]) == words(answers[1])


def test_confirmed_with_the_right_password_after_a_slip(desk: Client, phone: str):
    desk.post("/en/account/confirm/", {"password": "wrong"})
    assert confirm(desk).status_code == 302

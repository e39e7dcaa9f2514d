"""Single sign-on against a directory that is really asked, over its real redirects."""

import urllib.request
from urllib.error import HTTPError

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config import sign_in as settings_of_signing_in

from . import directory_server
from .conftest import PASSWORD, code

pytestmark = pytest.mark.django_db

PERSON = {"sub": "4711", "email": "Officer@seoul.example", "email_verified": True, "name": "Officer"}


@pytest.fixture
def directory(settings):
    server = directory_server.start()
    settings.OIDC_EMAIL_DOMAIN = "seoul.example"
    settings.SOCIALACCOUNT_PROVIDERS = settings_of_signing_in.providers(
        issuer=server.issuer, client=directory_server.CLIENT, secret=directory_server.SECRET, name="Seoul ID"
    )
    server.person = dict(PERSON)
    yield server
    server.shutdown()
    server.server_close()


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given):
        return None


def through(client: Client, language: str = "en", path: str = "?process=login"):
    """What a browser does: to the directory, through it, and back."""
    away = client.get(f"/account/directory/directory/{path}", HTTP_ACCEPT_LANGUAGE=language)
    assert away.status_code == 302
    try:
        urllib.request.build_opener(Unfollowed).open(away.headers["Location"], timeout=20)
    except HTTPError as answer:
        back = answer.headers["Location"]
        answer.close()
    return client.get(back.removeprefix("http://testserver"), HTTP_ACCEPT_LANGUAGE=language)


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_sign_in_page_shows_the_way_only_where_there_is_a_directory(reader: Client, language: str, settings):
    path = f"/{language}/account/sign-in/"
    assert "/account/directory/" not in reader.get(path).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = settings_of_signing_in.providers(
        issuer="https://id.seoul.example", client="x", secret="y", name="Seoul ID"
    )
    text = reader.get(path).content.decode()
    assert 'href="/account/directory/directory/?process=login"' in text
    assert {"ko": "Seoul ID 계정으로 로그인", "en": "Sign in with Seoul ID"}[language] in text


def test_person_of_the_directory_is_let_in(directory, officer: User):
    for _ in range(2):
        client = Client()
        assert through(client).headers["Location"] == "/admin/"
        assert is_in(client)
        assert client.get("/admin/").context["request"].user == officer
    assert SocialAccount.objects.get().user == officer
    assert SocialAccount.objects.get().extra_data == {}
    assert User.objects.count() == 1


def test_sign_in_leads_to_where_it_was_asked(directory, officer: User):
    path = "?process=login&next=/admin/reports/"
    assert through(Client(), path=path).headers["Location"] == "/admin/reports/"
    assert through(Client(), path="?process=login&next=https://evil.example/").headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@seoul.example"},
        {"email_verified": False},
        {"email_verified": None},
        {"email": "officer@busan.example"},
        {"email": "officer@seoul.example.evil.example"},
        {"email": ""},
        {"email": None},
    ],
)
def test_others_are_not_and_no_account_comes_into_being(directory, officer: User, language: str, claims):
    directory.person |= claims
    client = Client()
    answer = through(client, language)
    assert answer.status_code == 403
    said = {"ko": "이 사이트에 해당 이메일 주소로", "en": "there is no account here for your mail address"}
    assert said[language] in answer.content.decode()
    assert f'<html lang="{language}"' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count(), EmailAddress.objects.count()) == (1, 0, 0)


def test_address_of_another_domain_is_not_let_in_although_it_has_an_account(directory, officer: User):
    User.objects.create_superuser("guest", "guest@busan.example", PASSWORD)
    directory.person["email"] = "guest@busan.example"
    assert through(Client()).status_code == 403


def test_account_that_is_closed_or_not_the_only_one_is_not_entered(directory, officer: User):
    officer.is_active = False
    officer.save()
    assert through(Client()).status_code == 403
    officer.is_active = True
    officer.save()
    User.objects.create_user("second", "officer@seoul.example", PASSWORD)
    assert through(Client()).status_code == 403


def test_address_that_went_to_another_person_opens_nothing(directory, officer: User):
    assert through(Client()).status_code == 302
    directory.person["sub"] = "4712"
    assert through(Client()).status_code == 403
    second = User.objects.create_user("second", "second@seoul.example", PASSWORD)
    directory.person |= {"sub": "4711", "email": "second@seoul.example"}
    assert through(Client()).status_code == 403
    assert list(SocialAccount.objects.values_list("user", "uid")) == [(officer.pk, "4711")]
    assert not SocialAccount.objects.filter(user=second).exists()


def test_second_factor_is_asked_for_all_the_same(directory, officer: User, phone: str, required):
    client = Client()
    assert through(client).headers["Location"].endswith("/account/sign-in/code/")
    assert not is_in(client)
    client.post("/en/account/sign-in/code/", {"code": code()})
    assert is_in(client)


def test_person_without_password_sets_up_a_second_factor(directory, required):
    User.objects.create_superuser("officer", "officer@seoul.example", None)
    client = Client()
    through(client)
    assert not is_in(client)
    assert client.get("/en/account/security/").status_code == 200
    assert client.get("/en/account/security/app/").status_code == 200


def test_nobody_joins_another_account_to_the_directory(directory, desk: Client, officer: User):
    User.objects.create_superuser("second", "second@seoul.example", PASSWORD)
    directory.person["email"] = "second@seoul.example"
    assert through(desk, path="?process=connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_cancelling_leads_to_a_page_that_says_so(directory, officer: User, language: str):
    directory.cancels = True
    client = Client()
    answer = client.get(through(client, language).headers["Location"])
    assert {"ko": "로그인하지 않았습니다", "en": "You did not sign in"}[language] in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["back/?code=x&state=y", "back/", "back/?error=server_error", "back/?error=access_denied"]
)
def test_answer_that_nobody_asked_for_signs_nobody_in(
    directory, reader: Client, officer: User, language: str, path: str
):
    answer = reader.get(f"/account/directory/directory/{path}", HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 401
    assert {"ko": "로그인하지 못했습니다", "en": "You could not be signed in"}[language] in answer.content.decode()


def test_directory_that_is_away_is_no_error_of_the_site(directory, reader: Client, language: str):
    directory.shutdown()
    directory.server_close()
    answer = reader.get("/account/directory/directory/?process=login", HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 401
    assert {"ko": "올바른 응답을 받지 못했습니다", "en": "gave no usable answer"}[language] in answer.content.decode()


def test_directory_that_does_not_say_who_it_is_is_not_believed(directory, officer: User):
    del directory.person["sub"]
    client = Client()
    assert through(client).status_code == 401
    assert not is_in(client)


@pytest.mark.parametrize("name", ["directory", "google", "x"])
def test_without_settings_there_is_no_directory(reader: Client, name: str):
    assert reader.get(f"/account/directory/{name}/?process=login").status_code == 404
    assert reader.get(f"/account/directory/{name}/back/?code=x&state=y").status_code == 404


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"secret": ""}, "Single sign-on needs OIDC_CLIENT_SECRET as well: set it, or none of the four."),
        ({"domain": "", "client": ""}, "Single sign-on needs OIDC_CLIENT_ID, OIDC_EMAIL_DOMAIN as well"),
        (
            {"issuer": "http://id.seoul.example"},
            "OIDC_ISSUER is 'http://id.seoul.example': give its address with https://.",
        ),
    ],
)
def test_half_a_directory_is_refused_at_the_start(given, sentence: str):
    whole = {"issuer": "https://id.seoul.example", "client": "x", "secret": "y", "domain": "seoul.example"}
    settings_of_signing_in.check_directory(**whole)
    with pytest.raises(ImproperlyConfigured, match=sentence.replace("(", r"\(")):
        settings_of_signing_in.check_directory(**(whole | given))

"""Nothing of the admin without a second factor, where one is required."""

import json
import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import PolicyPage

from .conftest import KEY, code, confirm, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("required")]

SAMPLES = {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "0" * 8 + "-0000-0000-0000-" + "0" * 12}


def addresses(patterns=None, prefix: str = "/"):
    """Every address under /admin/ that the site knows, with something in each place."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, prefix + _filled(route))
        elif isinstance(entry, URLPattern) and (prefix + route).startswith("/admin/"):
            yield prefix + _filled(route)


def _filled(route: str) -> str:
    if route.startswith("^"):
        return "x/"
    for kind, sample in SAMPLES.items():
        while f"<{kind}:" in route:
            start = route.index(f"<{kind}:")
            route = route[:start] + sample + route[route.index(">", start) + 1 :]
    while "<" in route:
        route = route[: route.index("<")] + "x" + route[route.index(">") + 1 :]
    return route


def refused(answer) -> bool:
    """Led to where a second factor is set up, or to where everybody is led; or told so as data."""
    if answer.status_code == 302:
        at = answer.headers["Location"].split("?")[0]
        return re.fullmatch(r"/(ko|en)/account/(security|sign-in|password/forgotten)/", at) is not None
    return answer.status_code == 403 and set(json.loads(answer.content)) == {"detail"}


def test_no_address_of_the_admin_answers_without_one(desk: Client):
    known = sorted(set(addresses()))
    assert len(known) > 200
    assert "/admin/api/main/x/" in known
    known += ["/admin/api/main/pages/", "/admin/api/main/images/?limit=1", "/admin/nothing/", "/admin/jsi18n/"]
    assert "/admin/pages/1/edit/" in known
    assert "/admin/users/1/second-factors/" in known
    let_in = [
        (address, method.__name__)
        for address in known
        for method, headers in (
            (desk.get, {}),
            (desk.get, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest", "HTTP_ACCEPT": "application/json"}),
            (desk.post, {}),
        )
        if not refused(method(address, **headers))
    ]
    assert let_in == []


def test_script_is_told_with_a_status_and_a_person_is_led(officer: User, language: str):
    desk = Client()
    sign_in(desk, language=language)
    answer = desk.get("/admin/api/main/pages/", HTTP_ACCEPT="application/json", HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 403
    assert (
        answer.json()["detail"]
        == {"ko": "먼저 2단계 인증을 설정해 주십시오.", "en": "Set up a second factor first."}[language]
    )
    led = desk.get("/admin/pages/")
    assert led.headers["Location"] == f"/{language}/account/security/"
    said = {"ko": "이 사이트에서는 2단계 인증이 필수입니다.", "en": "A second factor is required here."}
    assert said[language] in desk.get(led.headers["Location"]).content.decode()


def test_private_page_is_not_shown_without_one(desk: Client, phone: str, language: str):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert desk.get(page.url).status_code == 302
    client = Client()
    sign_in(client)
    client.post("/en/account/sign-in/code/", {"code": code()})
    assert client.get(page.url).status_code == 200


def test_setting_one_up_opens_the_admin(desk: Client, language: str, django_capture_on_commit_callbacks):
    assert "/account/confirm/" in desk.get(f"/{language}/account/security/app/").headers["Location"]
    confirm(desk, language)
    page = desk.get(f"/{language}/account/security/app/")
    key = page.context["form"].secret
    assert f">{key}<" in page.content.decode()
    wrong = desk.post(f"/{language}/account/security/app/", {"code": "000000"})
    assert {"ko": "코드가 맞지 않거나", "en": "The code is not right"}[language] in wrong.content.decode()
    assert not Authenticator.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        done = desk.post(f"/{language}/account/security/app/", {"code": code(key)})
    assert done.headers["Location"] == f"/{language}/account/security/codes/"
    assert len(desk.get(done.headers["Location"]).context["unused_codes"]) == 10
    assert desk.get("/admin/").status_code == 200


def test_key_is_not_in_the_database_as_it_is(officer: User, phone: str):
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert KEY not in kept
    assert "secret" in kept


def test_no_code_is_right_when_the_key_of_the_site_was_changed(officer: User, phone: str, settings):
    settings.SECRET_KEY = "another" * 10
    client = Client()
    sign_in(client)
    assert client.post("/en/account/sign-in/code/", {"code": code()}).status_code == 200
    settings.SECRET_KEY_FALLBACKS = ["for-tests-only"]
    assert client.post("/en/account/sign-in/code/", {"code": code()}).status_code == 302


def test_sign_in_asks_for_the_code(officer: User, phone: str, language: str):
    client = Client()
    assert sign_in(client, language=language).headers["Location"] == f"/{language}/account/sign-in/code/"
    assert client.get("/admin/").status_code == 302
    assert client.get(f"/{language}/account/security/").status_code == 302
    page = client.get(f"/{language}/account/sign-in/code/").content.decode()
    assert {"ko": "여섯 자리 숫자", "en": "six digits"}[language] in page
    assert client.post(f"/{language}/account/sign-in/code/", {"code": "000000"}).status_code == 200
    assert client.get("/admin/").status_code == 302
    assert client.post(f"/{language}/account/sign-in/code/", {"code": code()}).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_code_that_was_used_is_not_taken_again_by_another_process(officer: User, phone: str, monkeypatch):
    monkeypatch.setattr(TOTP, "_mark_code_used", lambda self, given: True)
    shown = code()
    for expected in (302, 200):
        client = Client()
        sign_in(client)
        assert client.post("/en/account/sign-in/code/", {"code": shown}).status_code == expected


def test_recovery_code_works_once(officer: User, phone: str):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for expected in (302, 200):
        client = Client()
        sign_in(client)
        assert client.post("/en/account/sign-in/code/", {"code": codes[0]}).status_code == expected


def test_session_of_a_thief_is_not_opened_by_the_owner(desk: Client, officer: User):
    """Somebody who knows the password waits, signed in, until the owner sets up a second factor elsewhere."""
    TOTP.activate(officer, KEY)
    assert refused(desk.get("/admin/"))


def test_factor_of_another_person_does_not_count(officer: User, phone: str):
    client = Client()
    sign_in(client)
    client.post("/en/account/sign-in/code/", {"code": code()})
    other = User.objects.create_superuser("other", "other@seoul.example", "another long walk")
    TOTP.activate(other, KEY)
    client.force_login(other)
    assert refused(client.get("/admin/"))


def test_removing_the_last_one_closes_the_admin(officer: User, phone: str, language: str):
    client = Client()
    sign_in(client)
    client.post("/en/account/sign-in/code/", {"code": code()})
    assert "/account/confirm/" in client.get(f"/{language}/account/security/app/remove/").headers["Location"]
    confirm(client, language)
    assert client.post(f"/{language}/account/security/app/remove/").status_code == 302
    assert not Authenticator.objects.filter(user=officer).exists()
    assert refused(client.get("/admin/"))


@pytest.mark.parametrize(
    "path", ["app/", "app/remove/", "codes/", "codes/new/", "passkeys/add/", "passkeys/{0}/", "passkeys/{0}/remove/"]
)
def test_factors_are_changed_only_after_confirming(desk: Client, officer: User, phone: str, path: str):
    passkey = Authenticator.objects.create(user=officer, type="webauthn", data={"name": "x", "credential": {}})
    if path == "app/":
        Authenticator.objects.filter(type="totp").delete()
    before = list(Authenticator.objects.order_by("pk").values())
    address = f"/en/account/security/{path.format(passkey.pk)}"
    sent = desk.get if path == "codes/" else desk.post
    for answer in (desk.get(address), sent(address, {"name": "y", "code": code()})):
        assert answer.headers["Location"].startswith("/en/account/confirm/")
    assert list(Authenticator.objects.order_by("pk").values()) == before


def test_confirmation_does_not_last(desk: Client, phone: str, settings):
    confirm(desk)
    assert desk.get("/en/account/security/codes/").status_code == 200
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    assert desk.get("/en/account/security/codes/").status_code == 302


def test_without_the_setting_a_password_is_enough(desk: Client, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    assert desk.get("/admin/").status_code == 200


def test_administrator_resets_what_somebody_lost(desk: Client, officer: User, phone: str, settings, language: str):
    settings.REQUIRE_SECOND_FACTOR = False
    lost = User.objects.create_user("lost", "lost@seoul.example", "another long walk")
    TOTP.activate(lost, KEY)
    address = reverse("reset_second_factors", args=[lost.pk])
    assert address in desk.get(reverse("wagtailusers_users:index")).content.decode()
    assert desk.get(address).status_code == 200
    assert Authenticator.objects.filter(user=lost).exists()
    assert desk.post(address).status_code == 302
    assert not Authenticator.objects.filter(user=lost).exists()
    assert Authenticator.objects.filter(user=officer).exists()
    own = reverse("reset_second_factors", args=[officer.pk])
    desk.post(own)
    assert Authenticator.objects.filter(user=officer).exists()


def test_nobody_resets_the_factors_of_a_person_above_them(officer: User, phone: str, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    from django.contrib.auth.models import Permission

    clerk = User.objects.create_user("clerk", "clerk@seoul.example", "another long walk")
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_user", "view_user"]))
    client = Client()
    client.force_login(clerk)
    client.post(reverse("reset_second_factors", args=[officer.pk]))
    assert Authenticator.objects.filter(user=officer).exists()


def test_last_superuser_resets_their_own_on_the_server(desk: Client, officer: User, phone: str, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    assert desk.get("/admin/").status_code == 200
    said = StringIO()
    call_command("reset_second_factors", "officer", stdout=said)
    assert "officer" in said.getvalue()
    assert not Authenticator.objects.exists()
    assert desk.get("/admin/").status_code == 302
    with pytest.raises(CommandError, match="nobody"):
        call_command("reset_second_factors", "nobody")

"""Passwords: their rules, how they are changed, and how a new one comes by mail."""

import re
import socket
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from seoulsolution.core.accounts import mails

from .conftest import PASSWORD, sign_in
from .test_sign_in import words

pytestmark = pytest.mark.django_db

NEW = "quite another walk by the river"
ASK = "/{0}/account/password/forgotten/"


class Mailbox:
    """What an SMTP server does with mail: keeps it."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd calls it so
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def mailbox(settings):
    """A mail server on loopback, and the site set to send there."""
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "archive@seoul.example"
    yield box.mails
    controller.stop()


def link_in(mail) -> str:
    found = re.search(r"http://127.0.0.1:8000(/\S+)", mail.get_content())
    assert found
    return found[1]


def test_new_password_comes_by_mail(mailbox, officer: User, language: str):
    desk = Client()
    sign_in(desk)
    client = Client()
    answer = client.post(ASK.format(language), {"email": "Officer@Seoul.example"}, HTTP_HOST="127.0.0.1")
    assert answer.headers["Location"] == f"/{language}/account/password/forgotten/sent/"
    (mail,) = mailbox
    assert (mail["To"], mail["From"]) == ("officer@seoul.example", "archive@seoul.example")
    assert mail.get_content_type() == "text/plain"
    said = {
        "ko": ("[서울정책아카이브] 새 비밀번호 설정", "officer 님, 안녕하십니까.", "60분 동안 한 번만"),
        "en": ("[Seoul Solution] Set a new password", "Hello officer,", "for 60 minutes and only once"),
    }
    assert mail["Subject"].strip() == said[language][0]
    assert said[language][1] in mail.get_content()
    assert said[language][2] in mail.get_content()
    form = client.get(link_in(mail), follow=True)
    assert form.redirect_chain[-1][0].endswith("-set-password/")
    assert f'<html lang="{language}"' in form.content.decode()
    sent = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}, follow=True)
    assert sent.status_code == 200
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), password=NEW).status_code == 302
    assert desk.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 302  # the link alone signs nobody in
    again = Client().get(link_in(mail))
    assert {"ko": "더 이상 유효하지 않습니다", "en": "not valid any more"}[language] in again.content.decode()
    notice = mailbox[1].get_content()
    assert {"ko": "비밀번호가 새로 설정되었고", "en": "A new password was set"}[language] in notice


def test_mail_speaks_the_language_that_the_person_chose(mailbox, officer: User, language: str):
    profile = UserProfile.get_for_user(officer)
    profile.preferred_language = language
    profile.save()
    for page in ("ko", "en"):
        Client().post(ASK.format(page), {"email": "officer@seoul.example"})
    assert [re.search(r"8000/(\w+)/", mail.get_content())[1] for mail in mailbox] == [language] * 2


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:666"])
def test_mail_leads_to_the_site_whatever_the_request_says(mailbox, officer: User, settings, host: str):
    settings.ALLOWED_HOSTS = ["*"]
    Client().post(ASK.format("en"), {"email": "officer@seoul.example"}, HTTP_HOST=host)
    assert host not in mailbox[0].as_string()
    assert link_in(mailbox[0])


def test_nobody_learns_who_has_an_account(mailbox, officer: User, language: str):
    User.objects.create_user("former", "former@seoul.example", PASSWORD, is_active=False)
    pages = []
    for address in ("officer@seoul.example", "nobody@seoul.example", "former@seoul.example"):
        answer = Client().post(ASK.format(language), {"email": address}, follow=True)
        pages.append((answer.status_code, answer.redirect_chain, words(answer)))
    assert pages[0] == pages[1] == pages[2]
    assert [mail["To"] for mail in mailbox] == ["officer@seoul.example"]


def test_asking_does_the_same_work_for_every_address(officer: User, settings, django_assert_num_queries):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for address in ("officer@seoul.example", "nobody@seoul.example"):
        client = Client()
        client.get(ASK.format("en"))
        with django_assert_num_queries(6):
            client.post(ASK.format("en"), {"email": address})
    kept = str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    assert kept.count("send") == 0
    assert DBTaskResult.objects.filter(task_path=mails.send_reset_mails.module_path).count() == 2


def test_addresses_are_not_kept_after_the_mail(officer: User, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    mails.send_reset(address="x@y.example", language="en")
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=timezone.now() - timedelta(hours=2))
    mails.send_reset_mails.call("officer@seoul.example", "en")
    assert not DBTaskResult.objects.exists()


def test_mailbox_is_not_flooded_from_many_addresses(mailbox, officer: User):
    for n in range(8):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post(ASK.format("en"), {"email": "officer@seoul.example"})
    assert len(mailbox) == 5
    assert Client().get(link_in(mailbox[0])).status_code == 302


def test_link_is_void_after_an_hour(mailbox, officer: User, settings):
    Client().post(ASK.format("en"), {"email": "officer@seoul.example"})
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "not valid any more" in Client().get(link_in(mailbox[0])).content.decode()


def test_person_without_a_password_gets_the_first_one(mailbox, db):
    User.objects.create_superuser("new", "new@seoul.example", None)
    client = Client()
    client.post(ASK.format("en"), {"email": "new@seoul.example"})
    form = client.get(link_in(mailbox[0]))
    client.post(form.headers["Location"], {"password1": NEW, "password2": NEW})
    assert sign_in(Client(), "new", NEW).status_code == 302


def test_site_without_mail_says_so(reader: Client, language: str, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    text = reader.get(ASK.format(language)).content.decode()
    assert {"ko": "메일을 보내지 않습니다", "en": "sends no mail"}[language] in text
    assert 'name="email"' not in text


@pytest.mark.parametrize("password", ["short walk", "password12345", "123456789012345", "officer@seoul"])
def test_weak_passwords_are_refused(desk: Client, language: str, password: str):
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = desk.post(f"/{language}/account/password/", data)
    assert answer.status_code == 200
    assert answer.context["form"].errors["password1"]
    assert sign_in(Client()).status_code == 302


@pytest.mark.parametrize("data", [{"oldpassword": "wrong"}, {"password2": "something else that is long"}])
def test_password_is_not_changed_by_mistake(desk: Client, data):
    desk.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW} | data)
    assert sign_in(Client()).status_code == 302


def test_owner_is_told_of_changes(mailbox, desk: Client, officer: User, language: str):
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    desk.post(f"/{language}/account/password/", data)
    (mail,) = mailbox
    assert mail["Subject"].endswith({"ko": "비밀번호가 변경되었습니다", "en": "Your password was changed"}[language])
    assert f"http://127.0.0.1:8000/{language}/account/security/sessions/" in mail.get_content()
    assert NEW not in mail.get_content()


def test_wagtail_changes_neither_password_nor_address(desk: Client, officer: User):
    data = {
        "name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": "evil@example.org",
        "password-old_password": PASSWORD, "password-new_password1": NEW, "password-new_password2": NEW,
        "locale-preferred_language": "en", "locale-current_time_zone": "Asia/Seoul", "theme-theme": "system",
        "theme-density": "default", "theme-contrast": "system", "theme-keyboard_shortcuts": "on",
    }  # fmt: skip
    desk.post("/admin/account/", data)
    officer.refresh_from_db()
    assert officer.email == "officer@seoul.example"
    assert officer.check_password(PASSWORD)

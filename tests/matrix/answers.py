"""What an address answers to somebody, and what it does when its forms are sent."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import Client
from lxml import html
from wagtail.models import Page

from seoulsolution.core.visibility import is_public

CLOSED, LOOK, CHANGE, PUBLIC = SIGNS = ".ox!"
# What is written when somebody merely looks.
OF_LOOKING = re.compile(r'"(django_session|wagtailadmin_editingsession|wagtailusers_userprofile|wagtailsearch_\w+)"')
WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
OF_PAGES = re.compile(r'"wagtailcore_(page|pageviewrestriction)"')
TURNED_AWAY = re.compile(r"^/admin/($|login/|pages/(\d+/)?($|\?))|^/\w+/account/sign-in/|^/_util/login/")
FORM_LIMIT = 12
EDITORS = {"page-edit-form", "w-editor-form"}
# Wagtail's own forms fail on what they never send; whoever sends it may use the form, and nothing is written.
FAILING = re.compile(r"POST /admin/(snippets/choose/\w+/\w+/create|redirects/import/process)/ ")


class Answer(NamedTuple):
    """`text`: everything that was said."""

    letter: str
    text: str


def public() -> Any:
    """What readers see, as far as it can be changed."""
    pages = Page.objects.filter(is_public()).order_by("pk")
    return list(pages.values_list("pk", "live_revision", "url_path", "title", "last_published_at"))


class Visitor:
    """Somebody who tries everything at an address, each time in vain: what was done is undone.

    `broken`: what was answered with a fault of the server.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._client.raise_request_exception = False
        self.broken: list[str] = []
        self._cookies = client.cookies.output()
        self._public = public()

    def ask(self, path: str, sent: Mapping[str, Any]) -> Answer:
        """Look at the address, then send what can be sent there: each form that it shows, `sent` if it shows none."""
        with self._in_vain():
            shown = self._client.get(path)
            if shown.status_code in (301, 302) and not TURNED_AWAY.search(shown["Location"]):
                shown = self._client.get(shown["Location"])
            said = _text(shown)
        if shown.status_code >= 500:
            self.broken.append(f"{path}: {shown.status_code}")
        is_open = shown.status_code == 200
        worst = LOOK if is_open else CLOSED
        for data in list(_to_be_sent(said if is_open else "", path)) or [sent]:
            effect, answered = self._send(path, data)
            worst = max(worst, effect, key=SIGNS.index)
            said += answered
        return Answer(worst, said)

    @contextmanager
    def _in_vain(self) -> Iterator[None]:
        """Whatever is done inside is undone, also that somebody was signed out."""
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)
        self._client.cookies.clear()
        self._client.cookies.load(self._cookies.replace("Set-Cookie: ", ""))

    def _send(self, path: str, data: Mapping[str, Any]) -> tuple[str, str]:
        with self._in_vain():
            with _watched() as written:
                answer = self._client.post(path, data)
            if answer.status_code >= 500:
                fault = f"POST {path} {list(data)[-1:]}: {answer.status_code}"
                self.broken += [] if FAILING.match(fault) else [fault]
            effect = CHANGE if written else CLOSED
            if any(OF_PAGES.search(sql) for sql in written) and public() != self._public:
                effect = PUBLIC
            return effect, _text(answer)


@contextmanager
def _watched() -> Iterator[list[str]]:
    """The statements that write something, but for those of merely looking."""
    written: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if WRITING.match(sql) and not OF_LOOKING.search(sql):
            written.append(sql)
        return execute(sql, *given)

    with connection.execute_wrapper(note):
        yield written


def _text(response: Any) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8", "replace")
    return response.content.decode("utf-8", "replace")


def _to_be_sent(page: str, path: str) -> Iterator[dict[str, Any]]:
    """Every form of the page as it stands there, by each of its buttons."""
    for number, form in enumerate(_forms(page)):
        if number == FORM_LIMIT:
            return
        target = (form.get("action") or path).split("?")[0]
        if target not in ("", path.split("?")[0]):
            continue
        values = _values(form)
        buttons = form.xpath('.//button[@type="submit" and @name] | .//input[@type="submit" and @name]')
        offered = [(button.get("name"), button.get("value") or "") for button in buttons]
        if form.get("id") in EDITORS:
            # Also what the editor does not offer to this person.
            offered += [(name, "1") for name in ("action-publish", "action-submit") if name not in dict(offered)]
        yield from ({**values, name: value} for name, value in dict.fromkeys(offered))
        if not offered:
            yield values


def _forms(page: str) -> list[Any]:
    if page.startswith("{"):
        page = page.encode().decode("unicode_escape", "replace").replace("\\/", "/")
    if "<form" not in page:
        return []
    return [form for form in html.fromstring(page).iter("form") if (form.get("method") or "").lower() == "post"]


def _values(form: Any) -> dict[str, Any]:
    """What a browser would send, with something in every box that must not be empty."""
    values: dict[str, Any] = {}
    for box in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        kind, name = box.get("type", "text"), box.get("name")
        if kind in ("submit", "button", "file", "image"):
            continue
        if kind in ("checkbox", "radio"):
            if box.get("checked") is not None:
                values[name] = box.get("value") or "on"
        elif box.tag == "select":
            options = [option for option in box.iter("option") if option.get("value")]
            chosen = [option.get("value") for option in options if option.get("selected") is not None]
            values[name] = (chosen or [option.get("value") for option in options[:1]] or [""])[0]
        else:
            said = (box.text if box.tag == "textarea" else box.get("value")) or ""
            is_left_empty = not said.strip() and box.get("required") is not None
            values[name] = "matrix" if is_left_empty else said
    for name in {element.get("data-contentpath") for element in form.xpath(".//*[@data-contentpath]")}:
        values.setdefault(f"{name}-count", "0")
    return values

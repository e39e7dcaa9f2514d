"""A real browser in front of the real server, on a copy of the loaded database."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import connection
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect, sync_playwright

from chromium import executable
from tests.conftest import copy_database, of_the_run, served_from

# Playwright keeps an event loop in the thread of the tests; nothing here runs inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Milliseconds. A busy machine is no fault of the site.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
Desk = Callable[[str], Page]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The copy is made from the test database, so every test here needs that to be there."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.django_db)


def _collected(factory: pytest.TempPathFactory, worker_id: str, environment: dict[str, str]) -> Path:
    """The static files as they are served, collected once for all workers of this run."""
    shared = of_the_run(factory, worker_id, "collected")
    shared.mkdir(exist_ok=True)
    with FileLock(shared / "lock"):
        if not (shared / "done").exists():
            command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0", "--ignore", "typesetting"]
            subprocess.run(command, cwd=ROOT, env=environment | {"VAR_DIR": str(shared)}, check=True)
            (shared / "done").touch()
    return shared / "static"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.1)
        assert server.returncode is None, "The server stopped."
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError as answer:
            raise AssertionError(answer.read().decode()) from answer
        except OSError:
            continue
        else:
            return
    raise AssertionError("The server did not answer.")


def _planted(shared: Path, planting: str, search_index: Path) -> Path:
    """What a site keeps, in the state into which the module `planting` brings it; made once for all workers."""
    shared.mkdir(exist_ok=True)
    with FileLock(shared / "lock"):
        if not (shared / "done").exists():
            shutil.copytree(search_index, shared / "var" / "search")
            copy_database(shared / "var" / "database.sqlite3")
            connection.close()
            environment = served_from(shared / "var") | {"PYTHONWARNINGS": "ignore"}
            subprocess.run([sys.executable, "-m", planting], cwd=ROOT, env=environment, check=True)
            (shared / "done").touch()
    return shared / "var"


@contextmanager
def served(folder: Path, *, static: Callable[[dict[str, str]], Path]) -> Iterator[str]:
    """Address of the site on what is in `folder`."""
    port = _free_port()
    environment = served_from(folder) | {"SITE_URL": f"http://127.0.0.1:{port}", "PYTHONWARNINGS": "ignore"}
    (folder / "static").symlink_to(static(environment))
    granian = str(Path(sys.executable).parent / "granian")
    server = subprocess.Popen(
        [granian, "--interface", "wsgi", "--port", str(port), "--log-level", "error", "config.wsgi:application"],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
    )
    _wait(f"http://127.0.0.1:{port}/healthz", server)
    yield f"http://127.0.0.1:{port}"
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=30)


@pytest.fixture(scope="session")
def serve(
    search_index: Path,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Callable[[str], AbstractContextManager[str]]:
    """Serves the site in the state that the module of a name plants."""

    def serve(planting: str) -> AbstractContextManager[str]:
        def static(environment: dict[str, str]) -> Path:
            return _collected(tmp_path_factory, worker_id, environment)

        folder = tmp_path_factory.mktemp("site") / "var"
        with django_db_blocker.unblock():
            shutil.copytree(_planted(of_the_run(tmp_path_factory, worker_id, planting), planting, search_index), folder)
        return served(folder, static=static)

    return serve


@pytest.fixture(scope="session")
def site(serve: Callable[[str], AbstractContextManager[str]]) -> Iterator[str]:
    """Address of the served site."""
    with serve("tests.browser.planting") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield opened
        opened.close()


class Phone(NamedTuple):
    """A tab on a phone, and what was wrong in it: errors, what the policy stopped, requests to elsewhere."""

    tab: Page
    faults: list[str]


@contextmanager
def _phone(browser: Browser, site: str) -> Iterator[Phone]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on(
        "console",
        lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None,
    )
    tab.on(
        "request",
        lambda request: None if request.url.startswith((site, "data:")) else faults.append(request.url),
    )
    yield Phone(tab, faults)
    context.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A new tab on a phone, on its first visit. What is wrong in it fails the test."""
    with _phone(browser, site) as phone:
        yield phone.tab
    assert phone.faults == []


@pytest.fixture(scope="session")
def _used_phone(browser: Browser, site: str) -> Iterator[Phone]:
    with _phone(browser, site) as phone:
        yield phone


@pytest.fixture
def used_page(_used_phone: Phone) -> Iterator[Page]:
    """A tab in which other pages were looked at before, as most readers have it. What is wrong fails the test."""
    yield _used_phone.tab
    faults = [*_used_phone.faults]
    _used_phone.faults.clear()
    assert faults == []


@pytest.fixture(scope="session")
def axe() -> str:
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[Desk]:
    """A window of the person with a role; a fault of a script fails the test."""
    contexts = []
    faults: list[str] = []

    def open_for(role: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "sessionid", "value": f"planted-session-of-{role}", "url": site}])
        tab = context.new_page()
        tab.on("pageerror", lambda error: faults.append(str(error)))
        contexts.append(context)
        return tab

    yield open_for
    for context in contexts:
        context.close()
    assert faults == []

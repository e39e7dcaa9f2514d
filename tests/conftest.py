"""One database with the starter content for every test; each test's own changes are rolled back."""

import gc
import os
import pickle
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.template import Context, Template
from django.test import Client, TestCase
from django.test.signals import template_rendered
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from filelock import BaseFileLock, FileLock

from seoulsolution.archive.policies import tasks
from seoulsolution.core import limits
from seoulsolution.core.frames import with_room
from seoulsolution.discovery import indexing, meaning

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# What `--reuse-db` keeps from one run to the next.
KEPT = Path(settings.BASE_DIR) / "var" / "tests"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


# To look for garbage among everything that a worker holds for the whole run took a sixth of its time.
gc.set_threshold(50_000, 20, 100)


def pytest_configure(config: pytest.Config) -> None:
    """With `--create-db` nothing is left of the run before; it is thrown away once, not by each worker."""
    with_room(config.pluginmanager.getplugin("runner").runtestprotocol)
    if config.getoption("reuse_db") and config.getoption("create_db") and not hasattr(config, "workerinput"):
        shutil.rmtree(KEPT, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """While one worker loads the database, the others run what needs none. What takes long is not left to the end."""

    def place(item: pytest.Item) -> tuple[bool, bool]:
        needs_it = "db" in item.fixturenames or item.get_closest_marker("django_db") is not None
        return needs_it, item.get_closest_marker("long") is None

    items.sort(key=place)


def of_the_run(factory: pytest.TempPathFactory, worker_id: str, name: str) -> Path:
    """A place that all workers of this run share."""
    base = factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / name


class Loaded(NamedTuple):
    """The loaded database as a file, whether another worker has made it, and what that one held meanwhile."""

    file: Path
    by_another: bool
    lock: BaseFileLock


@pytest.fixture(scope="session")
def prepared(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where the loaded database and its index are: of this run, or with `--reuse-db` of the run before."""
    folder = of_the_run(tmp_path_factory, worker_id, "prepared")
    if pytestconfig.getoption("reuse_db"):
        folder = KEPT
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def loaded_database(prepared: Path) -> Iterator[Loaded]:
    """The first worker that comes here loads the database and keeps the others waiting for it."""
    file = prepared / "loaded.sqlite3"
    lock = FileLock(file.with_suffix(".lock"))
    lock.acquire()
    loaded = Loaded(file, file.exists(), lock)
    if loaded.by_another:
        lock.release()
    yield loaded
    lock.release()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    loaded_database: Loaded,
    django_db_blocker: Any,
) -> Iterator[None]:
    """The database of the tests holds what a new site holds; a copy that another worker has made is used as it is.

    It is made whoever asks: where no test itself does, pytest-django would leave the database of the site in its place.
    """
    if loaded_database.by_another:
        shutil.copy(loaded_database.file, settings.DATABASES["default"]["TEST"]["NAME"])
    with django_db_blocker.unblock():
        made = setup_databases(0, interactive=False, keepdb=loaded_database.by_another, serialized_aliases=set())
        if not loaded_database.by_another:
            load_starter_content(loaded_database)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, 0)


def load_starter_content(loaded: Loaded) -> None:
    from seoulsolution.archive.loading.signals import content_loaded

    receivers, content_loaded.receivers = content_loaded.receivers, []
    call_command("load_content", verbosity=0)
    if connection.vendor == "sqlite":
        copy_database(loaded.file)
    content_loaded.receivers = receivers
    loaded.lock.release()


def copy_database(target: Path) -> None:
    """What is in the database of the tests, as a file."""
    connection.ensure_connection()
    unfinished = target.with_suffix(".unfinished")
    with sqlite3.connect(unfinished) as copy:
        connection.connection.backup(copy)
    copy.close()
    unfinished.replace(target)


def as_said(markup: str) -> str:
    """`markup` without the marks that keep a dot with the word before it."""
    return re.sub(r'<span class="unbroken">(.*?)</span>', r"\1", markup)


def served_from(folder: Path) -> dict[str, str]:
    """The environment of a process that runs the site in production on what is in `folder`."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'database.sqlite3'}",
        "SECRET_KEY": "for-these-tests-only" + "x" * 40,
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": "http://127.0.0.1",
    }


@contextmanager
def remembered_vectors(index: Path) -> Iterator[None]:
    """Texts are encoded once in a run: what was needed for `index` serves for others."""
    file = index.with_suffix(".vectors")
    known = pickle.loads(file.read_bytes()) if file.exists() else {}
    encode = meaning.document_vectors

    def remember(model: Any, title: str, text: str) -> Any:
        if (title, text) not in known:
            known[title, text] = encode(model, title, text)
        return known[title, text]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning, "document_vectors", remember)
        yield
    if not file.exists():
        file.write_bytes(pickle.dumps(known))


@pytest.fixture(scope="session")
def search_index(django_db_setup: None, django_db_blocker: Any, prepared: Path) -> Path:
    """The index of the starter content, built once for all workers of a run: its vectors take a while."""
    shared = prepared / "search"
    with FileLock(shared.with_suffix(".lock")):
        if not shared.exists():
            with django_db_blocker.unblock(), remembered_vectors(shared):
                indexing.rebuild()
            shutil.copytree(settings.SEARCH_DIR, shared)
        elif indexing.current() is None:
            shutil.copytree(shared, settings.SEARCH_DIR, dirs_exist_ok=True)
    return shared


@pytest.fixture
def searchable(db: None, search_index: Path) -> None:
    """Search finds the starter content."""


def delete_at_once(rows: QuerySet) -> None:
    """Delete without the signals of each row: those of thousands take half a minute."""
    rows._raw_delete(rows.db)


@pytest.fixture(autouse=True, scope="session")
def _telling_of_pages_alone(django_test_environment: None) -> Iterator[None]:
    """Django tells tests of all that it fills, with a copy of it. Of the thousand parts of a page none asks, and
    they took a tenth of the run.
    """

    def render(template: Template, context: Context) -> str:
        if context.template is template:  # not a part of another
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True, scope="session")
def _checking_references_where_something_was_written() -> Iterator[None]:
    """A test that merely read leaves no reference that leads nowhere; to look through all rows takes 14 ms a test."""
    is_possible = TestCase._should_check_constraints
    changes_before = None

    def is_due(case: TestCase, connection: Any) -> bool:
        nonlocal changes_before
        if not is_possible(case, connection):
            return False
        changes, before = getattr(connection.connection, "total_changes", None), changes_before
        changes_before = changes
        return changes is None or changes != before

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestCase, "_should_check_constraints", is_due)
        yield


@pytest.fixture(autouse=True)
def _nothing_in_the_cache():
    """What an earlier test left there is not rolled back with the database: sites, renditions, how much one asked."""
    cache.clear()


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are counted within one minute, however long they take: it does not end between two of them."""
    monkeypatch.setattr(limits, "time", lambda: 1_000_000_000.0)


@pytest.fixture
def without_handouts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publishing makes no PDF: it takes a second for what other tests look at."""
    for name in ("enqueue_policies", "enqueue_area", "enqueue_everything"):
        monkeypatch.setattr(tasks, name, lambda *given: None)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language in turn, active while the test runs."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def reader() -> Client:
    """An anonymous reader."""
    return Client()

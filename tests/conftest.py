"""One database with the starter content for every test; each test's own changes are rolled back."""

import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from filelock import FileLock

from seoulsolution.discovery import indexing, meaning

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database of the tests holds what a new site holds."""
    from seoulsolution.archive.loading.signals import content_loaded

    receivers, content_loaded.receivers = content_loaded.receivers, []
    with django_db_blocker.unblock():
        call_command("load_content", verbosity=0)
    content_loaded.receivers = receivers
    return


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
def search_index(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Path:
    """The index of the starter content, built once for all workers of a run: its vectors take a while."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "search"
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


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language in turn, active while the test runs."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def reader() -> Client:
    """An anonymous reader."""
    return Client()

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import TestCase, override_settings

from .planting import Planted, plant


@pytest.fixture(scope="module")
def planted(search_index: Path, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """The pages, with everything that follows a publication done. What a test does to them is undone after it."""
    folder = tmp_path_factory.mktemp("planted")
    places = {"SEARCH_DIR": shutil.copytree(search_index, folder / "search"), "HANDOUTS_DIR": folder / "handouts"}
    with django_db_blocker.unblock(), override_settings(**places), transaction.atomic():
        with override_settings(SEARCH_FOLLOWS=True), TestCase.captureOnCommitCallbacks(execute=True):
            found = plant()
        yield found
        transaction.set_rollback(True)

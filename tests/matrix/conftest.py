import shutil
from pathlib import Path
from typing import Any

import pytest

from .planting import Planted, plant


@pytest.fixture
def planted(
    db: None,
    search_index: Path,
    settings: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> Planted:
    """The pages, with everything that follows a publication done."""
    settings.SEARCH_DIR = shutil.copytree(search_index, tmp_path / "search")
    settings.HANDOUTS_DIR = tmp_path / "handouts"
    settings.SEARCH_FOLLOWS = True
    with django_capture_on_commit_callbacks(execute=True):
        found = plant()
    settings.SEARCH_FOLLOWS = False
    return found

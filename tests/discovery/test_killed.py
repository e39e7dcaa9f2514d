"""A process that is killed while it publishes leaves nothing that needs a rebuild by hand."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest
from django.conf import settings

from tests.conftest import served_from

# Which part of a publication is done when the process ends.
MOMENTS = [number / 12 for number in (3, 6, 9, 12, 16, 24)]
# How often it is tried to end one between its publication and the index: a short while, and not always the same.
TRIES = 60


@contextmanager
def publisher(folder: Path) -> Iterator[Callable[[float], dict[str, Any]]]:
    """Kills a publication when a part of it is done, and gives what was published and found then."""
    command = [sys.executable, "-m", "tests.discovery.killed_publisher"]
    env = served_from(folder) | {"SEARCH_MODEL": "false"}
    with Popen(command, cwd=settings.BASE_DIR, env=env, stdin=PIPE, stdout=PIPE, text=True) as process:

        def kill_at(share: float) -> dict[str, Any]:
            print(share, file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())

        yield kill_at


@pytest.mark.long
def test_index_is_right_after_a_publishing_process_was_killed_at_any_moment(
    db: None, prepared: Path, search_index: Path, tmp_path: Path
):
    shutil.copytree(search_index, tmp_path / "search")
    shutil.copy(prepared / "loaded.sqlite3", tmp_path / "database.sqlite3")
    is_hit, share, before = False, 1.0, None
    with publisher(tmp_path) as kill_at:
        for number in range(TRIES):
            is_fixed = number < len(MOMENTS)
            told = kill_at(MOMENTS[number] if is_fixed else share)
            assert told["found"] == [told["published"]]
            assert told["applied"]
            is_hit = is_hit or told["found_before"] != told["found"]
            if is_hit and not is_fixed:
                break
            if not is_fixed:
                share *= 1.1 if told["published"] == before else 0.95
            before = told["published"]
    # Otherwise this proves nothing.
    assert is_hit

"""A process that is killed while it publishes leaves nothing that needs a rebuild by hand."""

import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.conftest import copy_database, served_from

# Which part of a publication is done when the process ends. What is written down and applied comes late in it, and
# beside others it may take twice as long as it did alone.
MOMENTS = [number / 12 for number in (3, 6, 8, 9, 10, 11, 12, 13, 14, 16, 20, 24)]


@pytest.mark.long
def test_index_is_right_after_a_publishing_process_was_killed_at_any_moment(
    search_index: Path, django_db_blocker: Any, tmp_path: Path
):
    shutil.copytree(search_index, tmp_path / "search")
    with django_db_blocker.unblock():
        copy_database(tmp_path / "database.sqlite3")
        connection.close()
    told = subprocess.run(
        [sys.executable, "-m", "tests.discovery.killed_publisher", *map(str, MOMENTS)],
        cwd=settings.BASE_DIR,
        env=served_from(tmp_path) | {"SEARCH_MODEL": "false"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    rounds = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(rounds) == len(MOMENTS)
    assert [one for one in rounds if one["found"] != [one["published"]] or not one["applied"]] == []
    # Some were killed between their publication and the index: otherwise this proves nothing.
    assert any(one["left"] and one["published"] != last["published"] for last, one in pairwise(rounds)), rounds

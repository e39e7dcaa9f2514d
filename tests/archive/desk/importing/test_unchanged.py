"""Every table of the archive but that of policies comes in again as it was taken out."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from seoulsolution.archive.desk.importing.tables import SnippetTable
from seoulsolution.archive.desk.importing.writing import verdict_counts
from seoulsolution.archive.desk.tables.known import TABLES

from .conftest import download, plant_city, plant_newsroom, plant_uploads, upload

pytestmark = pytest.mark.django_db
# The starter content has none of these; they are tried in `test_shown_files`.
OF_FILES = ("policy-pictures", "policy-videos", "policy-files")
FILLED = [name for name in TABLES if name not in ("policies", *OF_FILES)]


@pytest.fixture(scope="module", autouse=True)
def _something_in_every_table(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Planted once: what these tests do leaves it as it is."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        plant_newsroom()
        plant_city()
        plant_uploads()
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("name", "file_format"), list(zip(FILLED, cycle(["csv", "xlsx"]), strict=False)))
def test_what_is_taken_out_comes_in_unchanged(editor, name, file_format):
    content = download(
        editor, name, file_format=file_format, **({} if isinstance(TABLES[name], SnippetTable) else {"drafts": "on"})
    )
    material = upload(editor, content, f"x.{file_format}", name)
    counts = verdict_counts(material)
    assert counts == {"new": 0, "changed": 0, "unchanged": material.rows.count(), "faulty": 0, "refused": 0}
    assert counts["unchanged"] > 0

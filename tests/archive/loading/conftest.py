"""A small content of two areas and four policies, and an archive that holds nothing yet."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.utils import translation
from wagtail.models import Locale, Page, Site

from seoulsolution.archive.loading.parse import parse
from seoulsolution.archive.loading.sync import Report, sync

CONTENT = Path(__file__).parent / "fixtures" / "content"
EMPTIED = {"archive", "core", "wagtailcore", "wagtail_localize", "wagtailsearch", "wagtailredirects"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small content that a test may change."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replace a passage of a content file that is there exactly once."""

    def replace(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="")

    return replace


@pytest.fixture
def new_site(db: None) -> None:
    """What a database holds after the migrations: a root, Wagtail's welcome page, one language, one site."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in EMPTIED and model._meta.managed:
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
    locale = Locale.objects.create(language_code="ko")
    root = Page.add_root(title="Root", slug="root", locale=locale)
    welcome = root.add_child(instance=Page(title="Welcome", slug="home", locale=locale))
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


@pytest.fixture
def load(new_site: None, folder: Path) -> Callable[..., Report]:
    """Load the small content as it stands now."""

    def run(**options: bool) -> Report:
        return sync(parse(folder), **options)

    return run


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages are read in English; the Korean ones are held complete by the catalogue's own check."""
    with translation.override("en"):
        yield

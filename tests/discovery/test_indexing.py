"""An index of its own for each test and engine, small, without vectors: what matters is what gets in and what goes."""

import pytest
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import AreaPage, PolicyPage
from seoulsolution.core import searchable
from seoulsolution.discovery import indexing, meaning
from seoulsolution.discovery.finding import Asked, find
from seoulsolution.discovery.models import IndexChange

POLICIES = ("owl-bus", "topis", "eungdapso")


@pytest.fixture
def index(db: None, without_handouts: None, empty_engine: str, settings, monkeypatch) -> None:
    """An index of a few policies that follows what is published."""
    keys = {str(key) for key in PolicyPage.objects.filter(slug__in=POLICIES).values_list("translation_key", flat=True)}
    everything = searchable.source("policy").texts
    few = lambda asked=None: everything(keys & set(asked) if asked is not None else keys)  # noqa: E731
    monkeypatch.setattr(searchable.source("policy"), "texts", few)
    monkeypatch.setattr(searchable, "sources", lambda: [searchable.source("policy")])
    monkeypatch.setattr(meaning, "encoder", lambda: None)
    settings.SEARCH_FOLLOWS = True
    IndexChange.objects.all().delete()
    indexing.rebuild()


def found(words: str, language: str = "en") -> list[str]:
    return [entry.id for entry in find(Asked(words, language)).entries]


def page_of(slug: str, language: str = "en") -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def retitle(slug: str, language: str = "en") -> PolicyPage:
    page = page_of(slug, language)
    page.title = f"Plantedtoken {page.title}"
    return page


@pytest.mark.usefixtures("index")
def test_published_change_is_found_at_once(django_capture_on_commit_callbacks):
    assert found("plantedtoken") == []
    with django_capture_on_commit_callbacks(execute=True):
        retitle("topis").save_revision().publish()
    assert found("plantedtoken") == ["topis"]
    assert not indexing.waiting().exists()


@pytest.mark.usefixtures("index")
def test_draft_is_not_found(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        retitle("topis").save_revision()
    assert found("plantedtoken") == []


@pytest.mark.usefixtures("index")
def test_withdrawn_and_deleted_pages_are_gone_in_that_language_only(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page_of("owl-bus").unpublish()
        page_of("topis").delete()
    languages = {
        shown["language"]
        for shown in indexing.engine().snapshot().shown(indexing.engine().snapshot().numbers)
        if shown["id"] in ("owl-bus", "topis")
    }
    assert languages == {"ko"}


@pytest.mark.usefixtures("index")
def test_restriction_of_a_page_above_hides_what_is_below(django_capture_on_commit_callbacks):
    assert "owl-bus" in found("owl bus")
    area = AreaPage.objects.get(slug="transportation", locale__language_code="en")
    with django_capture_on_commit_callbacks(execute=True):
        restriction = PageViewRestriction.objects.create(page=area, restriction_type="login")
    assert {entry.language for entry in find(Asked("owl bus", "en")).entries if entry.id == "owl-bus"} == {"ko"}
    with django_capture_on_commit_callbacks(execute=True):
        restriction.delete()
    assert "owl-bus" in found("owl bus")


@pytest.mark.usefixtures("index")
def test_page_moved_under_a_private_one_is_not_found(django_capture_on_commit_callbacks):
    private = AreaPage.objects.get(slug="water", locale__language_code="en")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    with django_capture_on_commit_callbacks(execute=True):
        page_of("topis").move(private, pos="last-child")
    assert {entry.language for entry in find(Asked("topis", "en")).entries if entry.id == "topis"} == {"ko"}


@pytest.mark.usefixtures("index")
def test_what_a_killed_process_left_is_applied_by_the_next():
    retitle("topis").save_revision().publish()  # written down, and then the process is gone
    assert indexing.waiting().exists()
    assert found("plantedtoken") == []
    assert indexing.catch_up()
    assert found("plantedtoken") == ["topis"]
    assert indexing.catch_up()
    assert found("plantedtoken") == ["topis"]


@pytest.mark.usefixtures("index")
def test_change_during_a_rebuild_is_in_the_new_index(monkeypatch):
    def publish_meanwhile(texts, words):
        yield from texts
        retitle("topis").save_revision().publish()
        indexing.catch_up()

    indexing.rebuild(publish_meanwhile)
    assert found("plantedtoken") == ["topis"]


@pytest.mark.usefixtures("index")
def test_snapshot_of_a_reader_outlives_a_rebuild():
    snapshot = indexing.engine().snapshot()
    before = snapshot.shown(snapshot.numbers)
    indexing.rebuild()
    assert snapshot.shown(snapshot.numbers) == before
    assert found("owl bus")


@pytest.mark.usefixtures("index")
def test_loading_content_brings_the_index_up_to_date():
    PolicyPage.objects.filter(slug="topis", locale__language_code="en").update(title="Plantedtoken")
    searchable.announce_everything()
    indexing.catch_up()
    assert found("plantedtoken") == ["topis"]


@pytest.mark.usefixtures("index")
def test_untranslated_page_is_found_in_the_language_it_is_written_in_only(django_capture_on_commit_callbacks):
    page = page_of("topis")
    PolicyPage.objects.filter(pk=page.pk).update(passages_foreign=10, passages_total=10)
    searchable.announce("policy", [page.translation_key])
    indexing.catch_up()
    entries = [entry for entry in find(Asked("topis", "en")).entries if entry.id == "topis"]
    assert [entry.language for entry in entries] == ["ko"]

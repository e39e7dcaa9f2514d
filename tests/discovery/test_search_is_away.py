"""The cluster is down: the site goes on, search says so, and what is published meanwhile is found later."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from seoulsolution.archive.models import PolicyPage
from seoulsolution.core import searchable
from seoulsolution.discovery import alike, indexing, meaning
from seoulsolution.discovery.engines.choice import store
from seoulsolution.discovery.engines.cluster.local_nodes import Node, free_ports, running, until
from seoulsolution.discovery.engines.interface import Unavailable
from seoulsolution.discovery.finding import Asked, find
from seoulsolution.discovery.models import IndexChange
from tests.discovery.conftest import on

PAGE = {
    "en": "The search does not answer just now. Please try again in a minute, or browse by area.",
    "ko": "지금은 검색이 응답하지 않습니다. 잠시 뒤 다시 시도하시거나 분야별로 찾아보시기 바랍니다.",
}
MACHINES = {
    "en": "The search does not answer just now. Please try again in a minute.",
    "ko": "지금은 검색이 응답하지 않습니다. 잠시 뒤 다시 시도해 주시기 바랍니다.",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def nobody(settings, tmp_path: Path) -> None:
    """No node answers at the address in the settings."""
    settings.SEARCH_DIR = tmp_path
    settings.SEARCH_ENGINE = "typesense"
    settings.TYPESENSE_NODES = [f"http://127.0.0.1:{port}" for port in free_ports(3)]
    settings.TYPESENSE_API_KEY = "any"


@pytest.mark.usefixtures("nobody")
def test_search_says_so_and_the_site_goes_on(reader: Client, settings, language: str):
    answer = reader.get(f"/{language}/search/", {"q": "bus"})
    assert answer.status_code == 503
    assert PAGE[language] in answer.content.decode()
    assert not [node for node in settings.TYPESENSE_NODES if node.removeprefix("http://") in answer.content.decode()]
    part = reader.get(f"/{language}/search/", {"q": "bus"}, headers={"HX-Request": "true"})
    assert part.status_code == 503
    assert reader.get(f"/{language}/").status_code == 200
    assert reader.get(f"/{language}/policies/transportation/owl-bus/").status_code == 200


@pytest.mark.usefixtures("searchable")
def test_page_goes_on_when_the_cluster_dies_while_it_is_asked(reader: Client, language: str, monkeypatch):
    def die(*_: object) -> None:
        raise Unavailable

    monkeypatch.setattr(alike._State, "like", die)
    assert reader.get(f"/{language}/policies/transportation/owl-bus/").status_code == 200


@pytest.mark.usefixtures("nobody")
def test_suggestions_and_interface_say_so(reader: Client, language: str):
    suggested = reader.get(f"/{language}/search/suggestions/", {"q": "bus"})
    assert suggested.status_code == 503
    assert suggested.json()["detail"] == MACHINES[language]
    answer = reader.get("/api/v1/search", {"q": "bus", "lang": language})
    assert answer.status_code == 503
    assert answer.json()["detail"] == MACHINES[language]


@pytest.mark.usefixtures("nobody")
def test_health_says_so_and_the_site_is_usable(reader: Client):
    answer = reader.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["search"]["answers"] is False
    assert answer.json()["search"]["engine"] == "typesense"
    assert "127.0.0.1" not in answer.content.decode()


@pytest.mark.usefixtures("nobody")
def test_index_cannot_be_built_and_it_is_said_in_a_sentence():
    with pytest.raises(CommandError, match=r"127\.0\.0\.1"):
        call_command("rebuild_index")


@pytest.mark.usefixtures("nobody")
def test_site_starts_without_the_cluster(capsys):
    call_command("rebuild_index", "--if-needed")
    assert "127.0.0.1" in capsys.readouterr().err


@pytest.fixture
def few(without_handouts: None, monkeypatch, settings, tmp_path: Path) -> None:
    """Two policies are all that can be found, without vectors."""
    keys = PolicyPage.objects.filter(slug__in=["topis", "owl-bus"]).values_list("translation_key", flat=True)
    every, known = searchable.source("policy").texts, {str(key) for key in keys}
    texts = lambda asked=None: every(known & set(asked) if asked is not None else known)  # noqa: E731
    monkeypatch.setattr(searchable.source("policy"), "texts", texts)
    monkeypatch.setattr(searchable, "sources", lambda: [searchable.source("policy")])
    monkeypatch.setattr(meaning, "encoder", lambda: None)
    settings.SEARCH_DIR = tmp_path
    settings.SEARCH_FOLLOWS = True
    IndexChange.objects.all().delete()


def found(words: str) -> list[str]:
    return [entry.id for entry in find(Asked(words, "en")).entries]


@pytest.mark.usefixtures("few")
def test_what_is_published_while_the_cluster_is_down_is_found_when_it_is_back(
    settings, tmp_path: Path, django_capture_on_commit_callbacks
):
    with running(1, tmp_path) as cluster:
        for name, value in on(cluster, f"away-{uuid4().hex}").items():
            setattr(settings, name, value)
        indexing.rebuild()
        node: Node = cluster.nodes[0]
        node.kill()
        page = PolicyPage.objects.get(slug="topis", locale__language_code="en")
        page.title = f"Plantedtoken {page.title}"
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        assert indexing.waiting().exists()
        cluster.start()
        until(lambda: indexing.state()["answers"], within=20)
        assert found("plantedtoken") == []
        assert indexing.catch_up()
        assert found("plantedtoken") == ["topis"]
        assert store().current() is not None

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings

from seoulsolution.discovery import indexing
from seoulsolution.discovery.engines.choice import CLUSTER, ENGINES, store
from seoulsolution.discovery.engines.cluster.local_nodes import KEY, Cluster, running, until
from seoulsolution.discovery.engines.interface import Unavailable
from seoulsolution.discovery.finding import Asked, find
from tests.conftest import remembered_vectors


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of one node."""
    with running(1, tmp_path_factory.mktemp("cluster")) as one:
        yield one


def on(cluster: Cluster, prefix: str) -> dict[str, Any]:
    """The settings of a site whose index is on the cluster."""
    return {
        "SEARCH_ENGINE": CLUSTER,
        "TYPESENSE_NODES": cluster.addresses,
        "TYPESENSE_API_KEY": KEY,
        "TYPESENSE_PREFIX": prefix,
    }


@pytest.fixture(scope="session")
def whole_index_on_the_cluster(
    search_index: Path, django_db_blocker: Any, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """The settings with which the starter content is found on the cluster."""
    chosen = {**on(cluster, "starter"), "SEARCH_DIR": tmp_path_factory.mktemp("locks")}
    with django_db_blocker.unblock(), override_settings(**chosen), remembered_vectors(search_index):
        indexing.rebuild()
        until(answers, within=60)
    return chosen


def answers() -> bool:
    """Whether the nodes have taken in what they were given."""
    try:
        return bool(find(Asked("bus", "en")).entries)
    except Unavailable:
        return False


@pytest.fixture(params=ENGINES)
def each_engine(request: pytest.FixtureRequest, settings: Any) -> str:
    """Search finds the starter content with each engine in turn."""
    if request.param == CLUSTER:
        for name, value in request.getfixturevalue("whole_index_on_the_cluster").items():
            setattr(settings, name, value)
    else:
        request.getfixturevalue("search_index")
    return request.param


@pytest.fixture(params=ENGINES)
def empty_engine(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[str]:
    """A site with each engine in turn, without an index."""
    settings.SEARCH_DIR = tmp_path
    if request.param == CLUSTER:
        for name, value in on(request.getfixturevalue("cluster"), f"site-{uuid4().hex}").items():
            setattr(settings, name, value)
    yield request.param
    if request.param == CLUSTER:
        store().throw_everything_away()

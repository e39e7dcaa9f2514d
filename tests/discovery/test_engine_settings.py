import pytest
from django.core.exceptions import ImproperlyConfigured

from config import search_engine
from seoulsolution.discovery.engines import choice

RIGHT = {"engine": "typesense", "nodes": ["http://10.0.0.1:8108", "https://search.example"], "key": "secret"}


def test_right_settings_are_taken():
    search_engine.check(**RIGHT)
    search_engine.check(engine="tantivy", nodes=[], key="")
    assert search_engine.ENGINES == choice.ENGINES


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"engine": "elastic"}, "SEARCH_ENGINE is 'elastic': give tantivy or typesense."),
        ({"nodes": []}, "TYPESENSE_NODES is empty: give the nodes as http://host:port, separated by commas."),
        ({"nodes": ["10.0.0.1:8108"]}, "TYPESENSE_NODES has '10.0.0.1:8108': give every node as http://host:port."),
        ({"nodes": ["http://"]}, "TYPESENSE_NODES has 'http://': give every node as http://host:port."),
        ({"nodes": ["http://a:b"]}, "TYPESENSE_NODES has 'http://a:b': give every node as http://host:port."),
        ({"nodes": ["http://a/x"]}, "TYPESENSE_NODES has 'http://a/x': give every node as http://host:port."),
        ({"key": ""}, "TYPESENSE_API_KEY is empty: give the key with which the nodes were started."),
    ],
)
def test_wrong_settings_are_said_in_one_sentence(wrong: dict[str, object], said: str):
    with pytest.raises(ImproperlyConfigured) as fault:
        search_engine.check(**{**RIGHT, **wrong})
    assert str(fault.value) == said

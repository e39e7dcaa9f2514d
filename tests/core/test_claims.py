import pytest
from django.utils.translation import override

from seoulsolution.core.claims import Source, parse_sources


@pytest.mark.parametrize(
    ("text", "url", "label"),
    [
        ("https://www.example.org/a/b/", "https://www.example.org/a/b/", "example.org/a/b"),
        ("https://example.org/x?q=1", "https://example.org/x?q=1", "example.org/x?q=1"),
        (
            "Booklet, Dec 2020 (https://example.org/b)",
            "https://example.org/b",
            "Booklet, Dec 2020 (example.org/b)",
        ),
        (
            "press (보도): http://www.example.org/?mid=news, 2015",
            "http://www.example.org/?mid=news",
            "press (보도): example.org/?mid=news, 2015",
        ),
        ("https://example.org/Tax_(Hong_Kong)", "https://example.org/Tax_(Hong_Kong)", "example.org/Tax_(Hong_Kong)"),
        (
            "Tax (https://example.org/Tax_(Taipei))",
            "https://example.org/Tax_(Taipei)",
            "Tax (example.org/Tax_(Taipei))",
        ),
        ("Seoul yearbook 2003", None, "Seoul yearbook 2003"),
        ("javascript:alert(1)", None, "javascript:alert(1)"),
        ("data:text/html,hello", None, "data:text/html,hello"),
    ],
)
def test_source_links_only_to_web_addresses(text, url, label):
    source = Source(text)
    with override("en"):
        assert (source.url, source.label) == (url, label)
        assert source.printed == text


@pytest.mark.parametrize(
    ("text", "korean"),
    [
        ("Newsis (뉴시스), 2015-02-25", "뉴시스, 2015-02-25"),
        ("Seoul Solution (서울정책아카이브), in Arabic (아랍어)", "서울정책아카이브, 아랍어"),
        ("70,000 long-term jeonse homes (장기전세주택 7만 호)", "70,000 long-term jeonse homes (장기전세주택 7만 호)"),
        ("서울시보 (Seoul Gazette), 2014", "서울시보 (Seoul Gazette), 2014"),
    ],
)
def test_name_that_is_told_twice_is_told_in_korean_to_readers_of_korean(text: str, korean: str):
    with override("ko"):
        assert Source(text).label == Source(text).printed == korean
    with override("en"):
        assert Source(text).label == text


def test_source_can_be_the_sources_of_another_policy():
    assert Source("policy:owl-bus").policy_id == "owl-bus"
    assert Source("https://policy:owl-bus").policy_id is None


def test_sources_stand_one_on_each_line():
    assert [s.text for s in parse_sources(" a \n\n b\n")] == ["a", "b"]

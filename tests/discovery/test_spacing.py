"""Korean that is typed without spaces is read as the words that the archive knows."""

import pytest
from django.conf import settings
from django.test import Client

from seoulsolution.discovery import glossary, indexing
from seoulsolution.discovery.analysis import words
from seoulsolution.discovery.corrections import as_meant
from seoulsolution.discovery.finding import script_of
from seoulsolution.discovery.ranking import rank
from seoulsolution.discovery.spacing import apart
from seoulsolution.discovery.understanding import Uncorrected

pytestmark = pytest.mark.usefixtures("searchable")


def cut(typed: str) -> list[str]:
    return [word.text for word in apart(words(typed), indexing.engine().snapshot(), glossary.lexicon())]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("심야버스노선은어떻게정했나", ["심야버스", "노선은", "어떻게"]),
        ("대중교통통합환승할인", ["대중교통", "통합환승할인"]),
        ("음식물쓰레기종량제수수료", ["음식물쓰레기", "종량제", "수수료"]),
    ],
)
def test_long_unknown_word_is_cut_into_known_ones(typed: str, parts: list[str]):
    assert cut(typed)[: len(parts)] == parts


@pytest.mark.parametrize(
    "typed", ["올빼미버스", "올뺴미버스", "버스", "뷁쀍쒧뚫궯", "plantedtokenword", "버스 노선", "", "ㅂㅓㅅㅡㄴㅗ"]
)
def test_known_short_foreign_and_unknown_words_stay_as_they_are(typed: str):
    assert cut(typed) == [word.text for word in words(typed)]


def test_parts_stand_where_they_were_typed():
    typed = "TOPIS 대중교통통합환승할인!"
    run = apart(words(typed), indexing.engine().snapshot(), glossary.lexicon())
    assert all(typed[word.start : word.end].lower() == word.text for word in run)
    assert as_meant(typed, run, {}) == "TOPIS 대중교통 통합환승할인!"


@pytest.mark.parametrize(
    ("spaced", "policy"), [("버스 회사 적자 재정 지원", "semi-public-bus-operation"), ("밤 늦게 타는 버스", "owl-bus")]
)
def test_policy_is_found_without_spaces_too(spaced: str, policy: str):
    for typed in (spaced, spaced.replace(" ", "")):
        snapshot = indexing.engine().snapshot()
        ranked = rank(
            typed,
            snapshot,
            lexicon=glossary.lexicon(),
            scripts={c: script_of(c) for c, _n in settings.LANGUAGES},
            language="ko",
        )
        ids = list(dict.fromkeys(str(shown["id"]) for shown in snapshot.shown(ranked.numbers[:12].tolist())))
        assert policy in ids[:3], (typed, ids)


@pytest.mark.parametrize("typed", ["음식물쓰레기종량제수수료", "올뺴미버스노선"])
def test_word_that_is_searched_exactly_is_not_cut(reader: Client, language: str, typed: str):
    answer = reader.get(f"/{language}/search/", {"q": typed, "exact": typed})
    assert answer.status_code == 200
    assert typed in answer.content.decode()
    snapshot, lexicon = Uncorrected(indexing.engine().snapshot()), Uncorrected(glossary.lexicon())
    assert [word.text for word in apart(words(typed), snapshot, lexicon)] == [typed]

"""What every engine promises to those above it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy
import pytest

from seoulsolution.discovery.analysis import Script
from seoulsolution.discovery.concepts import Field, Reading, Weights, typed_words
from seoulsolution.discovery.engines.choice import throw_away
from seoulsolution.discovery.engines.interface import DIMENSIONS, Document, Engine, Snapshot
from seoulsolution.discovery.lexicon import Lexicon, Name
from seoulsolution.discovery.ranking import rank

TEXTS = [
    ("owl-bus", "en", "Owl Bus", "Night buses run where phones call at night. Taxis refuse the night.", ["transport"]),
    ("owl-bus", "ko", "올빼미버스", "심야에 버스가 달린다. 밤에 전화가 많은 곳을 지난다.", ["transport"]),
    ("lanes", "en", "Bus lanes", "Buses get a lane of their own in the middle of the road.", ["transport"]),
    ("lanes", "ko", "중앙버스전용차로", "버스가 도로 가운데의 전용 차로로 달린다.", ["transport"]),
    ("arisu", "en", "Arisu", "Tap water that people drink. Pipes are washed at night.", ["water"]),
    ("arisu", "ko", "아리수", "시민이 마시는 수돗물이다. 밤에 관을 씻는다.", ["water"]),
]
LEXICON = Lexicon([[Name("night bus", "en", True), Name("심야버스", "ko", True)]])
SCRIPTS = {"ko": Script.HANGUL, "en": Script.LATIN}


def vectors(seed: int, rows: int) -> numpy.ndarray:
    made = numpy.random.default_rng(seed).normal(size=(rows, DIMENSIONS))
    return (made / numpy.linalg.norm(made, axis=1, keepdims=True)).astype(numpy.float16)


def documents() -> list[Document]:
    return [
        Document(
            key=f"policy:{name}:{language}",
            entry=f"policy:{name}",
            language=language,
            title=title,
            text=text,
            facets={"area": areas},
            weight=1.0 if name != "arisu" else 0.5,
            shown={"title": title},
            vectors=vectors(number, 1 + number % 3),
        )
        for number, (name, language, title, text, areas) in enumerate(TEXTS)
    ]


@pytest.fixture
def engine(empty_engine: str) -> Iterator[Engine]:
    with throw_away(empty_engine) as made:
        yield made


def keys(snapshot: Snapshot) -> set[str]:
    return {shown["key"] for shown in snapshot.shown(snapshot.numbers.tolist())}


def found(snapshot: Snapshot, typed: str, language: str) -> list[tuple[str, str]]:
    ranked = rank(typed, snapshot, lexicon=LEXICON, scripts=SCRIPTS, language=language)
    return [(shown["entry"], shown["language"]) for shown in snapshot.shown(ranked.numbers.tolist())]


def named(snapshot: Snapshot, typed: str, language: str, field: Field = Field.HEAD) -> set[str]:
    """The keys of the documents whose title and tags, or another field, hold what was typed."""
    reading = Reading(typed_words(typed), language, statistics=snapshot, lexicon=LEXICON, weights=Weights())
    return {shown["key"] for shown in snapshot.shown(snapshot.holding(reading.question(language), field).tolist())}


def test_empty_index_answers(engine: Engine):
    snapshot = engine.snapshot()
    assert snapshot.size == 0
    assert found(snapshot, "night bus", "en") == []
    assert snapshot.counts(snapshot.numbers) == {}
    assert named(snapshot, "night bus", "en") == set()
    assert len(snapshot.nearest(vectors(0, 1)[0].astype(numpy.float32), 10).numbers) == 0


def test_text_is_named_by_what_its_title_and_tags_hold_together(engine: Engine):
    tagged = replace(documents()[3], tags="산타페데보고타\n보고타")
    apart = replace(documents()[5], tags="산타페\n데보고타")
    engine.write([*documents()[:3], tagged, documents()[4], apart])
    snapshot = engine.snapshot()
    assert named(snapshot, "산타페데보고타", "ko") == {"policy:lanes:ko"}
    assert named(snapshot, "중앙버스전용차로 보고타", "ko") == {"policy:lanes:ko"}
    assert named(snapshot, "owl bus", "en") == {"policy:owl-bus:en"}
    assert named(snapshot, "taxis", "en") == named(snapshot, "owl taxis", "en") == set()
    assert named(snapshot, "taxis", "en", Field.WORDS) == {"policy:owl-bus:en"}


def test_words_in_and_across_languages(engine: Engine):
    engine.write(documents())
    snapshot = engine.snapshot()
    assert snapshot.languages == ["en", "ko"]
    assert set(found(snapshot, "night bus", "en")[:2]) == {("policy:owl-bus", "en"), ("policy:owl-bus", "ko")}
    assert found(snapshot, "전용차로", "ko")[0] == ("policy:lanes", "ko")
    assert found(snapshot, "waterr", "en")[0] == ("policy:arisu", "en")
    assert found(snapshot, "토피스", "ko") == []


def test_name_of_several_words_counts_in_full_only_where_they_stand_together(engine: Engine):
    near, far = (
        Document(key, key, "en", "Text", text)
        for key, text in [("near", "the night bus and a taxi"), ("far", "the bus and a taxi by night")]
    )
    engine.write([near, far])
    snapshot = engine.snapshot()
    ranked = rank("심야버스", snapshot, lexicon=LEXICON, scripts=SCRIPTS, language="ko")
    scores = dict(zip([s["key"] for s in snapshot.shown(ranked.numbers.tolist())], ranked.scores.tolist(), strict=True))
    assert scores["near"] > 1.1 * scores["far"] > 0


def test_state_stays_as_it_is_while_the_index_is_written(engine: Engine):
    engine.write(documents())
    before = engine.snapshot()
    held = before.shown(before.numbers.tolist())
    engine.write([replace(documents()[0], title="Plantedtoken")], gone=["policy:arisu"])
    after = engine.snapshot()
    assert before.shown(before.numbers.tolist()) == held
    assert found(before, "plantedtoken", "en") == []
    assert found(after, "plantedtoken", "en")[0] == ("policy:owl-bus", "en")
    assert keys(after) == keys(before) - {"policy:arisu:en", "policy:arisu:ko"}
    assert after.size == before.size - 2


def test_entry_that_goes_and_comes_in_one_write_is_there_once(engine: Engine):
    engine.write(documents())
    for _ in range(3):
        engine.write([one for one in documents() if one.entry == "policy:lanes"], gone=["policy:lanes"])
    snapshot = engine.snapshot()
    assert snapshot.size == len(documents())
    assert keys(snapshot) == {one.key for one in documents()}


def test_documents_are_counted_and_chosen_by_their_facets(engine: Engine):
    engine.write(documents())
    snapshot = engine.snapshot()
    chosen = snapshot.chosen({"area": ["transport", "nonsense"], "language": ["ko"]})
    assert {shown["key"] for shown in snapshot.shown(chosen.tolist())} == {"policy:owl-bus:ko", "policy:lanes:ko"}
    assert snapshot.counts(chosen) == {"area": {"transport": 2}, "language": {"ko": 2}}
    assert snapshot.chosen({"area": ["nonsense"]}).tolist() == []
    assert len(set(snapshot.entries(snapshot.numbers).tolist())) == 3
    assert sorted(snapshot.versions("ko").values()) == sorted(snapshot.chosen({"language": ["ko"]}).tolist())
    assert sorted(snapshot.weights(snapshot.numbers).tolist()) == [0.5, 0.5, 1, 1, 1, 1]


def test_meaning_is_half_the_whole_and_half_the_nearest_sentence(engine: Engine):
    made = documents()
    engine.write(made)
    snapshot = engine.snapshot()
    asked = vectors(99, 1)[0].astype(numpy.float32)
    expected = {}
    for one in made:
        rows = one.vectors.astype(numpy.float32) @ asked
        expected[one.key] = (rows[0] + (rows[1:].max() if len(rows) > 1 else rows[0])) / 2
    near = snapshot.closeness(asked, snapshot.numbers)
    named = [shown["key"] for shown in snapshot.shown(snapshot.numbers.tolist())]
    assert dict(zip(named, near.tolist(), strict=True)) == pytest.approx(expected, abs=0.004)
    nearest = snapshot.nearest(asked, 1)
    best = max(made, key=lambda one: float(one.vectors[0].astype(numpy.float32) @ asked))
    assert snapshot.shown(nearest.numbers.tolist())[0]["key"] == best.key


def test_words_of_the_documents_are_known(engine: Engine):
    engine.write(documents())
    snapshot = engine.snapshot()
    (night,) = typed_words("night")
    assert snapshot.vocabularies["en"].holds(night)
    assert not snapshot.vocabularies["ko"].holds(night)
    assert snapshot.frequency("en", Field.WORDS, "night") == 2
    assert snapshot.rarity("en", Field.WORDS, "night") < snapshot.rarity("en", Field.WORDS, "taxi")


@pytest.mark.parametrize("typed", ["night bus", "심야버스", "bus lane in the middle", "밤에 달리는 버스", "tapwater"])
def test_engines_score_alike(cluster, settings, tmp_path: Path, typed: str):
    from tests.discovery.conftest import on

    for name, value in on(cluster, "alike").items():
        setattr(settings, name, value)
    settings.SEARCH_DIR = tmp_path
    scores = []
    for name in ("tantivy", "typesense"):
        with throw_away(name) as engine:
            engine.write(documents())
            snapshot = engine.snapshot()
            reading = Reading(typed_words(typed), "en", statistics=snapshot, lexicon=LEXICON, weights=Weights())
            by_key = {}
            for language in snapshot.languages:
                hits = snapshot.match(reading.question(language), 100)
                shown = snapshot.shown(hits.numbers.tolist())
                by_key |= {one["key"]: score for one, score in zip(shown, hits.scores.tolist(), strict=True)}
            scores.append(by_key)
    assert scores[0]
    assert scores[1] == pytest.approx(scores[0], rel=0.02)

import pytest
from django.conf import settings

from seoulsolution.discovery.concepts import typed_words
from seoulsolution.discovery.corrections import corrections
from seoulsolution.discovery.engines.embedded import EmbeddedEngine
from seoulsolution.discovery.engines.interface import Document
from seoulsolution.discovery.finding import script_of
from seoulsolution.discovery.lexicon import Lexicon
from seoulsolution.discovery.ranking import rank

SCRIPTS = {code: script_of(code) for code, _name in settings.LANGUAGES}
NO_NAMES = Lexicon([])


@pytest.fixture
def snapshot_of(tmp_path):
    """The state of an index that holds texts given as (entry, language, title, text)."""

    def make(*texts):
        engine = EmbeddedEngine(tmp_path)
        engine.write([Document(f"{entry}:{code}", entry, code, title, text) for entry, code, title, text in texts])
        return engine.snapshot()

    return make


def found(snapshot, typed, language="en"):
    ranked = rank(typed, snapshot, lexicon=NO_NAMES, scripts=SCRIPTS, language=language)
    return [one["key"] for one in snapshot.shown(ranked.numbers.tolist())]


def test_of_several_near_words_the_one_is_meant_that_stands_with_the_others(snapshot_of):
    snapshot = snapshot_of(
        ("waste", "en", "Food waste", "Food is weighed and food is paid for by households."),
        ("meals", "en", "School food", "Food for schools."),
        ("tunnel", "en", "Flood prevention", "A tunnel against the flood."),
    )
    run = typed_words("flod prevention")
    assert corrections(run, "en", snapshot, NO_NAMES) == {0: "flood"}
    assert corrections(typed_words("flod"), "en", snapshot, NO_NAMES) == {0: "food"}
    assert found(snapshot, "flod prevention")[0] == "tunnel:en"


def test_what_both_versions_say_comes_before_what_one_says(snapshot_of):
    snapshot = snapshot_of(
        ("bus", "en", "Night bus", "It runs at night."),
        ("bus", "ko", "심야 버스 night bus", "밤에 다닌다."),
        ("market", "en", "Night bus", "It runs at night."),
        ("market", "ko", "전통시장", "낮에 연다."),
    )
    keys = found(snapshot, "night bus")
    assert {key.split(":")[0] for key in keys[:2]} == {"bus"}
    assert "market:en" in keys


def test_versions_of_one_thing_stand_together(snapshot_of):
    snapshot = snapshot_of(
        ("a", "en", "Water pipes", "Old pipes leak."),
        ("a", "ko", "수도관 water", "낡은 관은 샌다."),
        ("b", "en", "Water", "Pipes and more pipes and water."),
    )
    entries = [key.split(":")[0] for key in found(snapshot, "water pipes")]
    assert entries in (["a", "a", "b"], ["b", "a", "a"])

import json
import threading

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.core.glossary import GlossaryTerm
from seoulsolution.discovery import indexing, suggestions
from seoulsolution.discovery.keystrokes import Start, beginnings, initials, initials_asked, keys_of

pytestmark = pytest.mark.usefixtures("searchable")


def suggested(reader: Client, language: str, typed: str) -> list[dict[str, str]]:
    response = reader.get(f"/{language}/search/suggestions/", {"q": typed})
    assert response.status_code == 200
    return json.loads(response.content)


def texts(reader: Client, language: str, typed: str) -> list[str]:
    return [one["text"] for one in suggested(reader, language, typed)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ㅂㅅ", "버스 준공영제"),
        ("ㅄ", "버스 준공영제"),
        ("버ㅅ", "버스 준공영제"),
        ("벗", "버스 준공영제"),
        ("버스준", "버스 준공영제"),
        ("버스 준", "버스 준공영제"),
        ("준공영", "버스 준공영제"),
        ("dkfltn", "아리수 품질확인제"),
        ("dkf", "아리수 품질확인제"),
        ("ㅠㅕㄴ", "Bus Management and Information Systems (BMS/BIS)"),
        ("bus", "Bus Management and Information Systems (BMS/BIS)"),
        ("BUS", "Bus Management and Information Systems (BMS/BIS)"),
        ("median b", "Exclusive Median Bus Lane Network"),
        ("lane excl", "Exclusive Median Bus Lane Network"),
        ("전용차로", "중앙버스전용차로"),
        ("trnas", "Transportation"),
        ("tansp", "Transportation"),
        ("transsp", "Transportation"),
        ("rtans", "Transportation"),
        ("올뺴미", "심야 올빼미버스"),
        ("교통", "교통"),
        ("non-rev", "non-revenue water ratio"),
    ],
)
def test_name_is_suggested_however_it_is_typed(reader: Client, language: str, typed: str, text: str):
    assert text in texts(reader, language, typed)


def test_page_is_offered_in_the_readers_language_and_a_term_as_a_search(reader: Client, language: str):
    found = {one["kind"]: one for one in suggested(reader, language, "버스")}
    assert found["policy"]["url"].startswith(f"/{language}/policies/")
    assert found["policy"]["lang"] == "ko"
    assert found["term"]["query"] == found["term"]["text"]
    assert "url" not in found["term"]
    areas = [one for one in suggested(reader, language, "교통") if one["kind"] == "area"]
    assert areas or language == "en"


def test_term_that_stands_there_already_is_told_otherwise(reader: Client):
    assert texts(reader, "en", "NRW") == ["non-revenue water ratio"]
    assert texts(reader, "ko", "NRW") == ["무수율"]


@pytest.mark.parametrize("typed", ["b", "ㅅ", "서", "a", "bus", "서울"])
def test_few_are_suggested_each_once_and_of_several_kinds(reader: Client, language: str, typed: str):
    found = suggested(reader, language, typed)
    assert 1 < len(found) <= suggestions.MOST
    assert len({one["text"].casefold() for one in found}) == len(found)
    assert all(set(one) == {"text", "lang", "kind", "label"} | {"url" if "url" in one else "query"} for one in found)
    assert len({one["kind"] for one in found}) > 1


def test_what_is_typed_right_comes_before_what_other_keys_make(reader: Client):
    for one in suggested(reader, "en", "an"):  # on the other layout: 무
        assert one["lang"] == "en"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "%", "zzzzqqq", "ㅋㅋㅋㅋㅋㅋ", "🚌", "\u202e", "a" * 5000, "가" * 1000, "' OR 1=1; --", "<zzzz>"],
)
def test_odd_beginnings_are_answered(reader: Client, language: str, typed: str):
    response = reader.get(f"/{language}/search/suggestions/", {"q": typed})
    assert response.status_code in (200, 414)
    if response.status_code == 200:
        assert json.loads(response.content) == []


def test_null_byte_is_refused(reader: Client):
    assert reader.get("/en/search/suggestions/?q=a%00").status_code == 400


def test_answer_may_be_kept_and_costs_no_query(reader: Client, language: str):
    suggested(reader, language, "bus")
    with CaptureQueriesContext(connection) as captured:
        response = reader.get(f"/{language}/search/suggestions/", {"q": "wat"})
    assert len(captured) == 0
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


@pytest.mark.usefixtures("one_minute")
def test_too_many_questions_are_refused(reader: Client):
    for _ in range(300):
        suggested(reader, "en", "bus")
    assert reader.get("/en/search/suggestions/", {"q": "bus"}).status_code == 429


def test_without_an_index_nothing_is_suggested_and_nothing_kept(reader: Client, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path
    response = reader.get("/en/search/suggestions/", {"q": "bus"})
    assert response.content == b"[]"
    assert response.headers["Cache-Control"] == "no-store"


def test_new_term_is_suggested_and_gone_ones_are_not(reader: Client, django_capture_on_commit_callbacks):
    assert texts(reader, "en", "quagga") == []
    term = GlossaryTerm.objects.filter(locale__language_code="en").first()
    before = term.names
    with django_capture_on_commit_callbacks(execute=True):
        term.names = f"quagga crossing\n{before}"
        term.save()
    assert texts(reader, "en", "quagga") == ["quagga crossing"]
    with django_capture_on_commit_callbacks(execute=True):
        term.names = before
        term.save()
    assert texts(reader, "en", "quagga") == []


def test_titles_are_read_again_only_where_the_index_changed(reader: Client, monkeypatch):
    suggested(reader, "en", "bus")
    snapshot = indexing.engine().snapshot()
    read: list[int] = []
    shown = type(snapshot).shown

    def counted(self, numbers):
        numbers = list(numbers)
        read.extend(numbers)
        return shown(self, numbers)

    monkeypatch.setattr(type(snapshot), "shown", counted)
    known = suggestions._state.titles
    gone, *rest = known
    assert suggestions._titles(snapshot, {number: known[number] for number in rest}) == known
    assert read == [gone]


def test_readers_do_not_wait_for_one_who_reads_what_is_new(reader: Client, monkeypatch):
    suggested(reader, "en", "bus")
    monkeypatch.setattr(suggestions.glossary, "changed_at", lambda: -1.0)
    assert suggestions._lock.acquire()
    answered = []
    try:
        asking = threading.Thread(target=lambda: answered.extend(suggestions.suggest("bus", "en")))
        asking.start()
        asking.join(timeout=20)
    finally:
        suggestions._lock.release()
    assert answered


def test_large_archive_is_read_aside(reader: Client, monkeypatch):
    suggested(reader, "en", "bus")
    read = threading.Event()
    monkeypatch.setattr(suggestions, "SMALL_ARCHIVE", 0)
    monkeypatch.setattr(suggestions, "_read", lambda source: read.set())
    monkeypatch.setattr(suggestions.glossary, "changed_at", lambda: -1.0)
    assert suggestions.suggest("bus", "en")
    assert read.wait(timeout=20)
    assert suggestions._lock.acquire(timeout=20)
    suggestions._lock.release()


def test_sentences_are_no_names(reader: Client):
    suggested(reader, "en", "bus")
    assert not any(name.text.endswith(".") for name in suggestions._state.names._names)
    assert None in suggestions._state.titles.values()


def test_keys_are_the_same_on_either_layout():
    assert keys_of("버스") == keys_of("qjtm") == "qjtm"
    assert keys_of("bus") == keys_of("ㅠㅕㄴ") == keys_of("BUS") == "bus"
    assert keys_of("버ㅅ") == keys_of("벗") == "qjt"
    assert keys_of("café, 120·다산") == "cafe120ektks"


def test_beginnings_are_those_of_words_and_of_korean_syllables():
    found = {one.start: one.keys for one in beginnings("시내 버스(BMS)", inside=True)}
    assert found == {Start.NAME: "tlsoqjtmbms", Start.WORD: "bms", Start.SYLLABLE: "tmbms"}
    starts = [(one.keys[:2], one.start, one.korean) for one in beginnings("시내 버스(BMS)", inside=False)]
    assert starts == [("tl", Start.NAME, True), ("qj", Start.WORD, True), ("bm", Start.WORD, False)]
    assert [one.keys for one in initials("시내 버스(BMS)")] == ["tsqt", "qt"]


def test_initials_are_asked_for_by_consonants_alone():
    assert initials_asked("ㅂㅅ") == initials_asked("ㅄ") == initials_asked("qt") == "qt"
    assert initials_asked("버ㅅ") == initials_asked("ㅂ") == initials_asked("bus") == ""

"""Whatever the files hold, the loader names faults; it never breaks."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seoulsolution.archive.loading import limits, tables
from seoulsolution.archive.loading.documents import read_document, read_manual
from seoulsolution.archive.loading.faults import ContentError, Faults, WrongValueError
from seoulsolution.archive.loading.parse import parse
from seoulsolution.archive.loading.values import Value

CONTENT = Path(__file__).parent / "fixtures" / "content"
LANGUAGES = ("ko", "en")
MARKS = st.sampled_from(
    [*list(",;\"'\n\r\t|:-[]{}&*!?#%@`<>\\ ~"), "\n  - ", ": ", "\x00", "\ufeff", "가", "é", "1e9", "\u202e"]
)
TEXTS = st.lists(st.one_of(MARKS, st.text(max_size=6)), max_size=40).map("".join)
KINDS = [value for value in vars(limits).values() if isinstance(value, Value)]


@pytest.fixture(scope="module")
def place():
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@settings(max_examples=300)
@given(rows=TEXTS)
def test_any_table_gives_rows_or_faults(place, rows):
    header = "id,area_id,name_en,name_ko\n"
    (place / "topics.csv").write_bytes((header + rows).encode("utf-8", "surrogatepass"))
    faults = Faults()
    for topic in tables.TOPICS.rows(place, LANGUAGES, faults):
        if not faults:
            assert topic.id
            assert all(topic.name.values())


@settings(max_examples=300)
@given(text=TEXTS, cut=st.integers(0, 2500))
def test_any_document_gives_a_manual_or_faults(place, text, cut):
    good = (CONTENT / "manuals" / "night-bus.yaml").read_text(encoding="utf-8")
    (place / "manual.yaml").write_bytes((good[:cut] + text + good[cut:]).encode("utf-8", "surrogatepass"))
    faults = Faults()
    manual = read_document(place, "manual.yaml", LANGUAGES, faults, read_manual)
    assert manual is not None or faults


@settings(max_examples=200)
@given(data=st.binary(max_size=200))
def test_any_bytes_give_a_document_or_faults(place, data):
    (place / "bytes.yaml").write_bytes(data)
    faults = Faults()
    assert read_document(place, "bytes.yaml", LANGUAGES, faults, read_manual) is None or faults


@settings(max_examples=500)
@given(kind=st.sampled_from(KINDS), text=st.one_of(TEXTS, st.from_regex(r"[-0-9.eE+]{0,12}", fullmatch=True)))
def test_any_value_is_read_or_refused(kind, text):
    try:
        value = kind.read(text)
    except WrongValueError:
        return
    assert value is not None or not text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.sampled_from(sorted(str(path.relative_to(CONTENT)) for path in CONTENT.rglob("*.*"))),
    place_in_file=st.floats(0, 1),
    text=TEXTS,
    length=st.integers(0, 30),
)
def test_any_damage_is_harmless_or_a_fault(tmp_path, file, place_in_file, text, length):
    folder = tmp_path / "damaged"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CONTENT, folder)
    data = (CONTENT / file).read_bytes()
    start = int(len(data) * place_in_file)
    (folder / file).write_bytes(data[:start] + text.encode("utf-8", "surrogatepass") + data[start + length :])
    try:
        content = parse(folder)
    except ContentError as error:
        lines = error.faults.lines()
    else:
        lines = ["none"] if content.home else []
    assert lines

"""Markup written in Python: whatever is put in is escaped, and nothing stands where it was not meant to."""

import pytest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy, override
from hypothesis import given
from hypothesis import strategies as st

from seoulsolution.core.choices import label_of
from seoulsolution.core.goals import Goal
from seoulsolution.core.markup import ICONS, Piece, escaped, icon, joined, said

HOSTILE = """"><script>alert('x')</script>&{text}%s"""
LINK = Piece('<a href="{url}">{text}</a>')


@given(st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.decimals()))
def test_anything_is_escaped_as_django_escapes_it(value):
    assert escaped(value) == conditional_escape(value if value is not None else "None")
    assert LINK(url=value, text=value) == format_html('<a href="{}">{}</a>', value, value)


def test_markup_is_put_in_as_it_is_and_a_text_that_waits_for_its_language_as_text():
    assert LINK(url="/", text=mark_safe("<b>x</b>")) == '<a href="/"><b>x</b></a>'
    with override("ko"):
        assert escaped(gettext_lazy("Home")) == "홈"


def test_text_is_never_markup_nor_a_place():
    html = LINK(url=HOSTILE, text=HOSTILE)
    assert isinstance(html, SafeString)
    assert "<script" not in html
    assert html.count("{text}%s") == 2
    assert html.count('"') == 2


def test_place_can_stand_twice_and_none_can_be_forgotten():
    assert Piece('<p id="{id}">{id}</p>')(id=3) == '<p id="3">3</p>'
    with pytest.raises(KeyError):
        LINK(url="/")


def test_indentation_is_left_out_and_a_space_in_a_line_is_kept():
    piece = Piece("""
        <p>
            <b>{a}</b> <i>{b}</i>
        </p>
    """)
    assert piece(a=1, b=2) == "<p><b>1</b> <i>2</i></p>"
    assert Piece("{a} ")(a=1) == "1 "


@pytest.mark.parametrize("pattern", ["{}", "{0!r}", "{a:>9}"])
def test_place_is_a_name_and_nothing_else(pattern: str):
    with pytest.raises(ValueError, match="a place"):
        Piece(pattern)


def test_joined_escapes_what_is_no_markup():
    assert joined(["a<b", mark_safe("<br>"), 3], ", ") == "a&lt;b, <br>, 3"
    assert isinstance(joined([]), SafeString)


def test_text_in_another_language_says_so():
    assert said("버스 <개편>", "en") == '<span lang="ko">버스 &lt;개편&gt;</span>'
    assert said("버스 <개편>", "ko") == "버스 &lt;개편&gt;"
    assert (
        said("Newsis (뉴시스 <서울>), 2015", "en")
        == 'Newsis (<span lang="ko">뉴시스</span> &lt;<span lang="ko">서울</span>&gt;), 2015'
    )
    assert said("TOPIS 서울 교통 정보", "ko") == "TOPIS 서울 교통 정보"
    assert said(None, "ko") == ""


def test_middle_dot_stays_with_the_word_before_it():
    assert said("민원·폐기물", "ko") == '민<span class="unbroken">원·</span>폐기물'
    assert said("민원·폐기물", "en") == '<span lang="ko">민<span class="unbroken">원·</span>폐기물</span>'
    assert said("버스 · 지하철", "ko") == "버스 · 지하철"
    assert said("Bus · rail", "en") == "Bus · rail"


def test_icon_is_a_drawing_that_exists():
    assert icon("bus").startswith("<svg")
    assert icon("../../../etc/passwd") == icon("book")
    assert all(icon(path.stem).startswith("<svg") for path in ICONS.glob("*.svg"))


@pytest.mark.parametrize(("code", "words"), [("en", "Clean water and sanitation"), ("ko", "깨끗한 물과 위생")])
def test_choice_is_named_in_the_language_of_the_reader(code: str, words: str):
    with override(code):
        assert label_of(Goal, 6) == words
        assert label_of(Goal, 99) == "99"

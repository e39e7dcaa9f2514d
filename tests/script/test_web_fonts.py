"""What the web font holds, file by file."""

import pytest

from frontend import web_fonts

FILES = {"latin": web_fonts.LATIN, "accented": web_fonts.ACCENTED, "rare": web_fonts.RARE_LATIN}


def test_no_character_is_in_two_files():
    codes = [code for file in FILES.values() for code in file]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    "words", ["São Paulo 2004", "Bogotá, Medellín", "Zürich – “Öffentlich”", "Besançon × 2", "1,000 m²"]
)
def test_words_of_western_europe_come_from_one_file(words: str):
    assert {ord(letter) for letter in words} <= set(web_fonts.LATIN)


def test_korean_is_never_taken_from_the_web_font():
    blocks = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xA960, 0xA980), range(0xAC00, 0xD800))
    assert not [code for file in FILES.values() for code in file if any(code in block for block in blocks)]


def test_ranges_are_written_as_the_style_sheet_wants_them():
    assert web_fonts.ranges([0x41, 0x20, 0x21, 0x22, 0xA0]) == "U+20-22,U+41,U+A0"

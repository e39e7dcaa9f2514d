"""Korean in Latin letters: the examples of the Revised Romanisation itself, and what else a title holds."""

import pytest

from seoulsolution.core.romanisation import romanised

# From the notice, by its rules: letters, then sounds that change where syllables meet.
OFFICIAL = {
    "구리": "guri", "설악": "seorak", "칠곡": "chilgok", "임실": "imsil", "울릉": "ulleung", "대관령": "daegwallyeong",
    "옥천": "okcheon", "합덕": "hapdeok", "호법": "hobeop", "월곶": "wolgot", "벚꽃": "beotkkot", "한밭": "hanbat",
    "백마": "baengma", "종로": "jongno", "왕십리": "wangsimni", "별내": "byeollae", "신라": "silla",
    "해돋이": "haedoji", "같이": "gachi", "굳히다": "guchida", "좋고": "joko", "놓다": "nota", "낳지": "nachi",
    "묵호": "mukho", "집현전": "jiphyeonjeon", "압구정": "apgujeong", "낙동강": "nakdonggang", "독립문": "dongnimmun",
    "광희문": "gwanghuimun", "팔당": "paldang", "울산": "ulsan", "속리산": "songnisan", "촉석루": "chokseongnu",
}  # fmt: skip


@pytest.mark.parametrize(("korean", "latin"), OFFICIAL.items())
def test_official_examples_are_written_as_they_are_published(korean: str, latin: str):
    assert romanised(korean) == latin


@pytest.mark.parametrize(
    ("title", "latin"),
    [
        ("다리", "dari"),
        ("서울로 7017, 없는 길", "seoullo 7017, eomneun gil"),
        ("읽기와 젊은이", "ikgiwa jeolmeuni"),
        ("많은 물", "maneun mul"),
        ("Улаанбаатар", "Ulaanbaatar"),
        ("", ""),
    ],
)
def test_everything_that_a_title_may_hold_comes_out_in_latin_letters(title: str, latin: str):
    assert romanised(title) == latin
    assert romanised(title).isascii()

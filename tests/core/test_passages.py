import pytest

from seoulsolution.core.passages import count_foreign, foreign_language


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("버스 준공영제", "en", "ko"),
        ("버스 준공영제", "ko", None),
        ("Bus reform in four steps", "ko", "en"),
        ("TOPIS", "ko", None),
        ("KRW 370 billion", "ko", None),
        ("Saemaul (새마을) movement", "en", None),
        ("", "en", None),
        ("2004–2012", "ko", None),
        ("Bus reform in four steps", "mn", "en"),
        ("Автобусны шинэчлэл", "en", "mn"),
        ("Автобусны шинэчлэл", "mn", None),
        ("버스 Автобус", "en", "ko"),
        ("Bus reform in four steps", "xx", "en"),
    ],
)
def test_language_of_a_passage_is_told_by_its_script(text, language, expected):
    assert foreign_language(text, language) == expected


def test_counting_leaves_out_empty_passages():
    assert count_foreign(["버스", "", "  ", "A bus"], "en") == (1, 2)

import pytest

from seoulsolution.archive.glossary.initials import letter_label, letter_of, letter_rank, sort_key


@pytest.mark.parametrize(
    ("name", "language", "letter"),
    [
        ("bus lane", "en", "b"),
        ("Élan", "en", "e"),
        ("“quoted”", "en", "q"),
        ("119 safety centre", "en", "0-9"),
        ("50+", "ko", "0-9"),
        ("가로등", "ko", "ㄱ"),
        ("까치", "ko", "ㄱ"),
        ("따릉이", "ko", "ㄷ"),
        ("빗물", "ko", "ㅂ"),
        ("쓰레기", "ko", "ㅅ"),
        ("쪽방", "ko", "ㅈ"),
        ("아리수", "ko", "ㅇ"),
        ("힣", "ko", "ㅎ"),
        ("CNG 버스", "ko", "a-z"),
        ("зам", "mn", "з"),
        ("bus", "mn", "a-z"),
        ("bus", "fr", "b"),
        ("漢江", "ko", "漢"),
        ("", "en", "0-9"),
        ("…", "en", "0-9"),
    ],
)
def test_letter_of_a_name(name: str, language: str, letter: str):
    assert letter_of(name, language) == letter


def test_letters_of_the_language_come_first_and_numbers_last():
    assert sorted(["0-9", "ㅎ", "a-z", "ㄱ"], key=letter_rank) == ["ㄱ", "ㅎ", "a-z", "0-9"]


@pytest.mark.parametrize(("letter", "label"), [("b", "B"), ("ㄱ", "ㄱ"), ("a-z", "A–Z"), ("0-9", "0–9")])
def test_label_of_a_letter(letter: str, label: str):
    assert letter_label(letter) == label


def test_capitals_accents_and_quotes_do_not_change_the_order():
    assert sorted(["Zoo", "“air”", "élan", "Bus", "apple"], key=sort_key) == ["“air”", "apple", "Bus", "élan", "Zoo"]

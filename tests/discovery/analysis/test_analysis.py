import pytest

from seoulsolution.discovery.analysis import Script, document_terms, english, keyboard, korean, sounds, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("버스전용차로의 BRT는", ["버스전용차로의", "brt", "는"]),
        ("120다산콜", ["120", "다산콜"]),
        ("U.N. and CO2", ["un", "and", "co2"]),
        ("1,234.5 km", ["1,234.5", "km"]),
        ("ＢＵＳ　ｌａｎｅ", ["bus", "lane"]),
        ("semi-public bus", ["semi", "public", "bus"]),
        ("Bogotá, São Paulo, Huế", ["bogota", "sao", "paulo", "hue"]),
        ("ㅠㅕㄴ", ["ㅠㅕㄴ"]),
        ("버스", ["버스"]),
        ("автобус 버스", ["автобус", "버스"]),
        ("\x00\u202e🚌", []),
    ],
)
def test_words_are_folded_and_cut_at_scripts(text: str, expected: list[str]):
    assert [word.text for word in words(text)] == expected


def test_word_knows_its_place_in_the_text():
    text = "“120다산콜”과 BRT"
    assert [text[word.start : word.end] for word in words(text)] == ["120", "다산콜", "과", "BRT"]


def test_no_word_is_longer_than_the_index_takes():
    assert all(len(word.text) <= 64 for word in words("가" * 10_000 + " " + "a" * 10_000))


@pytest.mark.parametrize(
    ("word", "stem"),
    [("버스를", "버스"), ("재정지원의", "재정지원"), ("서울에서는", "서울"), ("도로", "도로"), ("물이", "물이")],
)
def test_particles_are_no_part_of_a_korean_word(word: str, stem: str):
    assert korean.stem(word) == stem


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("centre", "center"),
        ("neighbourhoods", "neighborhoods"),
        ("organisation", "organization"),
        ("programme", "program"),
        ("kerb", "curb"),
        ("travelled", "traveled"),
        ("licence", "license"),
        ("metres", "meters"),
    ],
)
def test_british_and_american_words_have_one_stem(british: str, american: str):
    assert english.stem(british) == english.stem(american)


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("토피스", "topis"),
        ("청계천", "cheonggyecheon"),
        ("청계천", "chonggyechon"),
        ("마케도니아", "macedonia"),
        ("콜롬보", "colombo"),
    ],
)
def test_what_sounds_alike_has_a_key_in_common(hangul: str, latin: str):
    assert sounds.hangul_key(hangul) in sounds.latin_keys(latin)


@pytest.mark.parametrize(
    ("keys", "hangul"), [("dkfltn", "아리수"), ("qjtm", "버스"), ("ekfmddl", "다릉이"), ("djqtdl", "없이")]
)
def test_keys_of_the_other_layout(keys: str, hangul: str):
    assert keyboard.hangul_from_keys(keys) == hangul
    assert keyboard.keys_from_hangul(hangul) == keys


def test_english_typed_on_the_korean_layout():
    assert keyboard.keys_from_hangul("ㅠㅕㄴ") == "bus"
    assert keyboard.hangul_from_keys("bus lane") is None


def test_a_single_syllable_is_found_with_and_without_its_particle():
    assert "물" in document_terms("물을 아낀다").words
    assert words("물")[0].script is Script.HANGUL

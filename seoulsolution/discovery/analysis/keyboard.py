"""What was typed on the wrong layout: dkfltn is 아리수, ㅠㅕㄴ is bus.

The layout is the Korean standard's two-set one (KS X 5002) on the keys of a QWERTY keyboard.
"""

import unicodedata

KEYS = "qwertyuiopasdfghjklzxcvbnmQWERTOP"
LETTERS = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ"
TO_LETTER = dict(zip(KEYS, LETTERS, strict=True))
TO_KEY = dict(zip(LETTERS, KEYS, strict=True))

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
VOWEL_PAIRS = {"ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ"}
FINAL_PAIRS = {
    "ㄱㅅ": "ㄳ",
    "ㄴㅈ": "ㄵ",
    "ㄴㅎ": "ㄶ",
    "ㄹㄱ": "ㄺ",
    "ㄹㅁ": "ㄻ",
    "ㄹㅂ": "ㄼ",
    "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ",
    "ㅂㅅ": "ㅄ",
}
PARTED = {whole: pair for pair, whole in {**VOWEL_PAIRS, **FINAL_PAIRS}.items()}


def hangul_from_keys(keys: str) -> str | None:
    """The Hangul that these Latin keys would have typed; None unless they make whole syllables."""
    letters = [TO_LETTER.get(key) or TO_LETTER.get(key.lower()) for key in keys]
    return None if None in letters else compose("".join(letter for letter in letters if letter))


def keys_from_hangul(text: str) -> str | None:
    """The Latin letters on the keys that typed this Hangul; None where a character is not Hangul."""
    keys = ""
    for character in text:
        letters = parts(character)
        if letters is None:
            return None
        keys += "".join(TO_KEY[letter] for letter in letters)
    return keys.lower()


def parts(character: str) -> str | None:
    """The letters of a syllable as they are typed, double ones apart."""
    if character in TO_KEY:
        return character
    if character in PARTED:
        return PARTED[character]
    code = ord(character) - 0xAC00
    if not 0 <= code < 11172:
        return None
    letters = INITIALS[code // 588] + VOWELS[code // 28 % 21] + FINALS[code % 28].strip()
    return "".join(PARTED.get(letter, letter) for letter in letters)


def compose(letters: str) -> str | None:
    """Whole syllables from single letters, as a keyboard makes them; None where a letter is left over."""
    text, at = "", 0
    while at < len(letters):
        syllable = _syllable(letters, at)
        if syllable is None:
            return None
        made, taken = syllable
        text += made
        at += taken
    return unicodedata.normalize("NFC", text)


def _syllable(letters: str, at: int) -> tuple[str, int] | None:
    """The syllable that begins at `at`, and how many letters it takes."""
    initial, vowel = letters[at], letters[at + 1 : at + 2]
    if initial not in INITIALS or not vowel or vowel not in VOWELS:
        return None
    taken = 2
    if letters[at + 1 : at + 3] in VOWEL_PAIRS:
        vowel, taken = VOWEL_PAIRS[letters[at + 1 : at + 3]], 3
    final, more = _final(letters, at + taken)
    code = 0xAC00 + (INITIALS.index(initial) * 21 + VOWELS.index(vowel)) * 28 + FINALS.index(final)
    return chr(code), taken + more


def _final(letters: str, at: int) -> tuple[str, int]:
    """Consonants up to the one that begins the next syllable."""

    def consonant(place: int) -> str:
        letter = letters[place : place + 1]
        return letter if letter and letter not in VOWELS else ""

    first, second, third = consonant(at), consonant(at + 1), letters[at + 2 : at + 3]
    if not first or first not in FINALS or (not second and at + 1 < len(letters)):
        return " ", 0
    if first + second in FINAL_PAIRS and (not third or third not in VOWELS):
        return FINAL_PAIRS[first + second], 2
    return first, 1

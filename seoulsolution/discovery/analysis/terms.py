"""The terms of a word in the three fields of the index: words, letters and sounds."""

from dataclasses import dataclass, field

from . import english, korean, sounds
from .words import Script, Word, words

LETTERS_A_GRAM = 4
SHORTEST_SOUNDING = {Script.HANGUL: 2, Script.LATIN: 4}


@dataclass(slots=True)
class DocumentTerms:
    """Terms of a text in its order, for each field; `surfaces` are its words as they are written."""

    words: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    surfaces: list[str] = field(default_factory=list)


def word_terms(word: Word) -> list[str]:
    """Syllable pairs of a Korean word, the stem of an English one, the bare digits of a number."""
    if word.script is Script.HANGUL:
        return korean.bigrams(word.text)
    if word.script is Script.LATIN:
        return [english.stem(word.text)]
    if word.script is Script.NUMBER:
        return [word.text.replace(",", "")]
    return korean.bigrams(word.text)


def spelling_terms(word: Word) -> list[str]:
    """Four letters at a time, with a mark at the beginning: what two spellings of a word share."""
    marked = "^" + korean.letters(word.text)
    return [marked[at : at + LETTERS_A_GRAM] for at in range(max(1, len(marked) - LETTERS_A_GRAM + 1))]


def sound_terms(word: Word) -> list[str]:
    """The keys of its sound, none for what is too short to be told from others."""
    if len(word.text) < SHORTEST_SOUNDING.get(word.script, 0):
        return []
    if word.script is Script.HANGUL:
        keys: tuple[str, ...] = (sounds.hangul_key(korean.stem(word.text)),)
    elif word.script is Script.LATIN:
        keys = sounds.latin_keys(word.text)
    else:
        return []
    return [key for key in keys if len(key) >= sounds.SHORTEST_KEY]


def document_terms(text: str) -> DocumentTerms:
    """The terms under which `text` is found."""
    terms = DocumentTerms()
    for word in words(text):
        own = word_terms(word)
        if word.script is Script.HANGUL and len(word.text) == korean.SHORTEST_STEM:
            own = [*own, *_single_syllable(word.text)]
        terms.words += own
        terms.letters += spelling_terms(word)
        terms.sounds += sound_terms(word)
        if word.script in SHORTEST_SOUNDING:
            terms.surfaces.append(korean.stem(word.text) if word.script is Script.HANGUL else word.text)
    return terms


def _single_syllable(word: str) -> list[str]:
    """물 in 물을: the one syllable that is left when two are a noun and its particle."""
    return [word[0]] if word[1] in korean.JOINED else []

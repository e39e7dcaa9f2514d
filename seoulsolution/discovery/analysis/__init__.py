"""What a text becomes before it is indexed or searched: the same for documents and for queries."""

from . import english, keyboard, korean, sounds
from .terms import DocumentTerms, document_terms, sound_terms, spelling_terms, word_terms
from .words import Script, Word, fold, words

__all__ = [
    "DocumentTerms",
    "Script",
    "Word",
    "document_terms",
    "english",
    "fold",
    "keyboard",
    "korean",
    "sound_terms",
    "sounds",
    "spelling_terms",
    "word_terms",
    "words",
]

"""What headings of a document are called, whatever signs stand in them."""

import unicodedata


def letters(text: str) -> str:
    """The letters and digits of a name, by which it is compared with others."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text).casefold() if sign.isalnum())

"""From data to PDF by Typst: tagged (PDF/UA-1), archivable (PDF/A-2a), all fonts embedded, nothing fetched.

What editors write is data. It reaches Typst as JSON and is never read as Typst markup.
"""

import json
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    import typst

STANDARDS = ["ua-1", "a-2a"]
TEMPLATES = settings.BASE_DIR / "templates" / "handouts"
UNSHOWN = "□"
# Invisible characters that help to break lines or mark byte order; a copy of the text must not carry them.
INVISIBLE = "\ufeff\u2060\u00ad\u200b"


class FontsMissing(Exception):
    """There is no font to typeset with."""


class TypesettingFailed(Exception):
    """Typst refused the document; the message is its own."""


@dataclass(frozen=True)
class Typeset:
    """A finished document. `unshown`: characters that no font has; □ stands in their place."""

    pdf: bytes
    pages: int
    unshown: str


@dataclass(frozen=True)
class Typefaces:
    """The fonts of a folder: the family to set in first, others where it lacks a character."""

    fonts: "typst.Fonts"
    families: tuple[str, ...]
    characters: frozenset[int]


def typefaces(folder: Path | None = None) -> Typefaces:
    """The fonts in settings.FONTS_DIR, read again when a file changes. FontsMissing when there is none."""
    folder = Path(folder or settings.FONTS_DIR)
    files = sorted([*folder.glob("*.otf"), *folder.glob("*.ttf")])
    if not files:
        raise FontsMissing(
            f"No fonts (.otf, .ttf) in {folder}. They are made with the front end: run script/server, or "
            f"script/frontend/typesetting_fonts.py node_modules/@fontsource/pretendard/files {folder}"
        )
    return _read_typefaces(folder, tuple((file.name, file.stat().st_mtime_ns) for file in files))


@cache
def _read_typefaces(folder: Path, files: tuple[tuple[str, int], ...]) -> Typefaces:
    import typst  # here and below: 0.1 s that a process which only serves pages need not spend
    from fontTools.ttLib import TTFont

    families: dict[str, None] = {}
    characters: set[int] = set()
    for name, _changed in files:
        with TTFont(folder / name, lazy=True) as font:
            families[font["name"].getBestFamilyName()] = None
            characters.update(font.getBestCmap())
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    known = fonts.families()
    return Typefaces(fonts, tuple(name for name in families if name in known), frozenset(characters))


def typeset(
    template: str,
    data: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes] | None = None,
    made_at: datetime | None = None,
) -> Typeset:
    """Typeset templates/handouts/<template> with `data`, which it reads as data.json.

    `pictures` are files that the data names. `made_at` goes into the document's properties; the same data
    at the same time gives the same bytes. Raises FontsMissing or TypesettingFailed.
    """
    faces = typefaces()
    unshown: set[str] = set()
    clean = _shown({"families": list(faces.families), **data}, faces.characters, unshown)
    with tempfile.TemporaryDirectory(prefix="typesetting-") as name:
        folder = Path(name)
        for source in TEMPLATES.glob("*.typ"):
            (folder / source.name).write_bytes(source.read_bytes())
        for picture, content in (pictures or {}).items():
            (folder / picture).write_bytes(content)
        (folder / "data.json").write_text(json.dumps(clean, ensure_ascii=False), encoding="utf-8")
        pdf, pages = _compile(folder, template, faces, made_at)
    return Typeset(pdf, pages, "".join(sorted(unshown)))


def _compile(folder: Path, template: str, faces: Typefaces, made_at: datetime | None) -> tuple[bytes, int]:
    import typst

    try:
        compiler = typst.Compiler(
            str(folder / template), root=str(folder), font_paths=faces.fonts, ignore_system_fonts=True
        )
        stamp = int(made_at.timestamp()) if made_at else None
        pdf = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=stamp)
        pages = json.loads(compiler.query("<pages>", field="value", one=True))
    except typst.TypstError as error:
        raise TypesettingFailed(str(getattr(error, "diagnostic", "") or error)) from error
    return bytes(pdf), int(pages)


def _shown(value: Any, characters: frozenset[int], unshown: set[str]) -> Any:
    """`value` with every text composed (NFC) and without characters that no font has."""
    if isinstance(value, str):
        return _shown_text(value, characters, unshown)
    if isinstance(value, Mapping):
        return {key: _shown(item, characters, unshown) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(item, characters, unshown) for item in value]
    return value


def _shown_text(text: str, characters: frozenset[int], unshown: set[str]) -> str:
    kept = []
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if char in "\n\t":
            kept.append(char)
        elif char in INVISIBLE or category == "Cc":
            continue
        elif ord(char) in characters and category != "Co":
            kept.append(char)
        elif category in ("Cf", "Mn"):
            continue
        elif category in ("Zs", "Zl", "Zp"):
            kept.append(" ")
        else:
            unshown.add(char)
            kept.append(UNSHOWN)
    return "".join(kept)

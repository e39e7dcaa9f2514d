"""From data to PDF by Typst: tagged (PDF/UA-1), archivable (PDF/A-2a), all fonts embedded, nothing fetched.

What editors write is data. It reaches Typst as JSON and is never read as Typst markup.
"""

import json
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates" / "handouts"
TYPESETTER = Path(__file__).with_name("typesetter.py")
PATIENCE = 120
"""Seconds after which a document is given up."""
UNSHOWN = "□"
# Invisible characters that help to break lines or mark byte order; a copy of the text must not carry them.
INVISIBLE = "\ufeff\u2060\u00ad\u200b"
REGULAR, BOLD = 400, 600


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
    """The fonts of a folder: families by the number of their fonts, and every character that one has."""

    folder: Path
    families: tuple[str, ...]
    characters: frozenset[int]


def typefaces() -> Typefaces:
    """The fonts in settings.FONTS_DIR, read again when a file changes.

    The family with the most fonts sets the text, the others are asked for characters that it lacks. Raises
    FontsMissing without one that is at least regular and bold.
    """
    folder = Path(settings.FONTS_DIR)
    files = sorted([*folder.glob("*.otf"), *folder.glob("*.ttf")])
    found = _read_typefaces(folder, tuple((file.name, file.stat().st_mtime_ns) for file in files))
    if found is None:
        raise FontsMissing(
            f"No family of fonts (.otf, .ttf) that is regular and bold in {folder}. The fonts are made with the "
            f"front end: run script/server, or script/frontend/typesetting_fonts.py "
            f"node_modules/@fontsource/pretendard/files {folder}"
        )
    return found


@cache
def _read_typefaces(folder: Path, files: tuple[tuple[str, int], ...]) -> Typefaces | None:
    from fontTools.ttLib import TTFont  # 0.1 s that a process which only serves pages need not spend

    weights: dict[str, list[int]] = {}
    characters: set[int] = set()
    for name, _changed in files:
        with TTFont(folder / name, lazy=True) as font:
            weights.setdefault(font["name"].getBestFamilyName(), []).append(font["OS/2"].usWeightClass)
            characters.update(font.getBestCmap())
    families = sorted(weights, key=lambda family: (-len(weights[family]), family))
    if not families or min(weights[families[0]]) > REGULAR or max(weights[families[0]]) < BOLD:
        return None
    return Typefaces(folder, tuple(families), frozenset(characters))


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
    clean = _shown({**data, "families": list(faces.families)}, faces.characters, unshown)
    with tempfile.TemporaryDirectory(prefix="typesetting-") as name:
        folder = Path(name)
        for source in TEMPLATES.glob("*.typ"):
            (folder / source.name).write_bytes(source.read_bytes())
        for picture, content in (pictures or {}).items():
            (folder / picture).write_bytes(content)
        (folder / "data.json").write_text(json.dumps(clean, ensure_ascii=False), encoding="utf-8")
        pages = _run(folder, template, faces, made_at)
        return Typeset((folder / "out.pdf").read_bytes(), pages, "".join(sorted(unshown)))


def _run(folder: Path, template: str, faces: Typefaces, made_at: datetime | None) -> int:
    """The number of pages of <folder>/out.pdf."""
    stamp = int(made_at.timestamp()) if made_at else 0
    # -P: modules beside the typesetter must not stand in for those of the standard library.
    command = [sys.executable, "-P", str(TYPESETTER), str(folder), template, str(faces.folder), str(stamp)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, cwd=folder)
    except subprocess.TimeoutExpired as error:
        raise TypesettingFailed(f"{template}: not finished after {PATIENCE} s") from error
    if done.returncode != 0:
        raise TypesettingFailed(done.stderr.decode(errors="replace")[-4000:])
    return int(done.stdout)


def _shown(value: Any, characters: frozenset[int], unshown: set[str]) -> Any:
    """`value` with every text composed (NFC) and without characters that no font has."""
    if isinstance(value, str):
        return "".join(_shown_character(c, characters, unshown) for c in unicodedata.normalize("NFC", value))
    if isinstance(value, Mapping):
        return {key: _shown(item, characters, unshown) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(item, characters, unshown) for item in value]
    return value


def _shown_character(char: str, characters: frozenset[int], unshown: set[str]) -> str:
    category = unicodedata.category(char)
    if char in "\n\t":
        return char
    if char in INVISIBLE or category == "Cc":
        return ""
    if ord(char) in characters and category != "Co":
        return char
    if category in ("Cf", "Mn"):
        return ""
    if category in ("Zs", "Zl", "Zp"):
        return " "
    unshown.add(char)
    return UNSHOWN

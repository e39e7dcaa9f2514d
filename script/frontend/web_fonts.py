"""Web fonts: small subsets of Pretendard and the @font-face rules that load only those a page needs.

Usage: web_fonts.py <folder with the woff2 files> <folder to write to> <style sheet to write>

Latin, digits and signs exist in two weights. Korean exists in bold, for headings; running text in Korean is set in
the reader's own system font (docs/adr/0003-web-font.md has the figures). Korean syllables are put into files by how
often they stand in this site's own headings, so that a page needs few of them. The fonts are modified, so they do
not carry the reserved name of the original.
"""

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FAMILY, FAMILY_KOREAN = "Archive Sans", "Archive Sans KR"
# 한국어 stands in the language switch of every page, so that it does not cost another file.
LATIN = [*range(0x20, 0x7F), *map(ord, "\u00a0§©«°²³µ·»¼½×\u2011–—‘’“”…→←₩€−≤≥㎡한국어")]
ACCENTED = [code for code in range(0xA1, 0x180) if code not in LATIN]
RARE_LATIN = [*range(0x180, 0x250), *range(0x1E00, 0x1F00)]
FEATURES = ["ccmp", "kern", "locl", "tnum"]
FIRST, NEXT = 128, 48
"""Syllables in the first Korean file, which most pages need, and in each of those that follow."""
TAIL_FILES = 16
HANGUL = range(0xAC00, 0xD7A4)


def is_hangul(character: str) -> bool:
    return ord(character) in HANGUL


def headings() -> Iterator[tuple[str, int]]:
    """Texts that are set as headings in Korean, each with its weight: what stands on every page counts most."""
    for path in sorted((ROOT / "locale").glob("ko/**/*.po")):
        yield from (
            (line, 3) for line in re.findall(r'^msgstr(?:\[0\])? "(.{1,40})"$', path.read_text("utf-8"), re.M)
        )
    for name, column, weight in (
        ("areas", "name_ko", 40),
        ("topics", "name_ko", 5),
        ("policies", "title_ko", 1),
    ):
        path = ROOT / "content" / f"{name}.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                yield from ((row.get(column) or "", weight) for row in csv.DictReader(file))
    for path in sorted((ROOT / "content" / "pages").glob("*.yaml")):
        for line in re.findall(r"(?:title|heading):\n(?:\s+\w+:.*\n)*?\s+ko: (.*)", path.read_text("utf-8")):
            yield line, 40


def korean_files() -> list[tuple[str, list[int]]]:
    """Name and code points of each Korean file, the most needed last: the last rule wins where ranges overlap."""
    weights: Counter[str] = Counter()
    for text, weight in headings():
        for character in {c for c in text if is_hangul(c)}:
            weights[character] += weight
    needed = [ord(c) for c, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))]
    hot = [needed[:FIRST], *(needed[i : i + NEXT] for i in range(FIRST, len(needed), NEXT))]
    common = [code for code in HANGUL if len(_euc_kr(chr(code))) == 2]
    share = -(-len(HANGUL) // TAIL_FILES)
    tail = []
    for n in range(TAIL_FILES):
        block = range(HANGUL.start + n * share, min(HANGUL.start + (n + 1) * share, HANGUL.stop))
        tail.append(
            (f"ko-rare-{n + 1:02}", [code for code in common if code in block and code not in needed])
        )
    return [
        *tail,
        *reversed([(f"ko-{n:02}", sorted(codes)) for n, codes in enumerate(hot, start=1) if codes]),
    ]


def _euc_kr(character: str) -> bytes:
    """The two bytes of KS X 1001, which holds the 2,350 syllables that are in use, else nothing."""
    try:
        return character.encode("euc_kr")
    except UnicodeEncodeError:
        return b""


def cut(font: bytes, codes: list[int], family: str, weight: int, flavor: str | None = "woff2") -> bytes:
    """A font with the glyphs of `codes` only."""
    with TTFont(io.BytesIO(font)) as full:
        options = subset.Options(
            layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=[], drop_tables=["DSIG"]
        )
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=codes)
        cutter.subset(full)
        full["name"].names = []
        for number, text in (
            (1, family),
            (2, "Bold" if weight > 400 else "Regular"),
            (4, family),
            (6, family.replace(" ", "")),
        ):
            full["name"].setName(text, number, 3, 1, 0x409)
        full.flavor = flavor
        file = io.BytesIO()
        full.save(file)
        return file.getvalue()


def ranges(codes: list[int]) -> str:
    """CSS unicode-range: U+20-7E,U+A0."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def face(name: str, family: str, weight: int, unicode_range: str) -> str:
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:optional;'
        f'src:url(fonts/{name}.woff2)format("woff2");unicode-range:{unicode_range}}}\n'
    )


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.woff2"):
        old.unlink()
    fonts = {w: (source / f"pretendard-latin-{w}-normal.woff2").read_bytes() for w in (400, 700)}
    rules = []
    for weight, font in fonts.items():
        for name, codes in (("latin-rare", RARE_LATIN), ("latin-accented", ACCENTED), ("latin", LATIN)):
            data = cut(font, codes, FAMILY, weight)
            (target / f"{name}-{weight}.woff2").write_bytes(data)
            rules.append(face(f"{name}-{weight}", FAMILY, weight, ranges(codes)))
    files = korean_files()
    korean = cut(
        fonts[700], sorted({c for _, codes in files for c in codes}), FAMILY_KOREAN, 700, flavor=None
    )
    for name, codes in files:
        if codes:
            (target / f"{name}.woff2").write_bytes(cut(korean, codes, FAMILY_KOREAN, 700))
            broad = f"U+{codes[0]:X}-{codes[-1]:X}" if "rare" in name else ranges(codes)
            rules.append(face(name, FAMILY_KOREAN, 700, broad))
    Path(sys.argv[3]).write_text("".join(rules), encoding="utf-8")
    total = sum(path.stat().st_size for path in target.glob("*.woff2"))
    print(f"{len(rules)} web fonts, {total // 1000} kB in all")


if __name__ == "__main__":
    main()

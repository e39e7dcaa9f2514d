"""Web fonts: small subsets of Pretendard and the @font-face rules that load only those a page needs.

Usage: web_fonts.py <folder with the woff2 files> <folder to write to> <style sheet to write>

Latin, digits and signs exist in two weights. Korean exists in bold, for headings; running text in Korean is set in
the reader's own system font (docs/adr/0003-web-font.md has the figures). Korean syllables are put into files by how
often they stand in this site's own headings, so that a page needs few of them; what stands nowhere in the starter
content is left to the system font too. Ranges must not overlap: Chromium would load both files. The fonts are
modified, so they do not carry the reserved name of the original.
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
FIRST, NEXT = 160, 64
"""Syllables in the first Korean file, which most pages need, and in each of those that follow."""
HANGUL = range(0xAC00, 0xD7A4)


def is_hangul(character: str) -> bool:
    return ord(character) in HANGUL


def fixed_headings() -> set[str]:
    """The English of headings that are written in templates, and of the sections of a manual."""
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= set(re.findall(r'<(?:h[12]|strong)\b[^>]*>\s*{% translate "([^"]+)"', path.read_text("utf-8")))
    sections = (ROOT / "seoulsolution" / "archive" / "policies" / "manual.py").read_text("utf-8")
    return found | set(re.findall(r'": gettext_lazy\("([^"]+)"\)', sections))


def headings() -> Iterator[tuple[str, int]]:
    """Texts that are set as headings in Korean, each with its weight: what stands on many pages counts most."""
    fixed = fixed_headings()
    for path in sorted((ROOT / "locale").glob("ko/**/*.po")):
        for english, korean in re.findall(r'^msgid "(.+)"\nmsgstr "(.{1,40})"$', path.read_text("utf-8"), re.MULTILINE):
            yield korean, 10_000 if english in fixed else 1
    for name, column, weight in (
        ("areas", "name_ko", 10_000),
        ("topics", "name_ko", 5),
        ("policies", "title_ko", 20),
        ("indicators", "name_ko", 10),
    ):
        path = ROOT / "content" / f"{name}.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                yield from ((row.get(column) or "", weight) for row in csv.DictReader(file))
    for path in sorted((ROOT / "content" / "pages").glob("*.yaml")):
        for line in re.findall(r"(?:title|heading):\n(?:\s+\w+:.*\n)*?\s+ko: (.*)", path.read_text("utf-8")):
            yield line, 10_000


def texts() -> Iterator[str]:
    """Everything else that this site has to say in Korean, for what editors will write in headings later."""
    for path in sorted((ROOT / "content").rglob("*")):
        if path.suffix in (".csv", ".yaml"):
            yield path.read_text("utf-8")


def korean_files() -> list[tuple[str, list[int]]]:
    """Name and code points of each Korean file, the most needed first."""
    weights: Counter[str] = Counter()
    for text, weight in headings():
        for character in {c for c in text if is_hangul(c)}:
            weights[character] += weight
    spare = Counter(c for text in texts() for c in text if is_hangul(c) and c not in weights)
    needed = [ord(c) for part in (weights, spare) for c, _ in sorted(part.items(), key=lambda i: (-i[1], i[0]))]
    parts = [needed[:FIRST], *(needed[i : i + NEXT] for i in range(FIRST, len(needed), NEXT))]
    return [(f"ko-{n:02}", codes) for n, codes in enumerate(parts, start=1) if codes]


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
        western = cut(font, [*LATIN, *ACCENTED, *RARE_LATIN], FAMILY, weight, flavor=None)
        for name, codes in (("latin", LATIN), ("latin-accented", ACCENTED), ("latin-rare", RARE_LATIN)):
            data = cut(western, codes, FAMILY, weight)
            (target / f"{name}-{weight}.woff2").write_bytes(data)
            rules.append(face(f"{name}-{weight}", FAMILY, weight, ranges(codes)))
    files = korean_files()
    korean = cut(fonts[700], [c for _, codes in files for c in codes], FAMILY_KOREAN, 700, flavor=None)
    for name, codes in files:
        (target / f"{name}.woff2").write_bytes(cut(korean, codes, FAMILY_KOREAN, 700))
        rules.append(face(name, FAMILY_KOREAN, 700, ranges(codes)))
    Path(sys.argv[3]).write_text("".join(rules), encoding="utf-8")
    total = sum(path.stat().st_size for path in target.glob("*.woff2"))
    print(f"{len(rules)} web fonts, {total // 1000} kB in all")


if __name__ == "__main__":
    main()

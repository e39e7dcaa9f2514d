"""Web fonts: small subsets of Pretendard for Latin script and the @font-face rules that load what a page needs.

Usage: web_fonts.py <folder with the woff files> <folder to write to> <style sheet to write>

Each word comes from one file, so that none is drawn in two fonts while another file is on its way: letters, digits,
signs and the accents of Western Europe are together; other accents follow for the pages that have them. Korean is set
in the reader's own system font, whole (docs/guides/frontend.md says why): no subset could hold every syllable that
editors will write. The fonts are modified, so they do not carry the reserved name of the original.
"""

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Archive Sans"
LATIN = [*range(0x20, 0x7F), *range(0xC0, 0x100), *map(ord, "\u00a0§©«°²³µ·»¼½\u2011–—‘’“”…→←₩€−≤≥㎡")]
ACCENTED = [code for code in range(0xA1, 0x180) if code not in LATIN]
RARE_LATIN = [*range(0x180, 0x250), *range(0x1E00, 0x1F00)]
FEATURES = ["ccmp", "kern", "locl", "tnum"]


def cut(font: bytes, codes: list[int], weight: int, flavor: str | None = "woff2") -> bytes:
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
            (1, FAMILY),
            (2, "Bold" if weight > 400 else "Regular"),
            (4, FAMILY),
            (6, FAMILY.replace(" ", "")),
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


def face(name: str, weight: int, unicode_range: str) -> str:
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-display:optional;'
        f'src:url(fonts/{name}.woff2)format("woff2");unicode-range:{unicode_range}}}\n'
    )


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.woff2"):
        old.unlink()
    rules = []
    for weight in (400, 700):
        font = (source / f"pretendard-latin-{weight}-normal.woff").read_bytes()
        western = cut(font, [*LATIN, *ACCENTED, *RARE_LATIN], weight, flavor=None)
        for name, codes in (("latin", LATIN), ("latin-accented", ACCENTED), ("latin-rare", RARE_LATIN)):
            (target / f"{name}-{weight}.woff2").write_bytes(cut(western, codes, weight))
            rules.append(face(f"{name}-{weight}", weight, ranges(codes)))
    Path(sys.argv[3]).write_text("".join(rules), encoding="utf-8")
    total = sum(path.stat().st_size for path in target.glob("*.woff2"))
    print(f"{len(rules)} web fonts, {total // 1000} kB in all")


if __name__ == "__main__":
    main()

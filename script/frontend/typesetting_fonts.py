"""Fonts for PDF: unpack the complete web fonts into the OpenType files that a typesetter reads.

Usage: typesetting_fonts.py <folder with the woff files> <folder to write to>
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

STYLES = {"Regular": 400, "SemiBold": 600, "Bold": 700}


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    for style, weight in STYLES.items():
        with TTFont(source / f"pretendard-latin-{weight}-normal.woff") as font:
            font.flavor = None
            font.save(target / f"Pretendard-{style}.otf")


if __name__ == "__main__":
    main()

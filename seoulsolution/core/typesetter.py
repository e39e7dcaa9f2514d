"""The typesetter as a process of its own: `python -P typesetter.py <folder> <template> <fonts> <time>`.

Typst keeps what it has computed for the whole life of its process (about 40 MB for an area, see
https://github.com/messense/typst-py/issues/104), so the process ends with the document. It knows nothing of
Django and starts in a tenth of a second. Writes <folder>/out.pdf; the number of pages goes to stdout,
what Typst has to say against the document to stderr, with exit status 3.
"""

import sys
from pathlib import Path
from typing import Literal

import typst

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
REFUSED = 3


def main() -> int:
    folder, template, fonts, stamp = sys.argv[1:]
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    try:
        compiler = typst.Compiler(str(Path(folder, template)), root=folder, font_paths=faces, ignore_system_fonts=True)
        compiler.compile(
            output=str(Path(folder, "out.pdf")), format="pdf", pdf_standards=[*STANDARDS], timestamp=int(stamp)
        )
        pages = compiler.query("<pages>", field="value", one=True)
    except typst.TypstError as error:
        sys.stderr.write(str(getattr(error, "diagnostic", "") or error))
        return REFUSED
    sys.stdout.write(str(int(pages)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

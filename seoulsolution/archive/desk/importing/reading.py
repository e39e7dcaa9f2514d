"""One uploaded file, read in a process that may be killed: `python -m` with the name of this module and the kind.

The file comes on standard input, clean as `core/files` leaves it; the answer goes to standard output as JSON: what the
reader of its kind found, or {"refused": code, "values": {...}}. The process gives itself limits of memory and time and
knows neither Django nor the database.
"""

import json
import resource
import sys
from typing import Any

from .limits import Unreadable

MEMORY = 1_024 * 1_024 * 1_024
SECONDS = 60


def read(kind: str, content: bytes) -> dict[str, Any]:
    """`kind`: csv, txt, xlsx or docx."""
    try:
        if kind == "docx":
            from .word import read_word

            return read_word(content)
        from .sheets import read_csv, read_xlsx

        return read_xlsx(content) if kind == "xlsx" else read_csv(content)
    except Unreadable as found:
        return {"refused": found.code, "values": found.values}
    except (MemoryError, RecursionError):
        return {"refused": "costly", "values": {}}
    except Exception:  # noqa: BLE001 - the packages raise whatever a broken file leads them to
        return {"refused": "damaged", "values": {}}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(json.dumps(read(sys.argv[1], sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()

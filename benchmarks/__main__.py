"""`python -m benchmarks [name ...]`: what the site costs, as ratios measured in one run."""

import os
import sys
from collections.abc import Callable

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"


def main(names: list[str]) -> int:
    import django

    django.setup()

    from . import first_view, importing, memory, pages, scale, search, sharing

    known: dict[str, Callable[[], None]] = {
        "import": importing.run,
        "pages": pages.run,
        "memory": memory.run,
        "first-view": first_view.run,
        "search": search.run,
        "scale": scale.run,
        "sharing": sharing.run,
    }
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are: {', '.join(known)}.", file=sys.stderr)
        return 1
    for name in names or known:
        print(f"\n## {name}\n")
        known[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

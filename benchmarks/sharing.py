"""The map, the register and the other lists of sharing with 20,000 projects in 5,000 cities, made by the generator.

Each is measured in a process of its own that has answered nothing but another page.
"""

import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

POLICIES, PROJECTS, CITIES = 200, 20_000, 5_000
PAGES = {
    "sharing": "/{0}/sharing/",
    "register": "/{0}/sharing/projects/",
    "counts": "/{0}/sharing/projects/counts/",
    "lineage": "/{0}/sharing/lineage/",
    "map": "/{0}/sharing/map/",
    "cities": "/{0}/cities/",
    "city": "/{0}/cities/city-7/",
    "project": "/{0}/sharing/projects/project-7/",
}


def _aggregations() -> dict[str, Callable[[str], Any]]:
    """What counts all projects, by the page that it is for."""
    from seoulsolution.archive.sharing import counts, lineage_list, register, world_map

    return {
        "sharing": register.size,
        "register": register.counted_projects,
        "counts": counts.read_groups,
        "lineage": lineage_list.cells,
        "map": world_map.counted_places,
    }


def _measure(name: str, language: str) -> str:
    """A row of the table: queries, ms of the processor for what is counted and for the page, bytes of the page."""
    # As the server starts: with what the applications bring kept from the search for garbage.
    import config.wsgi  # noqa: F401

    # isort: split
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils.translation import override

    client, path = Client(), PAGES[name].format(language)
    client.get(f"/{language}/about/")
    counting = "–"
    if aggregate := _aggregations().get(name):
        with override(language):
            start = process_time()
            aggregate(language)
            counting = f"{(process_time() - start) * 1000:.0f}"
    start = process_time()
    response = client.get(path)
    elapsed = (process_time() - start) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    size = len(gzip.compress(response.content)) / 1000
    return f"| {name} ({language}) | {len(captured)} | {counting} | {elapsed:.0f} | {size:.0f} |"


def run() -> None:
    from .content_generator import generate

    with tempfile.TemporaryDirectory(prefix="seoulsolution-sharing-") as folder:
        content = Path(folder) / "content"
        environment = os.environ | {"VAR_DIR": str(Path(folder) / "var")}
        python = [sys.executable, "-W", "ignore"]
        generate(POLICIES, content, projects=PROJECTS, cities=CITIES)
        subprocess.run([*python, "manage.py", "migrate", "-v0"], check=True, env=environment)
        load = [*python, "manage.py", "load_content", "--content", str(content)]
        subprocess.run(load, check=True, env=environment)
        print(
            f"{PROJECTS} projects, {CITIES} cities; goals: 10 queries, 200 ms for what is counted, 150 kB for the map"
        )
        print("| page | queries | ms, counted | ms, page | kB, page |\n| --- | ---: | ---: | ---: | ---: |", flush=True)
        for name in PAGES:
            for language in ("ko", "en"):
                measure = [*python, "-m", "benchmarks.sharing", name, language]
                subprocess.run(measure, check=True, env=environment)


if __name__ == "__main__":
    print(_measure(*sys.argv[1:]))

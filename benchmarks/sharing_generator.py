"""What a generated content holds of the sharing and the cities: projects and cities at random, and nothing else."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from seoulsolution.archive.loading import adopters, cities, news, projects, rankings, training
from seoulsolution.archive.loading.tables import Table

LANGUAGES = ("en", "ko")
COUNTRIES = ["KR", "MN", "VN", "PE", "CO", "KE", "PL", "TH"]
KINDS = ["consulting", "system_build", "training", "master_plan"]
STATUSES = ["completed", "unknown", "stalled", "under_way", "abandoned"]
REGIONS = ["eastern_asia", "south_america", "eastern_africa", "western_europe"]
MEASURES = {"population": 40_000_000, "density": 30_000, "gdp_per_capita": 80_000}
SECTIONS = ("sharing", "projects", "counts", "records", "lineage", "map", "cities", "likeness", "standing", "news")
OTHER_SECTIONS = ("organisations", "resources", "training", "offers", "relations", "tenders")
EMPTY = (
    *(projects.PARTNERS, projects.FUNDING, projects.TOTALS, adopters.TRANSFERS, cities.RELATIONS),
    *(rankings.INDEXES, rankings.RANKINGS, news.NEWS),
    *(training.FACTS, training.CENTRES, training.PROGRAMMES, training.OFFERS),
)

NOTE = {"note_en": "", "note_ko": ""}
NOTHING = {"disputed_en": "", "disputed_ko": ""}

Words = Callable[[int], dict[str, str]]
Write = Callable[[Path, Iterable[dict[str, Any]]], None]


def columns(table: Table) -> list[str]:
    return [*table.columns, *(f"{text}_{code}" for text in table.texts for code in LANGUAGES)]


def places(number: int, writer: Any, spread: Any) -> Iterator[dict[str, Any]]:
    """Countries and `number` cities, all over the world; the first is the home."""
    pick = writer.random
    for n, code in enumerate(COUNTRIES):
        yield _place(f"country-{n}", "country", "", code, pick, "", {"name_en": "", "name_ko": ""}, f"place {n}")
    for n in range(number):
        country, home = f"country-{n % len(COUNTRIES)}", "yes" if n == 0 else ""
        yield _place(f"city-{n}", "city", country, "", pick, home, spread("name", writer.words(2)), f"city {n}")


def _place(
    id_: str, kind: str, country: str, code: str, pick: Any, home: str, name: dict[str, str], other: str
) -> dict[str, Any]:
    latitude, longitude = f"{pick.uniform(-50, 70):.2f}", f"{pick.uniform(-180, 180):.2f}"
    found = {"id": id_, "kind": kind, "country_id": country, "code": code, "latitude": latitude}
    return {**found, "longitude": longitude, "home": home, **name, "other_names": other}


def write_sharing(folder: Path, writer: Any, spread: Any, write: Write, numbers: tuple[int, int, int]) -> None:
    """`numbers`: of policies, projects and cities."""
    policies, registered, known = numbers
    write(folder / projects.PROJECTS.file, _projects(registered, policies, known, writer, spread))
    write(folder / projects.STEPS.file, _steps(registered, writer, spread))
    write(folder / cities.CITIES.file, _cities(known, writer))
    write(folder / cities.FIGURES.file, _figures(known, writer))
    for table in EMPTY:
        (folder / table.file).write_text(",".join(columns(table)) + "\n", encoding="utf-8")


def _projects(number: int, policies: int, known: int, writer: Any, spread: Any) -> Iterator[dict[str, Any]]:
    pick = writer.random
    for n in range(number):
        yield {"id": f"project-{n}", "area_id": f"area-{n % 8}", "kind": pick.choice(KINDS),
               "place_id": f"city-{pick.randrange(known)}", "year_started": writer.year(), "year_ended": "",
               "years": "exact", "status": pick.choice(STATUSES), "policies": f"policy-{n % policies}",
               "counted": "later", "source": writer.source(), "confidence": "medium",
               **spread("title", writer.words(6)), **spread("subject", writer.words(3)), **NOTE,
               **NOTHING}  # fmt: skip


def _steps(number: int, writer: Any, spread: Any) -> Iterator[dict[str, Any]]:
    for n in range(number):
        yield {"project_id": f"project-{n}", "stage": "work", "year": writer.year(), "basis": "listed", "source": "",
               "confidence": "medium", **spread("text", writer.words(20)), **NOTHING}  # fmt: skip


def _cities(number: int, writer: Any) -> Iterator[dict[str, Any]]:
    for n in range(number):
        yield {"id": f"city-{n}", "region": writer.random.choice(REGIONS), "income_group": "", "climate": "",
               "bus_operator": "", "smart_card": "", "languages": "", "source": "", "confidence": "medium",
               **NOTE}  # fmt: skip


def _figures(number: int, writer: Any) -> Iterator[dict[str, Any]]:
    for n in range(number):
        for measure, most in MEASURES.items():
            yield {"city_id": f"city-{n}", "measure": measure, "value": writer.random.randrange(1, most),
                   "year": 2020, "scope": "city", "basis": "unrecorded", "source": "", "confidence": "medium",
                   **NOTE, **NOTHING}  # fmt: skip


def sections(words: Words) -> dict[str, Any]:
    names = (*SECTIONS, *OTHER_SECTIONS)
    return {name: {"id": name, "title": words(2), "introduction": words(20)} for name in names}

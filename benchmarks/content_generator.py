"""Content files of any size, the same for the same number.

Every policy has a full manual of the size of the real ones, in Korean and English.
"""

import csv
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

from . import sharing_generator

SEED = 2014
# As many as a policy has places to have been shared with.
PROJECTS, CITIES = 60, 40
ICONS = ["map", "bus", "droplet", "train", "monitor", "home", "leaf", "users"]
STATUSES = ["ongoing", "completed", "ended", "succeeded", "changed"]
CONFIDENCES = ["high", "medium", "low"]
PRECONDITIONS = ["authority", "institution", "data", "capital", "operator", "capacity"]
DOMAINS = ["transport", "water", "environment", "planning", "housing", "government", "safety", "welfare"]
RELATIONS = ["needed", "led_to", "replaced", "complements"]
ENGLISH = [
    "the",
    "city",
    "plan",
    "route",
    "water",
    "bus",
    "card",
    "fee",
    "household",
    "park",
    "river",
    "office",
    "law",
    "budget",
    "pilot",
    "street",
    "market",
    "survey",
    "service",
    "school",
    "energy",
    "roof",
    "waste",
    "data",
    "tower",
    "bridge",
    "citizen",
    "district",
    "council",
    "company",
    "tax",
    "rent",
]
KOREAN = [
    "서울시는",
    "버스",
    "노선을",
    "시민의",
    "요금",
    "체계와",
    "교통카드",
    "수돗물",
    "하천",
    "복원",
    "주택",
    "임대",
    "재정",
    "조례",
    "시범사업",
    "자치구",
    "의회",
    "기업",
    "자료",
    "조사",
    "결과",
    "에너지",
    "옥상",
    "폐기물",
    "공원",
    "시장",
    "골목",
    "학교",
    "행정",
    "기술",
    "운영",
    "협의체",
    "예산",
    "계획",
]


class Writer:
    """Words at random, but always the same ones."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(SEED + number)
        self.serial = 0

    def words(self, count: int) -> dict[str, str]:
        """One text in both languages; the number in it keeps it from being the same as another."""
        self.serial += 1
        english = " ".join(self.random.choices(ENGLISH, k=count)).capitalize()
        korean = " ".join(self.random.choices(KOREAN, k=max(1, count * 2 // 3)))
        return {"en": f"{english} {self.serial}.", "ko": f"{korean} {self.serial}."}

    def texts(self, low: int, high: int, count: int) -> list[dict[str, str]]:
        return [self.words(count) for _ in range(self.random.randint(low, high))]

    def year(self) -> int:
        return self.random.randint(1960, 2020)

    def source(self) -> str:
        return f"https://example.org/node/{self.random.randint(1, 9999)}"

    def claim(self) -> dict[str, Any]:
        return {"basis": "cited", "source": [self.source()], "confidence": self.random.choice(CONFIDENCES)}

    def several(self, low: int, high: int, make: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
        return [make() for _ in range(self.random.randint(low, high))]


def manual(writer: Writer, name: str) -> dict[str, Any]:
    pick = writer.random
    return {
        "id": name,
        "background": writer.texts(1, 2, 45),
        "objectives": writer.texts(2, 3, 10),
        "milestones": writer.several(4, 8, lambda: {"year": writer.year(), "text": writer.words(12)} | writer.claim()),
        "expertise": writer.texts(2, 3, 12),
        "stakeholders": writer.several(3, 4, lambda: {"who": writer.words(3), "role": writer.words(6)}),
        "legal_basis": writer.several(0, 2, lambda: {"title": writer.words(5), "year": writer.year()} | writer.claim()),
        "costs": writer.several(
            1, 2,
            lambda: {
                "what": writer.words(8), "amount": pick.randint(1, 10**12), "currency": "KRW",
                "year": writer.year(), "kind": pick.choice(["spent", "budget", "forecast"]),
            } | writer.claim(),
        ),
        "time_needed": writer.words(14),
        "preconditions": writer.several(
            3, 4,
            lambda: {"type": pick.choice(PRECONDITIONS), "text": writer.words(9), "before": writer.words(11)}
            | writer.claim(),
        ),
        "difficulties": writer.several(
            2, 3, lambda: {"problem": writer.words(6), "solution": writer.words(14)} | writer.claim()
        ),
        "results": writer.several(
            3, 4,
            lambda: {
                "indicator": writer.words(5), "unit": {"en": "persons", "ko": "명"}, "kind": "measured",
                "before": {"value": pick.randint(1, 10**6), "year": 1990},
                "after": {"value": pick.randint(1, 10**6), "year": 2010},
            } | writer.claim(),
        ),
        "success_factors": writer.texts(2, 3, 12),
        "limiting_factors": writer.texts(2, 3, 12),
        "for_other_cities": writer.texts(2, 3, 16),
        "further_reading": sorted({writer.source() for _ in range(4)}),
    }  # fmt: skip


def policy(writer: Writer, number: int) -> dict[str, Any]:
    area = number % len(ICONS)
    return {
        "id": f"policy-{number}", **spread("title", writer.words(4)), "area_id": f"area-{area}", "topic_id": "",
        "year_started": writer.year(), "year_ended": "", "status": writer.random.choice(STATUSES),
        "lead_organisation_id": f"office-{number % 60}", "sdgs": "9;11;13",
        "shared_with": f"city-{number % 40};country-{number % 8}" if number % 3 == 0 else "",
        "tags_en": f"area tag {area};tag {number}", "tags_ko": f"분야 꼬리표 {area};꼬리표 {number}",
        **spread("search_words", writer.words(4)),
        **spread("one_line", writer.words(14)), **spread("summary", writer.words(40)),
        "source": " | ".join(sorted({writer.source() for _ in range(3)})), "confidence": "high",
        "disputed_en": "", "disputed_ko": "",
    }  # fmt: skip


def relation(writer: Writer, number: int) -> dict[str, Any]:
    """To a policy before, so that nothing needs itself."""
    return {
        "from_id": f"policy-{number}", "to_id": f"policy-{writer.random.randrange(number)}",
        "kind": writer.random.choice(RELATIONS), **spread("note", writer.words(9)), "basis": "unrecorded",
        "source": "", "confidence": "medium",
    }  # fmt: skip


def spread(name: str, text: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": value for code, value in text.items()}


def write_table(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write_document(path: Path, content: dict[str, Any]) -> None:
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def write_words(folder: Path, writer: Writer) -> None:
    """Areas, topics, organisations and terms, as many as the real content has."""
    areas = [
        {"id": f"area-{n}", **spread("name", writer.words(2)), **spread("description", writer.words(12)),
         "icon": icon, "order": n + 1}
        for n, icon in enumerate(ICONS)
    ]  # fmt: skip
    write_table(folder / "areas.csv", areas)
    write_table(folder / "topics.csv", [{"id": "topic", "area_id": "area-0", **spread("name", writer.words(2))}])
    write_table(
        folder / "organisations.csv",
        (
            {"id": f"office-{n}", **spread("name", writer.words(3)), "acronym": "", "kind": "city_office",
             "website": "https://example.org", "seat_id": "", **spread("role", writer.words(8)),
             "source": writer.source(), "confidence": "high", "partner": "no", "note_en": "", "note_ko": ""}
            for n in range(60)
        ),
    )  # fmt: skip
    write_table(
        folder / "glossary.csv",
        (
            {"id": f"term-{n}", "domain": DOMAINS[n % len(DOMAINS)], **spread("term", writer.words(3)),
             "variants_en": f"word {n};acronym {n}", "variants_ko": f"낱말 {n}", "note_en": "", "note_ko": ""}
            for n in range(900)
        ),
    )  # fmt: skip


def write_history(folder: Path, writer: Writer) -> None:
    """Timeline and indicators, as many as the real content has."""
    write_table(
        folder / "timeline.csv",
        (
            {"id": f"event-{n}", "year": 1945 + n, **spread("event", writer.words(10)), "area_id": f"area-{n % 8}",
             "source": writer.source(), "confidence": "high", "disputed_en": "", "disputed_ko": ""}
            for n in range(64)
        ),
    )  # fmt: skip
    write_table(
        folder / "indicators.csv",
        (
            {"id": f"indicator-{n}", **spread("name", writer.words(4)), "unit_en": "persons", "unit_ko": "명",
             "area_id": f"area-{n % 8}", **spread("definition", writer.words(9)), "see_also": ""}
            for n in range(47)
        ),
    )  # fmt: skip
    write_table(
        folder / "observations.csv",
        (
            {"indicator_id": f"indicator-{n % 47}", "year": 1960 + n // 47 * 10, "value": n * 7, "segment": 1,
             "source": writer.source(), "confidence": "high", "note_en": "", "note_ko": ""}
            for n in range(141)
        ),
    )  # fmt: skip


def write_pages(folder: Path, writer: Writer) -> None:
    title, introduction = writer.words(2), writer.words(30)
    searches = {"en": ["night bus"], "ko": ["심야 버스"]}
    home = {"title": title, "introduction": introduction, "example_searches": searches, "featured": ["policy-0"]}
    write_document(folder / "pages" / "home.yaml", home)
    passages = [{"heading": writer.words(3), "paragraphs": writer.texts(2, 3, 30)} for _ in range(4)]
    write_document(folder / "pages" / "about.yaml", {"title": title, "sections": passages})
    sections = {
        "policies": {"id": "policies", "title": writer.words(2), "introduction": writer.words(20)},
        "policy_office": {
            "id": "office", "title": writer.words(2), "introduction": writer.words(20),
            "curve_indicator": "indicator-0",
        },
        "glossary": {"id": "glossary", "title": writer.words(2), "introduction": writer.words(20)},
        **sharing_generator.sections(writer.words),
    }  # fmt: skip
    write_document(folder / "pages" / "sections.yaml", sections)


def generate(number: int, folder: Path, *, projects: int = PROJECTS, cities: int = CITIES) -> None:
    """Write content with `number` policies, and with so many projects and cities, into `folder`."""
    writer = Writer(number)
    for part in ("manuals", "records", "pages"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    write_words(folder, writer)
    write_history(folder, writer)
    write_pages(folder, writer)
    write_table(folder / "places.csv", sharing_generator.places(cities, writer, spread))
    sharing_generator.write_sharing(folder, writer, spread, write_table, (number, projects, cities))
    write_table(folder / "policies.csv", (policy(writer, n) for n in range(number)))
    edges = {(row["from_id"], row["to_id"], row["kind"]): row
             for row in (relation(writer, 1 + n % (number - 1)) for n in range(number * 3 // 2))}  # fmt: skip
    write_table(folder / "relations.csv", edges.values())
    for n in range(number):
        write_document(folder / "manuals" / f"policy-{n}.yaml", manual(writer, f"policy-{n}"))

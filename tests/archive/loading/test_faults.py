# ruff: noqa: E501 - each case stands on one line
"""Every fault names file, line and field, and says what was expected."""

import unicodedata
from pathlib import Path

import pytest
from django.conf import settings

from seoulsolution.archive.loading.coherence import find_cycle
from seoulsolution.archive.loading.faults import ContentError, Faults
from seoulsolution.archive.loading.parse import parse
from seoulsolution.archive.loading.shapes import Relation

NIGHT = "manuals/night-bus.yaml"

FAULTS = {
    # file, passage, what it becomes, the fault
    "year no number": ("policies.csv", ",buses,2013,", ",buses,soon,", "policies.csv:2: year_started: “soon”"),
    "year too early": ("policies.csv", ",buses,2013,", ",buses,999,", "policies.csv:2: year_started: “999”"),
    "year too late": ("timeline.csv", ",1996,", ",2101,", "timeline.csv:2: year: “2101”"),
    "year missing": ("timeline.csv", "1996-card,1996", "1996-card,", "timeline.csv:2: year: is empty; expected a whole"),
    "years turned round": (
        "policies.csv", ",1996,2004,", ",2004,1996,", "policies.csv:3: year_ended: 1996 is before year_started 2004"
    ),
    "status unknown": ("policies.csv", ",,ongoing,bus-office", ",,running,bus-office", "policies.csv:2: status: “running”"),
    "goal out of range": ("policies.csv", "9;11", "9;18", "policies.csv:2: sdgs: “18”"),
    "goal twice": ("policies.csv", "9;11", "9;9", "policies.csv:2: sdgs: names “9” twice"),
    "tags of different number": (
        "policies.csv", "버스;심야", "버스", "policies.csv:2: tags_en: has 2 values; expected 1 as in tags_ko"
    ),
    "title missing in one language": ("policies.csv", "Night Bus,", ",", "policies.csv:2: title_en: is empty; expected the text in every"),
    "summary missing in one language": ("policies.csv", "Routes follow demand.", "", "policies.csv:2: summary_en: is empty"),
    "disputed in one language": ("policies.csv", "첫해를 1995년과 1996년으로 달리 적었다.", "", "policies.csv:3: disputed_ko: is empty"),
    "title too long": ("policies.csv", "Night Bus,", f"{'n' * 256},", "policies.csv:2: title_en: is 256 characters long; expected text of at most 255"),
    "one line too long": ("policies.csv", "Fewer leaks.", "n" * 251, "policies.csv:5: one_line_en: is 251 characters long"),
    "area unknown": ("policies.csv", ",transport,buses", ",trains,buses", "policies.csv:2: area_id: “trains” is not known; expected an id of areas.csv"),
    "topic unknown": ("policies.csv", ",transport,buses", ",transport,cars", "policies.csv:2: topic_id: “cars” is not known"),
    "topic of another area": ("topics.csv", "buses,transport", "buses,water", "policies.csv:2: topic_id: “buses” belongs to “water”"),
    "organisation unknown": ("policies.csv", "ongoing,bus-office", "ongoing,tram-office", "policies.csv:2: lead_organisation_id: “tram-office” is not known"),
    "id twice": ("policies.csv", "tap-water,Tap", "bus-card,Tap", "policies.csv:4: id: “bus-card” is already on line 3"),
    "id with capitals": ("areas.csv", "water,Water", "Water,Water", "areas.csv:3: id: “Water” does not fit; expected an id"),
    "id too long": ("areas.csv", "water,Water", f"{'w' * 81},Water", "areas.csv:3: id: “www"),
    "icon unknown": ("areas.csv", ",droplet,", ",drop,", "areas.csv:3: icon: “drop”"),
    "address without scheme": ("organisations.csv", "https://example.org/bus", "javascript:alert(1)", "organisations.csv:2: website: “javascript:alert(1)”"),
    "partner neither yes nor no": ("organisations.csv", ",yes,", ",maybe,", "organisations.csv:3: partner: “maybe”"),
    "term missing in one language": ("glossary.csv", ",심야버스,", ",,", "glossary.csv:2: term_ko: is empty; expected the text in every"),
    "term too long": ("glossary.csv", ",night bus,", f",{'n' * 201},", "glossary.csv:2: term_en: is 201 characters long; expected text of at most 200"),
    "variant too long": ("glossary.csv", "Owl Bus", "n" * 201, "glossary.csv:2: variants_en: is 201 characters long"),
    "variant empty": ("glossary.csv", "bus;Owl", "bus;;Owl", "glossary.csv:2: variants_en: is empty; expected text"),
    "variant twice": ("glossary.csv", "Owl Bus", "Late-Night Bus", "glossary.csv:2: variants_en: names “Late-Night Bus” twice"),
    "variant is the term itself": ("glossary.csv", "새는 물", "무수수량", "glossary.csv:3: variants_ko: names “무수수량” twice"),
    "domain unknown": ("glossary.csv", ",transport,", ",traffic,", "glossary.csv:2: domain: “traffic” does not fit; expected one of: transport, water"),
    "note in one language": ("glossary.csv", "Water that earns nothing.", "", "glossary.csv:3: note_en: is empty"),
    "term id twice": ("glossary.csv", "non-revenue-water,water", "night-bus,water", "glossary.csv:3: id: “night-bus” is already on line 2"),
    "term twice": (
        "glossary.csv", "non-revenue-water,water,non-revenue water,무수수량", "owl-bus,transport,night bus,심야버스",
        "glossary.csv:3: id: repeats the term on line 2",
    ),
    "date of news is no date": ("news.csv", "2015-06", "2015-13", "news.csv:2: date: “2015-13” does not fit; expected a date such as"),
    "category of news unknown": ("news.csv", ",award,", ",prize,", "news.csv:2: category: “prize” does not fit; expected one of: platform"),
    "office of news unknown": ("news.csv", ",bus-office,", ",tram-office,", "news.csv:2: office_id: “tram-office” is not known"),
    "policy of news unknown": ("news.csv", ",night-bus,", ",day-bus,", "news.csv:2: policies: “day-bus” is not known; expected an id of policies.csv"),
    "project of news unknown": ("news.csv", "bogota-night-bus", "lima-bus", "news.csv:2: projects: “lima-bus” is not known; expected an id of projects.csv"),
    "place of news unknown": ("news.csv", ",korea,", ",atlantis,", "news.csv:2: places: “atlantis” is not known; expected an id of places.csv"),
    "tags of news of different number": ("news.csv", "버스;수상", "버스", "news.csv:2: tags_en: has 2 values; expected 1 as in tags_ko"),
    "two sections at one address": ("pages/sections.yaml", "id: resources", "id: news", "pages/sections.yaml:93: resources.id: “news” is the address of another page"),
    "kind of place unknown": ("places.csv", "bogota,city,", "bogota,town,", "places.csv:4: kind: “town” does not fit; expected one of: city"),
    "place twice": ("places.csv", "bogota,city,", "colombia,city,", "places.csv:4: id: “colombia” is already on line 2"),
    "place in no country": ("places.csv", ",city,colombia,", ",city,,", "places.csv:4: country_id: “” is no country of this file"),
    "place in an unknown country": ("places.csv", ",city,colombia,", ",city,peru,", "places.csv:4: country_id: “peru” is no country of this file"),
    "country in a country": ("places.csv", "korea,country,,", "korea,country,colombia,", "places.csv:3: country_id: is given for a country"),
    "country without a code": ("places.csv", ",KR,", ",,", "places.csv:3: code: belongs to a country"),
    "country of no such code": ("places.csv", ",KR,", ",QQ,", "places.csv:3: code: “QQ” does not fit"),
    "country with a name of its own": ("places.csv", ",,,,South Korea", ",,Korea,한국,South Korea", "places.csv:3: code: gives the country its name"),
    "half of the coordinates": ("places.csv", "4.71,-74.07", "4.71,", "places.csv:4: longitude: is without its other half"),
    "two homes": ("places.csv", "-74.07,,", "-74.07,yes,", "places.csv:5: home: is on line 4 already"),
    "transfer from nowhere": ("transfers.csv", "korea-seoul-lanes,korea,", "korea-seoul-lanes,,", "transfers.csv:3: from_id: and “from_organisation_id” are both given or both empty"),
    "transfer that ends before it begins": ("transfers.csv", "2014,2016", "2014,2013", "transfers.csv:2: year_to: is before the first year"),
    "transfer of an unknown project": ("transfers.csv", "night-bus,bogota-night-bus,", "night-bus,none,", "transfers.csv:2: project_id: “none” is not known; expected an id of projects.csv"),
    "record of an unknown place": ("records/bogota-night-bus-record.yaml", "place: korea", "place: peru", "records/bogota-night-bus-record.yaml:1: place: “peru” is not known"),
    "record under another name": ("records/bogota-night-bus-record.yaml", "id: bogota-night-bus-record", "id: other", "records/bogota-night-bus-record.yaml:1: id: is “other”; expected “bogota-night-bus-record”"),
    "city of an unknown language": ("cities.csv", ",ko,", ",xyzzy,", "cities.csv:2: languages: “xyzzy” does not fit"),
    "figure of an unknown city": ("city_figures.csv", "seoul,population", "lima,population", "city_figures.csv:2: city_id: “lima” is not known; expected an id of cities.csv"),
    "place without a Korean name": ("places.csv", ",보고타,", ",,", "places.csv:4: name_ko: is empty; expected the text in every"),
    "other name twice": ("places.csv", "Bogota;", "Bogota;Bogota;", "places.csv:4: other_names: names “Bogota” twice"),
    "shared with an unknown place": ("policies.csv", "bogota;korea", "bogota;peru", "policies.csv:2: shared_with: “peru” is not known; expected an id of places.csv"),
    "shared with a place twice": ("policies.csv", "bogota;korea", "korea;korea", "policies.csv:2: shared_with: names “korea” twice"),
    "programme that ends before it begins": ("training_programmes.csv", ",2015-04-15,", ",2015-03,", "training_programmes.csv:2: ends: 2015-03 is not after starts “2015-04-07”"),
    "programme on no day": ("training_programmes.csv", ",2015-04-15,", ",2015-04-31,", "training_programmes.csv:2: ends: “2015-04-31” does not fit; expected a date"),
    "online programme at a place": ("training_programmes.csv", ",2015-04-15,,", ",2015-04-15,yes,", "training_programmes.csv:2: place_id: is given for what is online"),
    "programme of an unknown organiser": ("training_programmes.csv", ",bus-office,", ",nobody,", "training_programmes.csv:2: organiser_id: “nobody” is not known"),
    "programme about an unknown policy": ("training_programmes.csv", ",night-bus,", ",tram,", "training_programmes.csv:2: policies: “tram” is not known"),
    "centre in an unknown place": ("training_centres.csv", "seoul,korea", "seoul,peru", "training_centres.csv:2: place_id: “peru” is not known"),
    "institute unknown": ("pages/sections.yaml", "organisation_id: bus-office", "organisation_id: nobody", "pages/sections.yaml:101: organisation_id: “nobody” is not known"),
    "kind of offer unknown": ("offers.csv", ",consulting,", ",advice,", "offers.csv:2: kind: “advice” does not fit; expected one of: consulting"),
    "relation to itself": ("relations.csv", "night-bus,bus-card", "night-bus,night-bus", "relations.csv:2: to_id: is the policy itself"),
    "relation to nowhere": ("relations.csv", "night-bus,bus-card", "night-bus,tram", "relations.csv:2: to_id: “tram” is not known"),
    "relation twice": (
        "relations.csv", "leak-repair,tap-water,complements,,,judgement",
        "night-bus,bus-card,needed,,,judgement", "relations.csv:3: to_id: repeats the relation on line 2",
    ),
    "circle": (
        "relations.csv", "leak-repair,tap-water,complements,,,judgement", "bus-card,night-bus,needed,,,judgement",
        "relations.csv:3: to_id: closes a circle of what is needed: night-bus → bus-card → night-bus",
    ),
    "cited without source": ("relations.csv", "cited,policy:night-bus", "cited,", "relations.csv:2: source: is empty; expected a source"),
    "source of an unknown policy": ("relations.csv", "policy:night-bus", "policy:tram", "relations.csv:2: source: “tram” is not known"),
    "listed without a list": ("relations.csv", ",,,judgement", ",,,listed", "relations.csv:3: basis: is “listed”, but “leak-repair” lists no sources"),
    "value no number": ("observations.csv", "5433198.5", "many", "observations.csv:3: value: “many”"),
    "value not finite": ("observations.csv", "5433198.5", "NaN", "observations.csv:3: value: “NaN”"),
    "value too exact": ("observations.csv", "5433198.5", "1.0000001", "observations.csv:3: value: “1.0000001”"),
    "value too large": ("observations.csv", "5433198.5", "1e30", "observations.csv:3: value: “1e30”"),
    "figure twice": ("observations.csv", "population,1970", "population,1960", "observations.csv:3: year: 1960 of this indicator"),
    "figure of nothing": ("observations.csv", "population,1970", "people,1970", "observations.csv:3: indicator_id: “people”"),
    "indicator without figures": (
        "observations.csv", "population-registered,1992", "population,1992", "indicators.csv:3: id: “population-registered” has no row"
    ),
    "indicator beside itself": ("indicators.csv", ",,,population\n", ",,,population-registered\n", "indicators.csv:3: see_also: is the indicator itself"),
    "column missing": ("topics.csv", "name_ko", "name_de", "topics.csv:1: name_ko: is missing from the header"),
    "column unknown": ("topics.csv", "name_ko", "name_de", "topics.csv:1: name_de: is not a known column"),
    "column twice": ("topics.csv", "name_en,", "name_en,name_en,", "topics.csv:1: name_en: is in the header twice"),
    "cell missing": ("topics.csv", "Buses,버스", "Buses", "topics.csv:2: row: has 3 cells; expected 4"),
    "quote left open": ("topics.csv", "Buses,버스", '"Buses,버스', "topics.csv:2: row: is not a row of CSV"),
    "line counted through quotes": (
        "areas.csv", "Buses and trains.,버스와 전철을 다룬다.,bus,1", '"Buses\nand trains.",버스와 전철을 다룬다.,bus,0',
        "areas.csv:2: order: “0”",
    ),
    "line after a quoted break": ("areas.csv", "Buses and trains.", '"Buses\nand trains."\n', "areas.csv:2: row: has 4 cells"),
    "control character": ("areas.csv", "Drinking water.", "Drinking\x07water.", "areas.csv:3: description_en: holds the control character U+0007"),
    "manual of no policy": ("policies.csv", "tap-water,Tap", "tap-waters,Tap", "manuals/tap-water.yaml:1: id: “tap-water” is not known"),
    "manual under another name": ("manuals/tap-water.yaml", "id: tap-water", "id: night-bus", "manuals/tap-water.yaml:1: id: is “night-bus”; expected “tap-water”"),
    "field unknown": (NIGHT, "time_needed:", "time_wanted:", f"{NIGHT}:60: time_wanted: is not a known field"),
    "inner field unknown": (NIGHT, "    amount: 60240000", "    amounts: 60240000", f"{NIGHT}:52: costs[1].amounts: is not a known field"),
    "language missing": (NIGHT, "      ko: 노선이 여덟 개가 되었다.\n", "", f"{NIGHT}:21: milestones[2].text.ko: is empty"),
    "language unknown": (NIGHT, "      ko: 노선이 여덟 개가 되었다.", "      de: Acht.\n      ko: 여덟 개.", f"{NIGHT}:22: milestones[2].text.de: is not a known field"),
    "text instead of languages": (NIGHT, "  en: Five months.\n  ko: 다섯 달이 걸렸다.", "  Five months.", f"{NIGHT}:61: time_needed: is a text; expected a mapping by language"),
    "list instead of text": (NIGHT, "    currency: KRW", "    currency: [KRW]", f"{NIGHT}:53: costs[1].currency: is a list; expected the three capital letters"),
    "mapping instead of list": (NIGHT, "further_reading:\n  - https://example.org/night\n  - https://example.org/more", "further_reading:\n  night: x", f"{NIGHT}:119: further_reading: is a mapping; expected a list"),
    "text instead of mapping": (NIGHT, "  - https://example.org/night\n", "  - {a: b}\n", f"{NIGHT}:119: further_reading[1]: is a mapping; expected text"),
    "currency unknown": (NIGHT, "currency: KRW", "currency: WON", f"{NIGHT}:53: costs[1].currency: “WON”"),
    "amount negative": (NIGHT, "amount: 60240000", "amount: -1", f"{NIGHT}:52: costs[1].amount: “-1”"),
    "amount no number": (NIGHT, "amount: 60240000", "amount: sixty", f"{NIGHT}:52: costs[1].amount: “sixty”"),
    "kind unknown": (NIGHT, "kind: spent", "kind: lost", f"{NIGHT}:55: costs[1].kind: “lost”"),
    "type unknown": (NIGHT, "type: data", "type: luck", f"{NIGHT}:64: preconditions[1].type: “luck”"),
    "basis unknown": (NIGHT, "basis: judgement", "basis: hearsay", f"{NIGHT}:71: preconditions[1].basis: “hearsay”"),
    "confidence missing": (NIGHT, "    basis: judgement\n    confidence: medium\n", "    basis: judgement\n", f"{NIGHT}:64: preconditions[1].confidence: is empty"),
    "manual cites nothing": (NIGHT, "      - https://example.org/cost\n", "", f"{NIGHT}:49: costs[1].source: is empty; expected a source"),
    "manual disputed in one language": (NIGHT, "      en: The press counts nine.\n", "", f"{NIGHT}:29: milestones[2].disputed.en: is empty"),
    "result without values": (
        "manuals/tap-water.yaml", "milestones:", "results:\n  - indicator: {en: Trust, ko: 믿음}\n    kind: plan\n    basis: judgement\n    confidence: low\nmilestones:",
        "manuals/tap-water.yaml:6: results[1].after: is missing, and so is “before”",
    ),
    "end of a period alone": (NIGHT, "      year: 2020\n      year_end", "      year_end", f"{NIGHT}:92: results[1].after.year_end: is without an earlier year"),
    "manual without background": ("manuals/tap-water.yaml", "background:\n  - en: People did not trust the water.\n    ko: 사람들이 물을 믿지 않았다.", "", "manuals/tap-water.yaml:1: background: is missing"),
    "key twice": (NIGHT, "kind: spent", "kind: spent\n    kind: spent", f"{NIGHT}:56: kind: is given twice"),
    "alias": (NIGHT, "  - en: Taxi records will do.", "  - &a\n    en: Taxi records will do.", f"{NIGHT}:116: for_other_cities: uses an anchor or alias"),
    "tag": (NIGHT, "amount: 60240000", "amount: !!python/object:os.system 1", f"{NIGHT}:52: amount: has a tag"),
    "broken YAML": (NIGHT, "kind: spent", "kind: {spent", f"{NIGHT}:56: file: is not YAML"),
    "second document": (NIGHT, "time_needed:", "---\ntime_needed:", f"{NIGHT}:60: file: holds a second document"),
    "not a mapping": ("pages/home.yaml", "title:\n  en: City Solution\n  ko: 도시정책아카이브\n", "- title\n", "pages/home.yaml:2: file: is not YAML"),
    "featured policy unknown": ("pages/home.yaml", "- night-bus", "- tram", "pages/home.yaml:1: featured: “tram” is not known"),
    "searches of different number": ("pages/home.yaml", "    - night bus\n", "    - night bus\n    - tram\n", "pages/home.yaml:7: example_searches: has not the same number"),
    "section missing": ("pages/sections.yaml", "policy_office:", "policy_bureau:", "pages/sections.yaml:1: policy_office: is missing"),
    "curve unknown": ("pages/sections.yaml", "curve_indicator: population", "curve_indicator: people", "pages/sections.yaml:10: policy_office.curve_indicator: “people”"),
    "glossary missing": ("pages/sections.yaml", "glossary:", "words:", "pages/sections.yaml:1: glossary: is missing"),
    "glossary at the address of a page": ("pages/sections.yaml", "id: glossary", "id: about", "pages/sections.yaml:118: glossary.id: “about” is the address of another page"),
    "address taken by an area": ("pages/sections.yaml", "id: policy-office", "id: water", "pages/sections.yaml:10: policy_office.id: “water” is also an area"),
}  # fmt: skip


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        parse(folder)
    return [str(fault) for fault in caught.value.faults.found]


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_fault_names_file_line_and_field(folder, edit, case):
    file, old, new, expected = case
    parse(folder)
    edit(file, old, new)
    found = faults_of(folder)
    assert any(fault.startswith(expected) for fault in found), found


def test_good_content_has_no_fault(folder):
    content = parse(folder)
    assert (len(content.policies), len(content.manuals), len(content.relations)) == (4, 2, 2)
    manual = content.manuals["night-bus"]
    assert manual.further_reading == ("https://example.org/night", "https://example.org/more")
    assert manual.milestones[1].sources == ("https://example.org/eight", "Press release, 2 May 2016")


def test_starter_content_has_no_fault():
    content = parse(settings.BASE_DIR / "content")
    assert len(content.policies) >= 157
    assert len(content.manuals) >= 50
    assert len(content.relations) >= 226
    assert len(content.events) >= 64
    assert len(content.indicators) >= 47
    assert len(content.terms) >= 750


def test_broken_utf8_names_the_byte(folder):
    path = folder / "areas.csv"
    data = path.read_bytes()
    position = data.index("수돗물".encode())
    path.write_bytes(data[:position] + b"\xff" + data[position:])
    assert f"areas.csv:3: file: is not UTF-8 at byte {position}; expected text in UTF-8" in faults_of(folder)


def test_utf8_broken_off_at_the_end_names_the_byte(folder):
    path = folder / "pages" / "about.yaml"
    data = path.read_bytes() + "가".encode()[:2]
    path.write_bytes(data)
    fault = f"is not UTF-8 at byte {len(data) - 2}"
    assert any(fault in found for found in faults_of(folder))


def test_utf8_across_a_chunk_is_read_and_counted_right(folder, monkeypatch):
    monkeypatch.setattr("seoulsolution.archive.loading.files.CHUNK", 2)
    parse(folder)
    test_broken_utf8_names_the_byte(folder)


def test_nul_byte_is_named(folder):
    path = folder / "topics.csv"
    data = path.read_bytes()
    path.write_bytes(data + b"\0")
    assert f"topics.csv:3: file: holds a NUL byte at byte {len(data)}; expected text" in faults_of(folder)


def test_missing_file_is_named(folder):
    (folder / "relations.csv").unlink()
    assert "relations.csv:1: file: is missing; expected a file of this name" in faults_of(folder)


def test_folder_in_place_of_a_file_is_a_fault(folder):
    (folder / "topics.csv").unlink()
    (folder / "topics.csv").mkdir()
    assert any(fault.startswith("topics.csv:1: file: cannot be read") for fault in faults_of(folder))


def test_missing_folder_is_a_fault(folder):
    assert any("is not a folder" in fault for fault in faults_of(folder / "nowhere"))


def test_file_of_another_kind_among_the_documents_is_a_fault(folder):
    (folder / "manuals" / "tram.yml").write_text("id: tram\n")
    assert any(fault.startswith("manuals/tram.yml:1: file: is no document") for fault in faults_of(folder))


def test_a_million_rows_are_one_fault(folder):
    row = "tag-{n},transport,Tag,꼬리표\n"
    with (folder / "topics.csv").open("w", encoding="utf-8") as stream:
        stream.write("id,area_id,name_en,name_ko\n")
        stream.writelines(row.format(n=n) for n in range(1_000_000))
    assert faults_of(folder) == ["topics.csv:20002: file: has more than 20000 rows; expected fewer, nothing was read"]


@pytest.mark.parametrize(
    ("column", "wrong"), [("name_en", "nam_en"), ("name_en", "name"), ("name_ko", "nam_ko"), ("id", "ident")]
)
def test_wrong_column_of_the_areas_is_no_fault_of_all_else(folder, column: str, wrong: str):
    path = folder / "areas.csv"
    path.write_text(path.read_text().replace(column, wrong, 1))
    found = faults_of(folder)
    assert len(found) == 2
    assert found[0].startswith(f"areas.csv:1: {column}: is missing")
    assert found[1].startswith(f"areas.csv:1: {wrong}: is not a known column")


def test_areas_without_a_line_are_no_fault_of_all_else(folder):
    (folder / "areas.csv").write_text("")
    assert {fault.split(":")[0] for fault in faults_of(folder)} == {"areas.csv"}


def test_a_file_of_too_many_bytes_is_one_fault(folder, monkeypatch):
    monkeypatch.setattr("seoulsolution.archive.loading.files.LARGEST_TABLE", 100)
    assert any(fault.startswith("areas.csv:1: file: has ") for fault in faults_of(folder))


def test_a_cell_without_end_is_a_fault(folder, edit):
    edit("topics.csv", "Buses", "B" * 200_000)
    assert any(fault.startswith("topics.csv:2: row: is not a row of CSV") for fault in faults_of(folder))


def test_deep_nesting_is_a_fault(folder, edit):
    edit("manuals/tap-water.yaml", "year: 2008", f"year: {'[' * 5000}{']' * 5000}")
    assert any("is nested more than" in fault for fault in faults_of(folder))


def test_byte_order_mark_is_no_fault(folder):
    for path in folder.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(parse(folder).policies) == 4


def test_letters_are_composed(folder, edit):
    edit("topics.csv", "버스", unicodedata.normalize("NFD", "버스"))
    assert parse(folder).topics[0].name["ko"] == "버스"


def test_only_fifty_faults_are_told(folder):
    faults = Faults()
    for line in range(120):
        faults.add("areas.csv", line, "id", "is wrong")
    lines = faults.lines()
    assert len(lines) == 51
    assert lines[0].startswith("areas.csv:0:")
    assert lines[-1] == "and 70 more"


def test_long_circle_is_found_once():
    def needs(line, start, end):
        nothing = {"ko": "", "en": ""}
        return Relation(
            line=line, from_id=start, to_id=end, kind="needed", note=nothing, basis="judgement", sources=(),
            confidence="low", disputed=nothing,
        )  # fmt: skip

    chain = [needs(n, str(n), str(n + 1)) for n in range(3000)]
    assert find_cycle(chain) == []
    assert len(find_cycle([*chain, needs(9, "3000", "1000")])) == 2001

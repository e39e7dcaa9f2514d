"""The pages of the cities, from the records of their files."""

from ..cities import rows, standing
from . import cities, outline, rankings
from .drafts import Draft, row_maker
from .outline import Record
from .shelf import Shelf

FIGURE = {name: name for name in ("measure", "value", "year", "scope", "note")}
RANKING = {name: name for name in ("year", "edition", "rank", "out_of", "scope", "method", "note")}
RELATION = {name: name for name in ("kind", "since", "ended", "document", "note")}


def city_draft(record: Record, language: str, shelf: Shelf) -> Draft:
    city: cities.City = record.shape[0]
    figures, relations = record.also
    maker = row_maker(record, language, shelf)
    values = {
        "place": shelf.snippet(outline.PLACE, city.id, language),
        "region": city.region,
        "income_group": city.income_group,
        "climate": city.climate,
        "bus_operator": city.bus_operator,
        "smart_card": city.smart_card,
        "languages": " ".join(city.languages),
        "note": city.note[language],
        "source": "\n".join(city.sources),
        "confidence": city.confidence,
    }
    return Draft(
        values,
        {
            "figures": maker.statements(rows.CityFigure, "figures", figures, FIGURE),
            "relations": maker.statements(rows.CityRelation, "relations", relations, RELATION),
        },
    )


def index_draft(record: Record, language: str, shelf: Shelf) -> Draft:
    index: rankings.CityIndex = record.shape
    maker = row_maker(record, language, shelf)
    values = {
        "publisher": index.publisher[language],
        "website": index.website,
        "about": index.about[language],
    }
    return Draft(values, {"rankings": maker.statements(standing.Ranking, "rankings", record.also, RANKING)})

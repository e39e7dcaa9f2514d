"""The pages of the news, from the records of their file."""

from ..newsroom import rows
from . import news, outline
from .drafts import Draft, RowMaker, Rows, row_maker
from .outline import Record
from .shelf import Shelf


def news_draft(record: Record, language: str, shelf: Shelf) -> Draft:
    item: news.News = record.shape
    values = {
        "category": item.category,
        "dated": item.dated,
        "office": shelf.snippet_or_none(outline.ORGANISATION, item.office_id, language),
        "summary": item.summary[language],
        "note": item.note[language],
        "source": "\n".join(item.sources),
        "confidence": item.confidence,
        "disputed": item.disputed[language],
    }
    return Draft(values, _rows(row_maker(record, language, shelf), item, shelf))


def _rows(maker: RowMaker, item: news.News, shelf: Shelf) -> Rows:
    """What the news is about and tagged with, by the name of the relation."""
    return {
        "policies": [
            maker.make(rows.NewsPolicy, "policies", key, order, policy=policy)
            for order, key in enumerate(item.policies)
            if (policy := shelf.policy(key))
        ],
        "projects": [
            maker.make(rows.NewsProject, "projects", key, order, project=project)
            for order, key in enumerate(item.projects)
            if (project := shelf.project(key))
        ],
        "places": [
            maker.make(rows.NewsPlace, "places", key, order, place=shelf.snippet(outline.PLACE, key, maker.language))
            for order, key in enumerate(item.places)
        ],
        "keywords": [
            maker.make(rows.NewsKeyword, "keywords", order, order, word=word)
            for order, word in enumerate(item.tags[maker.language])
        ],
    }

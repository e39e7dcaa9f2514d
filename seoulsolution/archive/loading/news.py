"""The file of the news: what a row says, and how it is read."""

from dataclasses import dataclass

from . import limits
from .forms import RowForm
from .shapes import Lists, Shape, Text
from .tables import Table


@dataclass(frozen=True, kw_only=True)
class News(Shape):
    """`dated`: a day, a month or a year. `office_id` is empty where the archive itself tells it."""

    id: str
    dated: str
    category: str
    office_id: str
    title: Text
    summary: Text
    policies: tuple[str, ...]
    projects: tuple[str, ...]
    places: tuple[str, ...]
    tags: Lists
    note: Text
    sources: tuple[str, ...]
    confidence: str
    disputed: Text


def read_news(form: RowForm) -> News:
    return News(
        line=form.line,
        id=form.value("id", limits.ID),
        dated=form.value("date", limits.NEWS_DATE),
        category=form.value("category", limits.NEWS_CATEGORY),
        office_id=form.value("office_id", limits.REFERENCE),
        title=form.words("title", limits.NEWS_TITLE),
        summary=form.words("summary", limits.TEXT_REQUIRED),
        policies=form.value("policies", limits.SEVERAL_IDS),
        projects=form.value("projects", limits.SEVERAL_IDS),
        places=form.value("places", limits.SEVERAL_IDS),
        tags=form.lists("tags", limits.NEWS_TAGS),
        note=form.words("note", limits.TEXT),
        sources=form.sources("source"),
        confidence=form.value("confidence", limits.CONFIDENCE),
        disputed=form.words("disputed", limits.TEXT),
    )


NEWS = Table(
    "news.csv",
    ("id", "date", "category", "office_id", "policies", "projects", "places", "source", "confidence"),
    ("title", "summary", "tags", "note", "disputed"),
    read_news,
)

"""How many different sources stand behind what is published: a number of the home page."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField

from seoulsolution.core.statements import Slot

from .evidence import Cost, Difficulty, LegalBasis, Milestone, PolicyReading, Precondition, Result
from .models import PolicyPage

CLAIMS = (Milestone, Precondition, Difficulty, Result, Cost, LegalBasis)


def count_sources(language: str) -> int:
    """Distinct sources behind everything that is published in a language."""
    sql, parameters = _statement(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [language if isinstance(value, Slot) else value for value in parameters])
        texts = [text for (text,) in cursor.fetchall()]
    return len({line.strip() for text in texts for line in text.splitlines() if not line.startswith("policy:")})


@cache
def _statement(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """SQL and its parameters. Which pages are public is asked once and not for every kind of row."""
    language: Any = Slot("language", CharField())
    pages = PolicyPage.objects.published().in_language(language).order_by().values("pk")
    public, parameters = pages.query.get_compiler(connection=connection).as_sql()
    quote = connection.ops.quote_name
    columns = [(PolicyReading, "reference"), *((model, "source") for model in CLAIMS)]
    # Every part of the statement comes from the models.
    texts = " UNION ".join(
        f"SELECT {quote(column)} FROM {quote(model._meta.db_table)} "  # noqa: S608
        f"WHERE {quote(column)} <> '' AND page_id IN (SELECT id FROM public_pages)"
        for model, column in columns
    )
    return f"WITH public_pages (id) AS MATERIALIZED ({public}) {texts}", tuple(parameters)

"""SQLite as Django has it, but that the places of a statement are turned into SQLite's own once for each statement.

Django does it each time, and of the longest statements of a page that takes as long as a fifth of the answer.
"""

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

STATEMENTS = 256


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        return _converted(query) if param_names is None else super().convert_query(query, param_names=param_names)


@lru_cache(STATEMENTS)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: Any = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)

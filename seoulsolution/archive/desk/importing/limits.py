"""How much a file for an import may hold, and the refusal of one that holds more.

Knows neither Django nor the database.
"""

MOST_BYTES = 20 * 1_024 * 1_024
MOST_ROWS = 2_000
MOST_COLUMNS = 200
LONGEST_CELL = 100_000
# Characters of a whole file: what is kept of it until it is confirmed.
MOST_TEXT = 20_000_000
# Paragraphs and rows of tables of a document.
MOST_BLOCKS = 5_000
# What a cell of Excel holds. A longer text is told by a sign that the import takes for “leave it as it is”.
LONGEST_IN_EXCEL = 32_767
TOO_LONG = "[[too long for Excel]]"
# Cells that a message names.
NAMED = 5


class Unreadable(Exception):
    """The file is not read. `code` says why, `values` are for the message."""

    def __init__(self, code: str, **values: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

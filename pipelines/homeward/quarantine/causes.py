"""Open quarantined rows by file and cause."""

from typing import NamedTuple

import duckdb

from homeward.feeds.intake_texts import check_text
from homeward.warehouse.statement import statement


class Cause(NamedTuple):
    """Rows of one file that fail one check in one column; `value` and `quarantine_id` are the first row's."""

    path: str
    feed: str
    check: str
    column: str
    rows: int
    first_row: int
    value: str | None
    quarantine_id: str

    def message(self, lang: str) -> str:
        """What happened, and what to do."""
        return check_text(self.check, self.column, self.value, lang)


def open_causes(con: duckdb.DuckDBPyConnection) -> list[Cause]:
    """Every cause, by path, the most frequent first."""
    return [Cause(*row) for row in con.execute(statement("quarantine/by_cause")).fetchall()]

"""Rows by the names of their columns."""

from typing import Any

import duckdb

Row = dict[str, Any]


def records(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    """What a statement that was executed gives, a dict a row."""
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

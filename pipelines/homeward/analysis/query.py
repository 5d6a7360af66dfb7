"""A user's own SQL on the published warehouse: it may read every table and view, and reach nothing else."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from homeward.warehouse.database import open_published
from homeward.warehouse.statement import statement

_OUTSIDE = "it may read the published tables and views and nothing else: no other file, no writing, no setting"
_WRITES = ("read-only mode", "configuration has been locked", "base table")


class QueryRefused(Exception):
    """A query that cannot be answered; the message says why and what to do."""


@contextmanager
def locked(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection that reaches no other file and whose configuration can no longer be changed.

    What does not fit in memory spills to a folder of its own that is gone at the end. Raises duckdb.Error where the
    file is no warehouse.
    """
    with tempfile.TemporaryDirectory(prefix="homeward-sql-") as spill, open_published(warehouse) as con:
        con.execute(statement("warehouse/lock_connection", spill=spill))
        yield con


def _first_part(error: Exception) -> str:
    """What DuckDB says before it shows the place: the kind of error, what is wrong, and what may be meant."""
    return " ".join(str(error).split("\n\nLINE", 1)[0].split())


def sentence(error: duckdb.Error) -> str:
    """What a user is told of a query that DuckDB refuses."""
    said = _first_part(error)
    if isinstance(error, duckdb.PermissionException) or any(words in said for words in _WRITES):
        return f"This query is refused: {_OUTSIDE}. To write the rows to a file, use --out FILE. ({said})"
    if isinstance(error, duckdb.OutOfMemoryException):
        return f"This query needs more memory than there is; ask for fewer rows or columns. ({said})"
    if isinstance(error, duckdb.BinderException | duckdb.CatalogException):
        return f"{said} `homeward dictionary --md FILE` writes down every table and column."
    return said


@contextmanager
def plainly() -> Iterator[None]:
    """Errors of DuckDB as QueryRefused."""
    try:
        yield
    except duckdb.Error as error:
        raise QueryRefused(sentence(error)) from error


def statements(con: duckdb.DuckDBPyConnection, text: str) -> list[str]:
    """The statements of a text, in their order. Raises QueryRefused where it cannot be parsed, or holds none."""
    with plainly():
        found = [one.query for one in con.extract_statements(text)]
    if not found:
        raise QueryRefused(
            "There is no query here; write one, as SELECT verdict, count(*) FROM eligibility GROUP BY 1."
        )
    return found

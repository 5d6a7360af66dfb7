"""The nights that can be opened, and those that failed: what `homeward nights` lists."""

from pathlib import Path
from typing import Any

import duckdb

from homeward.journal import Journal, JournalError
from homeward.warehouse.database import open_published
from homeward.warehouse.generations import kept_generations
from homeward.warehouse.layout import Layout
from homeward.warehouse.records import Row, records
from homeward.warehouse.statement import statement
from homeward.warehouse.unreadable import words_of


def _kept(path: Path, *, current: bool) -> Row:
    """A night's row; `damaged` holds the database's words where the file cannot be read."""
    row: Row = {"is_current": current, "file": str(path), "bytes": path.stat().st_size, "damaged": None}
    try:
        with open_published(path) as con:
            found = records(con.execute(statement("verify/verdict_counts")))
    except duckdb.Error as error:
        return row | {"damaged": words_of(error)}
    return row | (found[0] if found else {"damaged": "it holds no night"})


def _is_same_file(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def _failed(layout: Layout, most: int) -> list[Row]:
    journal = Journal.read(layout.published)
    if journal is None:
        return []
    with journal:
        return [night._asdict() for night in journal.last_failures(most)]


def list_nights(layout: Layout, failures: int = 10) -> dict[str, list[Any]]:
    """`kept`: the current night first, then the others, newest first; `failed`: the latest failures with their words.

    `unreadable` holds the journal's words where it cannot be read: the nights are then needed the most. Raises
    PermissionError where the user may not read the files.
    """
    kept = [_kept(layout.published, current=True)] if layout.published.exists() else []
    others = [one.path for one in kept_generations(layout) if not _is_same_file(one.path, layout.published)]
    kept += [_kept(path, current=False) for path in others]
    try:
        return {"kept": kept, "failed": _failed(layout, failures), "unreadable": []}
    except JournalError as error:
        return {"kept": kept, "failed": [], "unreadable": [str(error)]}

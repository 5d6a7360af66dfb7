"""The nights that can be opened, and those that failed: what `homeward nights` lists."""

from pathlib import Path

import duckdb

from homeward.journal import Journal
from homeward.warehouse.database import open_published
from homeward.warehouse.generations import kept_generations
from homeward.warehouse.layout import Layout
from homeward.warehouse.records import Row, records
from homeward.warehouse.statement import statement


def _kept(path: Path, *, current: bool) -> Row:
    """A night's row; `damaged` holds the database's words where the file cannot be read."""
    row: Row = {"is_current": current, "file": str(path), "bytes": path.stat().st_size, "damaged": None}
    try:
        with open_published(path) as con:
            found = records(con.execute(statement("verify/verdict_counts")))
    except duckdb.Error as error:
        return row | {"damaged": str(error).splitlines()[0]}
    return row | (found[0] if found else {"damaged": "it holds no night"})


def _is_same_file(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def list_nights(layout: Layout, failures: int = 10) -> dict[str, list[Row]]:
    """`kept`: the current night first, then the others, newest first; `failed`: the latest failures with their words.

    Raises JournalError.
    """
    kept = [_kept(layout.published, current=True)] if layout.published.exists() else []
    others = [one.path for one in kept_generations(layout) if not _is_same_file(one.path, layout.published)]
    failed: list[Row] = []
    journal = Journal.read(layout.published)
    if journal:
        with journal:
            failed = [night._asdict() for night in journal.last_failures(failures)]
    return {"kept": kept + [_kept(path, current=False) for path in others], "failed": failed}

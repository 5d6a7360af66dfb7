"""The next warehouse: a copy of the last one, to be changed, checked and published."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb

from homeward.failpoint import reach
from homeward.settings import Settings
from homeward.warehouse.copy import copy_file
from homeward.warehouse.database import open_for_night, open_published
from homeward.warehouse.layout import Layout
from homeward.warehouse.same_tables import check_tables
from homeward.warehouse.schema import create_tables
from homeward.warehouse.statement import statement


class LastRun(NamedTuple):
    """The last published night."""

    run_id: str
    as_of: date


def last_run(layout: Layout) -> LastRun | None:
    """The last published night, None before the first. Raises duckdb.Error where the file is damaged."""
    if not layout.published.exists():
        return None
    with open_published(layout.published) as con:
        rows = con.sql(statement("warehouse/last_run")).fetchall()
    return LastRun(*rows[0]) if rows else None


@contextmanager
def empty_workspace(layout: Layout) -> Iterator[Path]:
    """An empty workspace, gone at the end; what a killed night left in it is thrown away first."""
    shutil.rmtree(layout.workspace, ignore_errors=True)
    layout.workspace.mkdir(mode=0o700)
    try:
        yield layout.workspace
    finally:
        shutil.rmtree(layout.workspace, ignore_errors=True)


class NextWarehouse(NamedTuple):
    """The file of the next warehouse and a connection that writes to it."""

    file: Path
    con: duckdb.DuckDBPyConnection


@contextmanager
def next_warehouse(layout: Layout, settings: Settings) -> Iterator[NextWarehouse]:
    """Copy the last warehouse, or make an empty one, and open it; at the end it is checkpointed and closed.

    Raises OtherTables.
    """
    file = layout.workspace / "next.duckdb"
    is_first = not layout.published.exists()
    if not is_first:
        copy_file(layout.published, file)
        file.chmod(0o600)
    reach("after_copy")
    con = open_for_night(file, layout.workspace / "spill", settings.memory_limit, settings.threads)
    try:
        if is_first:
            create_tables(con)
        else:
            check_tables(con)
        yield NextWarehouse(file, con)
        con.execute("CHECKPOINT")
    finally:
        con.close()
    reach("after_checkpoint")

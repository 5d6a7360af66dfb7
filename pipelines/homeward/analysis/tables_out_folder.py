"""Copies of the public tables and views for other tools: a folder of Parquet files, whole or not at all."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from homeward.analysis.catalogue import catalogue
from homeward.analysis.tables_out_target import CannotWrite
from homeward.warehouse.statement import statement


class Copied(NamedTuple):
    """A file that was written."""

    file: str
    rows: int


def tables_asked(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[str]:
    """Every table and view, or those named, in the catalogue's order. Raises CannotWrite for a name that is none."""
    public = list(dict.fromkeys(column.table for column in catalogue(con)))
    unknown = [name for name in names if name not in public]
    if unknown:
        raise CannotWrite(f"{', '.join(unknown)}: no such table or view. There are {', '.join(public)}.")
    return [name for name in public if not names or name in names]


def _check_folder(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotWrite(f"{folder}: is there already and is not empty; name a new folder.")


def copy_tables(con: duckdb.DuckDBPyConnection, folder: Path, names: Sequence[str] = ()) -> list[Copied]:
    """Write `<table>.parquet` for each table and view into a new folder.

    `con`: a connection of its own to a published warehouse. Raises CannotWrite, duckdb.Error and OSError; then nothing
    is left of the folder.
    """
    tables = tables_asked(con, names)
    _check_folder(folder)
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".homeward-", dir=folder.absolute().parent) as unfinished:
        copies = Path(unfinished, "tables")
        copies.mkdir()
        con.execute(statement("export/spill", spill=str(Path(unfinished, "spill"))))
        written = [_copy(con, table, copies) for table in tables]
        copies.replace(folder)
    return written


def _copy(con: duckdb.DuckDBPyConnection, table: str, folder: Path) -> Copied:
    target = folder / f"{table}.parquet"
    [(rows,)] = con.execute(statement("export/copy_table", table=table, target=str(target))).fetchall()
    return Copied(target.name, rows)

"""The present lines decided under another day, another value of the law, or with another file; nothing is stored."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from homeward.feeds.inbox import REFERENCE_FOLDER, InboxFile, path_as_text, real_path
from homeward.feeds.take_in import KnownFiles, take_in_files
from homeward.known_sum import known_sum
from homeward.rulebook.decide import decide
from homeward.rulebook.law import Law
from homeward.rulebook.terms import KEYS
from homeward.warehouse.database import open_for_night, open_published
from homeward.warehouse.load import known_files, load
from homeward.warehouse.shares import tables_of
from homeward.warehouse.statement import statement

_COMPARED = ("verdict", "route", "tax_relief")
_RUN_ID = "what-if"


class FileNotTaken(Exception):
    """A file that the question names cannot be taken in; the message says why."""


class Answer(NamedTuple):
    """`moved`: a row per line that would be decided otherwise: its keys, `verdict`, `route` and `tax_relief` as
    published (`_from`) and in question (`_to`), `failed_to`, `open_to`, `value_cny`. `summary`: `verdict_from`,
    `verdict_to`, `lines`, `value_cny`, of every line. `quarantined`: rows of the named files that were refused.
    """

    moved: pl.DataFrame
    summary: pl.DataFrame
    quarantined: int


def _named(file: Path) -> InboxFile:
    """Whatever its name: a file is hidden in an inbox only."""
    is_in_reference = real_path(file).parent.name == REFERENCE_FOLDER
    return InboxFile(file, path_as_text(file), may_be_reference=is_in_reference)


@contextmanager
def _copy_with(warehouse: Path, files: Sequence[Path], memory_limit: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the warehouse, in a folder that is gone at the end, with `files` taken in."""
    with tempfile.TemporaryDirectory(prefix="homeward-what-if-") as name:
        folder = Path(name)
        copy, workspace = folder / "copy.duckdb", folder / "workspace"
        shutil.copyfile(warehouse, copy)
        workspace.mkdir()
        with open_for_night(copy, folder, memory_limit, None) as con:
            known, first_file_id = known_files(con)
            # A file that was rejected before is read again: why it was is to be said.
            named = [_named(file) for file in files]
            intake = take_in_files(named, KnownFiles(known.loaded), first_file_id, workspace)
            # What two enterprises would share is only seen beside what is held.
            load(con, intake, _RUN_ID)
            if intake.untaken:
                raise FileNotTaken(f"{intake.untaken[0].relative}: {intake.untaken[0].reason}")
            yield con


def _decided(con: duckdb.DuckDBPyConnection, law: Law, as_of: date) -> pl.DataFrame:
    return decide(tables_of(con), law, as_of).eligibility


def _published(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    published: pl.DataFrame = con.view("eligibility").pl()
    return published


def _compare(before: pl.DataFrame, after: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    shown = [*KEYS, *_COMPARED, "value_cny"]
    both = before.select(shown).join(
        after.select(*shown, failed_to="failed_rules", open_to="open_rules"),
        on=KEYS, how="full", coalesce=True, suffix="_to",
    )  # fmt: skip
    both = both.rename({name: f"{name}_from" for name in _COMPARED})
    both = both.with_columns(value_cny=pl.coalesce("value_cny_to", "value_cny")).drop("value_cny_to")
    differs = pl.any_horizontal(pl.col(f"{name}_from").ne_missing(pl.col(f"{name}_to")) for name in _COMPARED)
    moved = both.filter(differs).sort(pl.col("value_cny"), *KEYS, descending=[True, *[False] * 3], nulls_last=True)
    summary = both.group_by("verdict_from", "verdict_to").agg(lines=pl.len(), value_cny=known_sum("value_cny"))
    return moved, summary.sort("verdict_from", "verdict_to", nulls_last=True)


def _quarantined(con: duckdb.DuckDBPyConnection) -> int:
    rows = con.execute(statement("what_if/quarantined_rows"), {"run_id": _RUN_ID}).fetchall()
    return int(rows[0][0])


def what_if(warehouse: Path, law: Law, as_of: date, files: Sequence[Path] = (), memory_limit: str = "1GB") -> Answer:
    """Decide the published lines in question and say which would stand otherwise.

    The warehouse is read, never written. Raises FileNotTaken, OSError, duckdb.Error.
    """
    with open_published(warehouse) as con:
        before = _published(con)
        if not files:
            return Answer(*_compare(before, _decided(con, law, as_of)), 0)
    with _copy_with(warehouse, files, memory_limit) as con:
        return Answer(*_compare(before, _decided(con, law, as_of)), _quarantined(con))

"""Quarantined rows as files that can be corrected and dropped back into the inbox."""

import csv
import errno
import os
from pathlib import Path

import duckdb

from homeward.feeds.header import HEALING_COLUMN
from homeward.feeds.intake_texts import check_text
from homeward.warehouse.statement import statement
from homeward.whole_file import written_whole

# Not columns of any feed: intake keeps them out when the corrected file comes.
_NOTES = ("problem", "from_file", "from_row")
_AT_ONCE = 10_000


def _targets(target: Path, feeds: list[str]) -> list[Path]:
    """One file where all rows have the same columns; else one for each feed and set of columns."""
    if len(feeds) == 1:
        return [target]
    numbers = [feeds[: i + 1].count(feed) for i, feed in enumerate(feeds)]
    return [
        target.with_name(f"{target.stem}-{feed}{f'-{number}' if number > 1 else ''}{target.suffix}")
        for feed, number in zip(feeds, numbers, strict=True)
    ]


def _problem(errors: list[dict[str, str]], lang: str) -> str:
    return " ".join(check_text(error["check"], error["column"], error["value"], lang) for error in errors)


def _write(con: duckdb.DuckDBPyConnection, target: Path, feed: str, columns: list[str], lang: str) -> int:
    rows = 0
    found = con.execute(statement("quarantine/open_rows", columns=columns), {"feed": feed, "columns": columns})
    # With a byte-order mark spreadsheets show Chinese as it is; intake reads it.
    with target.open("x", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow([*columns, HEALING_COLUMN, *_NOTES])
        while batch := found.fetchmany(_AT_ONCE):
            for *cells, quarantine_id, path, row_no, errors in batch:
                writer.writerow([*cells, quarantine_id, _problem(errors, lang), path, row_no])
            rows += len(batch)
    return rows


def export_open_rows(con: duckdb.DuckDBPyConnection, target: Path, lang: str) -> dict[Path, int]:
    """Write every open row as it was, with its `quarantine_id` and what is wrong; gives the rows of each file.

    Rows of different feeds, or of files with different columns, go to files of their own: an empty cell in a column
    that a row's own file did not have would clear a held value. All files are written, or none.
    Raises FileExistsError and other OSErrors.
    """
    sets = con.execute(statement("quarantine/column_sets")).fetchall()
    targets = _targets(target, [feed for feed, _, _ in sets])
    for path in targets:
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    if not targets:
        return {}
    with written_whole(*targets) as unfinished:
        rows = [
            _write(con, path, feed, columns, lang) for path, (feed, columns, _) in zip(unfinished, sets, strict=True)
        ]
    return dict(zip(targets, rows, strict=True))

"""The intake and merge of nights, without deciding or publishing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from feed_rows import csv_text
from homeward.feeds.take_in import take_in
from homeward.warehouse.load import known_files, load
from homeward.warehouse.schema import create_tables
from homeward.warehouse.straight_in import straight_in


@dataclass
class Store:
    """An inbox and a warehouse; every `load()` is a night."""

    inbox: Path
    workspace: Path
    con: duckdb.DuckDBPyConnection
    nights: int = field(default=0)

    def deliver(self, name: str, rows: Sequence[Mapping[str, object]]) -> Path:
        """Put a CSV file into the inbox."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(csv_text(rows), encoding="utf-8")
        return path

    def load(self, again: tuple[Path, ...] = ()) -> str:
        """One night's intake and merge; gives its run_id."""
        self.nights += 1
        run_id = f"night-{self.nights}"
        workspace = self.workspace / run_id
        workspace.mkdir()
        known, first = known_files(self.con)
        load(self.con, take_in(self.inbox, known, first, workspace, again, straight_in(self.con)), run_id)
        return run_id

    def outcomes(self) -> dict[str, tuple[int, int, int, int]]:
        """By path: rows accepted, amended, duplicate, quarantined, of the last time the file was loaded."""
        rows = self.ask(
            "SELECT path, rows_accepted, rows_amended, rows_duplicate, rows_quarantined FROM load_file "
            "WHERE status = 'loaded' ORDER BY file_id"
        )
        return {path: tuple(counts) for path, *counts in rows}

    def checks(self) -> list[tuple[str, str]]:
        """Of each quarantined row its status and first failed check."""
        return self.ask('SELECT status, errors[1]."check" FROM quarantine ORDER BY file_id, row_no')

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        return self.con.execute(query).fetchall()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "workspace").mkdir()
    with duckdb.connect() as con:
        create_tables(con)
        yield Store(tmp_path / "inbox", tmp_path / "workspace", con)

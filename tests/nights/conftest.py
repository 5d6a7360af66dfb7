"""A night as a test sees it: an inbox to fill, a command to run, a warehouse to ask."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

import duckdb
import pytest

from feed_rows import ENTERPRISE, csv_text, declaration, returned
from homeward.night import run_night
from homeward.night_result import NightResult
from homeward.settings import load_settings
from homeward.watch import StepLog


@dataclass
class House:
    """A folder with an inbox, a warehouse and reports."""

    folder: Path

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse" / "homeward.duckdb"

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    def deliver(self, name: str, rows: Sequence[Mapping[str, object]]) -> Path:
        """Put a CSV file into the inbox."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(csv_text(rows), encoding="utf-8")
        return path

    def deliver_usual(self) -> None:
        """One enterprise, one export line, one return line."""
        self.deliver("reference/enterprises.csv", [ENTERPRISE])
        self.deliver("declarations.csv", [declaration()])
        self.deliver("returns.csv", [returned()])

    def night(
        self, as_of: str, *, backdate: bool = False, again: tuple[Path, ...] = (), **settings: object
    ) -> NightResult:
        """Run a night."""
        flags = {"inbox": self.inbox, "warehouse": self.warehouse, "reports": self.reports, **settings}
        told = load_settings({**flags, "as_of": date.fromisoformat(as_of)}, environment={})
        return run_night(told, StepLog(), again, backdate=backdate)

    def copy_to(self, folder: Path) -> Self:
        """The house as it stands, once more in another folder, so that many tests begin after the same nights."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return type(self)(folder)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the published warehouse."""
        with duckdb.connect(str(self.warehouse), read_only=True) as con:
            return con.execute(query).fetchall()


@pytest.fixture
def house(tmp_path: Path) -> House:
    (tmp_path / "inbox").mkdir()
    return House(tmp_path)

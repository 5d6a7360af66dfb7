"""Files as senders write them, and what intake makes of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from feed_rows import ENTERPRISE, csv_text, declaration, returned
from homeward.feeds.take_in import Intake, KnownFiles, take_in


def with_cells(base: Mapping[str, Any], **cells: object) -> str:
    """A file of one row, some of its cells changed."""
    return csv_text([{**base, **cells}])


DECLARATIONS = csv_text([declaration(), declaration(line_no=2, mark="M-2")])
RETURNS = csv_text([returned()])
ENTERPRISES = csv_text([ENTERPRISE])


@dataclass
class Inbox:
    """A folder of files and a workspace for what is read from them."""

    folder: Path
    workspace: Path

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def take_in(self) -> Intake:
        return take_in(self.folder, KnownFiles(), 1, self.workspace)

    def taken(self, name: str, content: str | bytes) -> "Taken":
        """What became of the one file with this content."""
        self.put(name, content)
        intake = self.take_in()
        if intake.untaken:
            return Taken(intake.untaken[0].code, intake.untaken[0].reason)
        staged = intake.staged[0]
        parts = [pl.read_parquet(part) for part in staged.good]
        good = pl.concat(parts) if parts else pl.DataFrame()
        bad = pl.concat([pl.read_parquet(part) for part in staged.bad]) if staged.bad else pl.DataFrame()
        return Taken(None, None, staged.feed.name, good, bad, staged.header.unknown)


@dataclass
class Taken:
    """`rejection` and `reason` of a file that was rejected; else its feed, good rows and bad rows."""

    rejection: str | None
    reason: str | None
    feed: str = ""
    good: pl.DataFrame = field(default_factory=pl.DataFrame)
    bad: pl.DataFrame = field(default_factory=pl.DataFrame)
    unknown: tuple[str, ...] = ()

    @property
    def checks(self) -> list[tuple[str, str]]:
        """Each failed check as (column, check), of all bad rows."""
        rows = self.bad["errors"].to_list() if self.bad.height else []
        return [(error["column"], error["check"]) for errors in rows for error in errors]

    @property
    def messages(self) -> list[str]:
        rows = self.bad["errors"].to_list() if self.bad.height else []
        return [error["message"] for errors in rows for error in errors]


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    (tmp_path / "inbox").mkdir()
    return Inbox(tmp_path / "inbox", workspace)

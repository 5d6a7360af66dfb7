"""Files checked before they are sent: all of intake, on an empty warehouse that is thrown away."""

import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

import duckdb

from homeward.feeds.inbox import InboxFile, list_inbox, path_as_text
from homeward.feeds.intake_texts import rejection_text
from homeward.feeds.stage import StagedFile
from homeward.feeds.take_in import Intake, KnownFiles, UntakenFile, take_in_files
from homeward.quarantine.causes import Cause, open_causes
from homeward.warehouse.database import open_for_night
from homeward.warehouse.load import load
from homeward.warehouse.schema import create_tables
from homeward.warehouse.statement import statement

UNDECIDABLE = "unknown_key"


class CheckedFile(NamedTuple):
    """What a night would make of a file: `status` is good, quarantined (some rows), rejected or repeated."""

    path: str
    status: str
    feed: str | None = None
    rows: int = 0
    bad: int = 0
    rows_of_updates: int = 0
    is_reference: bool = False
    unknown_columns: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    rejection: str | None = None
    details: dict[str, str | int] = {}  # noqa: RUF012 - never changed

    def reason(self, lang: str) -> str:
        """Why the file would be rejected."""
        return rejection_text(self.rejection, self.details, lang) if self.rejection else ""


def _listed(paths: Iterable[Path]) -> list[InboxFile]:
    """Files as named, those of folders at any depth. Each may be a reference file: where it will lie is not known yet."""  # noqa: E501
    named = [
        InboxFile(file.path, path_as_text(path / file.relative if path.is_dir() else path), file.is_link_out, True)
        for path in paths
        for file in (list_inbox(path) if path.is_dir() else [InboxFile(path, str(path))])
    ]
    return list({file.path.resolve(): file for file in named}.values())


def _untaken(file: UntakenFile) -> CheckedFile:
    if file.status == "skipped":
        return CheckedFile(file.relative, "repeated")
    return CheckedFile(file.relative, "rejected", rejection=file.code, details=file.details)


def _staged(con: duckdb.DuckDBPyConnection, file: StagedFile, causes: Collection[Cause]) -> CheckedFile:
    own = tuple(cause for cause in causes if cause.path == file.relative)
    bad = int(con.execute(statement("quarantine/of_file"), {"file_id": file.file_id}).fetchall()[0][0])
    return CheckedFile(
        file.relative,
        "quarantined" if bad else "good",
        file.feed.name,
        file.rows_read,
        bad,
        rows_of_updates=file.rows_read if file.header.is_update else 0,
        is_reference=file.feed.reference,
        unknown_columns=file.header.unknown,
        causes=tuple(cause for cause in own if cause.check != UNDECIDABLE),
    )


def _merged(intake: Intake, workspace: Path) -> list[CheckedFile]:
    with open_for_night(workspace / "check.duckdb", workspace / "spill", "1GB", None) as con:
        create_tables(con)
        load(con, intake, "check")
        causes = open_causes(con)
        return [_staged(con, file, causes) for file in intake.staged] + [_untaken(file) for file in intake.untaken]


def check_files(paths: Collection[Path]) -> list[CheckedFile]:
    """What a night would make of each of these files (or of those in these folders), in the order they are given.

    The rows that an update changes are not looked for: no warehouse is read. Raises OSError where a folder cannot be
    listed or the temporary space is full.
    """
    files = _listed(paths)
    order = {file.relative: number for number, file in enumerate(files)}
    with tempfile.TemporaryDirectory(prefix="homeward-check-") as folder:
        intake = take_in_files(files, KnownFiles(), 1, Path(folder))
        return sorted(_merged(intake, Path(folder)), key=lambda checked: order[checked.path])

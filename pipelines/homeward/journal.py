"""The journal beside the warehouse: what became of each night, its reports and its mails.

It tells what the warehouse cannot: a night that failed has no row there. A small SQLite file, in which each change is
on the disk before the call returns.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from homeward import resources
from homeward.china_time import china_now
from homeward.fault import file_words
from homeward.readable import refuse_unreadable

Value = str | int | float | bytes | None

_MOVE_ASIDE = (
    "Move it aside and run again: a new one is begun, which does not know the mails already sent, so a night run again "
    "may send its mails once more."
)


class JournalError(Exception):
    """The journal cannot be opened, read or written; the text says which file, and what to do."""


class Night(NamedTuple):
    """A night that was started; `outcome` is running, published or failed, `sentence` says why it failed."""

    run_id: str
    as_of: date
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    sentence: str | None


class OwedReport(NamedTuple):
    """A published night whose reports are not yet made, and why."""

    run_id: str
    as_of: date
    reason: str


def journal_path(warehouse: Path) -> Path:
    """Where the journal of a warehouse is: `homeward.duckdb` has `homeward.journal.sqlite` beside it."""
    return warehouse.with_name(f"{warehouse.stem}.journal.sqlite")


class Journal:
    """An open journal; use it in a `with` block, in one thread. Any method may raise JournalError."""

    def __init__(self, path: Path, connection: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        self.path = path
        self._connection = connection
        self.now = now

    @classmethod
    def open(cls, warehouse: Path, *, mode: int = 0o600, now: Callable[[], datetime] = china_now) -> Self:
        """The journal of `warehouse`, made with the permissions `mode` where there is none yet."""
        path = journal_path(warehouse)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, mode))
            journal = cls(path, sqlite3.connect(path, isolation_level=None), now)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error
        journal._prepare()
        return journal

    @classmethod
    def read(cls, warehouse: Path) -> Self | None:
        """The journal of `warehouse` for looking only, as who may not write there can; None where there is none.

        Raises PermissionError where the user may not read it.
        """
        path = journal_path(warehouse)
        refuse_unreadable(path)
        try:
            if not path.exists():
                return None
            return cls(path, sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True), china_now)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing is pending, each change was kept when it was made."""
        self._connection.close()

    def run(self, statement: str, **values: Value) -> list[tuple[Any, ...]]:
        """The rows of one of `sql/journal/*.sql`, with `values` and, as `:at`, the moment. One commit."""
        return self._execute(_statement(statement), values).fetchall()

    def change(self, statement: str, **values: Value) -> int:
        """How many rows a statement of `sql/journal/*.sql` changed; on the disk when this returns."""
        return self._execute(_statement(statement), values).rowcount

    def night_started(self, run_id: str, as_of: date) -> None:
        """A night begins; until told otherwise it counts as running."""
        self.change("start_night", run_id=run_id, as_of=as_of.isoformat())

    def night_failed(self, run_id: str, sentence: str) -> None:
        """The night did not publish, and why."""
        self.change("end_night", run_id=run_id, outcome="failed", sentence=sentence)

    def night_published(self, run_id: str) -> None:
        """The night's warehouse is the current one."""
        self.change("end_night", run_id=run_id, outcome="published", sentence=None)

    def unfinished_nights(self) -> list[Night]:
        """Nights that never said how they ended: with no night running, they were killed."""
        return [_night(row) for row in self.run("unfinished_nights")]

    def nights_since(self, run_id: str) -> list[Night]:
        """Nights that began with this run or later, oldest first."""
        return [_night(row) for row in self.run("nights_since", since=run_id)]

    def last_failures(self, count: int = 5) -> list[Night]:
        """The latest nights that did not publish, newest first."""
        return [_night(row) for row in self.run("last_failures", count=count)]

    def report_owed(self, run_id: str, as_of: date, reason: str) -> None:
        """The reports of a published night are not made yet, and why."""
        self.change("record_report", run_id=run_id, as_of=as_of.isoformat(), state="owed", reason=reason)

    def report_made(self, run_id: str, as_of: date) -> None:
        """The reports of a night are in their folder: they show the warehouse as it stands; none is owed any more."""
        self.change("record_report", run_id=run_id, as_of=as_of.isoformat(), state="made", reason=None)
        self.change("settle_reports")

    def reports_owed(self) -> list[OwedReport]:
        """Nights whose reports are still owed, oldest first."""
        return [
            OwedReport(run_id, date.fromisoformat(as_of), reason or "")
            for run_id, as_of, reason in self.run("reports_owed")
        ]

    def _prepare(self) -> None:
        pragmas = resources.text("sql/journal/durable.sql")
        tables = (table.read_text(encoding="utf-8") for table in sorted(resources.path("sql/journal/tables").iterdir()))
        try:
            self._connection.executescript(pragmas)
            for table in tables:
                self._connection.execute(table)
        except sqlite3.Error as error:
            self.close()
            raise _unusable(self.path, error) from error

    def _execute(self, statement: str, values: dict[str, Value]) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement, {"at": self.now().isoformat(), **values})
        except sqlite3.Error as error:
            raise _unusable(self.path, error) from error


@cache
def _statement(name: str) -> str:
    return resources.text(f"sql/journal/{name}.sql")


def _night(row: Iterable[Any]) -> Night:
    run_id, as_of, started_at, ended_at, outcome, sentence = row
    return Night(
        run_id,
        date.fromisoformat(as_of),
        datetime.fromisoformat(started_at),
        datetime.fromisoformat(ended_at) if ended_at else None,
        outcome,
        sentence,
    )


def _unusable(path: Path, error: Exception) -> JournalError:
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return JournalError(f"the journal {path} is damaged ({error}). {_MOVE_ASIDE}")
    words = file_words(error) if isinstance(error, OSError) else str(error)
    code = getattr(error, "sqlite_errorcode", None)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        what_to_do = "Another program holds it open: end that program, and run again."
    elif code == sqlite3.SQLITE_ERROR:
        what_to_do = f"It has other tables than this version of Homeward writes. {_MOVE_ASIDE}"
    else:
        what_to_do = "See that its folder can be written and has space, and run again."
    return JournalError(f"the journal {path} cannot be used ({words}). {what_to_do}")

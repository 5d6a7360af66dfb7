"""A night from the command line: run it, tell how it ended, and turn every way of failing into its exit code."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import click
import duckdb

from homeward.cli.failure import ANOTHER_NIGHT, NIGHT_FAILED, WRONG_CALL, CommandFailed
from homeward.cli.options import settings_of
from homeward.journal import Journal, JournalError
from homeward.night import NightStopped, run_night
from homeward.night_result import NightResult
from homeward.plain_text import plain
from homeward.settings import Settings, SettingsError
from homeward.warehouse.decisions import LinesUndecided
from homeward.warehouse.load import AccountsDoNotAddUp
from homeward.warehouse.lock import AnotherNightRuns
from homeward.watch import StepLog, ping

_STANDS = "The last published warehouse and reports are untouched."


def _check_inbox(settings: Settings) -> None:
    if not settings.inbox.is_dir():
        raise CommandFailed(
            f"{settings.inbox}: the inbox is not a folder. Make it, or name another: homeward run INBOX."
        )
    if not os.access(settings.inbox, os.R_OK | os.X_OK):
        raise CommandFailed(
            f"{settings.inbox}: the inbox cannot be read. Check its permissions. {_STANDS}", NIGHT_FAILED
        )


def _failure(error: Exception) -> CommandFailed:
    """What to tell of a night that did not publish, and its exit code. Source: contract.md, exit codes."""
    match error:
        case SettingsError():
            return CommandFailed(str(error), WRONG_CALL)
        case AnotherNightRuns():
            return CommandFailed(
                f"Another night is running ({error}); nothing was touched. Wait for it to end.", ANOTHER_NIGHT
            )
        case NightStopped():
            sentence = f'{error} {_STANDS} See to the feed, or run with on_suspicious_feed = "warn".'
        case AccountsDoNotAddUp() | LinesUndecided():
            sentence = f"The night does not add up: {error} {_STANDS} Please report this; it is a fault of Homeward."
        case MemoryError() | duckdb.OutOfMemoryException():
            sentence = f"Memory ran out ({error}). {_STANDS} Raise memory_limit, or give the machine more."
        case duckdb.Error():
            sentence = (
                f"The database failed: {str(error).splitlines()[0]} {_STANDS} Check the disk; see `homeward nights`."
            )
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            sentence = f"{where}{error.strerror or error}. {_STANDS} Check space and permissions, then run again."
        case _:
            sentence = f"{error} {_STANDS}"
    return CommandFailed(sentence, NIGHT_FAILED)


def run_and_tell(
    config: Path | None, flags: Mapping[str, Any], again: Collection[Path], *, backdate: bool, mail: bool, as_json: bool
) -> int:
    """Run a night with settings from flags and configuration; print how it ended; give its exit code.

    Raises CommandFailed with the exit code of contract.md where the night did not publish.
    """
    settings: Settings = settings_of(config, **flags)
    _check_inbox(settings)
    missing = [str(path) for path in again if not path.is_file()]
    if missing:
        raise CommandFailed(f"--again {missing[0]}: there is no such file.")
    ping(settings.ping_url, "start")
    log = StepLog(settings.log_file)
    try:
        result = run_night(settings, log, again, backdate=backdate, mail=mail)
    except (
        SettingsError, AnotherNightRuns, NightStopped, AccountsDoNotAddUp, LinesUndecided,
        MemoryError, OSError, duckdb.Error, JournalError,
    ) as error:  # fmt: skip
        failure = _failure(error)
        _note_failure(settings, failure, log)
        raise failure from error
    problem = ping(settings.ping_url, "success", result.sentence)
    if problem:
        log.say(problem, level="warning")
    _tell(result, settings, as_json)
    return result.exit_code


def _note_failure(settings: Settings, failure: CommandFailed, log: StepLog) -> None:
    """Into the journal and to the monitor; a journal that cannot be written changes nothing about the failure."""
    ping(settings.ping_url, "fail", str(failure))
    log.say(str(failure), level="error")
    if failure.exit_code != NIGHT_FAILED:
        return
    try:
        with Journal.open(settings.warehouse) as journal:
            for night in journal.unfinished_nights():
                journal.night_failed(night.run_id, str(failure))
    except JournalError:
        pass


def _tell(result: NightResult, settings: Settings, as_json: bool) -> None:
    click.echo(result.sentence)
    for path in result.report_paths[:1]:
        click.echo(f"Report: {plain(path)}")
    click.echo(f"Warehouse: {plain(settings.warehouse)}")
    if as_json:
        click.echo(result.as_json())

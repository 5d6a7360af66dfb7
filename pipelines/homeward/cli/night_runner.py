"""A night from the command line: run it, tell how it ended, and turn every way of failing into its exit code."""

import errno
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import duckdb

from homeward.after_failure import tell_of_failure
from homeward.cli.failure import CommandFailed
from homeward.cli.options import settings_of
from homeward.exit_codes import ANOTHER_NIGHT, NIGHT_FAILED, WITHOUT_REPORT, WRONG_CALL
from homeward.fault import described, file_words
from homeward.feeds.inbox import real_path
from homeward.journal import Journal, JournalError
from homeward.night import NightStopped, ResultUnknown, run_night
from homeward.night_line import unknown_line, unpublished_line
from homeward.night_result import NightResult
from homeward.plain_text import plain
from homeward.run_id import new_run_id
from homeward.settings import Settings, SettingsError
from homeward.warehouse.decisions import LinesUndecided
from homeward.warehouse.layout import Layout
from homeward.warehouse.load import AccountsDoNotAddUp
from homeward.warehouse.lock import AnotherNightRuns, night_lock
from homeward.warehouse.publish import UnfinishedWarehouse
from homeward.warehouse.same_tables import OtherTables
from homeward.warehouse.space import DiskTooFull
from homeward.warehouse.unfinished import settle_unfinished
from homeward.warehouse.unreadable import RESTORE, of_another_version, words_of
from homeward.watch import Signal, StepLog, ping

_STANDS = "The last published warehouse and reports are untouched."
_UNTOUCHED = "Nothing was touched."
_PUBLISHED = (
    "The night itself is published; its reports may be missing: `homeward report` makes them, `homeward send` sends "
    "what is owed."
)


def _check_inbox(settings: Settings) -> None:
    if not settings.inbox.is_dir():
        raise CommandFailed(
            f"{settings.inbox}: the inbox is not a folder. Make it, or name another: homeward run INBOX. {_UNTOUCHED}"
        )
    if not os.access(settings.inbox, os.R_OK | os.X_OK):
        raise CommandFailed(
            f"{settings.inbox}: the inbox cannot be read. Check its permissions. {_STANDS}", NIGHT_FAILED
        )


def _check_again(settings: Settings, again: Collection[Path]) -> None:
    inbox = real_path(settings.inbox)
    for path in again:
        if not path.is_file():
            raise CommandFailed(f"--again {path}: there is no such file.")
        if not real_path(path).is_relative_to(inbox):
            raise CommandFailed(f"--again {path}: it is not in the inbox {settings.inbox}, and no other file is taken.")


def _of_database(error: duckdb.Error, warehouse: Path) -> str:
    """What to tell where the database failed: of a full disk, of a file that is not this version's, or of damage."""
    words = words_of(error)
    if os.strerror(errno.ENOSPC) in words:
        return f"The disk is full: {words}. {_STANDS} Make room, then run again."
    other = of_another_version(warehouse) if warehouse.exists() else None
    if other:
        return f"{other} {_UNTOUCHED}"
    return (
        f"The database failed: {words}. {_STANDS} Check the disk's space and health, then run again. Where the "
        f"warehouse itself is damaged: {RESTORE}"
    )


def _failure(error: Exception, settings: Settings) -> CommandFailed:
    """What to tell of a night that did not publish, and its exit code. Source: contract.md, exit codes."""
    match error:
        case SettingsError():
            return CommandFailed(str(error), WRONG_CALL)
        case AnotherNightRuns():
            return CommandFailed(
                f"Another night is running ({error}); nothing was touched. Wait for it to end.", ANOTHER_NIGHT
            )
        case ResultUnknown():
            return CommandFailed(f"{error} See `homeward status`.", WITHOUT_REPORT)
        case NightStopped():
            sentence = f'{error} {_STANDS} See to the feed, or run with on_suspicious_feed = "warn".'
        case DiskTooFull() | JournalError() | OtherTables():
            sentence = f"{error} {_STANDS}"
        case UnfinishedWarehouse():
            sentence = f"{error} {_STANDS} Please report this; it is a fault of Homeward."
        case AccountsDoNotAddUp() | LinesUndecided():
            sentence = f"The night does not add up: {error} {_STANDS} Please report this; it is a fault of Homeward."
        case MemoryError() | duckdb.OutOfMemoryException():
            # What follows the first line is advice for who writes queries.
            words = str(error).partition("\n")[0] or "no more was to be had"
            sentence = f"Memory ran out ({words}). {_STANDS} Raise memory_limit, or give the machine more."
        case duckdb.Error():
            sentence = _of_database(error, settings.warehouse)
        case OSError():
            sentence = f"{file_words(error)}. {_STANDS} Check space and permissions, then run again."
        case _:
            sentence = f"{_STANDS} {described(error)}"
    return CommandFailed(sentence, NIGHT_FAILED)


def run_and_tell(
    config: Path | None, flags: Mapping[str, Any], again: Collection[Path], *, backdate: bool, mail: bool, as_json: bool
) -> int:
    """Run a night with settings from flags and configuration; print how it ended; give its exit code.

    Raises CommandFailed with the exit code of contract.md where the night did not publish.
    """
    settings = settings_of(config, **flags)
    log, begun = StepLog(settings.log_file), datetime.now(UTC)
    _tell_monitor(settings, log, "start")
    try:
        _check_inbox(settings)
        _check_again(settings, again)
        result = run_night(settings, log, again, backdate=backdate, mail=mail)
    except KeyboardInterrupt:
        sentence = "It was stopped at the terminal."
        if _settle(settings, begun, sentence) != "published":
            raise
        _tell_monitor(settings, log, "success", f"{sentence} {_PUBLISHED}")
        _tell_unknown(settings, begun, as_json)
        raise CommandFailed(f"{sentence} {_PUBLISHED}", WITHOUT_REPORT) from None
    except Exception as error:
        failure = error if isinstance(error, CommandFailed) else _failure(error, settings)
        _note_failure(settings, failure, log, begun, mail=mail)
        if failure.exit_code == WITHOUT_REPORT:
            _tell_unknown(settings, begun, as_json)
        raise failure from error
    _tell_monitor(settings, log, "success", result.sentence)
    _tell(result, settings, as_json)
    return result.exit_code


def _tell_monitor(settings: Settings, log: StepLog, signal: Signal, text: str = "") -> None:
    """A monitor that cannot be told is a warning, whatever the night does."""
    problem = ping(settings.ping_url, signal, text)
    if problem:
        log.say(problem, level="warning")


def _note_failure(settings: Settings, failure: CommandFailed, log: StepLog, begun: datetime, *, mail: bool) -> None:
    """Into the journal, to the monitor, by mail; a journal that cannot be written changes nothing about the failure."""
    log.note(str(failure), level="error")
    _tell_monitor(settings, log, "fail", str(failure))
    if failure.exit_code == NIGHT_FAILED and _settle(settings, begun, str(failure)) == "failed" and mail:
        _mail_failure(settings, log)


def tell_of_killed(
    config: Path | None, flags: Mapping[str, Any], sentence: str, begun: datetime, *, mail: bool, as_json: bool
) -> int:
    """What the process that watched over a night does where it was killed: journal, log, monitor and mail.

    Gives the exit code: a night that had published stands, and nobody is told that it failed. `begun`: when the night
    was called for (UTC). Raises CommandFailed where the settings cannot be read. Source: contract.md, exit codes.
    """
    settings = settings_of(config, **flags)
    log = StepLog(settings.log_file)
    log.note(sentence, level="error")
    outcome = _settle(settings, begun, sentence)
    if outcome == "published":
        log.say(_PUBLISHED, level="warning")
        _tell_monitor(settings, log, "success", f"{sentence} {_PUBLISHED}")
        _tell_unknown(settings, begun, as_json)
        return WITHOUT_REPORT
    _tell_monitor(settings, log, "fail", sentence)
    if outcome == "failed" and mail:
        _mail_failure(settings, log)
    return NIGHT_FAILED


def _mail_failure(settings: Settings, log: StepLog) -> None:
    """Outside the night's lock: a slow server holds up no other night."""
    with suppress(JournalError, OSError), Journal.open(settings.warehouse) as journal:
        for problem in tell_of_failure(settings, journal, log.say):
            log.say(problem, level="warning")


def _settle(settings: Settings, begun: datetime, sentence: str) -> str | None:
    """What the journal says became of the night called for at `begun`: "published" or "failed".

    One that said nothing of its end, and is not in the warehouse, failed for `sentence`. None where the journal cannot
    be used, or where another night runs, which will find this one.
    """
    since = new_run_id(begun)
    # Under the lock, for an unfinished night is this one, or one before it, only while no other runs.
    with suppress(JournalError, AnotherNightRuns, OSError):
        layout = Layout(settings.warehouse)
        with night_lock(layout.lock), Journal.open(settings.warehouse) as journal:
            if not journal.nights_since(since):
                # It failed before it could begin: at the warehouse's own damage, say.
                journal.night_started(new_run_id(datetime.now(UTC)), settings.as_of)
            settle_unfinished(journal, layout, sentence, since)
            return journal.nights_since(since)[-1].outcome
    return None


def tell_unpublished(config: Path | None, flags: Mapping[str, Any], exit_code: int, begun: datetime) -> None:
    """Print the JSON line of a night that did not publish; its day is told where it is known."""
    as_of = flags["as_of"]
    with suppress(CommandFailed):
        as_of = settings_of(config, **flags).as_of
    click.echo(unpublished_line(as_of, exit_code, _seconds_since(begun)))


def _seconds_since(begun: datetime) -> float:
    return round((datetime.now(UTC) - begun).total_seconds(), 2)


def _tell_unknown(settings: Settings, begun: datetime, as_json: bool) -> None:
    if as_json:
        click.echo(unknown_line(settings.as_of, WITHOUT_REPORT, _seconds_since(begun)))


def _tell(result: NightResult, settings: Settings, as_json: bool) -> None:
    click.echo(result.sentence)
    for path in result.report_paths[:1]:
        click.echo(f"Report: {plain(path)}")
    click.echo(f"Warehouse: {plain(settings.warehouse)}")
    if as_json:
        click.echo(result.as_json())

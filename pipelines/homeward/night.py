"""One night, top to bottom: take in, validate, decide, publish, report, send."""

import json
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from homeward import __version__
from homeward.after_publication import NightReports, report, send
from homeward.analysis.catalogue import create_views, describe
from homeward.analysis.changes import store_changes, store_counts
from homeward.china_time import in_china
from homeward.failpoint import reach
from homeward.fault import described, file_words
from homeward.feeds.take_in import Intake, hash_of, take_in
from homeward.journal import Journal, JournalError
from homeward.night_result import NightResult, night_result
from homeward.owed_reports import make_owed
from homeward.rulebook.law import load_law
from homeward.rulebook.shipped_bans import shipped_bans
from homeward.run_id import new_run_id
from homeward.settings import Settings, SettingsError
from homeward.warehouse.access import Access
from homeward.warehouse.archive import archive_intake, drop_expired
from homeward.warehouse.brake import Warned, slowness, suspicions
from homeward.warehouse.decisions import decide_lines, remove_shipped_bans, store_rules, store_shipped_bans
from homeward.warehouse.generations import drop_surplus, keep_generation
from homeward.warehouse.gone import is_gone
from homeward.warehouse.layout import Layout
from homeward.warehouse.load import known_files, load
from homeward.warehouse.lock import night_lock
from homeward.warehouse.next_warehouse import LastRun, empty_workspace, last_run, next_warehouse
from homeward.warehouse.packing import packing
from homeward.warehouse.publish import publish
from homeward.warehouse.space import check_space
from homeward.warehouse.statement import statement
from homeward.warehouse.straight_in import straight_in
from homeward.warehouse.unfinished import NO_REPORTS, settle_unfinished
from homeward.warehouse.unreadable import words_of
from homeward.watch import StepLog


class NightStopped(Exception):
    """The night was stopped as suspicious; the last results stand."""


class ResultUnknown(Exception):
    """The night is published, and what became of its rows cannot be read back."""


class Night(NamedTuple):
    """What a night is called by."""

    run_id: str
    started: datetime


def _begin() -> Night:
    started = datetime.now(UTC)
    return Night(new_run_id(started), started)


def _refuse_backdating(settings: Settings, last: LastRun | None, backdate: bool) -> None:
    if last and settings.as_of < last.as_of and not backdate:
        raise SettingsError(
            f"The day {settings.as_of} is before that of the last published night, {last.as_of}. Add --backdate to "
            "decide for it all the same. Where the clock was ahead that night, `homeward restore` takes the night "
            "before it."
        )


def _take_in(con: duckdb.DuckDBPyConnection, layout: Layout, settings: Settings, again: Collection[Path]) -> Intake:
    known, first_file_id = known_files(con)
    hash_file = packing(con, layout) if settings.archive_days else hash_of
    return take_in(settings.inbox, known, first_file_id, layout.workspace, again, straight_in(con), hash_file)


def _load(con: duckdb.DuckDBPyConnection, intake: Intake, settings: Settings, night: Night) -> None:
    remove_shipped_bans(con)
    load(con, intake, night.run_id)
    if settings.shipped_bans == "add":
        store_shipped_bans(con, shipped_bans())


def _decide(con: duckdb.DuckDBPyConnection, settings: Settings) -> str:
    law = load_law()
    store_rules(con, law)
    return decide_lines(con, law, settings.as_of, settings.lead_days)


def _record_run(
    con: duckdb.DuckDBPyConnection, rulebook: str, settings: Settings, night: Night, warnings: list[Warned]
) -> None:
    con.execute(
        statement("warehouse/insert_run"),
        {
            "run_id": night.run_id,
            "as_of": settings.as_of,
            "version": __version__,
            "rulebook": rulebook,
            "warnings": [warning.sentence for warning in warnings],
            "warning_details": [json.dumps(warning._asdict(), sort_keys=True) for warning in warnings],
            "started_at": in_china(night.started),
            "finished_at": in_china(datetime.now(UTC)),
        },
    )


def _suspicions(con: duckdb.DuckDBPyConnection, settings: Settings, night: Night, is_anew: bool) -> list[Warned]:
    found = [Warned("gone", {})] if is_anew else []
    found += suspicions(con, night.run_id, settings.as_of, settings.brake)
    if found and settings.on_suspicious_feed == "stop":
        sentences = " ".join(warning.sentence for warning in found)
        raise NightStopped(f"The input is suspicious and on_suspicious_feed is stop: {sentences}")
    return found


def _say(log: StepLog, warnings: list[Warned]) -> None:
    for warning in warnings:
        log.say(warning.sentence, level="warning")


class Finished(NamedTuple):
    """A finished, closed warehouse file that nobody sees yet, and how many files were skipped on the way to it."""

    file: Path
    skipped: int


def _work(
    layout: Layout, settings: Settings, night: Night, again: Collection[Path], log: StepLog, is_anew: bool
) -> Finished:
    with next_warehouse(layout, settings) as (file, con):
        with log.step("take in") as step:
            intake = _take_in(con, layout, settings, again)
            step.count(files=len(intake.staged), rows=sum(staged.rows_read for staged in intake.staged))
        reach("after_take_in")
        if settings.archive_days:
            with log.step("archive"):
                intake = archive_intake(layout, settings.inbox, intake, Access.of(settings))
        with log.step("load"):
            _load(con, intake, settings, night)
        reach("after_load")
        warnings = _suspicions(con, settings, night, is_anew)
        _say(log, warnings)
        with log.step("decide"):
            create_views(con)
            rulebook = _decide(con, settings)
            slow = slowness(con, datetime.now(UTC) - night.started, settings)
            warnings += slow
            _record_run(con, rulebook, settings, night, warnings)
            store_counts(con, settings.as_of)
            store_changes(con, night.run_id)
        _say(log, slow)
        reach("after_decide")
        with log.step("describe"):
            describe(con)
        reach("after_describe")
    return Finished(file, sum(untaken.status == "skipped" for untaken in intake.untaken))


def _after_publication(
    layout: Layout,
    settings: Settings,
    night: Night,
    last: LastRun | None,
    journal: Journal,
    log: StepLog,
    mail: bool,
) -> NightReports:
    """Reports, mails queued, and retention. Whatever fails here is a problem of the night, never its failure."""
    access = Access.of(settings)
    try:
        reach("after_rename")
        journal.report_owed(night.run_id, settings.as_of, NO_REPORTS)
        journal.night_published(night.run_id)
        reach("after_journal")
        # Private before anything is in it.
        access.make_folder(settings.reports)
        reports = report(settings, journal, night.run_id, log, mail=mail)
        for name in (settings.as_of.isoformat(), "latest"):
            access.give_tree(settings.reports / name)
        reach("after_reports")
        _drop_old(layout, settings, last)
    except (JournalError, OSError, duckdb.Error) as error:
        return _unfinished(journal, night, settings, f"{_words(error)} `homeward report` makes the reports.")
    except Exception as error:  # The night is published: not even a fault of our own may call it failed.
        return _unfinished(journal, night, settings, described(error))
    return reports


def _words(error: JournalError | OSError | duckdb.Error) -> str:
    match error:
        case OSError():
            return f"{file_words(error)}."
        case duckdb.Error():
            return f"{words_of(error)}."
        case _:
            return str(error)


def _unfinished(journal: Journal, night: Night, settings: Settings, why: str) -> NightReports:
    """What follows publication broke off: the reason is the night's problem, and is kept where reports are owed."""
    problem = f"what follows publication failed: {why}"
    with suppress(JournalError):
        if night.run_id in {owed.run_id for owed in journal.reports_owed()}:
            journal.report_owed(night.run_id, settings.as_of, problem)
    return NightReports([], problem)


def _send(settings: Settings, log: StepLog) -> str | None:
    """What of the night's mails did not go, whatever the reason."""
    try:
        return send(settings, log)
    except (JournalError, OSError) as error:
        return f"mails could not be sent: {_words(error)} `homeward send` sends them."
    except Exception as error:  # As above: the night is published.
        return f"mails could not be sent: {described(error)}"


def _drop_old(layout: Layout, settings: Settings, last: LastRun | None) -> None:
    """Retention, after all that matters; it counts from the night before this one (see drop_expired)."""
    drop_surplus(layout, settings.keep_nights, settings.keep_bytes)
    if last and settings.archive_days:
        drop_expired(layout, settings.archive_days, last.as_of)


def _regroup(layout: Layout, settings: Settings, access: Access) -> None:
    """What former nights left goes to a group that was set since."""
    for left in (layout.published, layout.generations, layout.archive, *settings.reports.glob("????-??-??")):
        access.regroup(left)


def run_night(
    settings: Settings, log: StepLog, again: Collection[Path] = (), backdate: bool = False, mail: bool = True
) -> NightResult:
    """Run one night and say what became of it.

    Up to the rename nothing that others see is touched; after it the night stands, whatever becomes of its reports.
    Raises SettingsError (backdated), AnotherNightRuns, DiskTooFull, OtherTables, NightStopped, AccountsDoNotAddUp,
    LinesUndecided, JournalError, OSError and duckdb.Error; in each case the last published warehouse and reports are
    as they were, but for reports that were owed and are made first.
    Raises ResultUnknown where the night is published all the same.
    """
    layout, night, access = Layout(settings.warehouse), _begin(), Access.of(settings)
    access.make_folder(layout.folder)
    with night_lock(layout.lock), Journal.open(settings.warehouse) as journal:
        access.give_file(journal.path)
        _regroup(layout, settings, access)
        reach("after_lock")
        is_anew = is_gone(layout, journal)
        last = last_run(layout)
        _refuse_backdating(settings, last, backdate)
        for sentence in settle_unfinished(journal, layout):
            log.say(sentence, level="warning")
        make_owed(settings, journal, last, log, mail=mail)
        journal.night_started(night.run_id, settings.as_of)
        with empty_workspace(layout):
            check_space(layout, settings.inbox)
            finished = _work(layout, settings, night, again, log, is_anew)
            with log.step("publish"):
                if last:
                    keep_generation(layout, last, access)
                aside = publish(finished.file, layout, night.run_id, access)
        if aside:
            log.say(f"A stray write-ahead log lay beside the warehouse; it is kept as {aside}.", level="warning")
        reports = _after_publication(layout, settings, night, last, journal, log, mail)
        try:
            result = night_result(settings, night.run_id, night.started, finished.skipped, reports)
        except (OSError, duckdb.Error, MemoryError) as error:
            raise ResultUnknown(
                f"The night of {settings.as_of} is published, but its result cannot be read: {error}"
            ) from error
    # Outside the lock: a mail server that is down holds up nobody but this process.
    problem = _send(settings, log) if mail and not reports.problem else None
    return result.with_problem(problem) if problem else result

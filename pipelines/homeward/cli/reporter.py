"""The reports made again from the command line."""

import webbrowser
from pathlib import Path
from typing import Any

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import published_warehouse, reading, settings_of
from homeward.exit_codes import ANOTHER_NIGHT, WITHOUT_REPORT
from homeward.fault import file_words
from homeward.journal import Journal, JournalError
from homeward.plain_text import plain
from homeward.reporting.publish import write_reports
from homeward.reporting.totals import TotalsMismatch
from homeward.settings import Settings
from homeward.warehouse.access import Access
from homeward.warehouse.layout import Layout
from homeward.warehouse.lock import AnotherNightRuns, night_lock
from homeward.warehouse.next_warehouse import last_run
from homeward.warehouse.unfinished import settle_unfinished


def _make(settings: Settings) -> list[Path]:
    layout, access = Layout(settings.warehouse), Access.of(settings)
    with night_lock(layout.lock), Journal.open(settings.warehouse) as journal:
        # A night that was killed before its reports owes them: they are made here.
        settle_unfinished(journal, layout)
        last = last_run(layout)
        if last is None:
            raise CommandFailed(f"{settings.warehouse}: no night has been published yet. Run `homeward run`.")
        access.make_folder(settings.reports)
        written = write_reports(settings, last.as_of)
        for name in (last.as_of.isoformat(), "latest"):
            access.give_tree(settings.reports / name)
        journal.report_made(last.run_id, last.as_of)
    return written


def report_and_tell(config: Path | None, *, open_it: bool, **flags: Any) -> int:
    """Make the reports of the last published night and say where they are.

    Raises CommandFailed: 2 where there is no night, 3 where the warehouse is damaged, 4 while a night runs, 5 where
    figures do not agree or a file cannot be written.
    """
    published_warehouse(config, flags["warehouse"])
    settings = settings_of(config, **flags)
    try:
        with reading(settings.warehouse):
            written = _make(settings)
    except AnotherNightRuns as error:
        raise CommandFailed(f"A night is running ({error}). Wait for it to end.", ANOTHER_NIGHT) from error
    except TotalsMismatch as error:
        sentence = f"The report was not made, for its figures do not agree: {error}. The former reports are untouched."
        raise CommandFailed(sentence, WITHOUT_REPORT) from error
    except JournalError as error:
        raise CommandFailed(f"The report could not be made: {error}", WITHOUT_REPORT) from error
    except OSError as error:
        sentence = f"The report could not be made: {file_words(error)}. Check space and permissions, then run it again."
        raise CommandFailed(sentence, WITHOUT_REPORT) from error
    for path in written:
        click.echo(f"Report: {plain(path)}")
    if open_it and not webbrowser.open(written[0].resolve().as_uri()):
        click.echo("No browser could be opened on this machine; open the file above.")
    return 0

"""Mails from the command line: what is owed is sent or written, and it is told what became of it."""

from pathlib import Path

import click
import duckdb

from homeward.cli.failure import CommandFailed
from homeward.cli.options import settings_of
from homeward.exit_codes import ANOTHER_NIGHT, WITHOUT_REPORT
from homeward.journal import Journal, JournalError
from homeward.outbox.alone import OthersSendingError
from homeward.outbox.deliver import Delivered, deliver
from homeward.outbox.dry_run import write_letters
from homeward.outbox.queue import is_known, letters_in, mails_in_state, owed_mails, queue_folder
from homeward.plain_text import plain
from homeward.settings import Settings
from homeward.warehouse.layout import Layout
from homeward.warehouse.next_warehouse import LastRun, last_run


def send_and_tell(
    config: Path | None, warehouse: Path | None, reports: Path | None, *, dry_run: bool, again: bool
) -> int:
    """Send the last night's mails and whatever is owed from before, or only write them; the exit code.

    Raises CommandFailed: 2 where nothing is configured or published, 4 where another process sends, 5 where the
    journal cannot be used.
    """
    settings = settings_of(config, warehouse=warehouse, reports=reports)
    _check(settings, dry_run)
    last = _last_night(settings)
    if last is None:
        raise CommandFailed(f"{settings.warehouse}: there is no warehouse yet. Run `homeward run` first.")
    try:
        with Journal.open(settings.warehouse, mode=settings.file_mode) as journal:
            return _write(journal, settings, last, again) if dry_run else _send(journal, settings, last, again)
    except OthersSendingError as error:
        raise CommandFailed(str(error), ANOTHER_NIGHT) from error
    except JournalError as error:
        raise CommandFailed(str(error), WITHOUT_REPORT) from error


def _check(settings: Settings, dry_run: bool) -> None:
    if not settings.mail.recipients:
        raise CommandFailed("Nobody is to get mail: name `recipients` under [mail] in homeward.toml.")
    if settings.mail.host is None and not dry_run:
        raise CommandFailed(
            "No mail server is set: give `host` (and `tls`, `user`) under [mail] in homeward.toml, "
            "or use `homeward send --dry-run` to see what would be sent."
        )


def _last_night(settings: Settings) -> LastRun | None:
    try:
        return last_run(Layout(settings.warehouse))
    except duckdb.Error as error:
        raise CommandFailed(
            f"{settings.warehouse}: the warehouse cannot be read ({str(error).splitlines()[0]}). "
            "Nothing was sent; see `homeward nights`, and restore one.",
            WITHOUT_REPORT,
        ) from error


def _folder(settings: Settings, last: LastRun) -> Path:
    return settings.reports / last.as_of.isoformat() / "mail"


def _recipients(settings: Settings) -> list[str]:
    return [recipient.address for recipient in settings.mail.recipients]


def _write(journal: Journal, settings: Settings, last: LastRun, again: bool) -> int:
    owed = owed_mails(journal, with_uncertain=again or settings.mail.uncertain == "retry", with_refused=again)
    folder, recipients = _folder(settings, last), _recipients(settings)
    letters = letters_in(folder, recipients=recipients, as_of=last.as_of, run_id=last.run_id)
    unknown = [letter for letter in letters if not is_known(journal, letter.message_id)]
    paths = write_letters(settings.reports / "dry-run", settings.folder_mode, owed, unknown, last.as_of)
    for path in paths:
        click.echo(plain(path))
    click.echo(f"{len(paths)} to send; nothing was sent." if paths else "Nothing is owed.")
    return 0


def _send(journal: Journal, settings: Settings, last: LastRun, again: bool) -> int:
    queue_folder(
        journal,
        _folder(settings, last),
        recipients=_recipients(settings),
        as_of=last.as_of,
        run_id=last.run_id,
    )
    delivered = deliver(journal, settings.mail, again=again, say=_say)
    _tell(journal, delivered)
    return WITHOUT_REPORT if delivered.failures else 0


def _say(sentence: str) -> None:
    click.echo(f"homeward: {plain(sentence, 2000)}", err=True)


def _tell(journal: Journal, delivered: Delivered) -> None:
    for mail in delivered.sent:
        click.echo(f"Sent to {plain(mail.recipient)}: {plain(mail.subject)}")
    for failure in delivered.failures:
        _say(failure)
    told = {mail.message_id for mail in (*delivered.uncertain, *delivered.refused)}
    held = [mail for state in ("uncertain", "refused") for mail in mails_in_state(journal, state)]
    waiting = [mail for mail in held if mail.message_id not in told]
    if waiting:
        click.echo(f"{len(waiting)} held from before, uncertain or refused: `homeward send --again` sends them again.")
    if not (delivered.sent or delivered.failures or waiting):
        click.echo("Nothing is owed.")

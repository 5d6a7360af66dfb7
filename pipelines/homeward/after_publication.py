"""What follows a published night: its reports and its mails. Nothing here can take the night back."""

from pathlib import Path
from typing import NamedTuple

from homeward.fault import file_words
from homeward.journal import Journal
from homeward.outbox.alone import OthersSendingError
from homeward.outbox.deliver import deliver
from homeward.outbox.queue import queue_folder
from homeward.reporting.publish import write_reports
from homeward.reporting.totals import TotalsMismatch
from homeward.settings import Settings
from homeward.watch import StepLog


class NightReports(NamedTuple):
    """The reports that were made, and a sentence where something could not be made or sent."""

    paths: list[Path]
    problem: str | None = None


def _write(settings: Settings, journal: Journal, run_id: str) -> NightReports:
    """Write the reports; a failure leaves them owed to the next run and the night as it stands."""
    try:
        paths = write_reports(settings, settings.as_of)
    except (TotalsMismatch, OSError) as error:
        why = f"{file_words(error)}." if isinstance(error, OSError) else str(error)
        reason = f"the report could not be made: {why} `homeward report` makes it."
        journal.report_owed(run_id, settings.as_of, reason)
        return NightReports([], reason)
    journal.report_made(run_id, settings.as_of)
    return NightReports(paths)


def report(settings: Settings, journal: Journal, run_id: str, log: StepLog, *, mail: bool) -> NightReports:
    """Write the reports of the published night of `settings.as_of`; with `mail` put its mails into the outbox.

    Whatever was owed until now is settled by it: what could still be made was made before the night (`make_owed`).
    """
    with log.step("report") as step:
        reports = _write(settings, journal, run_id)
        step.count(files=len(reports.paths))
    if mail and not reports.problem and settings.mail.host is not None:
        recipients = [recipient.address for recipient in settings.mail.recipients]
        folder = settings.reports / settings.as_of.isoformat() / "mail"
        queue_folder(journal, folder, recipients=recipients, as_of=settings.as_of, run_id=run_id)
    return reports


def send(settings: Settings, log: StepLog) -> str | None:
    """Send what the outbox owes; a sentence where something did not go. Needs no lock of the night: see `alone`.

    A server that is down is tried for `retry_minutes`, each wait told in the log. Raises JournalError.
    """
    with log.step("send"), Journal.open(settings.warehouse) as journal:
        try:
            failures = deliver(journal, settings.mail, say=log.say).failures
        except OthersSendingError as error:
            failures = [str(error)]
    return " ".join(failures) or None

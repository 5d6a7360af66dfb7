"""What follows a published night: its reports and its mails. Nothing here can take the night back."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from homeward.journal import Journal
from homeward.outbox.alone import OthersSendingError
from homeward.outbox.deliver import deliver
from homeward.outbox.queue import queue_folder
from homeward.reporting.facts import NightFacts
from homeward.reporting.publish import write_reports
from homeward.reporting.totals import TotalsMismatch
from homeward.settings import Settings
from homeward.watch import StepLog


class NightReports(NamedTuple):
    """The reports that were made, and a sentence where something could not be made or sent."""

    paths: list[Path]
    problem: str | None = None


def _write(settings: Settings, journal: Journal, facts: NightFacts) -> NightReports:
    """Write the reports; a failure leaves them owed to the next run and the night as it stands."""
    try:
        written = write_reports(settings.warehouse, settings.reports, settings, facts)
    except (TotalsMismatch, OSError) as error:
        reason = f"the report could not be made: {error}"
        journal.report_owed(facts.run_id, facts.as_of, reason)
        return NightReports([], reason)
    journal.report_made(facts.run_id, facts.as_of)
    return NightReports(list(written.paths))


def _send(settings: Settings, journal: Journal, run_id: str, as_of: date) -> str | None:
    """Queue the night's mails and send what is owed; a sentence where one did not go."""
    if settings.mail.host is None:
        return None
    recipients = [recipient.address for recipient in settings.mail.recipients]
    folder = settings.reports / as_of.isoformat() / "mail"
    queue_folder(journal, folder, recipients=recipients, as_of=as_of, run_id=run_id)
    try:
        failures = deliver(journal, settings.mail).failures
    except OthersSendingError as error:
        failures = [str(error)]
    return " ".join(failures) or None


def report_and_send(
    settings: Settings, journal: Journal, facts: NightFacts, log: StepLog, *, mail: bool
) -> NightReports:
    """Write the reports of the published night and send its mails, those owed from before first.

    A night whose reports are owed from before is replaced by this one's: reports show the warehouse as it stands.
    """
    with log.step("report") as step:
        reports = _write(settings, journal, facts)
        step.count(files=len(reports.paths))
    if not mail or reports.problem:
        return reports
    with log.step("send"):
        problem = _send(settings, journal, facts.run_id, facts.as_of)
    return NightReports(reports.paths, problem)

"""What follows a night that failed or was stopped: its mail to every recipient."""

from collections.abc import Callable

import duckdb

from homeward.journal import Journal
from homeward.outbox.alone import OthersSendingError
from homeward.outbox.deliver import deliver
from homeward.outbox.queue import queue_mail
from homeward.reporting.failure_mail import FailedNight, failure_mail
from homeward.settings import Settings
from homeward.warehouse.layout import Layout
from homeward.warehouse.next_warehouse import last_run


def _failed_night(settings: Settings, journal: Journal) -> FailedNight | None:
    failures = journal.last_failures(1)
    if not failures:
        return None
    try:
        last = last_run(Layout(settings.warehouse))
    except duckdb.Error:
        # The warehouse may be what is damaged.
        last = None
    night = failures[0]
    return FailedNight(night.run_id, night.as_of, night.sentence or "", last.as_of if last else None, journal.now())


def tell_of_failure(settings: Settings, journal: Journal, say: Callable[[str], object]) -> list[str]:
    """Queue and send the mails about the last night that failed; a sentence for each that did not go.

    `say` is told of each wait for the server. They take back no mail of a night that succeeded. Raises JournalError.
    """
    night = _failed_night(settings, journal)
    if settings.mail.host is None or night is None:
        return []
    for recipient in settings.mail.recipients:
        message = failure_mail(night, recipient, settings)
        queue_mail(
            journal, message, recipient=recipient.address, as_of=night.as_of, run_id=night.run_id, supersedes=False
        )
    try:
        return deliver(journal, settings.mail, say=say).failures
    except OthersSendingError as error:
        return [str(error)]

"""The outbox emptied: every mail owed is handed over, again and again for a while, and the journal told."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial
from json import dumps
from typing import NamedTuple

from homeward.journal import Journal
from homeward.outbox.alone import sending_alone
from homeward.outbox.hand_over import Answer
from homeward.outbox.line import Line
from homeward.outbox.mail_settings import MailSettings
from homeward.outbox.queue import Mail, mail_now, owed_mails
from homeward.outbox.session import PATIENCE

FIRST_WAIT_SECONDS = 30.0
LONGEST_WAIT_SECONDS = 300.0
OTHER_SENDER_SECONDS = 60.0

WHAT_NEXT = {
    "queued": "There was no time left to try it; the next night, or `homeward send`, does.",
    "deferred": "It stays in the outbox; the next night, or `homeward send`, tries again.",
    "uncertain": "The server may have taken it: ask the recipient; `homeward send --again` sends it once more.",
    "refused": "Correct the address, or have the server take it; `homeward send --again` tries once more.",
    "expired": "It is too old and is given up; the report is in its folder.",
}
WHAT_NEXT_OF_SEVERAL = {
    "queued": "There was no time left to try them; the next night, or `homeward send`, does.",
    "deferred": "They stay in the outbox; the next night, or `homeward send`, tries again.",
    "uncertain": "The server may have taken them: ask the recipients; `homeward send --again` sends them once more.",
    "refused": "Correct the addresses, or have the server take them; `homeward send --again` tries once more.",
    "expired": "They are too old and are given up; the reports are in their folder.",
}


class Delivered(NamedTuple):
    """What became of the mails tried, each as it stands now."""

    sent: tuple[Mail, ...] = ()
    deferred: tuple[Mail, ...] = ()
    uncertain: tuple[Mail, ...] = ()
    refused: tuple[Mail, ...] = ()
    expired: tuple[Mail, ...] = ()

    @property
    def failures(self) -> list[str]:
        """A sentence for the mails not surely sent of which one thing is to be said: to whom, why, and what to do."""
        alike: dict[tuple[object, ...], list[Mail]] = {}
        for mail in (*self.deferred, *self.uncertain, *self.refused, *self.expired):
            alike.setdefault((mail.as_of, mail.state, mail.attempts, mail.server_words), []).append(mail)
        return [_sentence(mails) for mails in alike.values()]


def deliver(
    journal: Journal,
    settings: MailSettings,
    *,
    again: bool = False,
    say: Callable[[str], object] = lambda _: None,
    pause: Callable[[float], object] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Delivered:
    """Send what the outbox owes, trying for `retry_minutes`; with `again` also what was refused or is uncertain.

    `say` is told of each wait, and why. Nothing is sent without a `host`. Raises OthersSendingError and JournalError;
    all else is told in the result.
    """
    if settings.host is None:
        return Delivered()
    with sending_alone(journal.path, OTHER_SENDER_SECONDS):
        touched = {row[0] for row in journal.run("mails_interrupted")} | _given_up(journal, settings)
        finished: set[str] = set()
        end = clock() + max(settings.retry_minutes * 60, settings.timeout_seconds * PATIENCE)
        for wait in _waits(settings.retry_minutes * 60):
            owed = [mail for mail in _owed(journal, settings, again) if mail.message_id not in finished]
            if not owed or clock() + wait > end:
                break
            if wait:
                say(_next_try(owed, wait))
            pause(wait)
            touched |= {mail.message_id for mail in owed}
            finished |= _try_each(journal, settings, owed, lambda: clock() > end)
        return _delivered(mail_now(journal, identity) for identity in touched)


def _waits(budget: float) -> Iterator[float]:
    """The pauses before each round: none, then longer and longer ones while they fit into `budget` seconds."""
    yield 0.0
    wait, waited = FIRST_WAIT_SECONDS, 0.0
    while waited + wait <= budget:
        yield wait
        waited, wait = waited + wait, min(wait * 2, LONGEST_WAIT_SECONDS)


def _next_try(owed: list[Mail], wait: float) -> str:
    count = f"{len(owed):,} {'mail is' if len(owed) == 1 else 'mails are'}"
    return f"{count} not taken yet: {owed[0].server_words}; next try in {wait:.0f} s."


def _given_up(journal: Journal, settings: MailSettings) -> set[str]:
    recipients = [recipient.address.lower() for recipient in settings.recipients]
    journal.change("withdraw_mails", recipients=dumps(recipients))
    before = journal.now() - timedelta(days=settings.give_up_days)
    return {row[0] for row in journal.run("expire_mails", before=before.isoformat())}


def _owed(journal: Journal, settings: MailSettings, again: bool) -> list[Mail]:
    return owed_mails(journal, with_uncertain=again or settings.uncertain == "retry", with_refused=again)


def _try_each(journal: Journal, settings: MailSettings, owed: list[Mail], is_over: Callable[[], bool]) -> set[str]:
    """Hand over each mail once; those with which nothing more is to be done in this run."""
    finished = set()
    with Line(settings) as line:
        for mail in owed:
            if is_over():
                break
            answer = line.hand_over(mail, partial(journal.change, "mail_leaves", message_id=mail.message_id))
            _note(journal, mail, answer)
            if not answer.again or answer.state in ("sent", "refused") or _is_held(answer, settings):
                finished.add(mail.message_id)
    return finished


def _is_held(answer: Answer, settings: MailSettings) -> bool:
    return answer.state == "uncertain" and settings.uncertain == "hold"


def _note(journal: Journal, mail: Mail, answer: Answer) -> None:
    # A mail the server may have taken stays so, though a later attempt did not reach the server.
    state = "uncertain" if mail.state == "uncertain" and answer.state == "deferred" else answer.state
    journal.change("mail_answered", message_id=mail.message_id, state=state, server_words=answer.words)


def _delivered(mails: Iterable[Mail]) -> Delivered:
    tried = sorted(mails, key=lambda mail: (mail.as_of, mail.recipient))

    def those(*states: str) -> tuple[Mail, ...]:
        return tuple(mail for mail in tried if mail.state in states)

    return Delivered(those("sent"), those("queued", "deferred"), those("uncertain"), those("refused"), those("expired"))


def _sentence(mails: list[Mail]) -> str:
    """What is to be said of mails that are alike in all but their readers: a server that is down fails them all."""
    mail, readers = mails[0], ", ".join(mail.recipient for mail in mails)
    times = {0: "not tried", 1: "tried once"}.get(mail.attempts, f"tried {mail.attempts} times")
    words = f", last answer: {mail.server_words.rstrip('.')}" if mail.server_words else ""
    if len(mails) == 1:
        return f"The mail about {mail.as_of} to {readers} is {mail.state} ({times}{words}). {WHAT_NEXT[mail.state]}"
    what_next = WHAT_NEXT_OF_SEVERAL[mail.state]
    return f"The {len(mails):,} mails about {mail.as_of} are {mail.state} ({times}{words}): {readers}. {what_next}"

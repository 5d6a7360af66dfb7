"""The outbox itself: mails kept in the journal until a server has taken them."""

from collections.abc import Iterable
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

from homeward.journal import Journal
from homeward.outbox.identity import message_id
from homeward.plain_text import plain

# Seven-bit lines pass through every server. Headers stay as they are: a folded Message-ID is read wrongly by some.
WIRE = policy.SMTP.clone(cte_type="7bit", max_line_length=998)


class Mail(NamedTuple):
    """One message to one recipient; `message` is None once it is sent or given up."""

    message_id: str
    as_of: date
    recipient: str
    subject: str
    state: str
    attempts: int
    server_words: str | None
    message: bytes | None


class Letter(NamedTuple):
    """A message as it will leave, with the Message-ID that tells it from others."""

    message_id: str
    recipient: str
    subject: str
    message: bytes


def as_letter(message: EmailMessage, *, recipient: str, as_of: date, run_id: str) -> Letter:
    """A message with its Message-ID set by day, recipient and content; see `identity`."""
    identity = message_id(message, as_of=as_of, recipient=recipient, run_id=run_id)
    if message["Message-ID"] != identity:
        del message["Message-ID"]
        message["Message-ID"] = identity
    return Letter(identity, recipient, plain(message["Subject"] or ""), message.as_bytes())


def letter_of(message: bytes, *, recipient: str, as_of: date, run_id: str) -> Letter:
    """The bytes of an `.eml` as a letter."""
    parsed = message_from_bytes(message, policy=WIRE)
    assert isinstance(parsed, EmailMessage)  # noqa: S101 - what the policy's factory makes
    return as_letter(parsed, recipient=recipient, as_of=as_of, run_id=run_id)


def letters_in(folder: Path, *, recipients: Iterable[str], as_of: date, run_id: str) -> list[Letter]:
    """Every `.eml` of a folder that is for one of `recipients` alone, by its To line."""
    known = {address.lower() for address in recipients}
    messages = [path.read_bytes() for path in sorted(folder.glob("*.eml"))]
    return [
        letter_of(message, recipient=address, as_of=as_of, run_id=run_id)
        for message in messages
        if (address := _addressee(message)).lower() in known
    ]


def queue_mail(
    journal: Journal, message: bytes, *, recipient: str, as_of: date, run_id: str, supersedes: bool = True
) -> bool:
    """Put a message (the bytes of an `.eml`) into the outbox; on the disk when this returns.

    False when this mail is already there or was sent: the same day, recipient and content. What the recipient was to
    get about the same day before, and has not left yet, is superseded; unless told otherwise, as of a night that
    failed, which takes no former result back.
    """
    letter = letter_of(message, recipient=recipient, as_of=as_of, run_id=run_id)
    queued = journal.change("queue_mail", run_id=run_id, as_of=as_of.isoformat(), **letter._asdict())
    if supersedes:
        journal.change("supersede_mails", as_of=as_of.isoformat(), recipient=recipient, message_id=letter.message_id)
    return queued == 1


def queue_folder(journal: Journal, folder: Path, *, recipients: Iterable[str], as_of: date, run_id: str) -> int:
    """Put every `.eml` of a folder that is for one of `recipients` into the outbox; how many were new."""
    letters = letters_in(folder, recipients=recipients, as_of=as_of, run_id=run_id)
    return sum(
        queue_mail(journal, letter.message, recipient=letter.recipient, as_of=as_of, run_id=run_id)
        for letter in letters
    )


def is_known(journal: Journal, identity: str) -> bool:
    """Whether a mail is in the outbox or was, sent or not."""
    return bool(journal.run("mail", message_id=identity))


def owed_mails(journal: Journal, *, with_uncertain: bool = False, with_refused: bool = False) -> list[Mail]:
    """The mails to be sent now, oldest first."""
    rows = journal.run("owed_mails", with_uncertain=with_uncertain, with_refused=with_refused)
    return [_mail(row) for row in rows]


def mails_in_state(journal: Journal, state: str) -> list[Mail]:
    """The mails in one state (`uncertain`, `refused`, `sent` …), oldest first, without their text."""
    return [_mail(row) for row in journal.run("mails_in_state", state=state)]


def mail_now(journal: Journal, identity: str) -> Mail:
    """One mail as it stands."""
    return _mail(journal.run("mail", message_id=identity)[0])


def _addressee(message: bytes) -> str:
    """The one address in the To line of a message; empty when there is none or more than one."""
    to = message_from_bytes(message, policy=policy.SMTP)["To"]
    addresses = [parsed.addr_spec for parsed in to.addresses] if to else []
    return addresses[0] if len(addresses) == 1 else ""


def _mail(row: Iterable[Any]) -> Mail:
    identity, as_of, recipient, subject, state, attempts, words, message = row
    return Mail(identity, date.fromisoformat(as_of), recipient, subject, state, attempts, words, message)

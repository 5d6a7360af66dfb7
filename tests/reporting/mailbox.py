"""Mails as they arrive: handed over by the outbox to a real SMTP server, parsed from what it received."""

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller

from homeward.journal import Journal
from homeward.outbox.deliver import deliver
from homeward.outbox.mail_settings import MailSettings
from homeward.outbox.queue import queue_folder
from homeward.settings import Settings

ALL_EN, ALL_ZH, ONE, TWO = "all.en@example.com", "all.zh@example.com", "one@example.com", "two@example.com"


class Inbox:
    """What a server took: wire bytes by recipient."""

    def __init__(self) -> None:
        self.taken: dict[str, bytes] = {}

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        (recipient,) = envelope.rcpt_tos
        self.taken[recipient] = envelope.content
        return "250 taken"

    def message(self, recipient: str) -> EmailMessage:
        return message_from_bytes(self.taken[recipient], policy=policy.default)


def hop(folder: Path, settings: Settings, state: Path, run_id: str) -> Inbox:
    """Send every mail of `folder` as a night does."""
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        changes = {"host": "127.0.0.1", "port": port, "tls": "none", "timeout_seconds": 10}
        mail = MailSettings.model_validate(settings.mail.model_dump() | changes)
        recipients = [recipient.address for recipient in mail.recipients]
        with Journal.open(state / "w.duckdb") as journal:
            queue_folder(journal, folder, recipients=recipients, as_of=settings.as_of, run_id=run_id)
            assert deliver(journal, mail).failures == []
    finally:
        controller.stop()
    return inbox


def part(message: EmailMessage, subtype: str) -> str:
    """The text or HTML of a message."""
    body = message.get_body((subtype,))
    assert body is not None
    return body.get_content().replace("\r\n", "\n")


def attachments(message: EmailMessage) -> dict[str, bytes]:
    return {one.get_filename(): one.get_payload(decode=True) for one in message.iter_attachments()}

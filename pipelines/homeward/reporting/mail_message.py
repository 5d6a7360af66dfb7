"""A mail as a message: text and HTML as alternatives, then what is attached. Source: the report's brief, section 4."""

import zipfile
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from homeward.china_time import CHINA
from homeward.outbox.queue import WIRE, as_letter
from homeward.plain_text import plain

_TYPES = {
    ".zip": ("application", "zip"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class Attachment(NamedTuple):
    """A file that travels with a mail; the name is ASCII and ends in .zip or .xlsx."""

    name: str
    content: bytes


class Bodies(NamedTuple):
    """What a mail says: subject, both bodies, and the language they are in (en or zh-CN)."""

    subject: str
    text: str
    html: str
    language: str


class Envelope(NamedTuple):
    """From whom and to whom a mail goes, about which night, and the moment it tells (China time, without offset)."""

    sender: str
    sender_address: str
    recipient: str
    as_of: date
    run_id: str
    moment: datetime
    stop_subject: str


def zipped(name: str, text: str, as_of: date) -> bytes:
    """One text file in an archive; the same text gives the same bytes."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(name, (as_of.year, as_of.month, as_of.day, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, text.encode("utf-8"))
    return made.getvalue()


def fitting(attachments: list[Attachment], most_bytes: int) -> tuple[list[Attachment], list[Attachment]]:
    """The attachments that fit into `most_bytes` as they are encoded, in their order, and those that do not."""
    kept: list[Attachment] = []
    left_out: list[Attachment] = []
    room = most_bytes
    for attachment in attachments:
        encoded = -(-len(attachment.content) * 78 // 57)
        if encoded <= room:
            kept.append(attachment)
            room -= encoded
        else:
            left_out.append(attachment)
    return kept, left_out


def _headers(message: EmailMessage, bodies: Bodies, envelope: Envelope) -> None:
    domain = envelope.sender_address.rpartition("@")[2] or "localhost"
    message["From"] = envelope.sender
    message["To"] = envelope.recipient
    message["Subject"] = plain(bodies.subject)
    message["Date"] = format_datetime(envelope.moment.replace(microsecond=0, tzinfo=CHINA))
    message["List-ID"] = f"Homeward nightly mail <nightly.homeward.{domain}>"
    message["List-Unsubscribe"] = f"<mailto:{envelope.sender_address}?subject={quote(envelope.stop_subject)}>"
    message["Auto-Submitted"] = "auto-generated"
    # Non-delivery reports are left out of the list: they must still arrive.
    message["X-Auto-Response-Suppress"] = "DR, RN, NRN, OOF, AutoReply"


def message_bytes(bodies: Bodies, envelope: Envelope, attachments: list[Attachment]) -> bytes:
    """The message as it leaves, with the Message-ID by which the outbox knows it; to exactly one recipient."""
    message = EmailMessage(policy=WIRE)
    _headers(message, bodies, envelope)
    message.set_content(bodies.text, charset="utf-8", cte="base64")
    message.add_alternative(bodies.html, subtype="html", charset="utf-8", cte="base64")
    for attachment in attachments:
        main, sub = _TYPES[PurePath(attachment.name).suffix]
        message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.name)
    # Last, for each part that is added takes the Content headers into the first one.
    message["Content-Language"] = bodies.language
    return as_letter(message, recipient=envelope.recipient, as_of=envelope.as_of, run_id=envelope.run_id).message

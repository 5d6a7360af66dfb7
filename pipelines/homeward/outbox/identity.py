"""Which mail is which: a Message-ID made of day, recipient and content."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from email.utils import parseaddr

TIME_OF_DAY = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")


def message_id(message: EmailMessage, *, as_of: date, recipient: str, run_id: str) -> str:
    """The Message-ID of what `message` tells `recipient` about the day `as_of`: the same again for the same content.

    Content is the subject, the texts and the names of the attachments. The run id and times of day do not count, nor
    do the attachments' bytes, which carry clocks: else a second run of a night would send everything twice.
    """
    digest = hashlib.sha256()
    for piece in (as_of.isoformat(), recipient.lower(), str(message["Subject"] or ""), *_told(message, run_id)):
        digest.update(piece.encode("utf-8", "surrogateescape") + b"\0")
    domain = parseaddr(str(message["From"] or ""))[1].rpartition("@")[2] or "localhost"
    return f"<homeward.{as_of:%Y%m%d}.{digest.hexdigest()[:32]}@{domain}>"


def _told(message: EmailMessage, run_id: str) -> Iterator[str]:
    for part in message.walk():
        if part.is_multipart():
            continue
        if part.get_content_maintype() == "text" and not part.is_attachment():
            text = "\n".join(part.get_content().splitlines()).rstrip()
            yield TIME_OF_DAY.sub("", text.replace(run_id, "") if run_id else text)
        else:
            yield part.get_filename() or ""

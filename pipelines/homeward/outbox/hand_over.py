"""One mail handed to the server, and what is then known about it."""

import re
import smtplib
import ssl
from collections.abc import Callable
from typing import Literal, NamedTuple

from homeward.outbox.queue import Mail
from homeward.outbox.session import said

CHUNK = 65_536


class Answer(NamedTuple):
    """What became of a mail: its state, the server's words, and whether trying again this night may help."""

    state: Literal["sent", "deferred", "uncertain", "refused"]
    words: str
    again: bool = True


def hand_over(smtp: smtplib.SMTP, mail: Mail, sender: str, before_last_byte: Callable[[], object]) -> Answer:
    """Hand `mail` to the server.

    `before_last_byte` is called when all but the closing dot has left. Until then a cut line means that the server has
    nothing (deferred); from then until its answer nobody knows (uncertain).
    """
    leaving = False
    try:
        refusal = _envelope(smtp, mail, sender) or _body(smtp, mail.message or b"")
        if refusal:
            return refusal
        before_last_byte()
        leaving = True
        smtp.send(b".\r\n")
        return _last_answer(*smtp.getreply())
    except (smtplib.SMTPException, OSError) as error:
        smtp.close()
        return Answer("uncertain" if leaving else "deferred", f"the line was cut: {said(str(error))}")


def _envelope(smtp: smtplib.SMTP, mail: Mail, sender: str) -> Answer | None:
    size = [f"SIZE={len(mail.message or b'')}"] if smtp.has_extn("size") else []
    code, words = smtp.mail(sender, size)
    if code // 100 != 2:
        # A sender refused is a mistake in the settings, not in the mail; 552 is this mail's size.
        return Answer("refused" if code == 552 else "deferred", said(words, code), again=code < 500)
    code, words = smtp.rcpt(mail.recipient)
    if code // 100 != 2:
        return _refusal(code, words)
    code, words = smtp.docmd("DATA")
    return None if code == 354 else _refusal(code, words)


def _body(smtp: smtplib.SMTP, message: bytes) -> Answer | None:
    """Send all but the closing dot; an answer, or the end of the line, before that dot means the mail is not taken."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    stuffed = re.sub(rb"(?m)^\.", b"..", lines if lines.endswith(b"\r\n") else lines + b"\r\n")
    for start in range(0, len(stuffed), CHUNK):
        smtp.send(stuffed[start : start + CHUNK])
    return _early(smtp)


def _early(smtp: smtplib.SMTP) -> Answer | None:
    if smtp.sock is None:
        raise smtplib.SMTPServerDisconnected("the line was closed")
    patience = smtp.sock.gettimeout()
    smtp.sock.settimeout(0)
    try:
        words = smtp.sock.recv(1024)
    except (BlockingIOError, ssl.SSLWantReadError):
        return None
    finally:
        smtp.sock.settimeout(patience)
    smtp.close()
    return Answer("deferred", said(words) or "the line was cut while the message was sent")


def _last_answer(code: int, words: bytes) -> Answer:
    match code // 100:
        case 2:
            return Answer("sent", said(words, code))
        case 4 | 5:
            return _refusal(code, words)
        case _:
            return Answer("uncertain", f"an answer that is none: {said(words)}")


def _refusal(code: int, words: bytes) -> Answer:
    return Answer("refused" if code // 100 == 5 else "deferred", said(words, code))

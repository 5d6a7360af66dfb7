"""A line to the mail server: opened, its TLS verified, signed in, and never held for ever."""

import base64
import os
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from homeward.outbox.mail_settings import MailSettings
from homeward.plain_text import plain

PASSWORD_VARIABLE = "HOMEWARD_SMTP_PASSWORD"  # noqa: S105 - the name, not the password
# An answer may take `timeout_seconds`, a whole mail this many times as long: a server that drips bytes is cut off.
PATIENCE = 10


class LineError(Exception):
    """No line to the server could be had; `again` tells whether trying again this night may help."""

    def __init__(self, words: str, *, again: bool) -> None:
        super().__init__(words)
        self.again = again


@contextmanager
def open_session(mail: MailSettings) -> Iterator[smtplib.SMTP]:
    """A line to the server of `mail`, greeted, encrypted as its `tls` says and signed in; raises LineError."""
    smtp = _client(mail)
    try:
        with cut_after(smtp, mail.timeout_seconds * PATIENCE):
            _greet(smtp, mail)
        yield smtp
        with suppress(smtplib.SMTPException, OSError), cut_after(smtp, mail.timeout_seconds):
            smtp.quit()
    finally:
        smtp.close()


@contextmanager
def cut_after(smtp: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """Cut the line when the block takes longer than `seconds` in all, however often a byte arrives."""

    def cut() -> None:
        with suppress(OSError):
            if smtp.sock is not None:
                # Not SSLSocket's own shutdown, which pulls the encryption from under the thread that reads.
                socket.socket.shutdown(smtp.sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def said(answer: bytes | str, code: int | None = None, user: str = "") -> str:
    """A server's words, printable and without the password, should the server repeat what it was sent."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    password = os.environ.get(PASSWORD_VARIABLE, "")
    for clear in filter(None, (password, password and f"\0{user}\0{password}")):
        text = text.replace(clear, "***").replace(base64.b64encode(clear.encode()).decode(), "***")
    return plain(f"{code} {text}" if code else text, 300)


def _client(mail: MailSettings) -> smtplib.SMTP:
    timeout, name = mail.timeout_seconds, socket.gethostname()
    if mail.tls == "tls":
        return smtplib.SMTP_SSL(timeout=timeout, local_hostname=name, context=_trust(mail))
    return smtplib.SMTP(timeout=timeout, local_hostname=name)


def _trust(mail: MailSettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=mail.ca_file)
    except OSError as error:
        raise LineError(f"ca_file {mail.ca_file} cannot be used: {error}", again=False) from error


def _greet(smtp: smtplib.SMTP, mail: MailSettings) -> None:
    where = f"{mail.host}:{mail.server_port}"
    try:
        smtp._host = mail.host  # type: ignore[attr-defined]  # smtplib sets the name TLS checks only in its constructor
        code, words = smtp.connect(mail.host or "", mail.server_port)
        if code != 220:
            raise LineError(f"{where} did not greet: {said(words, code)}", again=True)
        smtp.ehlo_or_helo_if_needed()
        if mail.tls == "starttls":
            smtp.starttls(context=_trust(mail))
            smtp.ehlo_or_helo_if_needed()
        _sign_in(smtp, mail)
    except smtplib.SMTPNotSupportedError as error:
        raise LineError(
            f"{where} offers no {'sign-in' if 'AUTH' in str(error) else 'STARTTLS'}", again=False
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        refusal = said(error.smtp_error, error.smtp_code, mail.user or "")
        raise LineError(
            f"{where} did not accept the user or password: {refusal}", again=error.smtp_code < 500
        ) from error
    except smtplib.SMTPResponseException as error:
        raise LineError(f"{where} said: {said(error.smtp_error, error.smtp_code)}", again=True) from error
    except ssl.SSLCertVerificationError as error:
        raise LineError(f"the certificate of {where} is not trusted: {error.verify_message}", again=False) from error
    except (smtplib.SMTPException, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LineError(f"no line to {where}: {said(reason)}", again=True) from error


def _sign_in(smtp: smtplib.SMTP, mail: MailSettings) -> None:
    if not mail.user:
        return
    password = os.environ.get(PASSWORD_VARIABLE)
    if not password:
        raise LineError(f"a mail user is set, but {PASSWORD_VARIABLE} is not in the environment", again=False)
    smtp.login(mail.user, password)

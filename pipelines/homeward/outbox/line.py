"""One line for many mails: opened when first needed, and anew after a cut."""

import smtplib
from collections.abc import Callable
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Self

from homeward.outbox.hand_over import Answer, hand_over
from homeward.outbox.mail_settings import MailSettings
from homeward.outbox.queue import Mail
from homeward.outbox.session import PATIENCE, LineError, cut_after, open_session


class Line:
    """Hands over mails one by one; use it in a `with` block. A server that cannot be had is asked only once."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._opened = ExitStack()
        self._smtp: smtplib.SMTP | None = None
        self._trouble: Answer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def hand_over(self, mail: Mail, before_last_byte: Callable[[], object]) -> Answer:
        """What became of `mail`; see `hand_over.hand_over`. Without a line it is deferred, with the reason."""
        if self._trouble is None:
            try:
                return self._over(self._open(), mail, before_last_byte)
            except LineError as error:
                self._trouble = Answer("deferred", str(error), error.again)
        return self._trouble

    def _over(self, smtp: smtplib.SMTP, mail: Mail, before_last_byte: Callable[[], object]) -> Answer:
        with cut_after(smtp, self._settings.timeout_seconds * PATIENCE):
            answer = hand_over(smtp, mail, self._settings.sender_address, before_last_byte)
            if answer.state != "sent" and smtp.sock is not None:
                with suppress(smtplib.SMTPException, OSError):
                    smtp.rset()
        return answer

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None or self._smtp.sock is None:
            self._opened.close()
            self._smtp = self._opened.enter_context(open_session(self._settings))
        return self._smtp

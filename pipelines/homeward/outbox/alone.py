"""One sender at a time, so that two never hand over the same mail."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class OthersSendingError(Exception):
    """Another process is sending mails; the text says what to do."""


@contextmanager
def sending_alone(journal: Path, seconds: float) -> Iterator[None]:
    """Hold the right to send the mails of `journal`, waiting up to `seconds` for it; a dead process holds nothing.

    Raises OthersSendingError. The lock has a file of its own: SQLite's locks would be lost with any handle closed.
    """
    handle = os.open(journal.with_suffix(".sending"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle, time.monotonic() + seconds)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, until: float) -> None:
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise OthersSendingError(
                    "mails are being sent by another process; what is owed stays in the outbox, and `homeward send` "
                    "or the next night sends what that process leaves."
                ) from error
            time.sleep(0.2)

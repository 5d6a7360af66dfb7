"""One night at a time: a lock that goes with its process, however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AnotherNightRuns(Exception):
    """The lock is held by a living process; the message names it."""


def is_held(path: Path) -> bool | None:
    """Whether a living process holds the lock; None where the user may not ask.

    Asking takes the lock for an instant, so that a night that began in it would be refused: ask only where the answer
    matters.
    """
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    except OSError:
        return None
    return False


@contextmanager
def night_lock(path: Path) -> Iterator[None]:
    """Hold the lock file for the length of a night.

    The kernel releases it when the process ends, so a dead night leaves no lock behind, only the file.
    Raises AnotherNightRuns.
    """
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise AnotherNightRuns(file.read().strip() or "unknown process") from error
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()}")
        file.flush()
        yield

"""One night at a time: a lock that goes with its process, however that ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_TRIES, _BETWEEN_TRIES = 5, 0.05


class AnotherNightRuns(Exception):
    """The lock is held by a living process; the message names it."""


def is_held(path: Path) -> bool | None:
    """Whether a living process holds the lock; None where the user may not ask.

    Asking takes the lock for an instant; a night that begins in it tries again.
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


def _taken(file: IO[str]) -> bool:
    """Whether the lock was to be had, now or once nobody asks for it (`is_held`)."""
    for _ in range(_TRIES):
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(_BETWEEN_TRIES)
    return False


@contextmanager
def night_lock(path: Path) -> Iterator[None]:
    """Hold the lock file for the length of a night.

    The kernel releases it when the process ends, so a dead night leaves no lock behind, only the file.
    Raises AnotherNightRuns.
    """
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+") as file:
        if not _taken(file):
            file.seek(0)
            raise AnotherNightRuns(file.read().strip() or "unknown process")
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()}")
        file.flush()
        yield

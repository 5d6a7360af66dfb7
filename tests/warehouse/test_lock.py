"""Who holds the lock of the nights, and who only asks."""

import fcntl
import threading
from pathlib import Path

import pytest

from homeward.warehouse.lock import AnotherNightRuns, is_held, night_lock


def test_a_night_holds_the_lock_and_another_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "homeward.lock"
    assert is_held(lock) is False

    with night_lock(lock):
        assert is_held(lock) is True
        with pytest.raises(AnotherNightRuns, match="process"), night_lock(lock):
            pass

    assert is_held(lock) is False


def test_a_night_begins_though_somebody_asks_for_the_lock_just_then(tmp_path: Path) -> None:
    lock = tmp_path / "homeward.lock"
    lock.touch()
    with lock.open("rb") as asking:
        fcntl.flock(asking, fcntl.LOCK_SH)
        released = threading.Timer(0.08, fcntl.flock, (asking, fcntl.LOCK_UN))
        released.start()

        with night_lock(lock):
            assert is_held(lock) is True
        released.join()

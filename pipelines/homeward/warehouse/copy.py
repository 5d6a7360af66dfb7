"""A copy of a file by the cheapest means the disk has: shared blocks, the kernel's copy, or plain bytes."""

import fcntl
import os
import shutil
from pathlib import Path

_FICLONE = 0x40049409
_AT_ONCE = 1 << 30


def copy_file(source: Path, target: Path) -> None:
    """Copy `source` to a new file `target`; the bytes are on their way to the disk, not yet synced."""
    with source.open("rb") as old, target.open("wb") as new:
        try:
            fcntl.ioctl(new.fileno(), _FICLONE, old.fileno())
            return
        except OSError:
            pass
        try:
            while os.copy_file_range(old.fileno(), new.fileno(), _AT_ONCE):
                pass
        except OSError:
            old.seek(0)
            new.seek(0)
            new.truncate()
            shutil.copyfileobj(old, new, 1 << 22)

"""Whether the user may read a file, asked before a database answers with words of its own."""

import errno
import os
from pathlib import Path


def refuse_unreadable(path: Path) -> None:
    """Raises PermissionError where `path` is there and the user may not read it, or may not look into its folder."""
    if path.exists() and not os.access(path, os.R_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

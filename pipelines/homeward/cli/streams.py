"""Standard output and standard error as the commands use them: open, and never the end of a night."""

import errno
import io
import os
import sys
from typing import Any, TextIO


class OutputLost(Exception):
    """Standard output takes no more; `is_closed` tells whether its reader went away, as `head` does."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror or str(error))
        self.is_closed = error.errno == errno.EPIPE


class _Stream(io.FileIO):
    """A descriptor whose first failure is told, where it is heeded, as OutputLost, and whose later ones are not.

    An OSError would be taken for one of the files that a command works on, or ended by click with exit code 1.
    """

    def __init__(self, number: int, *, is_heeded: bool) -> None:
        super().__init__(number, "w", closefd=False)
        self.is_heeded = is_heeded

    def write(self, data: Any, /) -> int:
        try:
            written = super().write(data)
            if written is None:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            return written
        except OSError as error:
            if self.is_heeded:
                self.is_heeded = False
                raise OutputLost(error) from error
            return memoryview(data).nbytes


def _open_closed() -> None:
    """Give 0, 1 and 2 to nothing where the caller closed them: else the next file, the warehouse say, would be one."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)


def _text(number: int, former: TextIO | None, *, is_heeded: bool, by_line: bool) -> TextIO:
    raw = _Stream(number, is_heeded=is_heeded)
    encoding, errors = (former.encoding, former.errors) if former else (None, "backslashreplace")
    if encoding and not encoding.lower().startswith("utf"):
        # Of a terminal of other letters: what it has none for is written out, and ends no command.
        errors = "backslashreplace"
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors, line_buffering=by_line or raw.isatty())


def hold_streams() -> None:
    """Make both streams of this process ones that a command can rely on.

    What standard error does not take is lost. What standard output does not take raises OutputLost, once, until
    `go_on_unheard`.
    """
    _open_closed()
    sys.stdout = _text(1, sys.stdout, is_heeded=True, by_line=False)
    sys.stderr = _text(2, sys.stderr, is_heeded=False, by_line=True)


def go_on_unheard() -> None:
    """From here on the work counts, whatever becomes of what is said of it; for commands that change something."""
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if isinstance(raw, _Stream):
        raw.is_heeded = False

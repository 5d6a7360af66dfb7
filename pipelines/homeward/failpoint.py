"""Named moments of a night at which a test makes it die, fail or halt.

The variable `HOMEWARD_FAILPOINT=after_load:kill` acts at the moment it names: `kill` ends the process as `kill -9`
does, `error` raises an input/output error there, `stop` halts it until it is continued or killed. It is read from the
environment alone, never from a file or the inbox, so it gives nobody a power over the process that its own user has not
got; and a night survives each of these moments, which is what they are there to prove.
"""

import errno
import os
import signal
import sys
from typing import Literal, get_args

VARIABLE = "HOMEWARD_FAILPOINT"

Point = Literal[
    "after_lock",
    "after_copy",
    "after_take_in",
    "after_archive",
    "after_load",
    "after_decide",
    "after_describe",
    "after_checkpoint",
    "after_generation",
    "before_rename",
    "after_rename",
    "after_journal",
    "after_reports",
]
POINTS: tuple[Point, ...] = get_args(Point)


def reach(point: Point) -> None:
    """Say that a night is at `point`. Does nothing unless the environment asks for a fault there.

    Raises OSError (EIO) where it asks for an error, ValueError where it names no point or fault that there is.
    """
    wish = os.environ.get(VARIABLE)
    if wish:
        _act(wish, point)


def _act(wish: str, point: Point) -> None:
    name, _, fault = wish.partition(":")
    if name not in POINTS or fault not in ("kill", "error", "stop"):
        raise ValueError(
            f"{VARIABLE}={wish}: not a failpoint; they are {', '.join(POINTS)}, each with :kill, :error or :stop"
        )
    if name != point:
        return
    match fault:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "error":
            raise OSError(errno.EIO, f"{os.strerror(errno.EIO)} (failpoint {point})")
        case _:
            sys.stderr.write(f"stopped at failpoint {point}\n")
            sys.stderr.flush()
            os.kill(os.getpid(), signal.SIGSTOP)

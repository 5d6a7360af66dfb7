"""Long work in a process of its own: one that is killed, for want of memory most often, still ends with a sentence."""

import os
import signal
import sys
import traceback
from collections.abc import Callable

from homeward.cli.failure import NIGHT_FAILED, said_plainly

_PASSED_ON = (signal.SIGTERM, signal.SIGHUP)
_STANDS = "The last published warehouse and reports are untouched."


def _child(work: Callable[[], object]) -> int:
    try:
        return said_plainly(work)
    except MemoryError:
        _say(f"Memory ran out. {_STANDS} Give the machine, or the process, more.")
    except Exception:
        traceback.print_exc()
    return NIGHT_FAILED


def _say(sentence: str) -> None:
    sys.stderr.write(f"homeward: {sentence}\n")


def _told(number: int) -> str:
    name = signal.Signals(number).name
    if number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        return f"The night was stopped by {name}. {_STANDS} Run again; it begins anew."
    return (
        f"The night ended by {name}: most often there was too little memory. {_STANDS} "
        "Lower memory_limit, or give the machine more, then run again; it begins anew."
    )


def guarded(work: Callable[[], object]) -> int:
    """Do `work` in a child process and give its exit code; NIGHT_FAILED and a sentence where it was killed.

    Call it before anything has started a thread: with polars imported already, the work is done in this process.
    """
    if "polars" in sys.modules:
        return said_plainly(work)
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        code = NIGHT_FAILED
        try:
            code = _child(work)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    return _outcome(pid)


def _outcome(pid: int) -> int:
    # The terminal sends its interrupt to both; the child answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _PASSED_ON:
        signal.signal(number, lambda given, _: os.kill(pid, given))
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        _say(_told(os.WTERMSIG(status)))
        return NIGHT_FAILED
    return os.WEXITSTATUS(status)

"""Long work in a process of its own: one that is killed, for want of memory most often, still ends with a sentence."""

import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO

from homeward.cli.failure import said_plainly
from homeward.exit_codes import NIGHT_FAILED
from homeward.fault import described

_PASSED_ON = (signal.SIGTERM, signal.SIGHUP)
_UNTOUCHED = "Nothing was begun, and what was published is untouched."
_STANDS = "The published warehouse is whole, this night's or the last one's."
_MEMORY = (
    f"Most often there was too little memory. {_STANDS} "
    "Lower memory_limit, or give the machine more, then run again; it begins anew."
)
# The libraries map 1.6 GB before any work begins, and use little of it; with less they may wait for ever.
_ADDRESS_SPACE = 2_000_000_000
_TOO_LITTLE = (
    f"This process may map too little memory: raise `ulimit -v` to {_ADDRESS_SPACE // 1024} (kB) at the least."
)


def _address_space_is_enough() -> bool:
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return limit == resource.RLIM_INFINITY or limit >= _ADDRESS_SPACE


def _child(work: Callable[[], object]) -> int:
    try:
        return said_plainly(work)
    except MemoryError:
        _say(f"Memory ran out. {_STANDS} Give the machine, or the process, more.")
    except ImportError as error:
        words = str(error).strip().splitlines()[-1] if str(error).strip() else "no reason given"
        _say(f"A library could not be loaded ({words}). {_MEMORY} Where memory is plenty, install Homeward anew.")
    except Exception as error:
        _say(f"{described(error)} {_STANDS}")
    return NIGHT_FAILED


def _say(sentence: str) -> None:
    sys.stderr.write(f"homeward: {sentence}\n")


def _told(number: int) -> str:
    name = signal.Signals(number).name
    if number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        return f"The night was stopped by {name}. {_STANDS} Run again; it begins anew."
    return f"The night ended by {name}. {_MEMORY}"


def guarded(work: Callable[[], object], killed: Callable[[str], int] | None = None) -> int:
    """Do `work` in a child process and give its exit code; NIGHT_FAILED and a sentence where it was killed.

    `killed`: what is to be done then, with the sentence; it gives the exit code. Call `guarded` before anything has
    started a thread: with polars imported already, the work is done in this process.
    """
    if "polars" in sys.modules:
        return said_plainly(work)
    if not _address_space_is_enough():
        _say(f"{_TOO_LITTLE} {_UNTOUCHED}")
        return NIGHT_FAILED
    sys.stdout.flush()
    sys.stderr.flush()
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(told)
        try:
            code = _child(work)
            with suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os.write(tell, bytes([code]))
        finally:
            os._exit(NIGHT_FAILED)
    os.close(tell)
    with os.fdopen(told, "rb") as answer:
        code, sentence = _outcome(pid, answer)
    if sentence is None:
        return code
    _say(sentence)
    return _child(lambda: killed(sentence)) if killed else code


def _pass_on(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _outcome(pid: int, answer: IO[bytes]) -> tuple[int, str | None]:
    """The exit code, and a sentence where the child could not say it itself."""
    # The terminal sends its interrupt to both; the child answers it, and this process what comes after its end.
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _PASSED_ON:
        signal.signal(number, lambda given, _: _pass_on(pid, given))
    said = answer.read()
    _, status = os.waitpid(pid, 0)
    for number in _PASSED_ON:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, former or signal.default_int_handler)
    if said:
        return said[0], None
    # Its own word counts alone: a library that gives up ends the process with a code that may be one of ours.
    return NIGHT_FAILED, _told(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else f"The night broke off. {_MEMORY}"

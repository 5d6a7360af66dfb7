"""A large workbook, written by a process of its own while the pages are made: both are Python's work alone."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from multiprocessing import get_context

from homeward.reporting.numbers import Lang
from homeward.reporting.texts import Texts
from homeward.reporting.workbook_file import Sheet, written_workbook

# Measured: written in half a second, about what the start of a process takes.
_ROWS_WORTH_A_PROCESS = 4_000


def _leave_interrupts_to_the_night() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def workbook_aside(sheets: list[Sheet], lang: Lang, as_of: date) -> Iterator[Callable[[], bytes]]:
    """Begin to write the sheets; what is given waits for the workbook and gives its bytes, or raises what is wrong."""
    if sum(len(sheet.rows) for sheet in sheets) < _ROWS_WORTH_A_PROCESS:
        book = written_workbook(sheets, Texts(lang), as_of)
        yield lambda: book
        return
    # Spawned, for DuckDB's threads do not survive a fork; gone after its one task, even if the night was killed.
    spawned = get_context("spawn")
    with ProcessPoolExecutor(1, spawned, _leave_interrupts_to_the_night, max_tasks_per_child=1) as aside:
        yield aside.submit(written_workbook, sheets, Texts(lang), as_of).result

"""One process measured to its end: time, memory, and what it wrote."""

import os
import statistics
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

_BLOCK_BYTES = 512


class Measure(NamedTuple):
    """One run of one process and those it began.

    Wall and processor seconds; the most memory one process held, in megabytes; megabytes handed to the disk, which no
    disk in memory counts; megabytes that are left there.
    """

    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    written_megabytes: float
    left_megabytes: float


def _tree_megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measured(
    command: Sequence[str],
    folder: Path,
    allowed: frozenset[int] = frozenset({0}),
    environment: Mapping[str, str] | None = None,
) -> Measure:
    """Run a command to its end. Raises RuntimeError with its last words where its exit code is not an allowed one."""
    before, began = _tree_megabytes(folder), perf_counter()
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            command, cwd=folder, stdout=words, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        words.seek(0)
        if process.returncode not in allowed:
            raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}\n{words.read().decode()[-2000:]}")
    return Measure(
        seconds,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        usage.ru_oublock * _BLOCK_BYTES / 1e6,
        _tree_megabytes(folder) - before,
    )


def median(runs: Sequence[Measure]) -> Measure:
    """Each figure's own median."""
    return Measure(*(statistics.median(values) for values in zip(*runs, strict=True)))

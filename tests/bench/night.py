"""A whole night beside tools that do less: DuckDB merely loading the same files, polars merely reading them.

`python tests/bench/night.py --declarations 2000000 --returns 200000 [--runs 3] [--json results.json]` writes seeded
feeds, then runs each in turn, every run in a process and a folder of its own, and prints the medians and their ratio to
the bare load. The next night brings a hundredth of the lines on top of the cold night's warehouse.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 22)
BARE = "DuckDB loads"


class Measure(NamedTuple):
    """One run of one process: wall and processor seconds, most memory held, bytes it left behind."""

    seconds: float
    cpu_seconds: float
    megabytes: float
    written_megabytes: float


class Sizes(NamedTuple):
    """How much is generated."""

    declarations: int
    returns: int


def _homeward(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "homeward", *map(str, arguments)]


def _tree_megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measured(command: Sequence[str], folder: Path, allowed: frozenset[int] = frozenset({0})) -> Measure:
    """Run a command to its end. Raises RuntimeError with its last words where its exit code is not an allowed one."""
    before, began = _tree_megabytes(folder), perf_counter()
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(command, cwd=folder, stdout=words, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        words.seek(0)
        if process.returncode not in allowed:
            raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}\n{words.read().decode()[-2000:]}")
    written = _tree_megabytes(folder) - before
    return Measure(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, written)


def _generate(folder: Path, sizes: Sizes, night: int) -> Path:
    inbox = folder / f"inbox-{night}"
    first = ["--night", night, "--first", sizes.declarations, sizes.returns] if night > 1 else []
    share = 100 if night > 1 else 1
    command = _homeward(
        "generate", "--declarations", sizes.declarations // share, "--returns", sizes.returns // share, "--seed", 1,
        "--plain", "--out", inbox, "--as-of", AS_OF + timedelta(days=night - 1), *first,
    )  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return inbox


def _night(inbox: Path, folder: Path, night: int) -> Measure:
    return measured(
        _homeward(
            "run", inbox, "--warehouse", folder / "w" / "homeward.duckdb", "--reports", folder / "reports",
            "--as-of", AS_OF + timedelta(days=night - 1), "--no-mail",
        ),
        folder,
        frozenset({0, 1}),
    )  # fmt: skip


def _peers(inbox: Path) -> dict[str, Callable[[Path], Measure]]:
    return {
        BARE: lambda folder: measured([sys.executable, str(HERE / "bare_load.py"), str(inbox), "x.duckdb"], folder),
        "polars reads": lambda folder: measured([sys.executable, str(HERE / "bare_read.py"), str(inbox)], folder),
        "cold night": lambda folder: _night(inbox, folder, 1),
    }


def _median(runs: Sequence[Measure]) -> Measure:
    return Measure(*(statistics.median(values) for values in zip(*runs, strict=True)))


def _print(medians: dict[str, Measure]) -> None:
    bare = medians[BARE].seconds
    print(f"{'':16}{'seconds':>10}{'ratio':>8}{'cpu s':>9}{'peak MB':>10}{'MB left':>10}")
    for name, one in medians.items():
        print(
            f"{name:16}{one.seconds:10.1f}{one.seconds / bare:8.2f}{one.cpu_seconds:9.1f}"
            f"{one.megabytes:10,.0f}{one.written_megabytes:10,.0f}  {'█' * max(1, round(10 * one.seconds / bare))}"
        )


def compare(sizes: Sizes, runs: int, folder: Path) -> dict[str, list[Measure]]:
    """Every peer `runs` times, in turn; then the next night on the last cold night's warehouse."""
    inbox = _generate(folder, sizes, 1)
    found: dict[str, list[Measure]] = {}
    for _ in range(runs):
        for name, run in _peers(inbox).items():
            place = folder / name.replace(" ", "-")
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            found.setdefault(name, []).append(run(place))
    found["next night"] = [_night(_generate(folder, sizes, 2), folder / "cold-night", 2)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--declarations", type=int, default=1_000_000)
    parser.add_argument("--returns", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path, help="keep the results here, to compare a later run with")
    told = parser.parse_args()
    sizes = Sizes(told.declarations, told.returns)
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as folder:
        found = compare(sizes, told.runs, Path(folder))
    print(f"{sizes.declarations:,} declaration lines, {sizes.returns:,} return lines, {told.runs} runs each in turn")
    _print({name: _median(runs) for name, runs in found.items()})
    if told.json:
        content = {
            "sizes": sizes._asdict(),
            "runs": {name: [one._asdict() for one in runs] for name, runs in found.items()},
        }
        told.json.write_text(json.dumps(content, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()

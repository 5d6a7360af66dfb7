"""A whole night beside tools that do less, or the same by other means.

`python tests/bench/night.py --declarations 1000000 5000000 [--runs 3] [--json FILE] [--plot FILE] [--beside FILE]`
writes seeded feeds of each size, with a tenth of returns, then runs every peer in turn, each run in a process and a
folder of its own, and prints the medians and their ratio to the bare load of the same session. The next night brings a
hundredth of the lines on top of the cold night's warehouse.
"""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median as median_of
from typing import Any, NamedTuple

import jinja2

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from bench.measure import Measure, measured, median  # noqa: E402

AS_OF = date(2026, 11, 22)
BARE, COLD, NEXT = "DuckDB loads", "cold night", "next night"
NEXT_SHARE = 100
LOG = "steps.jsonl"
Steps = dict[str, float]


class Compared(NamedTuple):
    """The runs of every peer over the feeds of one size, and the seconds of each step of the nights among them."""

    declarations: int
    runs: dict[str, list[Measure]]
    steps: dict[str, list[Steps]]

    def ratio(self, name: str) -> float:
        """Wall time as a multiple of the bare load's."""
        return median(self.runs[name]).seconds / median(self.runs[BARE]).seconds


def homeward(*arguments: object) -> list[str]:
    """Homeward's command with these arguments."""
    return [sys.executable, "-m", "homeward", *map(str, arguments)]


def _returns(declarations: int) -> int:
    return declarations // 10


def _generate(folder: Path, declarations: int, night: int) -> Path:
    inbox, returns = folder / f"inbox-{night}", _returns(declarations)
    first = ["--night", night, "--first", declarations, returns] if night > 1 else []
    share = NEXT_SHARE if night > 1 else 1
    command = homeward(
        "generate", "--declarations", declarations // share, "--returns", returns // share, "--seed", 1,
        "--plain", "--out", inbox, "--as-of", AS_OF + timedelta(days=night - 1), *first,
    )  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return inbox


def _night(inbox: Path, folder: Path, night: int) -> Measure:
    command = homeward(
        "run", inbox, "--warehouse", folder / "w" / "homeward.duckdb", "--reports", folder / "reports",
        "--as-of", AS_OF + timedelta(days=night - 1), "--no-mail",
    )  # fmt: skip
    (folder / LOG).unlink(missing_ok=True)
    return measured(command, folder, frozenset({0, 1}), {"HOMEWARD_LOG_FILE": str(folder / LOG)})


def _steps(folder: Path) -> Steps:
    events = [json.loads(line) for line in (folder / LOG).read_text(encoding="utf-8").splitlines()]
    return {event["step"]: event["seconds"] for event in events if event["event"] == "step"}


def _script(name: str, *arguments: object) -> Callable[[Path], Measure]:
    return lambda folder: measured([sys.executable, str(HERE / name), *map(str, arguments)], folder)


def peers(inbox: Path) -> dict[str, Callable[[Path], Measure]]:
    """What is run, by name; pandas only where it is installed (extra `spark`)."""
    found = {
        BARE: _script("bare_load.py", inbox, "loaded.duckdb"),
        "polars reads": _script("bare_read.py", inbox),
        "DuckDB decides": _script("duckdb_decides.py", inbox, "decided.duckdb", AS_OF),
        "pandas decides": _script("pandas_decides.py", inbox, "decided.parquet", AS_OF),
        COLD: lambda folder: _night(inbox, folder, 1),
    }
    if importlib.util.find_spec("pandas") is None:
        print("pandas is not installed: that peer is left out (see tests/bench/README.md).")
        del found["pandas decides"]
    return found


def compare(declarations: int, rounds: int, folder: Path) -> Compared:
    """Every peer `rounds` times, in turn; then the next night on the last cold night's warehouse."""
    inbox = _generate(folder, declarations, 1)
    found = Compared(declarations, defaultdict(list), defaultdict(list))
    for _ in range(rounds):
        for name, run in peers(inbox).items():
            place = folder / name.replace(" ", "-")
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            found.runs[name].append(run(place))
            os.sync()
    cold = folder / COLD.replace(" ", "-")
    found.steps[COLD].append(_steps(cold))
    found.runs[NEXT].append(_night(_generate(folder, declarations, 2), cold, 2))
    found.steps[NEXT].append(_steps(cold))
    return found


def _print_peers(found: Compared, before: Mapping[str, float]) -> None:
    print(f"\n{found.declarations:,} declaration lines, {_returns(found.declarations):,} return lines")
    print(f"{'':16}{'seconds':>9}{'ratio':>7}{'before':>8}{'cpu s':>8}{'peak MB':>9}{'MB written':>12}{'MB left':>9}")
    for name, runs in found.runs.items():
        one, ratio = median(runs), found.ratio(name)
        former = f"{before[name]:.2f}" if name in before else ""
        print(
            f"{name:16}{one.seconds:9.1f}{ratio:7.2f}{former:>8}{one.cpu_seconds:8.1f}{one.peak_megabytes:9,.0f}"
            f"{one.written_megabytes:12,.0f}{one.left_megabytes:9,.0f}  {'█' * max(1, round(5 * ratio))}"
        )


def _print_steps(found: Compared) -> None:
    print(f"{'step, seconds':16}" + "".join(f"{name:>12}" for name in found.steps))
    for step in found.steps[COLD][0]:
        seconds = (median_of(run.get(step, 0.0) for run in runs) for runs in found.steps.values())
        print(f"{step:16}" + "".join(f"{one:12.1f}" for one in seconds))


def _print_growth(all_found: Sequence[Compared]) -> None:
    print("\nmicroseconds a declaration line")
    for name in all_found[0].runs:
        per_line = (1e6 * median(found.runs[name]).seconds / found.declarations for found in all_found)
        print(f"{name:16}" + "".join(f"{one:9.1f}" for one in per_line))


def ratios(kept: dict[str, Any], declarations: int) -> dict[str, float]:
    """Ratios of an earlier session, by peer."""
    for one in kept["sizes"]:
        if one["declarations"] == declarations:
            runs = {name: [Measure(**run) for run in runs] for name, runs in one["runs"].items()}
            earlier = Compared(declarations, runs, {})
            return {name: earlier.ratio(name) for name in runs}
    return {}


def _as_json(all_found: Sequence[Compared]) -> str:
    sizes = [
        {
            "declarations": found.declarations,
            "returns": _returns(found.declarations),
            "runs": {name: [run._asdict() for run in runs] for name, runs in found.runs.items()},
            "steps": found.steps,
        }
        for found in all_found
    ]
    return json.dumps({"sizes": sizes}, indent=2) + "\n"


def _plot(all_found: Sequence[Compared]) -> str:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True)
    groups = [(found.declarations, [(name, found.ratio(name)) for name in found.runs]) for found in all_found]
    longest = max(ratio for _, bars in groups for _, ratio in bars)
    return environment.get_template("night.svg.j2").render(groups=groups, longest=longest)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--declarations", type=int, nargs="+", default=[1_000_000], help="sizes; a tenth are returns")
    parser.add_argument("--runs", type=int, default=3, help="how often each peer runs, in turn")
    parser.add_argument("--json", type=Path, help="keep every run here, to compare a later session with")
    parser.add_argument("--plot", type=Path, help="draw the ratios here, as SVG")
    parser.add_argument("--beside", type=Path, help="show the ratios that an earlier --json kept")
    told = parser.parse_args()
    earlier = json.loads(told.beside.read_text(encoding="utf-8")) if told.beside else {"sizes": []}
    all_found = []
    for declarations in told.declarations:
        with tempfile.TemporaryDirectory(prefix="homeward-bench-") as folder:
            found = compare(declarations, told.runs, Path(folder))
        _print_peers(found, ratios(earlier, declarations))
        _print_steps(found)
        all_found.append(found)
    if len(all_found) > 1:
        _print_growth(all_found)
    if told.json:
        told.json.write_text(_as_json(all_found), encoding="utf-8")
    if told.plot:
        told.plot.write_text(_plot(all_found), encoding="utf-8")


if __name__ == "__main__":
    main()

"""What is asked most answers at once: heavy libraries are imported only where they are used."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from nights.conftest import House

# Each takes from a tenth to half a second to import.
_HEAVY = {"duckdb", "jinja2", "narwhals", "pandera", "polars", "pyarrow", "pydantic"}
_RUNS = 5


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse after a night."""
    house = House(tmp_path_factory.mktemp("start_up"))
    house.inbox.mkdir()
    house.deliver_usual()
    house.night("2024-10-01")
    return house.warehouse


def called(*arguments: str, measure: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as a shell starts it; it must end with exit code 0."""
    command = [sys.executable, *measure, "-m", "homeward", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def imported(*arguments: str) -> set[str]:
    """The packages that a command imports, as Python itself tells them (`self | cumulative | module`)."""
    told = called(*arguments, measure=("-X", "importtime")).stderr.splitlines()
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in told if line.startswith("import time:")}


def least_seconds(*arguments: str) -> float:
    """Wall time of the quickest of some calls: what else the machine does meanwhile only adds."""

    def seconds() -> float:
        begun = time.perf_counter()
        called(*arguments)
        return time.perf_counter() - begun

    return min(seconds() for _ in range(_RUNS))


def test_help_imports_nothing_heavy() -> None:
    assert "click" in imported("--help")
    assert not imported("--help") & _HEAVY


def test_status_imports_of_the_heavy_the_settings_and_the_database_alone(warehouse: Path) -> None:
    assert imported("status", "--warehouse", str(warehouse)) & _HEAVY == {"duckdb", "pydantic"}


def test_help_takes_less_than_three_tenths_of_a_second() -> None:
    assert least_seconds("--help") < 0.3


def test_status_takes_less_than_half_a_second(warehouse: Path) -> None:
    assert least_seconds("status", "--warehouse", str(warehouse)) < 0.5

"""The newcomer's first command, in an empty folder: what it leaves, what it says, and that it can be called again."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.slow


def homeward(*arguments: str, folder: Path, command: Sequence[str] = (sys.executable, "-m", "homeward")) -> str:
    """What a command says on stdout; it must end with exit code 0."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOMEWARD_")}
    done = subprocess.run(
        [*command, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newcomer")
    homeward("demo", folder=folder)
    return folder / "demo"


def test_the_demo_leaves_two_nights_with_something_to_see(folder: Path) -> None:
    with duckdb.connect(str(folder / "warehouse" / "homeward.duckdb"), read_only=True) as warehouse:
        counts = {
            table: warehouse.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0]
            for table in ("run", "eligibility", "quarantine", "verdict_change", "v_night_changes", "v_deadlines")
        }
        verdicts = {row[0] for row in warehouse.sql("SELECT DISTINCT verdict FROM eligibility").fetchall()}
    assert counts["run"] == 2
    assert all(counts.values()), counts
    assert verdicts == {"eligible", "needs_evidence", "ineligible", "withdrawn"}
    assert (folder / "reports" / "latest" / "index.html").stat().st_size > 10_000


def test_the_demo_called_again_takes_the_same_files_as_known(folder: Path) -> None:
    said = homeward("demo", folder=folder.parent)
    assert ' sql "SELECT' in said


def test_the_query_to_try_runs(folder: Path) -> None:
    said = homeward("demo", folder=folder.parent)
    query = next(line for line in said.splitlines() if ' sql "SELECT' in line).split('"')[1]
    assert "eligible" in homeward("sql", query, folder=folder)


@pytest.mark.parametrize("command", [("status",), ("rules",), ("nights",), ("quarantine",), ("ask",)])
def test_what_a_newcomer_tries_next_answers(command: tuple[str, ...], folder: Path) -> None:
    assert homeward(*command, folder=folder).strip()


def test_every_command_has_help_with_an_example(folder: Path) -> None:
    from homeward.cli import COMMANDS  # noqa: PLC0415

    for name in COMMANDS:
        said = homeward(name, "--help", folder=folder)
        assert f"homeward {name}" in said.split("Options:")[-1], f"`homeward {name} --help` shows no example"

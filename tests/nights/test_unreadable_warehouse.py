"""A warehouse that is damaged, or of another version: every command says so in a sentence, and touches nothing."""

import shutil
from pathlib import Path

import duckdb
import pytest

from homeward.cli import homeward
from homeward.cli.failure import said_plainly
from homeward.exit_codes import NIGHT_FAILED
from homeward.warehouse.schema import create_tables

READING = {
    "status": [],
    "explain": ["R1"],
    "quarantine": [],
    "quarantine, written out": ["--export", "waiting.csv"],
    "rules, two days compared": ["--diff", "2024-12-14", "2026-04-01"],
    "report": [],
    "sql": ["SELECT 1"],
    "ask": ["reasons"],
    "what-if": ["--as-of", "2027-01-31"],
    "export": ["--out", "copies"],
    "verify": [],
}
CHANGING = {"retract": ["1"], "quarantine, a row dismissed": ["--dismiss", "1-1", "--reason", "a total row"]}


def called(command: str, arguments: list[str], warehouse: Path) -> int:
    """The exit code of a command on this warehouse; what comes before a comma is the command."""
    told = [command.partition(",")[0], *arguments, "--warehouse", str(warehouse)]
    return said_plainly(lambda: homeward.main(told, standalone_mode=False))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [*READING, *CHANGING])
def test_a_file_that_is_no_database_is_said_and_left_alone(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse = folder / "homeward.duckdb"
    warehouse.write_bytes(b"garbage" * 5000)

    assert called(command, {**READING, **CHANGING}[command], warehouse) == NIGHT_FAILED

    said = capsys.readouterr().err
    assert said.startswith("homeward: ")
    assert "not a valid DuckDB database" in said
    assert warehouse.read_bytes() == b"garbage" * 5000
    assert not (folder / "copies").exists()


@pytest.mark.parametrize("command", CHANGING)
def test_a_warehouse_of_another_version_is_not_changed(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse = folder / "homeward.duckdb"
    with duckdb.connect(str(warehouse)) as con:
        create_tables(con)
        con.execute("ALTER TABLE run DROP COLUMN warning_details")
    before = warehouse.read_bytes()

    assert called(command, CHANGING[command], warehouse) == NIGHT_FAILED

    assert "run.warning_details" in capsys.readouterr().err
    assert warehouse.read_bytes() == before


@pytest.mark.parametrize("command", ["report", "verify", "status", "what-if"])
def test_of_a_warehouse_of_another_version_it_is_said_what_to_do(
    command: str, published: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse = Path(shutil.copyfile(published, folder / "homeward.duckdb"))
    with duckdb.connect(warehouse) as con:
        con.execute("DROP VIEW eligibility; DROP TABLE open_lines")

    assert called(command, READING[command], warehouse) == NIGHT_FAILED

    told = capsys.readouterr()
    assert "have the inbox taken in anew" in told.out + told.err
    assert "open_lines." in told.out + told.err

"""Analysts' tools as they are: DuckDB 1.2.0, DuckDB's command line, a notebook with polars; while nights run, too."""

import subprocess
import venv
from pathlib import Path

import duckdb
import polars as pl
import pytest

from feed_rows import declaration, returned
from nights.conftest import House

READ_EVERYTHING = Path(__file__).with_name("read_everything.py")
READ_WHILE_NIGHTS_RUN = Path(__file__).with_name("read_while_nights_run.py")
PUBLIC = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY ALL"


def environment_with(package: str, folder: Path) -> Path:
    """The folder of the commands of an environment that has this package alone."""
    venv.create(folder, with_pip=True)
    commands = folder / "bin"
    subprocess.run([commands / "python", "-m", "pip", "install", "-q", package], check=True, capture_output=True)
    return commands


@pytest.fixture(scope="session")
def old_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment_with("duckdb==1.2.0", tmp_path_factory.mktemp("duckdb-1.2.0")) / "python"


@pytest.fixture
def night(house: House) -> House:
    house.deliver_usual()
    house.night("2024-10-01")
    return house


@pytest.mark.slow
def test_duckdb_1_2_0_lists_and_reads_every_table_and_view(night: House, old_python: Path) -> None:
    read = subprocess.run([old_python, READ_EVERYTHING, night.warehouse], capture_output=True, text=True, check=False)

    assert read.returncode == 0, read.stderr
    expected = [name for (name,) in night.ask(PUBLIC)]
    assert sorted(read.stdout.split()) == expected
    assert {"eligibility", "v_deadlines", "v_findings", "v_accounting"} <= set(expected)


@pytest.mark.slow
def test_duckdb_1_2_0_reads_whole_nights_while_nights_run(night: House, old_python: Path, tmp_path: Path) -> None:
    [(first_run,)] = night.ask("SELECT max(run_id) FROM run")
    stop = tmp_path / "stop"
    readers = [
        subprocess.Popen(
            [old_python, READ_WHILE_NIGHTS_RUN, night.warehouse, stop, manner],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for manner in ("stays", "returns")
    ]  # fmt: skip
    assert [reader.stdout.readline().strip() for reader in readers] == [first_run, first_run]
    for day in range(2, 4):
        lines, document = range(1, 100 * day), f"53012024E0000{day:05}"
        night.deliver(
            f"declarations-{day}.csv", [declaration(document_no=document, line_no=number) for number in lines]
        )
        night.deliver(
            f"returns-{day}.csv",
            [returned(return_no=f"R{day}", line_no=n, document_no=document, document_line_no=n) for n in lines],
        )
        night.night(f"2024-10-{day:02}")
    stop.touch()
    (stayed, stayed_trouble), (seen, seen_trouble) = [reader.communicate(timeout=60) for reader in readers]

    assert [reader.returncode for reader in readers] == [0, 0], stayed_trouble + seen_trouble
    assert set(stayed.split()) == {first_run}, "a reader that stays open goes on seeing its night"
    assert seen.split() == sorted(seen.split())
    assert len(set(seen.split())) >= 2, "the later nights were not seen"


@pytest.mark.slow
def test_duckdbs_command_line_reads_a_published_warehouse(night: House, tmp_path: Path) -> None:
    commands = environment_with("duckdb-cli", tmp_path / "duckdb-cli")
    names = [name for (name,) in night.ask(PUBLIC)]
    queries = [part for name in names for part in ("-c", f"SELECT '{name}', count(*) FROM (FROM {name})")]
    read = subprocess.run(
        [commands / "duckdb", "-readonly", "-csv", "-noheader", night.warehouse, *queries],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert read.returncode == 0, read.stderr
    assert [line.split(",")[0].strip("'") for line in read.stdout.splitlines()] == names


def test_a_notebook_with_polars_reads_every_table_and_view(night: House) -> None:
    with duckdb.connect(str(night.warehouse), read_only=True) as con:
        names = [name for (name,) in con.sql(PUBLIC).fetchall()]
        frames = {name: con.table(name).pl() for name in names}
        lines = pl.read_database("SELECT return_no, verdict, value_cny, deadline FROM v_line", con)
        columns = {name: con.table(name).columns for name in names}
    assert {name: frame.columns for name, frame in frames.items()} == columns
    assert frames["eligibility"].height == 1
    assert lines.schema == {
        "return_no": pl.String, "verdict": pl.String, "value_cny": pl.Decimal(19, 2), "deadline": pl.Date,
    }  # fmt: skip

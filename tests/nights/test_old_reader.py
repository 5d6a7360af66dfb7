"""Analysts' tools lag behind: DuckDB 1.2.0, in an environment of its own, reads everything that is published."""

import subprocess
import venv
from pathlib import Path

import pytest

from nights.conftest import House

READ_EVERYTHING = Path(__file__).with_name("read_everything.py")


@pytest.fixture(scope="session")
def old_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("duckdb-1.2.0")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "duckdb==1.2.0"], check=True, capture_output=True)
    return python


@pytest.mark.slow
def test_duckdb_1_2_0_lists_and_reads_every_table_and_view(house: House, old_python: Path) -> None:
    house.deliver_usual()
    house.night("2024-10-01")

    read = subprocess.run([old_python, READ_EVERYTHING, house.warehouse], capture_output=True, text=True, check=False)

    assert read.returncode == 0, read.stderr
    names = read.stdout.split()
    expected = {
        name for (name,) in house.ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'")
    }
    assert set(names) == expected
    assert {"eligibility", "v_deadlines", "v_findings", "v_accounting"} <= expected

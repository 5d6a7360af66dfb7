"""Memory stays flat however long a file is, whether its rows are taken or quarantined."""

import subprocess
import sys
from pathlib import Path

import pytest

from feed_rows import declaration
from feeds.conftest import csv_text

INTAKE = """
import resource, sys
from pathlib import Path
from homeward.feeds.take_in import KnownFiles, take_in
from homeward.warehouse.database import open_for_night
from homeward.warehouse.load import load
from homeward.warehouse.schema import create_tables
inbox, workspace = Path(sys.argv[1]), Path(sys.argv[2])
with open_for_night(workspace / "w.duckdb", workspace / "spill", "1GB", None) as con:
    create_tables(con)
    load(con, take_in(inbox, KnownFiles(), 1, workspace), "night")
    accepted, quarantined = con.execute("SELECT rows_accepted, rows_quarantined FROM load_file").fetchall()[0]
print(accepted, quarantined, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def _megabytes(folder: Path, rows: int, quantity: int) -> int:
    inbox, workspace = folder / f"inbox-{rows}", folder / f"workspace-{rows}"
    inbox.mkdir()
    workspace.mkdir()
    header, line = csv_text([declaration(quantity=quantity)]).splitlines()
    before, after = line.split(",1,", 1)
    with (inbox / "long.csv").open("w") as file:
        file.write(f"{header}\n")
        file.writelines(f"{before},{n},{after}\n" for n in range(1, rows + 1))
    told = [sys.executable, "-c", INTAKE, str(inbox), str(workspace)]
    output = subprocess.run(told, capture_output=True, text=True, check=True).stdout
    accepted, quarantined, megabytes = output.splitlines()[-1].split()[-3:]
    assert (int(accepted), int(quarantined)) == ((rows, 0) if quantity else (0, rows))
    return int(megabytes)


@pytest.mark.slow
@pytest.mark.parametrize("quantity", [1, 0], ids=["all taken", "all quarantined"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, quantity: int) -> None:
    short, long = (_megabytes(tmp_path, rows, quantity) for rows in (1_000_000, 3_000_000))

    assert long < 1500
    assert long < short * 1.5, (short, long)

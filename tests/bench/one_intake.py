"""One intake in a process of its own: `python one_intake.py INBOX WORKSPACE` prints what it took as a line of JSON."""

import json
import sys
import time
from pathlib import Path

from homeward.feeds.take_in import KnownFiles, take_in
from homeward.settings import Settings
from homeward.warehouse.database import open_for_night
from homeward.warehouse.load import load
from homeward.warehouse.schema import create_tables
from homeward.warehouse.straight_in import straight_in

# What a night has, unless its settings say otherwise.
_MEMORY_LIMIT: str = Settings.model_fields["memory_limit"].default


def peak_megabytes() -> int:
    """The most memory this process ever held; `getrusage` would begin with the most its parent held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def one_intake(inbox: Path, workspace: Path) -> dict[str, float]:
    """Take the files of an inbox in and merge them into an empty warehouse, as a first night does."""
    with open_for_night(workspace / "w.duckdb", workspace / "spill", _MEMORY_LIMIT, None) as con:
        create_tables(con)
        began = time.perf_counter()
        intake = take_in(inbox, KnownFiles(), 1, workspace, straight=straight_in(con))
        staged, staged_megabytes = time.perf_counter(), peak_megabytes()
        load(con, intake, "night")
        loaded = time.perf_counter()
        rows, quarantined = con.execute(
            "SELECT sum(rows_read)::BIGINT, sum(rows_quarantined)::BIGINT FROM load_file WHERE status = 'loaded'"
        ).fetchall()[0]
    return {
        "rows": rows,
        "quarantined": quarantined,
        "stage_seconds": round(staged - began, 2),
        "load_seconds": round(loaded - staged, 2),
        "stage_megabytes": staged_megabytes,
        "megabytes": peak_megabytes(),
    }


if __name__ == "__main__":
    print(json.dumps(one_intake(Path(sys.argv[1]), Path(sys.argv[2]))))

"""The same decisions as a night's, by hand in DuckDB: `python duckdb_decides.py INBOX FILE AS_OF`.

Reads the feeds of an inbox written by `homeward generate --plain`, typed, into a fresh database file, and decides every
return line by the rulebook. It shares data with Homeward (`data/reference`), but no code. It validates nothing, and
keeps no quarantine, no accounts, no history and no reports.
"""

import json
import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import yaml

SQL = Path(__file__).with_suffix("")
REFERENCE = Path(__file__).parents[2] / "data" / "reference"
STEPS = ["load", "lines", "days", "rules", "claims", "decide"]
LAW = [
    "calendar", "tariff_law", "rulebook/channel_covered", "rulebook/district_permitted", "rulebook/relief_goods",
    "rulebook/relief_window",
]  # fmt: skip
FEEDS = {
    "declaration_line": "declarations-2*.csv",
    "return_line": "returns-2*.csv",
    "return_update": "returns-update-*.csv",
    "receipt": "receipts-*.csv",
    "enterprise": "reference/enterprises*.csv",
    "prohibited_goods": "reference/prohibited_goods*.csv",
}
RULES = [
    "original_found", "goods_match", "channel_covered", "within_one_year", "reason_permitted", "shipment_permitted",
    "identifiable", "not_prohibited", "monitoring_system", "district_permitted", "quantity_available",
]  # fmt: skip


def natural(path: Path) -> list[tuple[int, str]]:
    """The contract's order of files, in which the newest row of a key wins: x-9 before x-10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", path.name)]


def law() -> dict[str, Any]:
    """The law's dated values, by the name of their file."""
    files = [REFERENCE / f"{name}.yaml" for name in LAW]
    return {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in files}


def check_headers(con: duckdb.DuckDBPyConnection, files: dict[str, list[Path]]) -> None:
    """Raise ValueError where a file's header is not that of the table into which it was read, column by column."""
    for table, paths in files.items():
        header = ",".join(name for name, *_ in con.execute(f"DESCRIBE {table}").fetchall())
        for path in paths:
            with path.open(encoding="utf-8") as lines:
                if lines.readline().rstrip() != header:
                    raise ValueError(f"{path.name}: not the columns {header}")


def decide(inbox: Path, file: str, as_of: date) -> None:
    """A typed table of each feed and `eligibility`, in the storage version that a night publishes."""
    files = {table: sorted(inbox.glob(pattern), key=natural) for table, pattern in FEEDS.items()}
    files["prohibited_goods"].append(REFERENCE / "prohibited_goods.csv")
    # A small inbox has no updates: their table is then read from nothing.
    told: dict[str, Any] = {table: [str(path) for path in paths] or [os.devnull] for table, paths in files.items()}
    told |= {"as_of": as_of, "rules": RULES, "law": json.dumps(law(), default=str)}
    with duckdb.connect(file, config={"storage_compatibility_version": "v1.2.0"}) as con:
        con.execute("SET enable_progress_bar = false")
        for name, value in told.items():
            con.execute(f"SET VARIABLE {name} = ?", [value])
        for step in STEPS:
            con.execute((SQL / f"{step}.sql").read_text(encoding="utf-8"))
        check_headers(con, files)
        con.execute("CHECKPOINT")


if __name__ == "__main__":
    decide(Path(sys.argv[1]), sys.argv[2], date.fromisoformat(sys.argv[3]))

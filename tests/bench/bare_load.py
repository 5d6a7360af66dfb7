"""DuckDB merely loading the feeds, with their types, checkpointed: `python bare_load.py INBOX FILE`."""

import sys
from pathlib import Path

import duckdb
import polars as pl

TYPES = {
    "line_no": "INTEGER", "document_line_no": "INTEGER", "quantity": "DECIMAL(19, 5)", "unit_price": "DECIMAL(19, 5)",
    "released_at": "TIMESTAMP", "declared_on": "DATE", "applied_on": "DATE", "entered_on": "DATE", "closed_on": "DATE",
}  # fmt: skip


def bare_load(inbox: Path, file: str) -> None:
    """A typed table of the declarations and one of the returns, in the storage version that a night publishes."""
    with duckdb.connect(file, config={"storage_compatibility_version": "v1.2.0"}) as con:
        con.execute("SET enable_progress_bar = false")
        for table, pattern in (("declarations", "declarations-2*.csv"), ("returns", "returns-2*.csv")):
            files = [str(path) for path in sorted(inbox.glob(pattern))]
            types = {name: TYPES.get(name, "VARCHAR") for name in pl.read_csv(files[0], n_rows=0).columns}
            # Nothing is detected: looking into every file to find its dialect costs more than reading it.
            told = {"auto_detect": False, "sep": ",", "quotechar": '"', "escapechar": '"', "header": True}
            con.read_csv(files, columns=types, **told).create(table)
        con.execute("CHECKPOINT")


if __name__ == "__main__":
    bare_load(Path(sys.argv[1]), sys.argv[2])

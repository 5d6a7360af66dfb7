"""The tables of a warehouse, made from `sql/tables`."""

import duckdb

from homeward.warehouse.statement import statement

FEED_TABLES = ("declaration_line", "return_line", "receipt", "enterprise", "prohibited_goods", "exchange_rate")
NIGHT_TABLES = (
    "run",
    "load_file",
    "duplicate_row",
    "quarantine",
    "rule",
    "decision",
    "outcome",
    "verdict_change",
    "open_lines",
    "rule_missed",
)


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Make every table in an empty file."""
    for table in FEED_TABLES:
        con.execute(statement(f"tables/{table}"))
        con.execute(statement(f"tables/{table}_superseded"))
    for table in NIGHT_TABLES:
        con.execute(statement(f"tables/{table}"))

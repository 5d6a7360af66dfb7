"""Rows that will never be corrected, closed with a reason."""

from collections.abc import Collection

import duckdb

from homeward.warehouse.statement import statement


class NotOpen(Exception):
    """No open quarantined row has this id."""


def dismiss(con: duckdb.DuckDBPyConnection, ids: Collection[str], reason: str, run_id: str) -> int:
    """Close the rows with these ids; they stay on record with the reason. Gives how many. Raises NotOpen."""
    closed = 0
    for quarantine_id in ids:
        rows = con.execute(statement("quarantine/is_open"), {"quarantine_id": quarantine_id}).fetchall()[0][0]
        if rows == 0:
            raise NotOpen(quarantine_id)
        named = {"quarantine_id": quarantine_id, "reason": reason, "run_id": run_id}
        con.execute(statement("quarantine/dismiss"), named)
        closed += rows
    return closed

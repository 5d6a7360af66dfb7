"""Whether a warehouse has the tables of this version: a night never writes into those of another."""

import duckdb

from homeward.warehouse.schema import create_tables
from homeward.warehouse.statement import statement


class OtherTables(Exception):
    """The file was built by another version of Homeward, or is not its own; the message names a differing column."""


def _columns(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str, str]]:
    return set(con.sql(statement("warehouse/table_columns")).fetchall())


def check_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Raise OtherTables where a table or column of the warehouse is not as this version makes it."""
    with duckdb.connect() as empty:
        create_tables(empty)
        different = sorted(_columns(con) ^ _columns(empty))
    if not different:
        return
    table, column, _ = different[0]
    if not con.sql(statement("warehouse/table_of_nights")).fetchall():
        raise OtherTables(
            f"The file has other tables than a warehouse (see {table}.{column}) and no record of nights: it may be "
            "another program's. Name another file, or move it away and have the inbox taken in anew."
        )
    version = con.sql(statement("warehouse/last_version")).fetchall()
    raise OtherTables(
        f"The warehouse has other tables than this version of Homeward writes (see {table}.{column}); it was last "
        f"written by version {version[0][0] if version else 'unknown'}. Run that version, or move the warehouse and "
        "its journal away and have the inbox taken in anew."
    )

"""Plain rows made into the tables that the rulebook reads, with the column types of `sql/tables`."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import polars as pl

from homeward import resources
from homeward.rulebook.tables import Tables
from rulebook.reference import Books

TABLES = {
    "returns": "return_line",
    "originals": "declaration_line",
    "enterprises": "enterprise",
    "bans": "prohibited_goods",
    "exchange_rates": "exchange_rate",
}


@cache
def schema(table: str) -> dict[str, pl.DataType]:
    """The columns of a table of the warehouse, and their types."""
    with duckdb.connect() as con:
        con.execute(resources.text(f"sql/tables/{table}.sql"))
        return dict(con.table(table).pl().schema)


def frame(table: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of the table's columns; a column that a row does not name is null."""
    columns = schema(table)
    return pl.DataFrame([{name: row.get(name) for name in columns} for row in rows], schema=columns)


def frames(books: Books) -> dict[str, pl.DataFrame]:
    documents = pl.DataFrame({"document_no": books.quarantined_documents}, schema={"document_no": pl.String})
    return {name: frame(table, getattr(books, name)) for name, table in TABLES.items()} | {
        "quarantined_documents": documents
    }


def polars_tables(books: Books) -> Tables:
    """The books as polars frames."""
    tables = {name: nw.from_native(rows.lazy()) for name, rows in frames(books).items()}
    return Tables(**tables)


def duckdb_tables(books: Books, con: duckdb.DuckDBPyConnection) -> Tables:
    """The books as relations of a DuckDB connection, as a night reads them."""
    for name, rows in frames(books).items():
        con.register("rows_of_table", rows)
        con.execute(f"CREATE OR REPLACE TABLE {name} AS FROM rows_of_table")
        con.unregister("rows_of_table")
    tables = {name: nw.from_native(con.table(name)) for name in (*TABLES, "quarantined_documents")}
    return Tables(**tables)

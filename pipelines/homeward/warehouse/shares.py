"""What the rulebook reads of a warehouse, whole or in shares that are decided one after the other."""

from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import Path

import duckdb
import narwhals.stable.v2 as nw
import polars as pl

from homeward.rulebook.tables import Rows, Tables
from homeward.rulebook.terms import ORIGINAL_COLUMNS, RETURN_COLUMNS
from homeward.warehouse.statement import statement

# Measured at half a million lines: shares of 250,000 took 1 GB more at their peak.
LINES_AT_ONCE = 100_000
_SHARED: dict[str, Sequence[str]] = {"returns": RETURN_COLUMNS, "originals": ORIGINAL_COLUMNS, "held_documents": ()}
_WHOLE = ("quarantined_documents", "enterprises", "bans", "exchange_rates")


def tables_of(con: duckdb.DuckDBPyConnection) -> Tables:
    """What the rulebook reads of an open warehouse."""
    return Tables(
        returns=nw.from_native(con.table("return_line")),
        originals=nw.from_native(con.table("declaration_line")),
        held_documents=nw.from_native(con.table("declaration_line")),
        quarantined_documents=nw.from_native(con.sql(statement("warehouse/quarantined_documents"))),
        enterprises=nw.from_native(con.table("enterprise")),
        bans=nw.from_native(con.table("prohibited_goods")),
        exchange_rates=nw.from_native(con.table("exchange_rate")),
    )


def _part(folder: Path, share: int, none: pl.DataFrame) -> Rows:
    part = folder / f"share={share}"
    rows = pl.scan_parquet(part / "*.parquet", hive_partitioning=False) if part.exists() else none.lazy()
    return nw.from_native(rows)


def shares_of(con: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[Tables]:
    """The same in shares of whole documents: claims on an original meet, and memory is that of one share.

    Each table is read once and laid down by share as Parquet in `folder`. At least one share, of no line if need be.
    """
    tables = tables_of(con)
    tables = tables._replace(**{name: getattr(tables, name).collect("polars").lazy() for name in _WHOLE})
    lines = con.sql(statement("warehouse/count_return_lines")).fetchall()[0][0]
    shares = max(1, ceil(lines / LINES_AT_ONCE))
    none = {}
    for name, columns in _SHARED.items():
        rows = con.sql(statement(f"warehouse/{name}_in_shares", shares=shares, columns=columns))
        rows.write_parquet(str(folder / name), partition_by=["share"])
        none[name] = rows.limit(0).pl().drop("share")
    for share in range(shares):
        yield tables._replace(**{name: _part(folder / name, share, none[name]) for name in _SHARED})

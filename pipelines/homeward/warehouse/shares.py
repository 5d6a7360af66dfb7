"""What the rulebook reads of a warehouse, whole or in shares that are decided side by side."""

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

import duckdb
import narwhals.stable.v2 as nw
import polars as pl

from homeward.rulebook.tables import Tables
from homeward.rulebook.terms import ORIGINAL_COLUMNS, RETURN_COLUMNS
from homeward.warehouse.statement import statement

# Measured at half a million lines: shares of 250,000 took 1 GB more at their peak.
LINES_AT_ONCE = 100_000
# Each reading goes through all export lines, half a second for twenty million; what it brings is held in memory.
SHARES_READ_AT_ONCE = 4
_COLUMNS = {"returns": RETURN_COLUMNS, "originals": ORIGINAL_COLUMNS, "held_documents": (), "decisions": ()}
_WHOLE = ("quarantined_documents", "enterprises", "bans", "exchange_rates")


class Share(NamedTuple):
    """Return lines that are decided together, with all that their decisions hang on.

    `tables`: in polars, as `claimed_of` gives them, with `file_id` and `row_no` of each return line. `on_record`: of
    the decisions on record `file_id`, `row_no`, `fingerprint`.
    """

    number: int
    tables: Tables
    on_record: pl.LazyFrame


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


def _share(number: int, read: dict[str, pl.DataFrame], tables: Tables) -> Share:
    """Picked out of what was read only when it is decided: a copy of every share at once would double the memory."""
    own = {name: rows.lazy().filter(pl.col("share") == number).drop("share") for name, rows in read.items()}
    on_record = own.pop("decisions")
    return Share(number, tables._replace(**{name: nw.from_native(rows) for name, rows in own.items()}), on_record)


def shares_of(con: duckdb.DuckDBPyConnection) -> Iterator[list[Share]]:
    """Shares of whole documents, a few at a time: claims on an original meet, and memory is that of a few shares.

    At least one share, of no line if need be.
    """
    tables = tables_of(con)
    tables = tables._replace(**{name: getattr(tables, name).collect("polars").lazy() for name in _WHOLE})
    lines = con.sql(statement("warehouse/count_return_lines")).fetchall()[0][0]
    shares = max(1, ceil(lines / LINES_AT_ONCE))
    for first in range(0, shares, SHARES_READ_AT_ONCE):
        last = min(first + SHARES_READ_AT_ONCE, shares) - 1
        read = {
            name: con.sql(
                statement(f"warehouse/{name}_in_shares", shares=shares, columns=columns, first=first, last=last)
            ).pl()
            for name, columns in _COLUMNS.items()
        }
        yield [_share(number, read, tables) for number in range(first, last + 1)]

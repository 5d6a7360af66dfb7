"""What the rulebook reads of a warehouse, whole or in shares that are decided side by side."""

from collections.abc import Iterator
from typing import NamedTuple

import duckdb
import narwhals.stable.v2 as nw
import polars as pl

from homeward.rulebook.tables import Tables
from homeward.rulebook.terms import ORIGINAL_COLUMNS, RETURN_COLUMNS
from homeward.warehouse.statement import statement

# Measured at half a million lines: shares of 250,000 took 1 GB more at their peak.
LINES_AT_ONCE = 100_000
_WHOLE = ("quarantined_documents", "enterprises", "bans", "exchange_rates")


class Share(NamedTuple):
    """Return lines that are decided together, with all that their decisions hang on.

    `tables`: in polars, as `claimed_of` gives them, with `file_id` and `row_no` of each return line. `on_record`: of
    the decisions on record `file_id`, `row_no`, `fingerprint`.
    """

    number: int
    tables: Tables
    on_record: pl.DataFrame


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


def _share(con: duckdb.DuckDBPyConnection, number: int, tables: Tables) -> Share:
    returns = con.sql(statement("warehouse/returns_of_share", share=number, columns=RETURN_COLUMNS)).pl()
    originals = con.sql(statement("warehouse/originals_of_share", share=number, columns=ORIGINAL_COLUMNS)).pl()
    held_documents = returns.filter("document_is_held").select("document_no").unique()
    frames = {
        "returns": returns.drop("document_is_held"),
        "originals": originals,
        "held_documents": held_documents,
    }
    return Share(
        number,
        tables._replace(**{name: nw.from_native(frame.lazy()) for name, frame in frames.items()}),
        con.sql(statement("warehouse/decisions_of_share", share=number)).pl(),
    )


def shares_of(con: duckdb.DuckDBPyConnection) -> Iterator[Share]:
    """All return lines in shares: claims on an original meet, and memory is that of one share.

    At least one share, of no line if need be. Leaves the temporary table `line_share`.
    """
    tables = tables_of(con)
    tables = tables._replace(**{name: getattr(tables, name).collect("polars").lazy() for name in _WHOLE})
    con.execute(statement("warehouse/line_share", lines_at_once=LINES_AT_ONCE))
    for (number,) in con.sql(statement("warehouse/shares")).fetchall():
        yield _share(con, number, tables)

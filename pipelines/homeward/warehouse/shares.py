"""What the rulebook reads of a warehouse, whole or in shares that are decided side by side."""

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from threading import Lock

import duckdb
import narwhals.stable.v2 as nw

from homeward.rulebook.tables import Tables
from homeward.rulebook.terms import ORIGINAL_COLUMNS, RETURN_COLUMNS
from homeward.warehouse.statement import statement

# Measured at two million lines: 70,000 take a tenth longer, for Python's own work is as much for each share, however
# large; 140,000 take a hundred megabytes more, and are hardly sooner done.
LINES_AT_ONCE = 100_000
_COLUMNS: dict[str, Sequence[str]] = {"returns": RETURN_COLUMNS, "originals": ORIGINAL_COLUMNS}
_WHOLE = ("quarantined_documents", "enterprises", "bans", "exchange_rates")


def tables_of(con: duckdb.DuckDBPyConnection) -> Tables:
    """What the rulebook reads of an open warehouse."""
    return Tables(
        returns=nw.from_native(con.table("return_line")),
        originals=nw.from_native(con.table("declaration_line")),
        quarantined_documents=nw.from_native(con.sql(statement("warehouse/quarantined_documents"))),
        enterprises=nw.from_native(con.table("enterprise")),
        bans=nw.from_native(con.table("prohibited_goods")),
        exchange_rates=nw.from_native(con.table("exchange_rate")),
    )


def _share(con: duckdb.DuckDBPyConnection, number: int, tables: Tables) -> Tables:
    read = {
        name: con.sql(statement(f"warehouse/{name}_of_share", columns=columns, share=number)).pl().rechunk().lazy()
        for name, columns in _COLUMNS.items()
    }
    return tables._replace(**{name: nw.from_native(frame) for name, frame in read.items()})


def _lines_at_once(lines: int) -> int:
    """So many that shares are even in number, where there are several: two are decided at once, and end together."""
    pairs = ceil(lines / (2 * LINES_AT_ONCE))
    return ceil(lines / (2 * pairs)) if lines > LINES_AT_ONCE else LINES_AT_ONCE


def shares_of(con: duckdb.DuckDBPyConnection) -> list[Callable[[], Tables]]:
    """All return lines in shares, each read when it is called for: claims on an original meet, few are held at once.

    Each share is what the rulebook reads, in polars, as `claimed_of` gives it, with `file_id` and `row_no` of each
    return line, and `fingerprint_on_record` of the decision that stands. At least one share, of no line if need be.
    Shares may be called for by several threads; one reads at a time. Leaves the temporary table `line_share`.
    """
    tables = tables_of(con)
    tables = tables._replace(**{name: getattr(tables, name).collect("polars").lazy() for name in _WHOLE})
    (lines,) = con.sql(statement("warehouse/count_return_lines")).fetchall()[0]
    con.execute(statement("warehouse/line_share", lines_at_once=_lines_at_once(lines)))
    (shares,) = con.sql(statement("warehouse/count_shares")).fetchall()[0]
    turn = Lock()

    def read(number: int) -> Tables:
        with turn:
            return _share(con, number, tables)

    return [partial(read, number) for number in range(shares)]

"""What the rulebook reads of a warehouse, whole or in shares that are decided side by side."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb
import narwhals.stable.v2 as nw

from homeward.rulebook.tables import Tables
from homeward.rulebook.terms import ORIGINAL_COLUMNS, RETURN_COLUMNS
from homeward.warehouse.statement import statement

# Measured at two million lines: 50,000 take a tenth longer, for Python's own work is as much for each share, however
# large; 150,000 take 300 MB more.
LINES_AT_ONCE = 100_000
_COLUMNS: dict[str, Sequence[str]] = {"returns": RETURN_COLUMNS, "originals": ORIGINAL_COLUMNS}
_WHOLE = ("quarantined_documents", "enterprises", "bans", "exchange_rates")


class Share(NamedTuple):
    """Return lines that are decided together, with all that their decisions hang on.

    `tables`: in polars, as `claimed_of` gives them, with `file_id` and `row_no` of each return line, and
    `fingerprint_on_record` of the decision that stands.
    """

    number: int
    tables: Tables


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


def _share(con: duckdb.DuckDBPyConnection, number: int, tables: Tables) -> Share:
    read = {
        name: con.sql(statement(f"warehouse/{name}_of_share", columns=columns, share=number)).pl().rechunk().lazy()
        for name, columns in _COLUMNS.items()
    }
    return Share(number, tables._replace(**{name: nw.from_native(frame) for name, frame in read.items()}))


def shares_of(con: duckdb.DuckDBPyConnection) -> Iterator[Share]:
    """All return lines in shares: claims on an original meet, and memory is that of a few shares.

    At least one share, of no line if need be. Leaves the temporary table `line_share`.
    """
    tables = tables_of(con)
    tables = tables._replace(**{name: getattr(tables, name).collect("polars").lazy() for name in _WHOLE})
    con.execute(statement("warehouse/line_share", lines_at_once=LINES_AT_ONCE))
    (shares,) = con.sql(statement("warehouse/count_shares")).fetchall()[0]
    for number in range(shares):
        yield _share(con, number, tables)

"""Every return line decided by the rulebook, and the decisions put in place of the last ones."""

from collections.abc import Iterator, Mapping
from datetime import date
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import narwhals.stable.v2 as nw
import polars as pl

from homeward.reporting.ship_by import ship_by
from homeward.rulebook.decide import decide
from homeward.rulebook.edges import to_polars
from homeward.rulebook.fingerprint import rulebook_in_use
from homeward.rulebook.law import Law, rule_rows
from homeward.rulebook.tables import Tables
from homeward.rulebook.terms import ORIGINAL_COLUMNS
from homeward.warehouse.statement import statement

# Measured at half a million lines: shares of 250,000 took 1 GB more at their peak.
LINES_AT_ONCE = 100_000
_SHARED = ("returns", "originals", "held_documents")


class LinesUndecided(Exception):
    """There are not as many decisions as return lines: the night must not be published."""


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


def _shares(con: duckdb.DuckDBPyConnection) -> Iterator[Tables]:
    """The return lines in shares of whole documents: claims on an original meet, and memory is that of one share."""
    con.execute(statement("warehouse/keep_claimed_lines", columns=ORIGINAL_COLUMNS))
    con.execute(statement("warehouse/keep_held_documents"))
    tables = tables_of(con)
    lines = con.sql(statement("warehouse/count_return_lines")).fetchall()[0][0]
    shares = max(1, ceil(lines / LINES_AT_ONCE))
    for share in range(shares):
        part = {name: con.sql(statement(f"warehouse/{name}_of_share", shares=shares, share=share)) for name in _SHARED}
        yield tables._replace(**{name: nw.from_native(rows.pl().lazy()) for name, rows in part.items()})
    con.execute(statement("warehouse/drop_claimed_lines"))


def decide_lines(
    con: duckdb.DuckDBPyConnection,
    law: Law,
    as_of: date,
    run_id: str,
    lead_days: Mapping[str, int],
    workspace: Path,
) -> str:
    """Decide every return line and store flags, verdicts and what was compared; gives the rulebook in use.

    Leaves the former decisions in the temporary table `eligibility_before`, and nothing in `workspace`. Raises
    LinesUndecided. Source: rules.md; contract.md, The warehouse.
    """
    con.execute(statement("warehouse/keep_last_eligibility"))
    rulebook = rulebook_in_use(law, tables_of(con))
    con.execute(statement("warehouse/empty_decisions"))
    with TemporaryDirectory(dir=workspace) as folder:
        decided, compared = Path(folder, "decided-"), Path(folder, "compared-")
        for number, share in enumerate(_shares(con)):
            eligibility, comparison = to_polars(decide(share, law, as_of))
            eligibility = eligibility.with_columns(ship_by=ship_by(eligibility, lead_days))
            eligibility.write_parquet(f"{decided}{number}.parquet")
            comparison.write_parquet(f"{compared}{number}.parquet")
        # Once for all shares: a table written in small pieces goes through the log, and is written twice.
        named = {"as_of": as_of, "run_id": run_id, "rulebook": rulebook}
        con.execute(statement("warehouse/insert_eligibility"), {"parts": f"{decided}*.parquet", **named})
        con.execute(statement("warehouse/insert_comparison"), {"parts": f"{compared}*.parquet"})
    lines, decisions, comparisons = con.sql(statement("warehouse/undecided_lines")).fetchall()[0]
    if not lines == decisions == comparisons:
        raise LinesUndecided(f"{lines} return lines, {decisions} decisions, {comparisons} comparisons.")
    return rulebook


def store_rules(con: duckdb.DuckDBPyConnection, law: Law) -> None:
    """Put the rulebook in use into table `rule`."""
    con.execute(statement("warehouse/delete_rules"))
    con.register("rule_rows", rule_rows(law))
    con.execute(statement("warehouse/insert_rules"))
    con.unregister("rule_rows")


def store_shipped_bans(con: duckdb.DuckDBPyConnection, bans: pl.DataFrame) -> None:
    """Put the shipped bans (columns of prohibited_goods without file_id and row_no) beside the customer's own."""
    con.register("shipped_bans", bans)
    con.execute(statement("warehouse/insert_shipped_bans"))
    con.unregister("shipped_bans")


def remove_shipped_bans(con: duckdb.DuckDBPyConnection) -> None:
    """Take the shipped bans of the night before out, so that the merge meets the customer's own rows alone."""
    con.execute(statement("warehouse/remove_shipped_bans"))

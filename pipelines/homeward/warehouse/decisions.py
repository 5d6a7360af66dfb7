"""Every return line decided by the rulebook, and the decisions put in place of the last ones."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb
import polars as pl

from homeward.reporting.ship_by import ship_by
from homeward.rulebook.decide import decide
from homeward.rulebook.fingerprint import rulebook_in_use
from homeward.rulebook.law import Law, rule_rows
from homeward.rulebook.tables import Tables
from homeward.warehouse.shares import shares_of, tables_of
from homeward.warehouse.statement import statement

# Measured on two cores: one share at a time leaves most of the second idle.
_SHARES_AT_ONCE = 2


class Decided(NamedTuple):
    """Patterns of the Parquet files that hold decisions: columns of `eligibility` (but as_of, run_id, rulebook) and of
    `comparison`.
    """

    eligibility: str
    comparison: str


class LinesUndecided(Exception):
    """There are not as many decisions as return lines: the night must not be published."""


def decide_in_shares(
    con: duckdb.DuckDBPyConnection, law: Law, as_of: date, lead_days: Mapping[str, int], folder: Path
) -> Decided:
    """Decide every return line of an open warehouse; leaves the decisions as Parquet in `folder`."""
    eligibility, comparison = folder / "eligibility", folder / "comparison"
    eligibility.mkdir()
    comparison.mkdir()

    def decide_share(number: int, share: Tables) -> None:
        decision = decide(share, law, as_of)
        dated = decision.eligibility.with_columns(ship_by=ship_by(decision.eligibility, lead_days))
        dated.write_parquet(eligibility / f"{number}.parquet")
        decision.comparison.write_parquet(comparison / f"{number}.parquet")

    with ThreadPoolExecutor(_SHARES_AT_ONCE) as pool:
        list(pool.map(decide_share, count(), shares_of(con, folder)))
    return Decided(f"{eligibility}/*.parquet", f"{comparison}/*.parquet")


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
        decided = decide_in_shares(con, law, as_of, lead_days, Path(folder))
        # Once for all shares: a table written in small pieces goes through the log, and is written twice.
        named = {"as_of": as_of, "run_id": run_id, "rulebook": rulebook}
        con.execute(statement("warehouse/insert_eligibility"), {"parts": decided.eligibility, **named})
        con.execute(statement("warehouse/insert_comparison"), {"parts": decided.comparison})
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

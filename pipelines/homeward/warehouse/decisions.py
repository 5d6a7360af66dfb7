"""Every return line decided by the rulebook, and the decisions that differ put in place of those on record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar

import duckdb
import polars as pl

from homeward.in_order import in_order
from homeward.rulebook.decide import ELIGIBILITY, decided_lines
from homeward.rulebook.fingerprint import rulebook_in_use
from homeward.rulebook.law import Law, rule_rows
from homeward.rulebook.lists import AWAITED, LISTS, with_lists
from homeward.rulebook.registry import RELIEF, RULES
from homeward.rulebook.tables import Tables
from homeward.warehouse.shares import shares_of, tables_of
from homeward.warehouse.ship_by import ship_by
from homeward.warehouse.statement import statement
from homeward.warehouse.streamed import insert_streamed

Result = TypeVar("Result")
# Measured on two cores: one share at a time leaves most of the second idle.
_SHARES_AT_ONCE = 2
_LINE = ["file_id", "row_no"]
# What the view `eligibility` puts together from the day of the night.
_BY_CALENDAR = ("judged_on", "days_left")
# What the rules found, for the view `comparison` to tell.
_FOUND = (
    "has_original", "document_is_held", "is_in_quarantine", "ban_shown", "monitoring_shown", "district_rule",
    "claim_left",
)  # fmt: skip
# What many lines have alike, and `outcome` holds once.
_OF_OUTCOME = [*RULES, "verdict", *LISTS, "route", "tax_relief", "tax_note", *RELIEF]
_OF_LINE = [*(name for name in ELIGIBILITY if name not in (*_BY_CALENDAR, *_OF_OUTCOME)), "ship_by", *_FOUND]
# Lists are hashed by what they say in other words.
_OUTCOME_HASHED = [*(name for name in _OF_OUTCOME if name not in LISTS), AWAITED]
# The line's own values with the rest: where a delivery is taken back, an update that stands on it has other values, and
# the same file and row.
_HASHED = [*_OF_LINE, *_OUTCOME_HASHED]
_SEED = 1


class LinesUndecided(Exception):
    """The decisions on record are not those of the return lines: the night must not be published."""


class Differing(NamedTuple):
    """What a share changes: `file_id`, `row_no` of the decisions that leave the record, and of those that are new.

    `outcomes`: those of the new decisions, as they are stored, each once. `verdicts`: of each line of the share its
    verdict, counted: `verdict`, `lines`.
    """

    replaced: pl.DataFrame
    added: pl.DataFrame
    outcomes: pl.DataFrame
    verdicts: pl.DataFrame


def decide_in_shares(
    con: duckdb.DuckDBPyConnection, law: Law, as_of: date, of_share: Callable[[pl.DataFrame], Result]
) -> Iterator[Result]:
    """Decide every return line of an open warehouse; what `of_share` makes of the decided lines of each share.

    `of_share` is called by several threads. `con` is read until the end.
    """

    def decide_share(read: Callable[[], Tables]) -> Result:
        return of_share(decided_lines(read(), law, as_of))

    with ThreadPoolExecutor(_SHARES_AT_ONCE) as pool:
        yield from in_order(pool, decide_share, shares_of(con), _SHARES_AT_ONCE + 1)


def _differing(lead_days: Mapping[str, int], lines: pl.DataFrame) -> tuple[Differing, pl.DataFrame]:
    """What the decided lines of a share change, and the decisions that are not on record, as they are stored."""
    decided = lines.with_columns(ship_by=ship_by(lines, lead_days))
    decided = decided.with_columns(
        fingerprint=decided.select(_HASHED).hash_rows(_SEED),
        outcome_id=decided.select(_OUTCOME_HASHED).hash_rows(_SEED),
    )
    added = decided.filter(pl.col("fingerprint").ne_missing(pl.col("fingerprint_on_record")))
    # Sorted, they are polars' own: a column as DuckDB gave it holds all others of its share in memory.
    replaced = added.filter(pl.col("fingerprint_on_record").is_not_null()).select(_LINE).sort(_LINE)
    verdicts = decided.group_by("verdict").agg(lines=pl.len())
    outcomes = with_lists(added.unique("outcome_id")).select("outcome_id", *_OF_OUTCOME)
    stored = added.select(*_LINE, *_OF_LINE, "fingerprint", "outcome_id").sort(_LINE)
    return Differing(replaced, stored.select(_LINE), outcomes, verdicts), stored


def _counted(verdicts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{lines:,} {verdict}" for verdict, lines in verdicts)


def _check(con: duckdb.DuckDBPyConnection, verdicts: pl.DataFrame) -> None:
    """What is on record was compared by its fingerprint alone: that it says what was decided is counted once more."""
    lines, decisions, undecided = con.sql(statement("warehouse/undecided_lines")).fetchall()[0]
    if lines != decisions or undecided:
        raise LinesUndecided(f"Return lines {lines}, decisions {decisions}, lines without one {undecided}.")
    decided = sorted(verdicts.group_by("verdict").agg(pl.col("lines").sum()).iter_rows())
    on_record = sorted(con.sql(statement("warehouse/decided_verdicts")).fetchall())
    if decided != on_record:
        raise LinesUndecided(
            f"Decided were {_counted(decided)}; on record are {_counted(on_record)}. Something else has changed the "
            "warehouse file: `homeward verify` says what, `homeward restore` brings a former night back."
        )


def decide_lines(con: duckdb.DuckDBPyConnection, law: Law, as_of: date, lead_days: Mapping[str, int]) -> str:
    """Decide every return line anew and store what differs from what is on record; gives the rulebook in use.

    Leaves the temporary tables `decision_before`, the rows that left the record, and `decided_otherwise` (`file_id`,
    `row_no`), those that are new. Raises LinesUndecided. Source: rules.md; contract.md, The warehouse.
    """
    rulebook = rulebook_in_use(law, tables_of(con))
    gone = con.sql(statement("warehouse/decisions_without_line")).pl()
    (on_record,) = con.sql(statement("warehouse/decisions_on_record")).fetchall()[0]
    shares: list[Differing] = []

    def stored() -> Iterator[pl.DataFrame]:
        for differing, rows in decide_in_shares(con, law, as_of, partial(_differing, lead_days)):
            shares.append(differing)
            yield rows

    # By a connection of its own: `con` is read meanwhile.
    with con.cursor() as beside:
        insert_streamed(beside, statement("warehouse/insert_decisions"), "decided", stored())
    con.register("replaced", pl.concat([gone, *(share.replaced for share in shares)]))
    con.register("differing", pl.concat(share.added for share in shares))
    con.register("found_outcome", pl.concat(share.outcomes for share in shares).unique("outcome_id"))
    con.execute(statement("warehouse/decided_otherwise"))
    for name in ("decision_before", "delete_replaced_decisions"):
        con.execute(statement(f"warehouse/{name}"), {"on_record": on_record})
    for name in ("insert_outcomes", "delete_outcomes"):
        con.execute(statement(f"warehouse/{name}"))
    for name in ("replaced", "differing", "found_outcome"):
        con.unregister(name)
    _check(con, pl.concat(share.verdicts for share in shares))
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

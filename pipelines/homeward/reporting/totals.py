"""Figures are proved against the warehouse and against each other before anything is written or sent."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

import duckdb

from homeward.reporting.figures import BAR, Figures, proof, value_of


class TotalsMismatch(Exception):
    """Two figures that must be equal are not; the message names both."""


class Pair(NamedTuple):
    """Two figures that must be equal, each with the name by which a message calls it."""

    name: str
    shown: int | Decimal
    other_name: str
    other: int | Decimal


def _pairs(con: duckdb.DuckDBPyConnection, figures: Figures) -> Iterator[Pair]:
    proved = proof(con)
    due = figures.due_within_week
    counted = {verdict: figures.open_lines(verdict) for verdict in BAR}
    for verdict, lines in counted.items():
        yield Pair(f"{verdict} lines shown", lines, f"open {verdict} lines in eligibility", proved[verdict])
    counts = figures.counts
    apart = counts["closed"] + counts["withdrawn"]
    yield Pair("verdicts, closed and withdrawn lines", sum(counted.values()) + apart, "return lines", proved["lines"])
    yield Pair("lines due within 7 days", len(due), "those in eligibility", proved["due_within_week"])
    week_1 = sum(row["lines"] for row in figures.runway if row["week"] == 1)
    yield Pair("lines due within 7 days", len(due), "week 1 of the runway", week_1)
    past = len(figures.past_their_year)
    yield Pair("lines past their year", past, "those counted", figures.overdue["lines"])
    all_weeks = sum(row["lines"] for row in figures.runway)
    yield Pair("lines of the runway", all_weeks, "those in eligibility", proved["due_within_13_weeks"])
    value = value_of(due) or Decimal(0)
    yield Pair("value due within 7 days", value, "that in eligibility", proved["value_due_within_week"])
    shown, left_out = figures.lines.lines, figures.lines_left_out
    yield Pair("lines listed and left out", shown + left_out, "return lines", proved["lines"])
    if figures.enterprise is None:
        night = figures.night
        judged = sum(night[verdict] for verdict in (*BAR, "withdrawn"))
        yield Pair("verdicts of the run", judged, "return lines", proved["lines"])
        received = figures.received
        placed = sum(received[f"rows_{name}"] for name in ("accepted", "amended", "duplicate", "quarantined"))
        yield Pair("rows placed", placed, "rows read", received["rows_read"])


def prove(pairs: Iterable[Pair]) -> None:
    """Raise TotalsMismatch naming the first two figures that differ."""
    for pair in pairs:
        if pair.shown != pair.other:
            raise TotalsMismatch(f"{pair.name}: {pair.shown:,}, but {pair.other_name}: {pair.other:,}")


def check_totals(con: duckdb.DuckDBPyConnection, figures: Figures) -> None:
    """Raise TotalsMismatch where the figures differ from the warehouse or from each other.

    `con` is the one that `figures` were read by, still scoped to the same lines. Source: the report's brief, checklist.
    """
    prove(_pairs(con, figures))

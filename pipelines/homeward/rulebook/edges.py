"""A decision as it leaves the rulebook: frames in memory, lists as lists."""

import narwhals.stable.v2 as nw
import polars as pl

from homeward.rulebook.decide import LISTS, Decision


def to_polars(decision: Decision) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`eligibility` with its three columns of rules as lists, and `comparison`."""
    eligibility: pl.DataFrame = nw.to_native(decision.eligibility).collect()
    names = [pl.col(name).str.strip_chars_end(",").str.split(",").list.filter(pl.element() != "") for name in LISTS]
    comparison: pl.DataFrame = nw.to_native(decision.comparison).collect()
    return eligibility.with_columns(names), comparison

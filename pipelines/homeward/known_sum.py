"""Sums of which no part may be known."""

import polars as pl


def known_sum(name: str) -> pl.Expr:
    """The sum of a column as SQL and Spark have it: null, not zero, where no value is known."""
    values = pl.col(name)
    return pl.when(values.count() > 0).then(values.sum())

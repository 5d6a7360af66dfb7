"""Declared for export inside a window that an announcement opened."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import missing, outcome


def result() -> nw.Expr:
    """After the last known window nobody knows yet; before the first there was none."""
    inside = ~missing("relief_source")
    unknown = missing("declared_day") | (~inside & ~nw.col("is_before_windows"))
    return outcome(null=unknown, false=nw.col("is_before_windows"), true=inside)

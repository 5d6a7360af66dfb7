"""Exported under 1210, 9610, 9710 or 9810."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import one_of, outcome


def result() -> nw.Expr:
    """Any other mode has no relief."""
    named = one_of("original_supervision_mode", "1210", "9610", "9710", "9810")
    return outcome(null=~nw.col("has_original"), false=~named, true=named)

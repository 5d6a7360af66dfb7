"""Exported under a mode that the relief names."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import outcome


def result() -> nw.Expr:
    """Any other mode has no relief."""
    named = nw.col("is_relief_mode")
    return outcome(null=~nw.col("has_original"), false=~named, true=named)

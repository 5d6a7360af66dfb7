"""Not food, told by the chapter of the original's HS code."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import outcome


def result() -> nw.Expr:
    """A chapter list, not law."""
    return outcome(null=~nw.col("has_original"), false=nw.col("is_food"), true=~nw.col("is_food"))

"""The claim fits in what earlier claims have left of the original line."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import joined


def result() -> nw.Expr:
    """Settled over all claims on the line, in their order; see `claims.py`."""
    return nw.col("claim_fits")


def value() -> nw.Expr:
    """The quantity claimed."""
    return joined(nw.col("quantity"), nw.col("unit"), by=" ")


def limit() -> nw.Expr:
    """What was left of the original when the claim's turn came."""
    left = joined(nw.col("claim_left"), nw.col("original_unit"), by=" ")
    return nw.when(nw.col("has_original")).then(left)

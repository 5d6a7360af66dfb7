"""Goods come back singly or in bulk."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import missing, never, outcome


def result() -> nw.Expr:
    """Either way is permitted; only its absence leaves the rule open."""
    return outcome(null=missing("shipment"), false=never(), true=~missing("shipment"))


def value() -> nw.Expr:
    """How the goods are shipped."""
    return nw.col("shipment")


def limit() -> nw.Expr:
    """The two ways."""
    return nw.lit("individual or bulk")

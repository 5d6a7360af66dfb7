"""Unsold or returned."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import missing, one_of, outcome


def result() -> nw.Expr:
    """Force majeure is a matter of the Tariff Law, not of this relief."""
    unknown, named = missing("reason") | one_of("reason", "other"), nw.col("is_relief_reason")
    return outcome(null=unknown, false=~named, true=named)

"""Unsold or returned."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import missing, one_of, outcome


def result() -> nw.Expr:
    """Force majeure is a matter of the Tariff Law, not of this relief."""
    named = one_of("reason", "unsold", "buyer_return", "refused", "undeliverable", "quality", "specification")
    unknown = missing("reason") | one_of("reason", "other")
    return outcome(null=unknown, false=one_of("reason", "force_majeure"), true=named)

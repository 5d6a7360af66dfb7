"""Overseas-warehouse goods come back for quality or specification only, with evidence; parcels for any reason."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import joined, missing, one_of, outcome


def result() -> nw.Expr:
    """An unstated 1210 line passes only with what a warehouse line would need."""
    parcel = one_of("channel", "retail_9610", "zone_parcel_1210")
    warehouse = one_of("channel", "warehouse_9810", "zone_warehouse_1210")
    permitted = one_of("reason", "quality", "specification")
    proved = permitted & ~missing("evidence_ref")
    unknown = missing("channel") | (warehouse & (missing("reason") | (permitted & ~proved)))
    unknown = unknown | (one_of("channel", "zone_unstated_1210") & ~proved)
    refused = warehouse & ~missing("reason") & ~permitted
    return outcome(null=~nw.col("has_original") | unknown, false=refused, true=parcel | proved)


def value() -> nw.Expr:
    """The reason and the evidence for it."""
    return joined(nw.col("reason"), nw.col("evidence_ref"))


def limit() -> nw.Expr:
    """What the channel asks for."""
    asks = nw.when(one_of("channel", "retail_9610", "zone_parcel_1210")).then(nw.lit("any reason"))
    return asks.otherwise(nw.lit("quality or specification, with evidence"))

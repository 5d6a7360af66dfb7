"""The day by which goods must leave to be back in time: the deadline less the days that transport takes."""

from collections.abc import Mapping

import polars as pl

from homeward.feeds.codes import countries
from homeward.lead_days import shipped_lead_days


def ship_by(eligibility: pl.DataFrame, lead_days: Mapping[str, int]) -> pl.Series:
    """`ship_by` for each line: null where there is no deadline.

    `lead_days`: days by destination country (ISO letters) or channel, over the shipped defaults; the destination counts
    first, whether a line has its letters, in capitals or not, or customs' code.
    """
    days = {**shipped_lead_days(), **lead_days}
    country = pl.col("destination_country").str.to_uppercase().replace(countries())
    by_destination = country.replace_strict(days, default=None, return_dtype=pl.Int64)
    by_channel = pl.col("channel").replace_strict(days, default=days["other"], return_dtype=pl.Int64)
    lead = pl.coalesce(by_destination, by_channel.fill_null(days["other"]))
    return eligibility.select(ship_by=pl.col("deadline") - pl.duration(days=lead)).to_series().cast(pl.Date)

"""The day by which goods must leave to be back in time: the deadline less the days that transport takes."""

from collections.abc import Mapping
from functools import cache

import polars as pl

from homeward import resources
from homeward.yaml_text import read_yaml


@cache
def _default_days() -> dict[str, int]:
    days: dict[str, int] = read_yaml(resources.text("data/reference/lead_days.yaml"))["days"]
    return days


def ship_by(eligibility: pl.DataFrame, lead_days: Mapping[str, int]) -> pl.Series:
    """`ship_by` for each line: null where there is no deadline.

    `lead_days`: days by destination country or channel, over the shipped defaults; the destination counts first.
    """
    days = {**_default_days(), **lead_days}
    by_destination = pl.col("destination_country").replace_strict(days, default=None, return_dtype=pl.Int64)
    by_channel = pl.col("channel").replace_strict(days, default=days["other"], return_dtype=pl.Int64)
    lead = pl.coalesce(by_destination, by_channel.fill_null(days["other"]))
    return eligibility.select(ship_by=pl.col("deadline") - pl.duration(days=lead)).to_series().cast(pl.Date)

"""The bans that Homeward ships, each with its source."""

import polars as pl

from homeward import resources


def shipped_bans() -> pl.DataFrame:
    """Columns of prohibited_goods without file_id and row_no. Source: law.md, Prohibited goods."""
    return pl.read_csv(
        resources.path("data/reference/prohibited_goods.csv"),
        schema={
            "hs_prefix": pl.String,
            "scope": pl.String,
            "valid_from": pl.Date,
            "valid_to": pl.Date,
            "source": pl.String,
            "description": pl.String,
        },
        try_parse_dates=True,
        glob=False,
    )

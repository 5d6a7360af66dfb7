"""The rulebook on one machine, stateless: tables in as Parquet, decisions and their summary out."""

from datetime import date
from pathlib import Path

import polars as pl

from homeward.engines.parquet_tables import parquet_tables
from homeward.rulebook.decide import decide
from homeward.rulebook.edges import to_polars
from homeward.rulebook.law import Law


def decide_folder(tables: Path, out: Path, law: Law, as_of: date) -> pl.DataFrame:
    """Decide `tables` for a day and write `eligibility.parquet`, `comparison.parquet` and `summary.parquet` to `out`.

    Gives the summary: `verdict`, `channel`, `lines`, `value_cny`. Raises TablesMissing, OSError,
    polars.exceptions.PolarsError where a file is no such table.
    """
    eligibility, comparison = to_polars(decide(parquet_tables(tables), law, as_of))
    eligibility = eligibility.with_columns(as_of=pl.lit(as_of), rulebook=pl.lit(law.fingerprint))
    summary = (
        eligibility.group_by("verdict", "channel")
        .agg(lines=pl.len(), value_cny=pl.col("value_cny").sum())
        .sort("verdict", "channel", nulls_last=True)
    )
    out.mkdir(parents=True, exist_ok=True)
    for name, frame in {"eligibility": eligibility, "comparison": comparison, "summary": summary}.items():
        frame.write_parquet(out / f"{name}.parquet")
    return summary

"""The rulebook on one machine, stateless: tables in as Parquet, decisions and their summary out."""

from datetime import date
from pathlib import Path

import polars as pl

from homeward.engines.parquet_tables import parquet_tables
from homeward.rulebook.decide import decide
from homeward.rulebook.fingerprint import rulebook_in_use
from homeward.rulebook.law import Law


def decide_folder(folder: Path, out: Path, law: Law, as_of: date) -> pl.DataFrame:
    """Decide the tables of `folder` for a day; write `eligibility`, `comparison` and `summary` as Parquet to `out`.

    Gives the summary: `verdict`, `channel`, `lines`, `value_cny`. Raises TablesMissing, OSError,
    polars.exceptions.PolarsError where a file is no such table.
    """
    tables = parquet_tables(folder)
    eligibility, comparison = decide(tables, law, as_of)
    eligibility = eligibility.with_columns(as_of=pl.lit(as_of), rulebook=pl.lit(rulebook_in_use(law, tables)))
    summary = (
        eligibility.group_by("verdict", "channel")
        .agg(lines=pl.len(), value_cny=pl.col("value_cny").sum())
        .sort("verdict", "channel", nulls_last=True)
    )
    out.mkdir(parents=True, exist_ok=True)
    for name, frame in {"eligibility": eligibility, "comparison": comparison, "summary": summary}.items():
        frame.write_parquet(out / f"{name}.parquet")
    return summary

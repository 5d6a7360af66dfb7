"""Spark and one machine decide alike, cell by cell, on random feeds."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from pyspark.sql import SparkSession

from homeward.engines.on_one_machine import decide_folder
from homeward.engines.on_spark import decide_on_spark
from homeward.rulebook.law import load_law
from rulebook.as_tables import TABLES, frames
from rulebook.random_feeds import night

pytestmark = pytest.mark.filterwarnings("ignore")
LAW = load_law()
KEY = ["return_no", "line_no", "enterprise_code"]


def written_tables(folder: Path, seed: int) -> None:
    """A random night's tables as Parquet, as `homeward export` writes them."""
    books, _ = night(seed, 15)
    rows = frames(books)
    for name, table in TABLES.items():
        rows[name].write_parquet(folder / f"{table}.parquet")
    waiting = rows["quarantined_documents"].with_columns(status=pl.lit("open"), feed=pl.lit("declarations"))
    waiting.write_parquet(folder / "quarantine.parquet")


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Two cores of this machine, with the Python that runs the tests."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "4").config("spark.driver.host", "127.0.0.1").getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_cell_is_the_same(spark: SparkSession, tmp_path: Path, seed: int) -> None:
    # A name that would be a pattern is a name.
    folder = tmp_path / "tab[1]{a,b}"
    folder.mkdir()
    written_tables(folder, seed)
    _, as_of = night(seed, 15)
    decide_folder(folder, folder / "one", LAW, as_of)
    told = decide_on_spark(spark, folder, folder / "many", LAW, as_of, share_lines=10)
    one = pl.read_parquet(folder / "one" / "eligibility.parquet", glob=False).sort(KEY)
    parts = sorted((folder / "many" / "eligibility").glob("*.parquet"))
    many = pl.read_parquet(parts, glob=False).select(one.columns).sort(KEY)
    assert one.height > 0
    assert many.to_dicts() == one.to_dicts()
    assert sum(lines for _, _, lines in told) == one.height
    totals = pl.read_parquet(folder / "one" / "summary.parquet", glob=False)
    assert totals["value_cny"].null_count() > 0, "of some no value is known"
    parts = sorted((folder / "many" / "summary").glob("*.parquet"))
    same = pl.read_parquet(parts, glob=False).select(totals.columns)
    assert same.sort("verdict", "channel", nulls_last=True).to_dicts() == totals.to_dicts()

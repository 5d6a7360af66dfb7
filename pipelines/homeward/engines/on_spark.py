"""The rulebook on a Spark cluster, stateless: tables in as Parquet on shared storage, decisions and their summary out.

Whatever a line's decision rests on beside the reference tables (its original, other claims on it, rows in quarantine)
bears the same document number. So Spark brings return lines and originals of the same documents together, and each
worker decides its share by the very rulebook of a night. Nothing that grows with the data comes to the driver.
"""

import re
from collections.abc import Callable
from datetime import date
from math import ceil
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sf
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
from pyspark.sql.types import StructType

from homeward.engines.parquet_tables import parquet_tables
from homeward.rulebook.decide import decide
from homeward.rulebook.fingerprint import rulebook_in_use
from homeward.rulebook.law import Law
from homeward.rulebook.tables import Tables

# A share costs the same third of a second whatever its size, and must fit the memory of a worker.
SHARE_LINES = 50_000
_SHARE, _QUARANTINED = "share", "document_is_quarantined"
Share = Callable[[pa.Table, pa.Table], pa.Table]


def _literally(path: Path) -> str:
    """A path as Spark reads it: what would be a pattern is a name."""
    return re.sub(r"([\\*?{}\[\]])", r"\\\1", str(path.absolute()))


def _read(spark: SparkSession, folder: Path, table: str) -> DataFrame:
    one = folder / f"{table}.parquet"
    return spark.read.parquet(_literally(one if one.exists() else folder / table))


def _shared(frame: DataFrame, shares: int, *columns: str) -> DataFrame:
    return frame.withColumn(_SHARE, sf.pmod(sf.xxhash64(sf.coalesce(*columns)), sf.lit(shares)))


def _returns(spark: SparkSession, folder: Path) -> DataFrame:
    """Return lines, each saying whether rows of its document wait in quarantine."""
    rows = _read(spark, folder, "quarantine")
    waiting = rows.where((rows.status == "open") & (rows.feed == "declarations") & rows.document_no.isNotNull())
    documents = waiting.select("document_no").distinct().withColumn(_QUARANTINED, sf.lit(True))
    return _read(spark, folder, "return_line").join(documents, "document_no", "left")


def _like(rows: pa.Table, model: pl.LazyFrame) -> pl.LazyFrame:
    """Rows as Spark hands them on, in the columns and types of the Parquet file that they come from."""
    schema = model.collect_schema()
    frame = pl.DataFrame(pl.from_arrow(rows)).select(schema.names())
    return frame.cast(schema).lazy()


def _decided(tables: Tables, law: Law, as_of: date) -> pl.DataFrame:
    eligibility, _ = decide(tables, law, as_of)
    return eligibility.with_columns(as_of=pl.lit(as_of), rulebook=pl.lit(rulebook_in_use(law, tables)))


def _share_decider(folder: Path, law: Law, as_of: date, target: pa.Schema) -> Share:
    """What a worker does with a share: its return lines and the originals of the same documents."""

    def decide_share(returns: pa.Table, originals: pa.Table) -> pa.Table:
        if not returns.num_rows:
            return target.empty_table()
        every = parquet_tables(folder)
        flagged = pl.DataFrame(pl.from_arrow(returns)).filter(pl.col(_QUARANTINED)).lazy()
        tables = every._replace(
            returns=nw.from_native(_like(returns, nw.to_native(every.returns))),
            originals=nw.from_native(_like(originals, nw.to_native(every.originals))),
            quarantined_documents=nw.from_native(flagged.select("document_no").unique()),
        )
        return _decided(tables, law, as_of).to_arrow().cast(target)

    return decide_share


def _schema(folder: Path, law: Law, as_of: date) -> StructType:
    """The columns of `eligibility`: the rulebook asked about no line at all."""
    tables = parquet_tables(folder)
    nothing = tables._replace(returns=tables.returns.head(0), originals=tables.originals.head(0))
    return from_arrow_schema(_decided(nothing, law, as_of).to_arrow().schema)


def decide_on_spark(
    spark: SparkSession, tables: Path, out: Path, law: Law, as_of: date, share_lines: int = SHARE_LINES
) -> list[tuple[str, str | None, int]]:
    """Decide `tables` for a day; write `eligibility` and `summary`, folders of Parquet files, to `out`.

    `tables` and `out` lie on storage that the driver and every worker see under the same path; the workers' Python has
    Homeward. `share_lines`: about how many return lines a worker decides at once. Gives `verdict`, `channel`, `lines`
    of the summary. Raises TablesMissing, OSError, and PySparkException.
    """
    folder, schema = tables.absolute(), _schema(tables, law, as_of)
    returns = _returns(spark, folder)
    shares = max(1, ceil(returns.count() / share_lines))
    claimed = returns.select("document_no").where(returns.document_no.isNotNull()).distinct()
    originals = _read(spark, folder, "declaration_line").join(claimed, "document_no", "left_semi")
    decider = _share_decider(folder, law, as_of, to_arrow_schema(schema))
    pairs = (
        _shared(returns, shares, "document_no", "return_no")
        .groupBy(_SHARE)
        .cogroup(_shared(originals, shares, "document_no").groupBy(_SHARE))
    )
    decided, summed = out.absolute() / "eligibility", out.absolute() / "summary"
    pairs.applyInArrow(decider, schema).write.mode("overwrite").parquet(str(decided))
    summary = (
        spark.read.parquet(_literally(decided))
        .groupBy("verdict", "channel")
        .agg(sf.count("*").alias("lines"), sf.sum("value_cny").alias("value_cny"))
    )
    summary.coalesce(1).write.mode("overwrite").parquet(str(summed))
    told = spark.read.parquet(_literally(summed)).orderBy("verdict", "channel").collect()
    return [(row.verdict, row.channel, row.lines) for row in told]

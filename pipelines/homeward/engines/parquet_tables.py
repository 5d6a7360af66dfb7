"""The rulebook's tables as Parquet files of one folder, as `homeward export` writes them."""

from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl

from homeward.rulebook.tables import Rows, Tables

TABLES = ("return_line", "declaration_line", "enterprise", "prohibited_goods", "exchange_rate", "quarantine")


class TablesMissing(Exception):
    """The folder lacks a table; the message names it and says how to write it."""


def _scanned(folder: Path, table: str) -> pl.LazyFrame:
    one = folder / f"{table}.parquet"
    files = [one] if one.exists() else sorted((folder / table).glob("*.parquet"))
    if not files:
        raise TablesMissing(
            f"{folder}: {table}.parquet is not there (nor a folder {table} of Parquet files). Write the tables with: "
            f"homeward export --out DIR --tables {','.join(TABLES)}"
        )
    return pl.scan_parquet(files, glob=False)


def _rows(frame: pl.LazyFrame) -> Rows:
    return nw.from_native(frame)


def parquet_tables(folder: Path) -> Tables:
    """Lazy frames over the Parquet files. Raises TablesMissing."""
    scanned = {table: _scanned(folder, table) for table in TABLES}
    waiting = scanned["quarantine"].filter(
        (pl.col("status") == "open") & (pl.col("feed") == "declarations") & pl.col("document_no").is_not_null()
    )
    return Tables(
        returns=_rows(scanned["return_line"]),
        originals=_rows(scanned["declaration_line"]),
        quarantined_documents=_rows(waiting.select("document_no").unique()),
        enterprises=_rows(scanned["enterprise"]),
        bans=_rows(scanned["prohibited_goods"]),
        exchange_rates=_rows(scanned["exchange_rate"]),
    )

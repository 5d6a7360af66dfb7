"""Batches of text cells from a Parquet file, whatever types its writer used."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from homeward.feeds.header import Header, read_header
from homeward.feeds.rejection import FileRejected
from homeward.feeds.text_file import BATCH_ROWS, RAGGED, ROW_NO


def read_parquet_header(path: Path) -> Header:
    """The header of a Parquet file. Raises FileRejected: damaged_parquet, header_only and as `read_header`."""
    try:
        file = pl.scan_parquet(path, glob=False)
        names = file.collect_schema().names()
        rows = file.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise FileRejected("damaged_parquet", error=str(error).splitlines()[0][:200]) from error
    header = read_header(names)
    if rows == 0:
        raise FileRejected("header_only", feed=header.feed.name)
    return header


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    """One typed column as the text it would have in a file; nothing is rounded on the way."""
    column = pl.col(name)
    if isinstance(dtype, pl.Datetime):
        moment = column.dt.convert_time_zone("Asia/Shanghai").dt.replace_time_zone(None) if dtype.time_zone else column
        return moment.cast(pl.Datetime("us")).dt.strftime("%Y-%m-%d %H:%M:%S%.6f")
    if dtype.is_float():
        # pandas keeps whole numbers with gaps as floats: the type says that they are whole, no text was damaged.
        whole = (column == column.floor()) & (column.abs() < 2**53)
        return (
            pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(column.cast(pl.String))
        )
    if isinstance(dtype, pl.Binary):
        return column.cast(pl.String, strict=False)
    if dtype.is_nested():
        return pl.lit(None, dtype=pl.String).alias(name)
    return column.cast(pl.String)


def parquet_batches(path: Path, header: Header) -> Iterator[pl.DataFrame]:
    """The data rows as text: `row_no` (1-based), the header's known columns, and `ragged` (never true).

    Raises FileRejected (damaged_parquet) where the file breaks off within.
    """
    file = pl.scan_parquet(path, glob=False)
    schema = file.collect_schema()
    sources = {name: column for column, name in zip(schema, header.names, strict=True) if name}
    scan = file.select(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int32).alias(ROW_NO),
        *(_as_text(column, schema[column]).alias(name) for name, column in sources.items()),
        pl.lit(False).alias(RAGGED),
    )
    try:
        yield from scan.collect_batches(chunk_size=BATCH_ROWS, maintain_order=True)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise FileRejected("damaged_parquet", error=str(error).splitlines()[0][:200]) from error

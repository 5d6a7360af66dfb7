"""Batches of text cells from a Parquet file, whatever types its writer used.

pyarrow reads: polars' reader panics, or ends the process, on types and damage that pyarrow names.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from homeward.china_time import CHINA_OFFSET
from homeward.feeds.header import Header, read_header
from homeward.feeds.rejection import FileRejected
from homeward.feeds.text_file import BATCH_ROWS, RAGGED

# A column of a row group is read in pieces: memory stays flat however large its row groups are.
_PIECE = 1 << 20
_TICKS = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_DAY = 86_400
# The calendar comes again after 400 years, which are so many days.
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097
_CHINA_SECONDS = int(CHINA_OFFSET.total_seconds())
_MOST_DIGITS = 38


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    """The file, open. Raises FileRejected (damaged_parquet) for what is wrong within it; OSError where the disk fails."""  # noqa: E501
    try:
        with pa.OSFile(str(path)) as file:
            # Moments of 96 bits hold years that nanoseconds do not, and would come out as others.
            yield pq.ParquetFile(
                file, buffer_size=_PIECE, coerce_int96_timestamp_unit="us", page_checksum_verification=True
            )
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise _damaged(str(error)) from error


def _damaged(error: str) -> FileRejected:
    return FileRejected("damaged_parquet", error=(error.splitlines() or [""])[0][:200])


def _cell_type(column_type: pa.DataType) -> pa.DataType:
    """The type of a column's cells, without the way they are stored."""
    if isinstance(column_type, pa.BaseExtensionType):
        return _cell_type(column_type.storage_type)
    return _cell_type(column_type.value_type) if pa.types.is_dictionary(column_type) else column_type


def _is_text(cell: pa.DataType) -> bool:
    return any(
        is_so(cell)
        for is_so in (
            pa.types.is_string,
            pa.types.is_large_string,
            pa.types.is_string_view,
            pa.types.is_binary,
            pa.types.is_large_binary,
            pa.types.is_binary_view,
            pa.types.is_fixed_size_binary,
        )
    )


def _read_as(cell: pa.DataType) -> pa.DataType | None:
    """The type to which cells are brought before they become text; None where they are no single values."""
    types = pa.types
    if _is_text(cell):
        return pa.large_string()
    if types.is_null(cell) or types.is_boolean(cell) or types.is_integer(cell):
        return pa.string() if types.is_null(cell) else cell
    if types.is_floating(cell):
        return pa.float32() if types.is_float16(cell) else cell
    if types.is_date32(cell):
        return pa.int32()
    if types.is_date64(cell) or types.is_timestamp(cell):
        return pa.int64()
    if types.is_decimal(cell) and cell.precision <= _MOST_DIGITS:
        return pa.decimal128(_MOST_DIGITS, cell.scale)
    return None


def read_parquet_header(path: Path) -> Header:
    """The header of a Parquet file.

    Raises FileRejected: damaged_parquet, parquet_type, header_only and as `read_header`.
    """
    with _opened(path) as file:
        header = read_header(file.schema_arrow.names)
        for field, name in zip(file.schema_arrow, header.names, strict=True):
            if name and _read_as(_cell_type(field.type)) is None:
                raise FileRejected("parquet_type", column=field.name, type=str(field.type)[:200])
        if file.metadata.num_rows == 0:
            raise FileRejected("header_only", feed=header.feed.name)
    return header


def _plainly(column: pa.Array, name: str) -> pa.Array:
    """A column in a type that polars reads whatever is in it. Raises FileRejected: parquet_text, damaged_parquet."""
    if isinstance(column.type, pa.BaseExtensionType):
        return _plainly(column.storage, name)
    if pa.types.is_dictionary(column.type):
        return _plainly(column.cast(column.type.value_type), name)
    if not _is_text(column.type):
        return column.cast(_read_as(column.type))
    try:
        # Through bytes: only so is it looked at whether texts are texts.
        return column.cast(pa.large_binary()).cast(pa.large_string())
    except pa.ArrowInvalid as error:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            raise _damaged(f"{name}: {error}") from error
        raise FileRejected("parquet_text", column=name) from error


def _moment_text(ticks: pl.Expr, per_second: int, form: str, offset: int = 0) -> pl.Expr:
    """Ticks since 1970 as a text; years that polars cannot hold are written all the same, with more digits.

    Worked out within one turn of the calendar, to which the years of the others are added.
    """
    days, rest = ticks.floordiv(_DAY * per_second), ticks.mod(_DAY * per_second)
    within = days.mod(_CYCLE_DAYS) * (_DAY * 1_000_000) + offset * 1_000_000
    within += rest * (1_000_000 // per_second) if per_second <= 1_000_000 else rest // (per_second // 1_000_000)
    moment = within.cast(pl.Datetime("us"))
    year = moment.dt.year() + days.floordiv(_CYCLE_DAYS) * _CYCLE_YEARS
    return pl.concat_str(year.cast(pl.String).str.zfill(4), moment.dt.strftime(form))


def _without_exponent(text: str) -> str:
    return format(Decimal(text), "f")


def _float_text(column: pl.Expr) -> pl.Expr:
    # pandas keeps whole numbers with gaps as floats: the type says that they are whole, no text was damaged.
    whole = (column == column.floor()) & (column.abs() < 2**53)
    text = column.cast(pl.String)
    small = text.str.contains("e-", literal=True)
    return (
        pl.when(whole)
        .then(column.cast(pl.Int64, strict=False).cast(pl.String))
        .when(small)
        .then(pl.when(small).then(text).map_elements(_without_exponent, return_dtype=pl.String))
        .otherwise(text)
    )


def _as_text(name: str, cell: pa.DataType) -> pl.Expr:
    """One typed column as the text it would have in a file; nothing is rounded on the way."""
    column = pl.col(name)
    if pa.types.is_date32(cell):
        return _moment_text(column.cast(pl.Int64) * _DAY, 1, "-%m-%d")
    if pa.types.is_date64(cell):
        return _moment_text(column, _TICKS["ms"], "-%m-%d")
    if pa.types.is_timestamp(cell):
        offset = 0 if cell.tz is None else _CHINA_SECONDS
        return _moment_text(column, _TICKS[cell.unit], "-%m-%d %H:%M:%S%.6f", offset)
    return _float_text(column) if pa.types.is_floating(cell) else column.cast(pl.String)


def _check_counts(metadata: pq.FileMetaData) -> None:
    """Raise FileRejected (damaged_parquet) where the parts of the footer do not speak of the same number of rows."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    if sum(group.num_rows for group in groups) != metadata.num_rows:
        raise _damaged("its row groups have another number of rows than the file")


def parquet_batches(path: Path, header: Header) -> Iterator[pl.DataFrame]:
    """The rows as text: the header's known columns, and `ragged` (never true).

    Raises FileRejected (damaged_parquet, parquet_text) where the file breaks off within, or has not the rows that its
    end tells of.
    """
    with _opened(path) as file:
        _check_counts(file.metadata)
        fields = [(field, name) for field, name in zip(file.schema_arrow, header.names, strict=True) if name]
        rows = 0
        for batch in file.iter_batches(BATCH_ROWS, columns=[field.name for field, _ in fields]):
            cells = {name: _plainly(batch.column(field.name), field.name) for field, name in fields}
            yield pl.DataFrame(pa.table(cells)).select(
                *(_as_text(name, _cell_type(field.type)).alias(name) for field, name in fields),
                pl.lit(value=False).alias(RAGGED),
            )
            rows += batch.num_rows
        if rows != file.metadata.num_rows:
            raise _damaged(f"{rows} of its {file.metadata.num_rows} rows can be read")

"""Rows of a query as a file, by its ending: CSV, JSON, Parquet or a workbook."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from homeward.analysis.tables_out_target import CSV, JSON, PARQUET, XLSX, CannotWrite, check_target
from homeward.whole_file import written_whole

BATCH_ROWS = 100_000
SHEET_ROWS = 1_048_575
CELL_CHARACTERS = 32_000
# What the writers raise of a value that their kind of file cannot hold: a moment that is infinite, say.
_UNWRITABLE = (
    pa.lib.ArrowException,
    pl.exceptions.PolarsError,
    pl.exceptions.PanicException,
    ValueError,
    OverflowError,
)


def _text_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists and structs as text, for files that have no such thing: rules joined by "; ", all else as JSON."""
    nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
    return frame.with_columns(_as_text(frame[name]) for name in nested)


def _as_text(column: pl.Series) -> pl.Series:
    if column.dtype == pl.List(pl.String):
        return column.list.join("; ")
    dumped = [
        None if value is None else json.dumps(value, ensure_ascii=False, default=str) for value in column.to_list()
    ]
    return pl.Series(column.name, dumped, dtype=pl.String)


def guarded(frame: pl.DataFrame) -> pl.DataFrame:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it. Source: the OWASP CSV injection."""
    text = pl.col(pl.String)
    return frame.with_columns(
        pl.when(text.str.contains(r"^[=+\-@\t\r\n]")).then(pl.lit("'") + text).otherwise(text).name.keep()
    )


def _frames(rows: pa.RecordBatchReader) -> Iterator[pl.DataFrame]:
    """The rows a batch at a time; at least one frame, so that an empty answer has its header."""
    empty = pl.DataFrame(pl.from_arrow(rows.schema.empty_table()))
    yield empty
    for batch in rows:
        yield pl.DataFrame(pl.from_arrow(batch))


def _write_csv(rows: pa.RecordBatchReader, target: Path) -> int:
    written = 0
    with target.open("wb") as file:
        # With a byte-order mark spreadsheets show Chinese as it is.
        file.write(b"\xef\xbb\xbf")
        for number, frame in enumerate(_frames(rows)):
            # Polars would write to the disk past Python, and say of a full one what it says of a bad row.
            file.write(guarded(_text_columns(frame)).write_csv(include_header=number == 0).encode())
            written += frame.height
    return written


def _json_value(value: object) -> object:
    """Amounts as numbers where a number says the same, else as text; days and moments as ISO text."""
    if isinstance(value, Decimal):
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    return str(value)


def _write_json(rows: pa.RecordBatchReader, target: Path) -> int:
    written = 0
    with target.open("w", encoding="utf-8") as file:
        file.write("[")
        for batch in rows:
            for row in batch.to_pylist():
                file.write(",\n" if written else "\n")
                json.dump(row, file, ensure_ascii=False, default=_json_value)
                written += 1
        file.write("\n]\n")
    return written


def _write_parquet(rows: pa.RecordBatchReader, target: Path) -> int:
    written = 0
    with pq.ParquetWriter(target, rows.schema, compression="zstd") as file:
        for batch in rows:
            file.write_batch(batch)
            written += batch.num_rows
    return written


def _sheet(rows: pa.RecordBatchReader) -> pl.DataFrame:
    frames: list[pl.DataFrame] = []
    for frame in _frames(rows):
        frames.append(frame)
        if sum(held.height for held in frames) > SHEET_ROWS:
            raise CannotWrite(f"A sheet holds {SHEET_ROWS:,} rows, and there are more; write .csv or .parquet instead.")
    frame = _text_columns(pl.concat(frames))
    return frame.with_columns(_outside_sheets(frame)).with_columns(pl.col(pl.String).str.slice(0, CELL_CHARACTERS))


def _outside_sheets(frame: pl.DataFrame) -> list[pl.Series]:
    """Columns with a day that no spreadsheet knows, as text."""
    days = [name for name, kind in frame.schema.items() if kind in (pl.Date, pl.Datetime)]
    first, last = date(1900, 1, 1), date(9999, 12, 31)
    return [_day_text(frame[name]) for name in days if not frame[name].cast(pl.Date).is_between(first, last).all()]


def _day_text(days: pl.Series) -> pl.Series:
    """Days or moments as text, those without end as DuckDB says and stores them."""
    number = days.to_physical()
    furthest = number.upper_bound().item()
    endless = {furthest: "infinity", -furthest: "-infinity"}
    said = pl.Series(number.replace_strict(endless, default=None, return_dtype=pl.String))
    return days.set(said.is_not_null(), None).cast(pl.String).zip_with(said.is_null(), said)


def _write_xlsx(rows: pa.RecordBatchReader, target: Path) -> int:
    frame = _sheet(rows)
    # Text stays text: neither formulas nor links are made of what others wrote.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    # In memory first: xlsxwriter tells of a full disk twice, the second time where nobody can catch it.
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, options) as workbook:
        frame.write_excel(workbook, worksheet="rows", autofit=True, freeze_panes=(1, 0))
    target.write_bytes(made.getbuffer())
    return frame.height


WRITERS: dict[str, Callable[[pa.RecordBatchReader, Path], int]] = {
    CSV: _write_csv,
    JSON: _write_json,
    PARQUET: _write_parquet,
    XLSX: _write_xlsx,
}


def write_rows(rows: pa.RecordBatchReader, target: Path) -> int:
    """Write `rows` to the new file `target`, whole or not at all; gives their number. Raises CannotWrite, OSError."""
    check_target(target)
    write = WRITERS[target.suffix.lower()]
    with written_whole(target) as (unfinished,):
        try:
            written = write(rows, unfinished)
        except OSError as error:
            if error.errno is None:  # not the disk: a row that cannot be computed, met half-way
                raise CannotWrite(f"The query failed at one of its rows: {str(error).splitlines()[0]}") from error
            raise
        except _UNWRITABLE as error:
            raise CannotWrite(
                f"These rows cannot be written as {target.suffix.lower()}: {str(error).splitlines()[0]}. Ask for what "
                "is unusual in them as text, as column::VARCHAR."
            ) from error
    return written

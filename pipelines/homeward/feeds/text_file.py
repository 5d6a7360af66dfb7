"""Batches of text cells from a delimited file."""

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import polars as pl
import pyarrow as pa

from homeward.feeds.header import Header, known_name_count, read_header
from homeward.feeds.rejection import FileRejected
from homeward.feeds.survey import Survey

SEPARATORS = ",;\t|"
QUOTE = b'"'
BATCH_ROWS = 50_000
ROW_NO = "row_no"
# A row with more or fewer cells than the header: read from the file, never cut or filled up in silence.
RAGGED = "ragged"
_HEADER_BYTES = 1 << 20
_PIECE = 1 << 24
_LONGEST_RECORD = 1 << 26
_LONGEST_CELL = 1 << 24
# Before a line feed it ends a line; elsewhere polars takes it into the cell, and the exact reader ends a line there.
_CR_ALONE = re.compile(rb"\r(?![\r\n])")


class NeedsExactReading(Exception):
    """The fast reader met a file it cannot read for certain; what it gave must be thrown away."""


@dataclass(frozen=True)
class Dialect:
    """How a delimited file is written, and what its header says."""

    separator: str
    header: Header
    width: int


def _head(survey: Survey) -> io.StringIO:
    assert survey.text is not None  # noqa: S101 - a surveyed text file has a text
    with survey.text.open("rb") as file:
        file.seek(survey.skip_bytes)
        return io.StringIO(file.read(_HEADER_BYTES).decode("utf-8", errors="ignore"), newline="")


def _first_records(head: io.StringIO, separator: str, count: int = 3) -> list[list[str]]:
    # A cell may be longer than csv's usual 128 KiB; the header is found all the same.
    csv.field_size_limit(_LONGEST_CELL)
    head.seek(0)
    try:
        return list(islice(csv.reader(head, delimiter=separator), count))
    except csv.Error:
        return []


def _title_row(records: list[list[str]]) -> bool:
    return (
        len(records) > 1
        and any(map(str.strip, records[0]))
        and known_name_count(records[0]) == 0
        and known_name_count(records[1]) >= 3
    )


def read_dialect(survey: Survey) -> Dialect:
    """Find the separator under which the first record names most known columns, and read that record as the header.

    Raises FileRejected: empty, header_only, title_row, and as `read_header`.
    """
    head = _head(survey)
    tried = {separator: _first_records(head, separator) for separator in SEPARATORS}
    separator = max(
        tried, key=lambda s: (known_name_count(tried[s][0]) if tried[s] else -1, len(tried[s][0]) if tried[s] else 0)
    )
    records = tried[separator]
    for other in tried.values():
        if _title_row(other):
            raise FileRejected("title_row", found=" ".join(cell.strip() for cell in other[0] if cell.strip())[:80])
    if not records:
        raise FileRejected("empty")
    header = read_header(records[0])
    if len(records) == 1:
        raise FileRejected("header_only", feed=header.feed.name)
    return Dialect(separator, header, len(records[0]))


def _named(header: Header) -> list[str]:
    return [name or f"\x00{position}" for position, name in enumerate(header.names)]


def _kept(header: Header) -> list[str]:
    return [name for name in header.names if name]


def _last_record_end(data: bytes) -> int:
    """Where the last whole record of `data` ends: after a line end outside quotation marks; 0 where there is none."""
    if QUOTE not in data:
        return data.rfind(b"\n") + 1
    quotes, end = data.count(QUOTE), len(data)
    while (line_end := data.rfind(b"\n", 0, end)) >= 0:
        quotes -= data.count(QUOTE, line_end, end)
        if quotes % 2 == 0:
            return line_end + 1
        end = line_end
    return 0


def _whole_records(survey: Survey) -> Iterator[bytes]:
    """The file in pieces of a few megabytes, each of whole records: memory stays flat however long the file is.

    What follows the last whole record of a piece is read once more, which costs less than to put pieces together.
    """
    assert survey.text is not None  # noqa: S101 - a surveyed text file has a text
    at, size = survey.skip_bytes, _PIECE
    with survey.text.open("rb", buffering=0) as file:
        while block := os.pread(file.fileno(), size, at):
            end = _last_record_end(block)
            if end:
                yield block[:end]
                at, size = at + end, _PIECE
            elif len(block) < size:
                yield block
                at += len(block)
            elif size >= _LONGEST_RECORD:
                raise NeedsExactReading
            else:
                size *= 2


def _count(piece: bytes, sign: str) -> int:
    """How often an ASCII sign is in a piece. Measured: bytes.count takes ten times as long where it is often there."""
    signs = pl.Series(pa.Array.from_buffers(pa.uint8(), len(piece), [None, pa.py_buffer(piece)]))
    return int((signs == ord(sign)).sum())


@cache
def _well_quoted(separator: str) -> re.Pattern[bytes]:
    """Whole records of cells that are quoted from end to end or have no quotation mark; it never looks back."""
    mark = re.escape(separator).encode()
    quoted, plain = rb'"[^"]*+(?:""[^"]*+)*+"', rb'[^"\r\n' + mark + rb"]*+"
    return re.compile(rb"(?:(?:" + quoted + rb"|" + plain + rb")(?:" + mark + rb"|\r*+\n|\Z))*+")


def _cells(piece: bytes, dialect: Dialect) -> pl.DataFrame:
    """The cells of a piece, the header among them if it is there.

    Raises NeedsExactReading where one may be lost or moved: polars reads on over a quotation mark that stands where
    none should, and takes the separators and line ends that follow into a cell.
    """
    is_quoted = QUOTE in piece
    if is_quoted and not _well_quoted(dialect.separator).fullmatch(piece):
        raise NeedsExactReading
    # Asked first: looking for a sign alone takes a tenth of the time.
    if not is_quoted and b"\r" in piece and _CR_ALONE.search(piece):
        raise NeedsExactReading
    types = dict.fromkeys(_named(dialect.header), pl.String())
    cells = pl.read_csv(piece, has_header=False, separator=dialect.separator, schema=types)
    separators = _count(piece, dialect.separator)
    if is_quoted:
        within = pl.all().str.count_matches(dialect.separator, literal=True).sum()
        separators -= int(cells.select(pl.sum_horizontal(within)).item() or 0)
    if separators != cells.height * (dialect.width - 1):
        raise NeedsExactReading
    return cells


def _fast_batches(survey: Survey, dialect: Dialect) -> Iterator[pl.DataFrame]:
    header = 1  # The first record.
    for piece in _whole_records(survey):
        cells = _cells(piece, dialect).slice(header)
        yield cells.select(*_kept(dialect.header), pl.lit(value=False).alias(RAGGED))
        header = 0


def _exact_records(survey: Survey, dialect: Dialect) -> Iterator[tuple[list[str], bool]]:
    """Every record that is not blank, and whether its cells do not match the header's."""
    csv.field_size_limit(_LONGEST_CELL)
    assert survey.text is not None  # noqa: S101
    number = 0
    with survey.text.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=dialect.separator, strict=True)
        try:
            next(reader)
            for number, record in enumerate(reader, start=1):  # noqa: B007 - told where the reading breaks off
                while len(record) > dialect.width and not record[-1].strip():
                    record.pop()
                if any(cell.strip() for cell in record):
                    yield record, len(record) != dialect.width
        except csv.Error as error:
            raise FileRejected("broken_quotes", row=number + 1, error=str(error)) from error


def _exact_batches(survey: Survey, dialect: Dialect) -> Iterator[pl.DataFrame]:
    kept = [(position, name) for position, name in enumerate(dialect.header.names) if name]
    records = _exact_records(survey, dialect)
    while batch := list(islice(records, BATCH_ROWS)):
        columns = {
            name: pl.Series(name, [r[position] if position < len(r) else None for r, _ in batch], dtype=pl.String)
            for position, name in kept
        }
        yield pl.DataFrame({**columns, RAGGED: pl.Series([ragged for _, ragged in batch], dtype=pl.Boolean)})


def text_batches(survey: Survey, dialect: Dialect, exact: bool) -> Iterator[pl.DataFrame]:
    """The rows as text: the header's known columns, and `ragged`.

    With `exact` each record is read by itself. Without, polars reads; raises NeedsExactReading, perhaps only at the
    end, where that may have lost or moved a cell: quotation marks must stand where they should, and the separators in
    the bytes are counted against the cells.
    """
    if exact:
        yield from _exact_batches(survey, dialect)
        return
    try:
        yield from _fast_batches(survey, dialect)
    except pl.exceptions.PolarsError as error:
        raise NeedsExactReading from error

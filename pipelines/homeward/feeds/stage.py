"""One file of the inbox, read into staged Parquet parts: rows that keep the contract, and rows for quarantine."""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from polars import selectors
from pyarrow.parquet import write_table  # type: ignore[import-untyped]

from homeward.feeds.feed import Feed
from homeward.feeds.header import Header
from homeward.feeds.inbox import InboxFile
from homeward.feeds.parquet_file import parquet_batches, read_parquet_header
from homeward.feeds.platform_xml import looks_like_xml, read_xml_header, xml_batches
from homeward.feeds.rejection import FileRejected
from homeward.feeds.sort_out import sort_out
from homeward.feeds.survey import Survey, has_changed
from homeward.feeds.text_file import NeedsExactReading, read_dialect, text_batches
from homeward.in_order import in_order

# Batches of a file under way at once: enough for two cores, little enough for flat memory.
_UNDER_WAY = 3


@dataclass
class StagedFile:
    """A file as it stands ready for the merge. Paths are of Parquet parts in the night's workspace."""

    file_id: int
    relative: str
    survey: Survey
    feed: Feed
    header: Header
    good: list[Path] = field(default_factory=list)
    bad: list[Path] = field(default_factory=list)
    rows_good: int = 0
    rows_bad: int = 0

    @property
    def rows_read(self) -> int:
        """All data rows of the file."""
        return self.rows_good + self.rows_bad


@dataclass(frozen=True)
class _Source:
    header: Header
    comma_is_clear: bool
    batches: Iterator[pl.DataFrame]


def _source(survey: Survey, exact: bool) -> _Source:
    assert survey.text is not None  # noqa: S101 - a surveyed file has something to read
    if survey.form == "parquet":
        header = read_parquet_header(survey.text)
        return _Source(header, True, parquet_batches(survey.text, header))
    with survey.text.open("rb") as file:
        head = file.read(256)
    if looks_like_xml(head):
        header = read_xml_header(survey.text)
        return _Source(header, True, xml_batches(survey.text, header))
    dialect = read_dialect(survey)
    return _Source(dialect.header, dialect.separator != ";", text_batches(survey, dialect, exact))


@dataclass(frozen=True)
class _Part:
    """What became of one batch."""

    good: Path | None
    bad: Path | None
    rows_good: int
    rows_bad: int


def _write(rows: pl.DataFrame, staged: StagedFile, workspace: Path, name: str) -> Path | None:
    if rows.is_empty():
        return None
    part = workspace / f"{staged.file_id:06d}-{name}.parquet"
    numbered = rows.with_columns(file_id=pl.lit(staged.file_id, dtype=pl.Int32))
    # Read wholly: nobody asks for the least and the greatest of a column. Categories are read back as texts: polars,
    # where it knows of them, makes texts of them row by row, in twice the time that it reads texts.
    few = numbered.select(selectors.categorical(), "file_id").columns
    table = numbered.to_arrow(compat_level=pl.CompatLevel.oldest())
    write_table(table, part, compression="lz4", write_statistics=False, use_dictionary=few, store_schema=False)
    return part


def _stage_batch(batch: pl.DataFrame, number: int, staged: StagedFile, source: _Source, workspace: Path) -> _Part:
    has_full_width = staged.survey.has_full_width or staged.survey.form == "parquet"
    rows = sort_out(batch, staged.feed, source.comma_is_clear, has_full_width)
    return _Part(
        _write(rows.good, staged, workspace, f"{number:05d}-good"),
        _write(rows.bad, staged, workspace, f"{number:05d}-bad"),
        rows.good.height,
        rows.bad.height,
    )


def _drain(source: _Source, staged: StagedFile, workspace: Path, workers: Executor) -> None:
    """Stage batches side by side, on record in their order; where the file is given up, nothing writes any more."""

    def stage_batch(numbered: tuple[int, pl.DataFrame]) -> _Part:
        number, batch = numbered
        return _stage_batch(batch, number, staged, source, workspace)

    for part in in_order(workers, stage_batch, enumerate(source.batches), _UNDER_WAY):
        _add(staged, part)


def _add(staged: StagedFile, part: _Part) -> None:
    staged.good += [part.good] if part.good else []
    staged.bad += [part.bad] if part.bad else []
    staged.rows_good += part.rows_good
    staged.rows_bad += part.rows_bad


def _discard(staged: StagedFile, workspace: Path) -> None:
    for part in workspace.glob(f"{staged.file_id:06d}-*.parquet"):
        part.unlink()


def stage_file(file: InboxFile, survey: Survey, file_id: int, workspace: Path, workers: Executor) -> StagedFile:
    """Read one surveyed file into Parquet parts in `workspace`; `workers` sort its batches.

    Raises FileRejected where the file as a whole cannot be taken, among it: not_in_reference, and changed where it was
    written to meanwhile.
    """
    for exact in (False, True):
        source = _source(survey, exact)
        feed = source.header.feed
        if feed.reference and not file.may_be_reference:
            raise FileRejected("not_in_reference", feed=feed.name)
        staged = StagedFile(file_id, file.relative, survey, feed, source.header)
        try:
            _drain(source, staged, workspace, workers)
            break
        except NeedsExactReading:
            _discard(staged, workspace)
    if has_changed(file.path, survey):
        raise FileRejected("changed")
    if staged.rows_read == 0:
        raise FileRejected("header_only", feed=feed.name)
    return staged

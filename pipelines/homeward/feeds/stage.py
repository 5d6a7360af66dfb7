"""One file of the inbox, read into staged Parquet parts: rows that keep the contract, and rows for quarantine."""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polars as pl

from homeward.feeds.feed import Feed
from homeward.feeds.header import Header
from homeward.feeds.inbox import InboxFile
from homeward.feeds.numbered import numbered
from homeward.feeds.parquet_file import parquet_batches, read_parquet_header
from homeward.feeds.platform_xml import looks_like_xml, read_xml_header, xml_batches
from homeward.feeds.rejection import FileRejected
from homeward.feeds.sort_out import SortedRows, sort_out
from homeward.feeds.survey import Survey, has_changed
from homeward.feeds.text_file import NeedsExactReading, read_dialect, text_batches
from homeward.in_order import in_order

# Batches under way at once: enough for two cores, little enough for flat memory.
UNDER_WAY = 3


@dataclass
class StagedFile:
    """A file as it stands ready for the merge. Paths are of Parquet parts in the night's workspace.

    `is_in_place`: its good rows have no parts, for they lie in the table of their feed already. `is_read_exactly`: its
    rows were read one by one.
    """

    file_id: int
    path: Path
    relative: str
    survey: Survey
    feed: Feed
    header: Header
    good: list[Path] = field(default_factory=list)
    bad: list[Path] = field(default_factory=list)
    rows_good: int = 0
    rows_bad: int = 0
    is_in_place: bool = False
    is_read_exactly: bool = False

    @property
    def rows_read(self) -> int:
        """All data rows of the file."""
        return self.rows_good + self.rows_bad


@dataclass(frozen=True)
class Source:
    """A surveyed file to be read: its header, and its rows as text, batch by batch."""

    header: Header
    comma_is_clear: bool
    batches: Iterator[pl.DataFrame]


def source_of(survey: Survey, exact: bool) -> Source:
    """What is to be read of a surveyed file; with `exact` its rows one by one. Raises FileRejected."""
    assert survey.text is not None  # noqa: S101 - a surveyed file has something to read
    if survey.form == "parquet":
        header = read_parquet_header(survey.text)
        return Source(header, True, numbered(parquet_batches(survey.text, header)))
    with survey.text.open("rb") as file:
        head = file.read(256)
    if looks_like_xml(head):
        header = read_xml_header(survey.text)
        return Source(header, True, numbered(xml_batches(survey.text, header)))
    dialect = read_dialect(survey)
    return Source(dialect.header, dialect.separator != ";", numbered(text_batches(survey, dialect, exact)))


class OpenFile(NamedTuple):
    """A file of which the header is read, and nothing else yet."""

    file: InboxFile
    source: Source
    staged: StagedFile


def open_file(file: InboxFile, survey: Survey, file_id: int, exact: bool = False) -> OpenFile:
    """Read the header of a surveyed file; with `exact` its rows will be read one by one.

    Raises FileRejected, among it: not_in_reference.
    """
    source = source_of(survey, exact)
    feed = source.header.feed
    if feed.reference and not file.may_be_reference:
        raise FileRejected("not_in_reference", feed=feed.name)
    staged = StagedFile(file_id, file.path, file.relative, survey, feed, source.header, is_read_exactly=exact)
    return OpenFile(file, source, staged)


def sorted_batch(batch: pl.DataFrame, opened: OpenFile) -> SortedRows:
    """The rows of one batch of a file, good and bad."""
    staged = opened.staged
    has_full_width = staged.survey.has_full_width or staged.survey.form == "parquet"
    return sort_out(batch, staged.feed, opened.source.comma_is_clear, has_full_width)


class _Written(NamedTuple):
    """What became of one batch."""

    good: Path | None
    bad: Path | None
    rows_good: int
    rows_bad: int


def write_part(rows: pl.DataFrame, staged: StagedFile, workspace: Path, name: str) -> Path | None:
    """Rows of a batch as a part in `workspace`; none where there are no rows."""
    if rows.is_empty():
        return None
    part = workspace / f"{staged.file_id:06d}-{name}.parquet"
    numbered = rows.with_columns(file_id=pl.lit(staged.file_id, dtype=pl.Int32))
    # Read wholly: nobody asks for the least and the greatest of a column.
    numbered.write_parquet(part, compression="lz4", statistics=False)
    return part


def _drain(opened: OpenFile, workspace: Path, workers: Executor) -> None:
    """Stage batches side by side, on record in their order; where the file is given up, nothing writes any more."""
    staged = opened.staged

    def stage_batch(numbered: tuple[int, pl.DataFrame]) -> _Written:
        number, batch = numbered
        rows = sorted_batch(batch, opened)
        return _Written(
            write_part(rows.good, staged, workspace, f"{number:05d}-good"),
            write_part(rows.bad, staged, workspace, f"{number:05d}-bad"),
            rows.good.height,
            rows.bad.height,
        )

    for written in in_order(workers, stage_batch, enumerate(opened.source.batches), UNDER_WAY):
        staged.good += [written.good] if written.good else []
        staged.bad += [written.bad] if written.bad else []
        staged.rows_good += written.rows_good
        staged.rows_bad += written.rows_bad


def whole_file(opened: OpenFile) -> StagedFile:
    """The file, read to its end. Raises FileRejected: changed where it was written to meanwhile, header_only."""
    staged = opened.staged
    if has_changed(opened.file.path, staged.survey):
        raise FileRejected("changed")
    if staged.rows_read == 0:
        raise FileRejected("header_only", feed=staged.feed.name)
    return staged


def stage_exactly(opened: OpenFile, workspace: Path, workers: Executor) -> StagedFile:
    """Read a file anew, record by record, where its fast reading was given up. Raises as `stage_file`."""
    for part in workspace.glob(f"{opened.staged.file_id:06d}-*.parquet"):
        part.unlink()
    exactly = open_file(opened.file, opened.staged.survey, opened.staged.file_id, exact=True)
    _drain(exactly, workspace, workers)
    return whole_file(exactly)


def stage_file(opened: OpenFile, workspace: Path, workers: Executor) -> StagedFile:
    """Read an opened file into Parquet parts in `workspace`; `workers` sort its batches.

    Raises FileRejected where the file as a whole cannot be taken.
    """
    try:
        _drain(opened, workspace, workers)
    except NeedsExactReading:
        return stage_exactly(opened, workspace, workers)
    return whole_file(opened)

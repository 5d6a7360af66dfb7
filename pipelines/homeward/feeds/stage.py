"""One file of the inbox, read into staged Parquet parts: rows that keep the contract, and rows for quarantine."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from homeward.feeds.feed import Feed
from homeward.feeds.header import Header
from homeward.feeds.inbox import InboxFile
from homeward.feeds.parquet_file import parquet_batches, read_parquet_header
from homeward.feeds.platform_xml import looks_like_xml, read_xml_header, xml_batches
from homeward.feeds.rejection import FileRejected
from homeward.feeds.sort_out import SortedRows, sort_out
from homeward.feeds.survey import Survey, has_changed
from homeward.feeds.text_file import NeedsExactReading, read_dialect, text_batches

# Batches under way at once: enough for two cores, little enough for flat memory.
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


def _write(staged: StagedFile, rows: SortedRows, workspace: Path) -> None:
    number = len(staged.good) + len(staged.bad)
    for frame, parts, kind in ((rows.good, staged.good, "good"), (rows.bad, staged.bad, "bad")):
        if not frame.is_empty():
            part = workspace / f"{staged.file_id:06d}-{number:05d}-{kind}.parquet"
            frame.with_columns(file_id=pl.lit(staged.file_id, dtype=pl.Int32)).write_parquet(part, compression="lz4")
            parts.append(part)
    staged.rows_good += rows.good.height
    staged.rows_bad += rows.bad.height


def _drain(source: _Source, staged: StagedFile, workspace: Path) -> None:
    """Sort batches side by side, write them in order."""
    has_full_width = staged.survey.has_full_width or staged.survey.form == "parquet"
    pending: deque[Future[SortedRows]] = deque()
    with ThreadPoolExecutor(max_workers=2) as pool:
        for batch in source.batches:
            pending.append(pool.submit(sort_out, batch, staged.feed, source.comma_is_clear, has_full_width))
            if len(pending) >= _UNDER_WAY:
                _write(staged, pending.popleft().result(), workspace)
        while pending:
            _write(staged, pending.popleft().result(), workspace)


def _discard(staged: StagedFile) -> None:
    for part in (*staged.good, *staged.bad):
        part.unlink()


def stage_file(file: InboxFile, survey: Survey, file_id: int, workspace: Path) -> StagedFile:
    """Read one surveyed file into Parquet parts in `workspace`.

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
            _drain(source, staged, workspace)
            break
        except NeedsExactReading:
            _discard(staged)
    if has_changed(file.path, survey):
        raise FileRejected("changed")
    if staged.rows_read == 0:
        raise FileRejected("header_only", feed=feed.name)
    return staged

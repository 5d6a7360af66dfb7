"""Files whose good rows go into the table of their feed while they are read, with no part between."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

import polars as pl

from homeward.feeds.header import HEALING_COLUMN
from homeward.feeds.rejection import FileRejected
from homeward.feeds.stage import UNDER_WAY, OpenFile, StagedFile, sorted_batch, stage_exactly, whole_file, write_part
from homeward.feeds.text_file import NeedsExactReading
from homeward.feeds.whole_rows import whole_rows
from homeward.in_order import in_order

# By feed what puts rows (`row_types` of the feed) into its table.
Straight = Mapping[str, Callable[[Iterator[pl.DataFrame]], None]]


class _Batch(NamedTuple):
    opened: OpenFile
    number: int
    cells: pl.DataFrame


class _Sorted(NamedTuple):
    opened: OpenFile
    good: pl.DataFrame
    bad: Path | None
    rows_bad: int


def goes_straight(opened: OpenFile, straight: Straight) -> bool:
    """Whether a file brings new rows of such a feed, none that only changes or corrects another."""
    header = opened.source.header
    return header.feed.name in straight and not header.is_update and HEALING_COLUMN not in header.names


def good_rows(
    files: Sequence[OpenFile], workspace: Path, workers: Executor, given_up: dict[int, Exception]
) -> Iterator[pl.DataFrame]:
    """The good rows of all files, in the order of files and rows; bad ones go into parts in `workspace`.

    Each file's rows are counted in its `staged`. A file that cannot be read to its end is put into `given_up` by its
    number, with why: what was given of it is to be taken out.
    """

    def batches() -> Iterator[_Batch]:
        for opened in files:
            try:
                yield from (_Batch(opened, number, cells) for number, cells in enumerate(opened.source.batches))
            except (FileRejected, NeedsExactReading, OSError) as error:
                given_up[opened.staged.file_id] = error

    def sort(batch: _Batch) -> _Sorted:
        staged = batch.opened.staged
        rows = sorted_batch(batch.cells, batch.opened)
        bad = write_part(rows.bad, staged, workspace, f"{batch.number:05d}-bad")
        return _Sorted(batch.opened, whole_rows(rows.good, staged.feed, staged.file_id), bad, rows.bad.height)

    for opened, good, bad, rows_bad in in_order(workers, sort, batches(), UNDER_WAY):
        opened.staged.bad += [bad] if bad else []
        opened.staged.rows_good += good.height
        opened.staged.rows_bad += rows_bad
        yield good


def put_straight(
    files: Sequence[OpenFile], straight: Straight, workspace: Path, workers: Executor
) -> dict[int, Exception]:
    """Put the good rows of files of these feeds into their tables; gives by number those given up, with why."""
    given_up: dict[int, Exception] = {}
    for feed, put in straight.items():
        of_feed = [opened for opened in files if opened.staged.feed.name == feed]
        if of_feed:
            put(good_rows(of_feed, workspace, workers, given_up))
    return given_up


def put_file(opened: OpenFile, given_up: Exception | None, workspace: Path, workers: Executor) -> StagedFile:
    """A file after `put_straight`; read once more, into parts, where only its fast reading was given up.

    Raises FileRejected, OSError.
    """
    if isinstance(given_up, NeedsExactReading):
        return stage_exactly(opened, workspace, workers)
    if given_up:
        raise given_up
    staged = whole_file(opened)
    staged.is_in_place = True
    return staged

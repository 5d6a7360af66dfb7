"""Rows of former nights' files as they were, from the archive."""

from collections.abc import Iterator, Mapping

import polars as pl

from homeward.feeds.as_they_were import rows_as_they_were
from homeward.feeds.feed import Feed
from homeward.feeds.rejection import FileRejected
from homeward.feeds.stage import StagedFile, source_of
from homeward.feeds.survey import survey_file
from homeward.warehouse.archive import ArchiveDamaged, archived_path, unpacked
from homeward.warehouse.layout import Layout


def _taken_out(layout: Layout, feed: Feed, file_id: int, sha256: str) -> StagedFile | None:
    """An archived file in the workspace; None where the archive does not hold it whole."""
    path = layout.workspace / f"{file_id:06d}-archived"
    try:
        with path.open("wb") as file:
            file.writelines(unpacked(archived_path(layout, sha256)))
        survey = survey_file(path, sha256, path.stat(), layout.workspace)
        header = source_of(survey, exact=True).header
    except (ArchiveDamaged, FileRejected, OSError):
        return None
    return StagedFile(file_id, path, path.name, survey, feed, header, is_read_exactly=True)


def archived_rows(layout: Layout, feed: Feed, hashes: Mapping[int, str], rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """`file_id`, `row_no` and `raw` of these rows (`file_id`, `row_no`) of a feed, of files that the archive holds.

    `hashes`: of each file by its number. The workspace must be there.
    """
    for file_id in rows["file_id"].unique().sort():
        file = _taken_out(layout, feed, file_id, hashes[file_id])
        if file:
            yield from rows_as_they_were(file, rows)

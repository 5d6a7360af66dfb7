"""Rows of a file as they were, where it shows only after their cells were read that they are refused."""

from collections.abc import Iterator

import polars as pl

from homeward.feeds.rejection import FileRejected
from homeward.feeds.sort_out import raw_rows
from homeward.feeds.stage import StagedFile, source_of
from homeward.feeds.survey import has_changed
from homeward.feeds.text_file import ROW_NO, NeedsExactReading

ROW_AS_IT_WAS = {"file_id": pl.Int32(), "row_no": pl.Int32(), "raw": pl.String()}


def rows_as_they_were(file: StagedFile, rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """`file_id`, `row_no` and `raw` of those of `rows` (`file_id`, `row_no`) that are of a staged file, read once more.

    Raises FileRejected (changed, perhaps only at the end, where it was written to since it was staged) and OSError.
    """
    numbers = rows.filter(pl.col("file_id") == file.file_id)[ROW_NO].implode()
    try:
        for batch in source_of(file.survey, file.is_read_exactly).batches:
            found = batch.filter(pl.col(ROW_NO).is_in(numbers))
            if not found.is_empty():
                raw = raw_rows([name for name in found.columns if name in file.feed.columns])
                yield found.select(pl.lit(file.file_id, pl.Int32).alias("file_id"), ROW_NO, raw.alias("raw"))
    except NeedsExactReading as error:
        raise FileRejected("changed") from error
    if has_changed(file.path, file.survey):
        raise FileRejected("changed")

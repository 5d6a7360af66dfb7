"""Staged rows that nothing contests, read back in the order of their files."""

from collections.abc import Sequence

import polars as pl

from homeward.feeds.feed import Feed
from homeward.feeds.stage import StagedFile
from homeward.feeds.whole_rows import row_types, with_defaults


def fresh_rows(feed: Feed, files: Sequence[StagedFile], contested: pl.DataFrame) -> pl.LazyFrame:
    """The columns of a feed, `file_id` and `row_no` of all good rows of `files` but `contested` (file_id, row_no).

    Joined here and not in DuckDB, whose joins lose the order of rows: the same night twice gives the same tables.
    """
    parts = [part for file in files for part in file.good]
    rows = pl.scan_parquet(parts, schema=row_types(feed), missing_columns="insert", extra_columns="ignore", glob=False)
    if not contested.is_empty():
        rows = rows.join(contested.lazy(), on=["file_id", "row_no"], how="anti", maintain_order="left")
    return with_defaults(rows, feed.defaults)

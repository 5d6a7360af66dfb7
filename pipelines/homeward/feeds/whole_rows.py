"""Rows as the table of their feed holds them, every column there."""

from collections.abc import Mapping
from typing import TypeVar

import polars as pl

from homeward.feeds.feed import Feed

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def row_types(feed: Feed) -> dict[str, pl.DataType]:
    """The columns of a feed's rows and their types: its own, then `file_id` and `row_no`."""
    own = {name: column.value_type for name, column in feed.columns.items()}
    return {**own, "file_id": pl.Int32(), "row_no": pl.Int32()}


def with_defaults(frame: Frame, defaults: Mapping[str, str]) -> Frame:
    """Columns that no file of a new row had take the value that an empty cell stands for (`Feed.defaults`)."""
    return frame.with_columns(pl.col(name).fill_null(pl.lit(value)) for name, value in defaults.items())


def whole_rows(rows: pl.DataFrame, feed: Feed, file_id: int) -> pl.DataFrame:
    """All of `row_types`, of good rows with `row_no` and the columns that their file has; others as if left empty."""
    empty = {column.name: pl.lit(column.empty) for column in feed.columns.values()}
    shown = empty | {name: pl.col(name) for name in rows.columns} | {"file_id": pl.lit(file_id)}
    return rows.select(shown[name].cast(row_type).alias(name) for name, row_type in row_types(feed).items())

"""Rows of declarations put into their table while their files are read, where it holds none yet."""

from collections.abc import Iterator
from functools import partial

import duckdb
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]

from homeward.feeds.feed import Feed, all_feeds
from homeward.feeds.straight import Straight
from homeward.feeds.whole_rows import row_types
from homeward.warehouse.fresh_rows import ROW_GROUP
from homeward.warehouse.merge import holds_rows, insert_current

# The feed of which a first night brings millions of rows, and whose rows hang on no other feed's.
_STRAIGHT = "declarations"


def _row_groups(rows: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows, a row group at a time."""
    held: list[pl.DataFrame] = []
    for frame in rows:
        held.append(frame)
        if sum(part.height for part in held) >= ROW_GROUP:
            whole = pl.concat(held)
            yield from (whole.slice(at, ROW_GROUP) for at in range(0, whole.height - ROW_GROUP + 1, ROW_GROUP))
            held = [whole.slice(whole.height - whole.height % ROW_GROUP)]
    if held:
        yield pl.concat(held)


def _batches(frame: pl.DataFrame) -> list[pa.RecordBatch]:
    return frame.rechunk().to_arrow(compat_level=pl.CompatLevel.newest()).to_batches()  # type: ignore[no-any-return]


def _put(con: duckdb.DuckDBPyConnection, feed: Feed, rows: Iterator[pl.DataFrame]) -> None:
    """Put rows (`row_types` of the feed) into the feed's table, in their order. Raises what `rows` raises."""
    raised: list[BaseException] = []

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            for group in _row_groups(rows):
                yield from _batches(group)
        # DuckDB asks for these and would make a text of what is raised here: it is raised once the statement is done.
        except BaseException as error:
            raised.append(error)

    schema = pl.DataFrame(schema=row_types(feed)).to_arrow(compat_level=pl.CompatLevel.newest()).schema
    con.register("read", pa.RecordBatchReader.from_batches(schema, batches()))
    insert_current(con, feed, "read")
    con.unregister("read")
    if raised:
        raise raised[0]


def straight_in(con: duckdb.DuckDBPyConnection) -> Straight:
    """What puts rows straight into an open warehouse: nothing where there are declarations already.

    Then rows may be contested by many that are held, and would be put in to be taken out again.
    """
    feed = all_feeds()[_STRAIGHT]
    return {} if holds_rows(con, feed) else {feed.name: partial(_put, con, feed)}

"""Rows put into a table while they are made: never held or written elsewhere first, in their order."""

from collections.abc import Iterator
from itertools import chain

import duckdb
import polars as pl
import pyarrow as pa

# A row group of DuckDB's storage. Measured at five million lines: batches of another size are copied into such groups
# again, some at the checkpoint, and the table takes half as long again to write.
ROW_GROUP = 122_880


def _row_groups(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows, a row group at a time."""
    held: list[pl.DataFrame] = []
    for frame in frames:
        held.append(frame)
        if sum(part.height for part in held) >= ROW_GROUP:
            whole = pl.concat(held)
            full = whole.height - whole.height % ROW_GROUP
            held = [whole.slice(full)]
            yield from whole.head(full).iter_slices(ROW_GROUP)
    yield from held


def _arrow(frame: pl.DataFrame) -> pa.Table:
    # Texts as polars holds them, which DuckDB reads as they are.
    return frame.rechunk().to_arrow(compat_level=pl.CompatLevel.newest())


def insert_streamed(con: duckdb.DuckDBPyConnection, sql: str, name: str, frames: Iterator[pl.DataFrame]) -> None:
    """Run `sql`, which inserts the rows of the relation `name`: those of `frames`, all of one schema, as they come.

    Raises what `frames` raises; some rows are in then.
    """
    first = next(frames, None)
    if first is None:
        return
    raised: list[BaseException] = []

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            for group in _row_groups(chain([first], frames)):
                yield from _arrow(group).to_batches()
        # DuckDB asks for these and would make a text of what is raised here: it is raised once the statement is done.
        except BaseException as error:
            raised.append(error)

    con.register(name, pa.RecordBatchReader.from_batches(_arrow(first.clear()).schema, batches()))
    try:
        con.execute(sql)
    finally:
        con.unregister(name)
    if raised:
        raise raised[0]

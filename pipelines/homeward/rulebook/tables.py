"""What the rulebook reads."""

from typing import Any, NamedTuple

import narwhals.stable.v2 as nw
import polars as pl

Rows = nw.LazyFrame[Any]


class Tables(NamedTuple):
    """Lazy frames of one backend, columns as in `sql/tables`; of documents `document_no` alone is read."""

    returns: Rows
    originals: Rows
    held_documents: Rows
    quarantined_documents: Rows
    enterprises: Rows
    bans: Rows
    exchange_rates: Rows


def in_memory(rows: Rows) -> pl.DataFrame:
    """Polars rows collected by the engine that takes frames in memory as they are; the streaming one is by half slower.

    Told at each call: the setting for all of polars is shared by threads.
    """
    native: pl.LazyFrame = nw.to_native(rows)
    return native.collect(engine="in-memory")

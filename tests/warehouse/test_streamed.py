"""Rows that go into a table while they are made."""

from collections.abc import Iterator

import duckdb
import polars as pl
import pytest

from homeward.warehouse import streamed
from homeward.warehouse.streamed import insert_streamed

INSERT = "INSERT INTO numbers SELECT * FROM made"


@pytest.fixture
def con(monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    monkeypatch.setattr(streamed, "ROW_GROUP", 4)
    with duckdb.connect() as con:
        con.execute("CREATE TABLE numbers (number BIGINT, text VARCHAR)")
        yield con


def _frames(*heights: int) -> Iterator[pl.DataFrame]:
    start = 0
    for height in heights:
        numbers = pl.Series("number", range(start, start + height), dtype=pl.Int64)
        yield pl.DataFrame({"number": numbers, "text": numbers.cast(pl.String)})
        start += height


@pytest.mark.parametrize("heights", [(), (0,), (1,), (4,), (3, 3), (0, 9, 0), (1, 1, 1, 1, 1), (13, 2)])
def test_all_rows_come_in_in_their_order(con: duckdb.DuckDBPyConnection, heights: tuple[int, ...]) -> None:
    insert_streamed(con, INSERT, "made", _frames(*heights))
    rows = con.execute("SELECT number, text FROM numbers ORDER BY rowid").fetchall()
    assert rows == [(number, str(number)) for number in range(sum(heights))]


def test_what_the_rows_raise_is_raised(con: duckdb.DuckDBPyConnection) -> None:
    def frames() -> Iterator[pl.DataFrame]:
        yield from _frames(9)
        raise OSError("the file is gone")

    with pytest.raises(OSError, match="the file is gone"):
        insert_streamed(con, INSERT, "made", frames())

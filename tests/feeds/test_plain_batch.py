"""Batches that are written plainly come out as the careful reading of each column makes them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from feed_rows import csv_text, declaration, returned
from feeds.conftest import Inbox
from homeward.feeds import sort_out
from homeward.feeds.feed import Feed, all_feeds
from homeward.feeds.plain_batch import PlainColumns, read_plain_columns

CELLS = [
    "", " ", "x", "Ａ１", "１２", "٣", "4.00", " 4.00", "4.00 ", "1,200", "1.234567", "1e5", "+4", ".5", "-1", "0",
    "2024-02-01", "2024-2-1", "2024/2/1", "20240201", "2024-02-01 10:00:00", "2024-02-01T10:00:00Z", "2024-13-01",
    "2024年2月28日 23:59", "2024年2月28日10:00:00", "2024/2/28T10:00:00", "20240228 10:00:00", "2024-02-01 10:00:60",
    "20240229235960", "20240229235959", "2024/2/28 10:00:00+08:00", "9999-12-31",
    "1899-12-31", "2200-01-01", "USD", "usd", "142", "999", "011", "件", "9610", "12", "true", "是", "Y", "active",
    "Active", "已撤销", "retail_list", "报关单", "\u3000USD", "USD\u00a0", "#N/A", "合计", "NULL", "53012024E000000001",
]  # fmt: skip
FEEDS = {
    "declarations": declaration(destination_country="USA"),
    "returns": returned(entered_on="2024-09-20", original_state="true"),
}


def _cases() -> Iterator[Any]:
    """Every column; in the quick suite one of each type, for columns of one type are read alike."""
    seen = set[str]()
    for feed, row in FEEDS.items():
        for column in row:
            column_type = all_feeds()[feed].columns[column].type
            yield pytest.param(feed, column, marks=[pytest.mark.slow] if column_type in seen else [])
            seen.add(column_type)


def _batch(feed: str, column: str, cell: str) -> pl.DataFrame:
    rows = [{name: str(value) for name, value in FEEDS[feed].items()} for _ in range(3)]
    rows[1][column] = cell
    return pl.DataFrame(rows).select(
        pl.int_range(1, 4, dtype=pl.Int32).alias("row_no"), pl.all(), pl.lit(value=False).alias("ragged")
    )


def _no_plain_columns(batch: pl.DataFrame, feed: Feed) -> PlainColumns:
    return PlainColumns(batch.select("row_no"), are_good=False)


@pytest.mark.parametrize(("feed", "column"), list(_cases()))
def test_a_plain_batch_has_the_values_of_a_careful_reading(
    feed: str, column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = [_batch(feed, column, cell) for cell in CELLS]
    swift = [sort_out.sort_out(batch, all_feeds()[feed], True, has_full_width=True) for batch in batches]
    monkeypatch.setattr(sort_out, "read_plain_columns", _no_plain_columns)
    careful = [sort_out.sort_out(batch, all_feeds()[feed], True, has_full_width=True) for batch in batches]

    for one, other in zip(swift, careful, strict=True):
        assert_frame_equal(one.good.cast(dict(other.good.schema)), other.good)
        assert_frame_equal(one.bad, other.bad)


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.startswith("20")])
def test_a_batch_of_one_written_form_has_the_values_of_a_careful_reading(
    cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = _batch("declarations", "released_at", cell).with_columns(released_at=pl.lit(cell))
    swift = sort_out.sort_out(batch, all_feeds()["declarations"], True, has_full_width=False)
    monkeypatch.setattr(sort_out, "read_plain_columns", _no_plain_columns)
    careful = sort_out.sort_out(batch, all_feeds()["declarations"], True, has_full_width=False)

    assert_frame_equal(swift.good.cast(dict(careful.good.schema)), careful.good)
    assert_frame_equal(swift.bad, careful.bad)


@pytest.mark.parametrize("feed", FEEDS)
def test_what_nothing_is_wrong_with_is_plain(feed: str) -> None:
    batch = _batch(feed, "line_no", "2")
    assert read_plain_columns(batch, all_feeds()[feed]).are_good
    assert not read_plain_columns(batch.with_columns(ragged=pl.lit(value=True)), all_feeds()[feed]).are_good


def test_a_long_file_comes_out_as_it_was_written(inbox: Inbox, tmp_path: Path) -> None:
    rows = [
        declaration(line_no=number, goods_name="茶杯" if number % 3 else "mug ", mark=f"M-{number}", zone_flow="")
        for number in range(1, 15_001)
    ]
    text = csv_text(rows)
    assert len(text.encode()) > 2_100_000

    taken = inbox.taken("long.csv", text)

    assert taken.reason is None
    assert taken.checks == []
    assert taken.good["line_no"].to_list() == list(range(1, 15_001))
    assert taken.good["goods_name"].to_list() == [str(row["goods_name"]).strip() for row in rows]
    assert taken.good["mark"].to_list() == [row["mark"] for row in rows]
    assert taken.good.schema["goods_name"] == pl.String
    assert taken.good["zone_flow"].null_count() == len(rows)

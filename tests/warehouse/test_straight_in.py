"""Declarations and returns of a first night go straight into their tables, and end where staged ones would."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from feed_rows import ENTERPRISE, OTHER_SELLER, SELLER, csv_text, declaration, returned
from homeward.feeds import stage, straight
from homeward.feeds.take_in import KnownFiles, take_in
from homeward.warehouse.load import AccountsDoNotAddUp, known_files, load
from homeward.warehouse.schema import FEED_TABLES, NIGHT_TABLES, create_tables
from homeward.warehouse.straight_in import straight_in
from warehouse.conftest import Store

Row = dict[str, Any]
SELLERS_TEN = "3501960ABC"

LINES = st.fixed_dictionaries(
    {"line_no": st.integers(1, 3)},
    optional={
        "goods_name": st.sampled_from(["cup", "mug", 'a "large" cup', "cup, blue", "two\nlines"]),
        "quantity": st.sampled_from(["10", "11", "0"]),
        "enterprise_code": st.sampled_from([SELLER, OTHER_SELLER]),
    },
)
UPDATES = st.fixed_dictionaries({"line_no": st.integers(1, 4), "mark": st.sampled_from(["M-1", "M-2"])})
RETURNED = st.fixed_dictionaries(
    {"line_no": st.integers(1, 3)},
    optional={
        "goods_name": st.sampled_from(["cup", 'a "large" cup', "two\nlines"]),
        "quantity": st.sampled_from(["1", "2", "0"]),
        "enterprise_code": st.sampled_from([SELLER, OTHER_SELLER, SELLERS_TEN]),
        "status": st.sampled_from(["", "open", "withdrawn"]),
    },
)
RETURN_UPDATES = st.fixed_dictionaries(
    {"line_no": st.integers(1, 4), "entered_on": st.sampled_from(["2024-10-01", "2024-10-02"])},
    optional={"enterprise_code": st.sampled_from([SELLER, SELLERS_TEN])},
)
BOTH_CODES = [{**ENTERPRISE, "other_code": SELLERS_TEN}]
BY_TWO_CODES = [[returned(line_no=1), returned(line_no=2)], [returned(line_no=2, enterprise_code=SELLERS_TEN)]]
FILES = st.one_of(
    st.just(BOTH_CODES),
    st.lists(RETURNED.map(lambda cells: returned(**cells)), min_size=1, max_size=5),
    st.lists(RETURN_UPDATES.map(lambda cells: {"return_no": "R1", **cells}), min_size=1, max_size=3),
    st.just([returned(line_no=1), returned(line_no=2, quarantine_id="none")]),
    st.lists(LINES.map(lambda cells: declaration(**cells)), min_size=1, max_size=5),
    st.lists(UPDATES.map(lambda cells: {"document_no": declaration()["document_no"], **cells}), min_size=1, max_size=3),
    st.lists(LINES.map(lambda cells: declaration(**cells, quantity_note="")), min_size=1, max_size=2),
    st.just([declaration(line_no=1), declaration(line_no=2, quarantine_id="none")]),
)
NIGHTS = st.lists(st.lists(st.tuples(FILES, st.booleans()), min_size=1, max_size=4), min_size=1, max_size=2)


def _write(path: Path, rows: Sequence[Row], is_ragged: bool) -> None:
    ragged = "53012024E000000001,9\n" if is_ragged else ""
    path.write_text(csv_text(rows) + ragged, encoding="utf-8")


def _after(nights: Sequence[Sequence[tuple[list[Row], bool]]], goes_straight: bool) -> dict[str, list[tuple[Any, ...]]]:
    """Every table after these nights of files, each with whether it ends in a row of too few cells."""
    with tempfile.TemporaryDirectory() as name, duckdb.connect() as con:
        folder = Path(name)
        (folder / "inbox").mkdir()
        (folder / "inbox" / "reference").mkdir()
        _write(folder / "inbox" / "reference" / "enterprises.csv", [ENTERPRISE], is_ragged=False)
        create_tables(con)
        for night, files in enumerate(nights):
            workspace = folder / f"night-{night}"
            workspace.mkdir()
            for number, (rows, is_ragged) in enumerate(files):
                is_reference = "monitoring_from" in rows[0]
                place = folder / "inbox" / ("reference" if is_reference else "") / f"{night}-{number}.csv"
                _write(place, rows, is_ragged and not is_reference)
            known, first = known_files(con)
            ways = straight_in(con) if goes_straight else {}
            load(con, take_in(folder / "inbox", known, first, workspace, (), ways), f"night-{night}")
        tables = [*FEED_TABLES, *NIGHT_TABLES, "quarantine", "duplicate_row", "load_file"]
        return {table: sorted(con.table(table).fetchall(), key=repr) for table in dict.fromkeys(tables)}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(nights=[[(rows, False) for rows in (BOTH_CODES, *BY_TWO_CODES)]])
@example(nights=[[(rows, False) for rows in BY_TWO_CODES], [(BOTH_CODES, False)]])
@given(nights=NIGHTS)
def test_a_warehouse_is_the_same_whichever_way_rows_came_in(nights: list[list[tuple[list[Row], bool]]]) -> None:
    assert _after(nights, goes_straight=True) == _after(nights, goes_straight=False)


@pytest.mark.slow
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nights=NIGHTS)
def test_many_warehouses_are_the_same_whichever_way_rows_came_in(nights: list[list[tuple[list[Row], bool]]]) -> None:
    assert _after(nights, goes_straight=True) == _after(nights, goes_straight=False)


def test_rows_lie_in_the_order_of_their_files(store: Store) -> None:
    for number in (2, 10, 1):
        store.deliver(f"d-{number}.csv", [declaration(line_no=10 * number + line) for line in range(3)])
    store.load()
    assert store.ask("SELECT line_no FROM declaration_line ORDER BY rowid") == [
        (10 * number + line,) for number in (1, 2, 10) for line in range(3)
    ]


def test_a_file_that_changes_while_it_is_read_leaves_no_row(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.deliver("a.csv", [declaration()])
    store.deliver("b.csv", [declaration(line_no=2)])
    monkeypatch.setattr(stage, "has_changed", lambda path, _: path.name == "b.csv")
    store.load()
    assert store.ask("SELECT line_no FROM declaration_line") == [(1,)]
    assert store.ask("SELECT path, reason_code FROM load_file WHERE status = 'rejected'") == [("b.csv", "changed")]


def test_a_row_that_is_not_in_its_table_stops_the_night(store: Store) -> None:
    store.deliver("a.csv", [declaration(), declaration(line_no=2)])
    intake = take_in(store.inbox, KnownFiles(), 1, store.workspace, (), straight_in(store.con))
    store.con.execute("DELETE FROM declaration_line WHERE line_no = 2")
    with pytest.raises(AccountsDoNotAddUp, match=r"a\.csv: rows that keep their contract 2, rows in their table 1"):
        load(store.con, intake, "night-1")


def test_what_goes_wrong_while_rows_come_in_is_raised_as_it_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Iterator[pl.DataFrame]:
        raise MemoryError

    store.deliver("a.csv", [declaration()])
    monkeypatch.setattr(straight, "whole_rows", fail)
    with pytest.raises(MemoryError):
        store.load()


def test_what_comes_to_rows_that_are_held_is_staged(store: Store) -> None:
    assert set(straight_in(store.con)) == {"declarations", "returns"}
    store.deliver("a.csv", [declaration()])
    store.load()
    assert set(straight_in(store.con)) == {"returns"}
    store.deliver("b.csv", [returned()])
    store.load()
    assert not straight_in(store.con)

"""`homeward rules --diff`: what changed between two days, and the present lines that it moves."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from analysis.explain_house import made_house
from homeward.analysis.law_diff import law_changes, moved_lines
from homeward.cli import homeward as program
from homeward.cli.failure import CommandFailed
from homeward.rulebook.law import Law, load_law
from nights.conftest import House

PILOT, NATIONWIDE = date(2024, 12, 15), date(2026, 4, 1)


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return made_house(tmp_path_factory.getbasetemp())


@pytest.fixture
def warehouse(house: House) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(house.warehouse), read_only=True) as con:
        yield con


def moves(con: duckdb.DuckDBPyConnection, law: Law, first: date, second: date) -> dict[str, tuple[str, str]]:
    moved = moved_lines(con, law, first, second, date(2024, 9, 12)).moved
    return {f"{row['return_no']}/{row['line_no']}": (row["verdict"], row["verdict_to"]) for row in moved.to_dicts()}


def test_an_entry_is_named_on_the_day_it_ends_and_the_day_the_next_begins(law: Law) -> None:
    found = [(str(one.day), one.kind, one.source) for one in law_changes(law, date(2026, 3, 1), NATIONWIDE)]
    assert found == [
        ("2026-03-31", "ends", "GACC 2024 No. 167 art. 4"),
        ("2026-04-01", "begins", "GACC 2026 No. 24 (number as reported)"),
    ]


def test_days_of_one_law_have_no_change(law: Law) -> None:
    assert law_changes(law, date(2026, 4, 1), date(2026, 11, 22)) == []


def test_bans_that_begin_or_end_are_named(law: Law) -> None:
    ban = {"hs_prefix": "8506", "scope": "both", "valid_from": date(2026, 5, 1), "valid_to": date(2026, 6, 30)}
    found = law_changes(law, date(2026, 4, 30), date(2026, 7, 1), [{**ban, "source": "a list"}])
    assert [(one.kind, str(one.day)) for one in found] == [("ban_begins", "2026-05-01"), ("ban_ends", "2026-06-30")]


def test_goods_from_another_district_are_moved_by_the_law_of_districts(
    warehouse: duckdb.DuckDBPyConnection, law: Law
) -> None:
    # R4/2 left through 5301 and comes back through 2992: both are pilot districts. R1 is back and is not moved.
    before_pilot = date(2024, 12, 14)
    assert moves(warehouse, law, before_pilot, PILOT)["R4/2"] == ("ineligible", "eligible")
    assert moves(warehouse, law, PILOT, NATIONWIDE) == {}


def test_a_line_that_may_come_home_takes_its_quantity_from_later_claims(
    warehouse: duckdb.DuckDBPyConnection, law: Law
) -> None:
    assert moves(warehouse, law, date(2024, 12, 14), PILOT)["R2/1"] == ("eligible", "ineligible")


def test_before_the_channel_existed_nothing_of_it_is_decided(warehouse: duckdb.DuckDBPyConnection, law: Law) -> None:
    assert moves(warehouse, law, date(2020, 3, 26), date(2020, 3, 27))["R4/2"] == ("needs_evidence", "ineligible")


def test_a_ban_of_entry_moves_the_goods_it_names(house: House, law: Law) -> None:
    ban = ["691200", "import", date(2025, 1, 1), "a list"]
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{house.warehouse}' AS published (READ_ONLY)")
        for (table,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            con.execute(f"CREATE TABLE {table} AS FROM published.{table}")
        con.execute("INSERT INTO prohibited_goods (hs_prefix, scope, valid_from, source) VALUES (?, ?, ?, ?)", ban)
        moved = moves(con, law, date(2024, 12, 31), date(2025, 1, 1))
    assert moved["R4/2"] == ("eligible", "ineligible")


def call(house: House, *arguments: str) -> Any:
    options = [*arguments, "--warehouse", str(house.warehouse)]
    return CliRunner().invoke(program, ["rules", "--diff", *options], standalone_mode=False)


def test_the_command_shows_changes_and_lines(house: House) -> None:
    shown = call(house, "2024-12-14", "2024-12-15").output
    assert "2024-12-15  begins" in shown
    assert "R4 / 2" in shown
    assert "0.00" not in shown, "of no line that moves is a rate of exchange known"


def test_scripts_get_all_of_it_whatever_the_order_of_the_days(house: House) -> None:
    told = json.loads(call(house, "2024-12-15", "2024-12-14", "--json").output)
    assert (told["from"], told["to"]) == ("2024-12-14", "2024-12-15")
    assert {(line["return_no"], line["line_no"]) for line in told["lines"]["moved"]} >= {("R4", 2)}


def test_without_a_warehouse_the_law_alone_is_compared(house: House) -> None:
    options = ["2024-12-14", "2024-12-15", "--warehouse", str(house.folder / "none.duckdb")]
    shown = CliRunner().invoke(program, ["rules", "--diff", *options], standalone_mode=False).output
    assert "no lines are compared" in shown


def test_one_day_twice_is_a_wrong_call(house: House) -> None:
    assert isinstance(call(house, "2024-12-14", "2024-12-14").exception, CommandFailed)

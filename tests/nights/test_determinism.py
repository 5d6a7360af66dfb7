"""The same inputs give the same tables, however they are ordered, named and split."""

import random
from pathlib import Path
from typing import Any

import pytest

from feed_rows import ENTERPRISE, declaration, returned
from nights.conftest import House

DAY = "2024-10-01"
# Where a row came from, and when: of the files and the clock, not of the decisions.
PLACE = {
    "run_id", "started_at", "finished_at", "file_id", "row_no", "path", "sha256", "size_bytes", "quarantine_id",
    "closed_run_id", "superseded_run_id",
}  # fmt: skip
OF_FILES = {"load_file", "run"}
Rows = list[dict[str, object]]


def exports(chance: random.Random, count: int) -> Rows:
    return [
        declaration(document_no=f"53012024E{number:09}", quantity=chance.randint(1, 9), mark=f"M-{number}")
        for number in range(count)
    ]


def claims(chance: random.Random, count: int) -> Rows:
    """Several claims on a line, more than it has at times, some of them back already."""
    return [
        returned(
            return_no=f"R{chance.randint(0, 10**6)}-{number}",
            document_no=f"53012024E{chance.randrange(count):09}",
            quantity=chance.randint(1, 6),
            applied_on=f"2024-09-{chance.randint(1, 28):02}",
            entered_on=chance.choice(["", f"2024-09-{chance.randint(1, 28):02}"]),
            status=chance.choice(["", "", "", "withdrawn"]),
        )
        for number in range(2 * count)
    ]


def rows(house: House, without: set[str], order: str = "") -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for some columns."""
    columns = f"COLUMNS(lambda name: NOT list_contains({sorted(without)}, name))"
    tables = [name for (name,) in house.ask("SELECT table_name FROM duckdb_tables()")]
    return {table: house.ask(f"SELECT {columns} FROM {table} {order}") for table in tables}


def decided(house: House) -> dict[str, list[tuple[Any, ...]]]:
    return {table: found for table, found in rows(house, PLACE, "ORDER BY ALL").items() if table not in OF_FILES}


def deliver_somehow(house: House, chance: random.Random, name: str, rows: Rows) -> None:
    """The rows in some order, in some number of files, of some names."""
    shuffled = chance.sample(rows, len(rows))
    parts = chance.randint(1, 5)
    for part in range(parts):
        if shuffled[part::parts]:
            deliverable = shuffled[part::parts]
            house.deliver(f"{chance.randrange(10**6)}/{name}-{part}.csv", deliverable)


def house_of(folder: Path, seed: int, feeds: dict[str, Rows]) -> House:
    chance = random.Random(seed)
    house = House(folder / f"house-{seed}")
    house.inbox.mkdir(parents=True)
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    for name in chance.sample(sorted(feeds), len(feeds)):
        deliver_somehow(house, chance, name, feeds[name])
    return house


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8))])
def test_any_order_and_split_gives_the_same_decisions(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    feeds = {"declarations": exports(chance, 60), "returns": claims(chance, 60)}
    one, other = (house_of(tmp_path, 100 * seed + number, feeds) for number in (1, 2))

    one.night(DAY)
    other.night(DAY)

    assert decided(one) == decided(other)
    assert len(decided(one)["decision"]) == 120


def test_the_same_night_in_two_houses_gives_the_same_tables_to_the_row(tmp_path: Path) -> None:
    feeds = {"declarations": exports(random.Random(1), 60), "returns": claims(random.Random(1), 60)}
    houses = [house_of(tmp_path / name, 7, feeds) for name in ("one", "other")]
    for house in houses:
        house.night(DAY)

    # No ORDER BY: even the order of the rows in the file is the same.
    one, other = (rows(house, {"run_id", "started_at", "finished_at"}) for house in houses)
    assert one == other

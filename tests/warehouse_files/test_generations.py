"""Which former nights stay."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from feed_rows import returned
from homeward.warehouse.generations import Generation, NoSuchNight, find_generation, kept_generations, surplus
from homeward.warehouse.layout import Layout
from nights.conftest import House

GB = 10**9


def kept(*days: int, size: int = GB) -> list[Generation]:
    """Generations of the given days of November, the newest run first."""
    return [
        Generation(date(2026, 11, day), f"run-{99 - number:02}", Path(f"{day}-{number}.duckdb"), size)
        for number, day in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("days", "nights", "most_gb", "stay"),
    [
        ([5, 4, 3], 7, 20, [0, 1, 2]),
        ([5, 4, 3], 2, 20, [0, 1]),
        ([5, 4, 3], 7, 2, [0, 1]),
        ([5, 4, 3], 7, 0, [0]),
        ([5, 5, 5, 4], 2, 20, [0, 3]),
        ([3, 5, 4], 2, 20, [0, 1]),
        ([], 7, 20, []),
    ],
    ids=[
        "all fit", "bounded by number", "bounded by bytes", "the newest stays whatever its size",
        "runs of one day count once", "a backdated night is the newest", "none",
    ],
)  # fmt: skip
def test_what_retention_keeps(days: list[int], nights: int, most_gb: int, stay: list[int]) -> None:
    generations = kept(*days)

    gone = surplus(generations, nights, most_gb * GB)

    assert [one for one in generations if one not in gone] == [generations[position] for position in stay]


def test_each_night_keeps_the_one_before_and_no_more_than_told(house: House, layout: Layout) -> None:
    for number in range(5):
        day = date(2024, 10, 1) + timedelta(days=number)
        house.deliver("more.csv", [returned(return_no=f"R-{number}")])
        house.night(day.isoformat(), keep_nights=2)

    generations = kept_generations(layout)
    assert [one.as_of.day for one in generations] == [4, 3]
    lines = []
    for one in generations:
        with duckdb.connect(str(one.path), read_only=True) as con:
            lines += con.execute("SELECT count(*), max(as_of) FROM eligibility").fetchall()
    assert lines == [(5, date(2024, 10, 4)), (4, date(2024, 10, 3))]
    assert house.ask("SELECT count(*) FROM eligibility") == [(6,)]


def test_a_generation_takes_no_room_of_its_own_while_it_is_current(house: House, layout: Layout) -> None:
    house.night("2024-10-01")
    inode = house.warehouse.stat().st_ino
    house.night("2024-10-02")
    assert [one.path.stat().st_ino for one in kept_generations(layout)] == [inode]


def test_a_file_of_another_name_is_not_taken_for_a_night(house: House, layout: Layout) -> None:
    house.night("2024-10-01")
    house.night("2024-10-02")
    (layout.generations / "notes.duckdb").write_bytes(b"")
    (layout.generations / "2024-99-99_x.duckdb").write_bytes(b"")
    assert [one.as_of.day for one in kept_generations(layout)] == [1]


def test_a_night_that_is_not_kept_names_those_that_are(house: House, layout: Layout) -> None:
    house.night("2024-10-01")
    house.night("2024-10-02")
    with pytest.raises(NoSuchNight, match="Kept are: 2024-10-01"):
        find_generation(layout, "2024-09-01")

"""Whether there is room, asked before a night begins."""

import shutil
from collections import namedtuple

import pytest

from feed_rows import returned
from homeward.feeds.inbox import list_inbox
from homeward.warehouse import space
from homeward.warehouse.layout import Layout
from homeward.warehouse.space import DiskTooFull, check_space, space_needed
from nights.conftest import House

Usage = namedtuple("Usage", "total used free")


def test_what_was_taken_in_before_needs_no_room_again(house: House, layout: Layout) -> None:
    layout.folder.mkdir()
    before = space_needed(layout, house.inbox)
    house.night("2024-10-01")
    idle = space_needed(layout, house.inbox)
    house.deliver("more.csv", [returned(return_no=f"R{n}") for n in range(1000)])
    size = (house.inbox / "more.csv").stat().st_size

    assert before > 32_000_000
    assert idle == int(house.warehouse.stat().st_size * 1.5) + 32_000_000
    assert space_needed(layout, house.inbox) - idle == 3 * size


def test_a_file_that_is_taken_away_meanwhile_needs_no_room(
    house: House, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout.folder.mkdir()
    house.deliver("more.csv", [returned(return_no=f"R{n}") for n in range(1000)])
    listed = list_inbox(house.inbox)
    (house.inbox / "more.csv").rename(house.inbox / "later.csv.part")
    needed = space_needed(layout, house.inbox)
    monkeypatch.setattr(space, "list_inbox", lambda _: listed)

    assert space_needed(layout, house.inbox) == needed


def test_too_little_room_says_how_much_is_needed(house: House, layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    house.night("2024-10-01")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 0, 5_000_000))
    with pytest.raises(DiskTooFull, match=r"a night may need \d+ MB and the disk has 5 MB free"):
        check_space(layout, house.inbox)


def test_a_night_takes_less_than_it_asks_for(house: House, layout: Layout) -> None:
    house.night("2024-10-01")
    house.deliver("more.csv", [returned(return_no=f"R{n}") for n in range(20_000)])
    asked = space_needed(layout, house.inbox)
    before = sum(path.stat().st_size for path in layout.folder.rglob("*") if path.is_file())
    house.night("2024-10-02")
    after = sum(path.stat().st_size for path in layout.folder.rglob("*") if path.is_file())
    assert after - before < asked

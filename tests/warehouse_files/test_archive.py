"""Raw files by their hash: written before anything is decided on them, removed when their time is over."""

import errno
import os
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from feed_rows import returned
from homeward.feeds import take_in
from homeward.feeds.survey import Survey, sha256_of
from homeward.warehouse import archive, packing
from homeward.warehouse.archive import archived_hash, archived_path, drop_expired, unpacked
from homeward.warehouse.layout import Layout
from nights.conftest import House


def test_every_file_taken_in_is_archived_as_it_came(house: House, layout: Layout) -> None:
    house.night("2024-10-01")

    for relative in ("reference/enterprises.csv", "declarations.csv", "returns.csv"):
        path = house.inbox / relative
        archived = archived_path(layout, sha256_of(path))
        assert b"".join(unpacked(archived)) == path.read_bytes()
        assert archived_hash(archived) == sha256_of(path)


def test_a_rejected_file_is_not_archived(house: House, layout: Layout) -> None:
    (house.inbox / "notes.csv").write_text("colour,size\nred,3\n", encoding="utf-8")
    house.night("2024-10-01")
    assert not archived_path(layout, sha256_of(house.inbox / "notes.csv")).exists()
    assert len(list(layout.archive.glob("??/*.zst"))) == 3


def test_a_file_that_changes_after_it_was_hashed_is_rejected_and_taken_the_next_night(
    house: House, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = take_in.survey_file

    def survey_late(path: Path, *others: Any) -> Survey:
        if path.name == "returns.csv":
            house.deliver("returns.csv", [returned(), returned(return_no="R2")])
        return survey(path, *others)

    monkeypatch.setattr(take_in, "survey_file", survey_late)
    assert house.night("2024-10-01").exit_code == 1
    assert house.ask("SELECT count(*) FROM return_line") == [(0,)]
    assert house.ask("SELECT status FROM load_file WHERE path = 'returns.csv'") == [("rejected",)]
    monkeypatch.undo()

    assert house.night("2024-10-02").exit_code == 0
    assert house.ask("SELECT count(*) FROM return_line") == [(2,)]


def test_a_file_of_a_known_name_and_size_is_archived_all_the_same(house: House, layout: Layout) -> None:
    house.deliver("returns.csv", [returned(return_no="R1")])
    house.night("2024-10-01")
    house.deliver("returns.csv", [returned(return_no="R2")])
    house.night("2024-10-02")
    archived = archived_path(layout, sha256_of(house.inbox / "returns.csv"))
    assert b"".join(unpacked(archived)) == (house.inbox / "returns.csv").read_bytes()


def test_such_a_file_that_changed_since_it_was_read_is_rejected(
    house: House, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.deliver("returns.csv", [returned(return_no="R1")])
    house.night("2024-10-01")
    house.deliver("returns.csv", [returned(return_no="R2")])
    pack = archive.pack

    def pack_late(source: Path, target: Path) -> str:
        house.deliver("returns.csv", [returned(return_no="R3")])
        return pack(source, target)

    monkeypatch.setattr(archive, "pack", pack_late)
    assert house.night("2024-10-02").exit_code == 1
    assert house.ask("SELECT return_no FROM return_line") == [("R1",)]
    assert house.ask("SELECT status FROM load_file WHERE path = 'returns.csv' ORDER BY file_id") == [
        ("loaded",),
        ("rejected",),
    ]


def test_a_file_that_could_not_be_packed_in_passing_is_packed_when_it_is_archived(
    house: House, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_is_full(_: Path, target: Path) -> str:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(packing, "pack", disk_is_full)
    assert house.night("2024-10-01").exit_code == 0
    assert len(list(layout.archive.glob("??/*.zst"))) == 3


def test_no_archive_where_none_is_wanted(house: House, layout: Layout) -> None:
    house.night("2024-10-01", archive_days=0)
    assert not layout.archive.exists()


def aged(path: Path, days_before: date, days: int) -> Path:
    moment = datetime.combine(days_before, datetime.min.time(), UTC) - timedelta(days=days)
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


def test_a_file_goes_when_its_time_is_over_and_not_before(house: House, layout: Layout) -> None:
    house.night("2024-10-01")
    old, young, _ = sorted(layout.archive.glob("??/*.zst"))
    day = date(2024, 10, 2)
    aged(old, day, 31)
    aged(young, day, 29)

    gone = drop_expired(layout, 30, day)

    assert gone == [old]
    assert young.exists()


def test_a_clock_that_jumps_ahead_removes_nothing(house: House, layout: Layout) -> None:
    house.night("2024-10-01")
    files = sorted(layout.archive.glob("??/*.zst"))
    for path in files:
        aged(path, date(2024, 10, 1), 5)

    house.night("2099-01-01", archive_days=30)

    assert sorted(layout.archive.glob("??/*.zst")) == files


def test_a_half_written_file_of_a_killed_night_goes(house: House, layout: Layout) -> None:
    house.night("2024-10-01")
    half = next(layout.archive.glob("??")) / "abc.unfinished"
    half.write_bytes(b"half")
    house.night("2024-10-02")
    assert not half.exists()


def test_the_archive_is_private_and_read_only(house: House, layout: Layout) -> None:
    house.night("2024-10-01")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in layout.archive.glob("??/*.zst")}
    assert modes == {0o440}

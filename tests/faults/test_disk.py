"""A full disk, folders that cannot be read or written, too little memory."""

import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from faults.conftest import NO_OVERRIDE, SECOND, Ended, NightHouse

MEGABYTE = 1 << 20
SmallDisk = Callable[[int], Path]


def assert_last_night_stands(house: NightHouse, before: bytes, ended: Ended) -> None:
    assert ended.code == 3, ended.err
    assert "untouched" in ended.err or "is whole" in ended.err
    assert "Traceback" not in ended.err
    assert house.published_bytes() == before


def test_too_little_space_is_said_before_the_night_begins(house: NightHouse, small_disk: SmallDisk) -> None:
    small = house.copy_to(small_disk(24) / "house")
    before = small.published_bytes()

    ended = small.run_night(SECOND)

    assert_last_night_stands(small, before, ended)
    assert "a night may need" in ended.err
    assert "Make room" in ended.err
    assert small.left_behind() == []


def fill(folder: Path) -> Path:
    """Take all the space there is."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(MEGABYTE)):
                pass
        except OSError:
            return filler
    raise AssertionError("the disk was not filled")


@pytest.mark.parametrize(
    "point",
    [
        "after_take_in",
        pytest.param("after_lock", marks=pytest.mark.slow),
        pytest.param("after_load", marks=pytest.mark.slow),
        pytest.param("after_decide", marks=pytest.mark.slow),
    ],
)
def test_the_disk_fills_in_the_night(
    house: NightHouse, undisturbed: NightHouse, small_disk: SmallDisk, point: str
) -> None:
    disk = small_disk(96)
    small = house.copy_to(disk / "house")
    before = small.published_bytes()
    night = small.start_night(SECOND, failpoint=f"{point}:stop")
    night.wait_until_halted(point)
    filler = fill(disk)
    night.signal_group(signal.SIGCONT)

    ended = night.end()
    assert_last_night_stands(small, before, ended)
    assert "No space left on device" in ended.err or "is full" in ended.err
    assert "damaged" not in ended.err

    filler.unlink()
    assert small.run_night(SECOND).code == 1
    assert small.tables() == undisturbed.tables()
    assert small.left_behind() == []


def test_the_warehouse_folder_is_read_only(house: NightHouse) -> None:
    before = house.published_bytes()
    house.warehouse.parent.chmod(0o500)
    try:
        ended = house.run_night(SECOND, prefix=NO_OVERRIDE)
    finally:
        house.warehouse.parent.chmod(0o750)

    assert_last_night_stands(house, before, ended)
    assert str(house.warehouse.parent) in ended.err
    assert "Errno" not in ended.err


@pytest.mark.parametrize("command", [("report",), ("retract", "day-1/returns.csv")])
def test_other_commands_in_a_folder_that_is_read_only(house: NightHouse, command: tuple[str, ...]) -> None:
    before = house.published_bytes()
    house.warehouse.parent.chmod(0o500)
    try:
        ended = house.start(*command, prefix=NO_OVERRIDE).end()
    finally:
        house.warehouse.parent.chmod(0o750)

    assert ended.code in (3, 5)
    assert "Errno" not in ended.err
    assert "Traceback" not in ended.err
    assert house.published_bytes() == before


def test_the_reports_folder_is_read_only_the_night_stands_and_its_reports_are_owed(house: NightHouse) -> None:
    house.reports.chmod(0o500)
    try:
        ended = house.run_night(SECOND, prefix=NO_OVERRIDE)
    finally:
        house.reports.chmod(0o750)

    assert ended.code == 5, ended.err
    assert "Permission denied. `homeward report` makes it." in ended.out
    assert "Errno" not in ended.out
    assert house.ask("SELECT max(as_of)::VARCHAR FROM run") == [(SECOND,)]
    assert house.run_night(SECOND).code == 0
    assert (house.reports / SECOND / "index.html").exists()


@pytest.mark.parametrize("folder", ["inbox", "inbox/day-2"])
def test_an_inbox_that_cannot_be_read_is_not_taken_for_an_empty_one(house: NightHouse, folder: str) -> None:
    before = house.published_bytes()
    (house.folder / folder).chmod(0o000)
    try:
        ended = house.run_night(SECOND, prefix=NO_OVERRIDE)
    finally:
        (house.folder / folder).chmod(0o750)

    assert_last_night_stands(house, before, ended)
    assert folder in ended.err
    assert "permissions" in ended.err


def test_an_inbox_that_is_not_there_is_a_wrong_call(house: NightHouse) -> None:
    before = house.published_bytes()
    shutil.rmtree(house.inbox)

    ended = house.run_night(SECOND)

    assert ended.code == 2
    assert "the inbox is not a folder" in ended.err
    assert "Nothing was touched" in ended.err
    assert house.published_bytes() == before


def test_the_log_says_that_the_inbox_is_gone(house: NightHouse) -> None:
    """And so the monitor is told: of nights that cannot begin too."""
    shutil.rmtree(house.inbox)

    house.run_night(SECOND, log_file=str(house.folder / "log.jsonl"), ping_url="http://127.0.0.1:1/a-secret")

    said = (house.folder / "log.jsonl").read_text(encoding="utf-8")
    assert "the inbox is not a folder" in said
    assert "was not told of the fail" in said


def address_space(megabytes: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))

    return limit


def test_too_little_memory_for_the_process_is_said_before_the_night_begins(house: NightHouse) -> None:
    before = house.published_bytes()

    ended = house.run_night(SECOND, before=address_space(700))

    assert_last_night_stands(house, before, ended)
    assert "ulimit -v" in ended.err


@pytest.mark.parametrize("point", ["after_lock", pytest.param("after_take_in", marks=pytest.mark.slow)])
def test_memory_runs_out_in_the_night(house: NightHouse, undisturbed: NightHouse, point: str) -> None:
    before = house.published_bytes()
    night = house.start_night(SECOND, failpoint=f"{point}:stop")
    night.wait_until_halted(point)

    (worker,) = night.workers()
    mapped = int(Path(f"/proc/{worker}/statm").read_text().split()[0]) * resource.getpagesize()
    resource.prlimit(worker, resource.RLIMIT_AS, (mapped + MEGABYTE, mapped + MEGABYTE))
    night.signal_group(signal.SIGCONT)

    assert_last_night_stands(house, before, night.end())
    assert house.run_night(SECOND).code == 1
    assert house.tables() == undisturbed.tables()


def test_a_memory_limit_that_no_night_fits_in(house: NightHouse) -> None:
    before = house.published_bytes()

    ended = house.run_night(SECOND, memory_limit="1MB")

    assert_last_night_stands(house, before, ended)
    assert "Raise memory_limit" in ended.err
    # The database's advice, which is for who writes queries.
    assert "SET threads" not in ended.err


def test_a_quota_on_the_size_of_a_file(house: NightHouse) -> None:
    before = house.published_bytes()

    ended = house.run_night(SECOND, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE, MEGABYTE)))

    assert_last_night_stands(house, before, ended)

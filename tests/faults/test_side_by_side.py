"""Two nights at once, and readers who stay for long."""

import signal

import duckdb

from faults.conftest import FIRST, SECOND, THIRD, NightHouse


def test_a_second_night_touches_nothing_while_one_runs(house: NightHouse, undisturbed: NightHouse) -> None:
    first = house.start_night(SECOND, failpoint="after_take_in:stop")
    first.wait_until_halted("after_take_in")

    second = house.run_night(SECOND)
    restore = house.start("restore", FIRST).end()

    assert second.code == 4, second.err
    assert "Another night is running (process " in second.err
    assert restore.code in (2, 4)
    first.signal_group(signal.SIGCONT)
    assert first.end().code == 1
    assert house.tables() == undisturbed.tables()
    assert "failed:" not in house.start("nights").end().out


def test_a_reader_of_a_week_blocks_nobody_and_keeps_what_it_opened(house: NightHouse) -> None:
    with duckdb.connect(str(house.warehouse), read_only=True) as reader:
        lines = reader.execute("SELECT count(*) FROM return_line").fetchall()
        assert house.run_night(SECOND).code == 1
        assert house.run_night(THIRD).code == 0
        assert reader.execute("SELECT count(*), max(as_of)::VARCHAR FROM eligibility").fetchall() == [
            (*lines[0], FIRST)
        ]
    assert house.ask("SELECT max(as_of)::VARCHAR FROM eligibility") == [(THIRD,)]


def test_a_reader_can_open_the_warehouse_while_a_night_runs(house: NightHouse) -> None:
    night = house.start_night(SECOND, failpoint="before_rename:stop")
    night.wait_until_halted("before_rename")

    assert house.ask("SELECT max(as_of)::VARCHAR FROM run") == [(FIRST,)]

    night.signal_group(signal.SIGCONT)
    assert night.end().code == 1
    assert house.ask("SELECT max(as_of)::VARCHAR FROM run") == [(SECOND,)]


def test_a_night_that_is_told_to_stop_says_so(house: NightHouse) -> None:
    before = house.published_bytes()
    night = house.start_night(SECOND, failpoint="after_load:stop")
    night.wait_until_halted("after_load")
    night.process.terminate()
    night.signal_group(signal.SIGCONT)

    ended = night.end()

    assert ended.code == 3
    assert "SIGTERM" in ended.err
    assert house.published_bytes() == before

"""A terminal, a pipe or a log that takes nothing: what is said is lost, the work is not, and the exit code is true."""

import os
from collections.abc import Callable

import pytest

from faults.conftest import FIRST, SECOND, NightHouse

FULL_LOG = '"$@" >/dev/full 2>&1'
NO_OUTPUT = '"$@" >&-'


def in_shell(line: str) -> list[str]:
    return ["sh", "-c", f"exec {line}", "sh"]


def into_a_pipe_that_nobody_reads(*streams: int) -> Callable[[], None]:
    def join() -> None:
        read, write = os.pipe()
        os.close(read)
        for stream in streams:
            os.dup2(write, stream)

    return join


@pytest.mark.parametrize("line", [FULL_LOG, '"$@" 2>/dev/full', '"$@" >/dev/full', NO_OUTPUT, '"$@" >&- 2>&- <&-'])
def test_a_night_goes_on_when_its_log_cannot_be_written(new_house: NightHouse, line: str) -> None:
    new_house.deliver_usual()

    ended = new_house.run_night(FIRST, prefix=in_shell(line))

    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err
    assert new_house.ask("SELECT verdict FROM eligibility") == [("eligible",)]
    assert (new_house.reports / FIRST / "index.html").exists()


def test_a_night_goes_on_when_nobody_reads_what_it_says(new_house: NightHouse) -> None:
    new_house.deliver_usual()

    ended = new_house.run_night(FIRST, before=into_a_pipe_that_nobody_reads(1, 2))

    assert ended.code == 0
    assert (new_house.reports / FIRST / "index.html").exists()
    assert "ended before it published" not in new_house.run_night(SECOND).err


@pytest.mark.parametrize("line", [FULL_LOG, NO_OUTPUT])
def test_a_night_that_fails_unheard_fails(new_house: NightHouse, line: str) -> None:
    new_house.deliver_usual()

    ended = new_house.run_night(FIRST, prefix=in_shell(line), failpoint="after_load:error")

    assert ended.code == 3
    assert not new_house.warehouse.exists()


def test_what_changes_the_warehouse_is_done_though_nobody_hears_of_it(new_house: NightHouse) -> None:
    new_house.deliver_usual()
    assert new_house.run_night(FIRST).code == 0

    assert new_house.start("retract", "returns.csv", prefix=in_shell(FULL_LOG)).end().code == 0
    assert new_house.ask("SELECT * FROM return_line") == []
    assert new_house.start("report", prefix=in_shell(FULL_LOG)).end().code == 0


def test_an_answer_that_cannot_be_written_is_no_answer(new_house: NightHouse) -> None:
    new_house.deliver_usual()
    assert new_house.run_night(FIRST).code == 0

    full = new_house.start("sql", "FROM return_line", prefix=in_shell('"$@" >/dev/full')).end()
    closed = new_house.start("status", prefix=in_shell(NO_OUTPUT)).end()
    unread = new_house.start("sql", "SELECT * FROM range(100000)", before=into_a_pipe_that_nobody_reads(1)).end()

    assert (full.code, full.err.splitlines()[-1]) == (
        3,
        "homeward: standard output cannot be written: No space left on device.",
    )
    assert (closed.code, closed.err) == (3, "homeward: standard output cannot be written: Bad file descriptor.\n")
    assert (unread.code, unread.err) == (141, "")


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1"])
def test_a_terminal_without_chinese_letters_ends_no_command(new_house: NightHouse, encoding: str) -> None:
    new_house.deliver_usual()
    new_house.night(FIRST)

    prefix = ["env", f"PYTHONIOENCODING={encoding}"]
    ended = new_house.start("sql", "SELECT '灯' || goods_name FROM declaration_line", prefix=prefix).end()

    assert ended.code == 0, ended.err
    assert "\\u706f" in ended.out

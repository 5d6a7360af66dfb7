"""Kill -9 at every step and at random moments: what is published is whole, the next night as if nothing had been."""

import random
import time
from email import message_from_bytes, policy
from textwrap import dedent

import pytest

from faults.conftest import SECOND, THIRD, NightHouse
from homeward.failpoint import POINTS, Point
from outbox.conftest import MisbehavingServer

# From here on the night is published, whatever becomes of the rest.
AFTER = {"after_rename", "after_journal", "after_reports"}


def every_point(*quick: Point) -> list[object]:
    """All failpoints; those not named here in the slow suite."""
    return [point if point in quick else pytest.param(point, marks=pytest.mark.slow) for point in POINTS]


def assert_as_if_nothing_happened(house: NightHouse, undisturbed: NightHouse, *, was_published: bool) -> None:
    ended = house.run_night(SECOND)
    # A night that was published before it was killed has taken the bad rows in; they are not new any more.
    assert ended.code == (0 if was_published else 1), ended.err
    found, expected = house.tables(), undisturbed.tables()
    if was_published:
        assert len(found.pop("run")) == len(expected.pop("run")) + 1
        found.pop("verdict_change")
        expected.pop("verdict_change")
    assert found == expected
    assert house.left_behind() == []


@pytest.mark.parametrize("point", every_point("before_rename", "after_rename"))
def test_killed_at_a_step(house: NightHouse, undisturbed: NightHouse, point: Point) -> None:
    before = house.published_bytes()

    night = house.start_night(SECOND, failpoint=f"{point}:stop")
    night.wait_until_halted(point)
    night.kill_group()

    if point in AFTER:
        assert house.ask("SELECT max(as_of)::VARCHAR FROM run") == [(SECOND,)]
        assert house.tables()["decision"] == undisturbed.tables()["decision"]
    else:
        assert house.published_bytes() == before
    assert_as_if_nothing_happened(house, undisturbed, was_published=point in AFTER)


@pytest.mark.parametrize(
    ("point", "words"),
    [("after_load", "ended without a word before it published"), ("after_rename", "`homeward report` makes them")],
)
def test_status_tells_of_a_killed_night_before_the_next_one_does(house: NightHouse, point: Point, words: str) -> None:
    night = house.start_night(SECOND, failpoint=f"{point}:stop")
    night.wait_until_halted(point)
    while_it_runs = house.start("status").end()
    night.kill_group()

    ended = house.start("status").end()

    if point in AFTER:
        assert house.start("report").end().code == 0
        assert words not in house.start("status").end().out
    assert words not in while_it_runs.out
    assert words in ended.out
    assert f"The night of {SECOND}, begun" in ended.out


@pytest.mark.parametrize("point", every_point("after_load"))
def test_the_disk_fails_at_a_step(house: NightHouse, undisturbed: NightHouse, point: Point) -> None:
    before = house.published_bytes()

    ended = house.run_night(SECOND, failpoint=f"{point}:error")

    assert ended.code == (5 if point in AFTER else 3), ended.err
    assert "Traceback" not in ended.err
    if point in AFTER:
        assert house.ask("SELECT max(as_of)::VARCHAR FROM run") == [(SECOND,)]
    else:
        assert "Input/output error" in ended.err
        assert "are untouched" in ended.err
        assert house.published_bytes() == before
    assert_as_if_nothing_happened(house, undisturbed, was_published=point in AFTER)


def test_only_the_worker_is_killed_as_the_kernel_does_when_memory_runs_out(house: NightHouse) -> None:
    before = house.published_bytes()

    ended = house.run_night(SECOND, failpoint="after_load:kill")

    assert ended.code == 3
    assert "SIGKILL" in ended.err
    assert "Most often there was too little memory" in ended.err
    assert house.published_bytes() == before
    assert "The night ended by SIGKILL" in house.start("nights").end().out
    assert house.run_night(SECOND).code == 1


@pytest.mark.parametrize(
    ("point", "code", "mails"),
    [("after_lock", 3, 1), ("after_load", 3, 1), ("after_rename", 5, 0), ("after_reports", 5, 0)],
)
def test_recipients_are_told_of_a_night_whose_worker_was_killed(
    house: NightHouse, point: str, code: int, mails: int
) -> None:
    """A night that had published already stands, and nobody is told that it failed."""
    server = MisbehavingServer()
    mail = f"""
        [mail]
        host = "127.0.0.1"
        port = {server.port}
        tls = "none"
        sender = "Homeward <homeward@example.com>"
        recipients = [{{ address = "officer@example.com", scope = "all", lang = "en" }}]
    """
    (house.folder / "homeward.toml").write_text(dedent(mail))

    ended = house.run_night(SECOND, failpoint=f"{point}:kill")
    server.close()

    assert ended.code == code
    assert ("The night itself is published" in ended.err) == (code == 5)
    read = [message_from_bytes(taken, policy=policy.default) for taken in server.taken]
    assert sum("SIGKILL" in message.get_body(("plain",)).get_content() for message in read) == mails
    assert ("SIGKILL" in house.start("nights").end().out) == bool(mails)


def test_a_killed_night_is_not_taken_for_the_one_before_it(house: NightHouse) -> None:
    """Of a night that went with its whole group no more is known, whatever becomes of the next."""
    halted = house.start_night(SECOND, failpoint="after_load:stop")
    halted.wait_until_halted("after_load")
    halted.kill_group()

    house.run_night(THIRD, failpoint="after_load:kill")

    told = {line.split(",")[0]: line for line in house.start("nights").end().out.splitlines() if "failed:" in line}
    assert "ended without a word" in told[f"failed: {SECOND}"]
    assert "ended by SIGKILL" in told[f"failed: {THIRD}"]


def killed_at_random_moments(house: NightHouse, undisturbed: NightHouse, kills: int, seed: int) -> None:
    chance, longest = random.Random(seed), 4.0
    before = house.published_bytes()
    killed = 0
    while killed < kills:
        night = house.start_night(SECOND)
        time.sleep(chance.uniform(0.3, longest))
        if night.process.poll() is not None:
            # It ended before the blow: from now on it strikes sooner.
            night.end()
            longest = max(0.5, longest * 0.8)
            continue
        night.kill_group()
        killed += 1
        assert house.published_bytes() == before or house.ask("SELECT max(as_of)::VARCHAR FROM run") == [(SECOND,)]
    was_published = house.published_bytes() != before
    runs = house.ask("SELECT count(*) FROM run")[0][0]
    assert house.run_night(SECOND).code == (0 if was_published else 1)
    found, expected = house.tables(), undisturbed.tables()
    for of_the_runs in ("run", "verdict_change"):
        found.pop(of_the_runs)
        expected.pop(of_the_runs)
    assert found == expected
    assert house.ask("SELECT count(*) FROM run") == [(runs + 1,)]
    assert house.left_behind() == []


def test_killed_at_a_few_random_moments(house: NightHouse, undisturbed: NightHouse) -> None:
    killed_at_random_moments(house, undisturbed, kills=2, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_many_random_moments(house: NightHouse, undisturbed: NightHouse, seed: int) -> None:
    killed_at_random_moments(house, undisturbed, kills=12, seed=seed)

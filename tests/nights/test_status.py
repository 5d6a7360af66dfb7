"""What status says to a monitor and to a woken engineer."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from feed_rows import returned
from homeward.cli import homeward
from homeward.journal import Journal, journal_path
from homeward.status import read_status
from nights.conftest import House

TODAY = date(2024, 10, 2)


def needs_a_hand(house: House, today: date = TODAY) -> list[str]:
    sentences: list[str] = read_status(house.warehouse, today)["needs_a_hand"]
    return sentences


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house after a night with nothing wrong; copies of its journal are each test's own."""
    house = House(tmp_path_factory.mktemp("quiet"))
    house.inbox.mkdir()
    house.deliver_usual()
    house.night("2024-10-01")
    return house


@pytest.fixture
def journal(quiet: House) -> Journal:
    """The journal of the house, brought back to what it was after the test."""
    path = journal_path(quiet.warehouse)
    before = path.read_bytes()
    with Journal.open(quiet.warehouse) as journal:
        yield journal
    path.write_bytes(before)


def mail(journal: Journal, recipient: str, state: str, words: str | None) -> None:
    journal.change(
        "queue_mail",
        message_id=f"<{recipient}>",
        run_id="20241001T000000000000Z",
        as_of="2024-10-01",
        recipient=recipient,
        subject="Homeward",
        message=b"",
    )
    journal.change("mail_leaves", message_id=f"<{recipient}>")
    journal.change("mail_answered", message_id=f"<{recipient}>", state=state, server_words=words)


def test_a_quiet_night_needs_nobody(quiet: House) -> None:
    assert needs_a_hand(quiet) == []


def test_mails_that_did_not_go_are_named_with_the_servers_words(quiet: House, journal: Journal) -> None:
    mail(journal, "gone@example.cn", "sent", "250 ok")
    mail(journal, "busy@example.cn", "deferred", "451 later")
    mail(journal, "who@example.cn", "refused", "550 no such user")
    mail(journal, "cut@example.cn", "uncertain", None)

    said = needs_a_hand(quiet)

    assert [sentence.split(": ")[0] for sentence in said] == [
        "The mail of 2024-10-01 to who@example.cn is refused (550 no such user)",
        "The mail of 2024-10-01 to cut@example.cn is uncertain",
        "The mail of 2024-10-01 to busy@example.cn is deferred (451 later)",
    ]
    assert all("homeward send" in sentence for sentence in said)


def test_mails_that_one_server_did_not_take_are_one_sentence(quiet: House, journal: Journal) -> None:
    for number in range(3):
        mail(journal, f"reader-{number}@example.cn", "deferred", "no line to mail.example.cn:587: Connection refused")

    (said,) = needs_a_hand(quiet)

    assert said.startswith("The 3 mails of 2024-10-01 to reader-0@example.cn, reader-1@example.cn, reader-2@example.cn")


def test_a_night_of_a_day_still_to_come_is_said(quiet: House) -> None:
    assert "a day still to come" in needs_a_hand(quiet, date(2024, 9, 30))[0]


def test_a_failed_night_since_is_said_with_its_reason(quiet: House, journal: Journal) -> None:
    journal.night_started("29990101T000000000000Z", date(2024, 10, 2))
    journal.night_failed("29990101T000000000000Z", "The disk is full.")
    assert needs_a_hand(quiet) == ["The night of 2024-10-02 failed: The disk is full."]


def test_nights_that_stay_away_are_said(quiet: House) -> None:
    assert "9 days ago" in needs_a_hand(quiet, date(2024, 10, 10))[0]


def test_everything_is_there_for_a_monitor(quiet: House) -> None:
    result = CliRunner().invoke(homeward, ["status", "--json", "--warehouse", str(quiet.warehouse)])
    facts = json.loads(result.output)
    assert {"nights", "days_since_last", "failed_nights", "reports_owed", "mails", "needs_a_hand"} <= facts.keys()
    assert facts["nights"][0]["as_of"] == "2024-10-01"


def test_the_counts_say_that_closed_lines_are_among_them(quiet: House) -> None:
    shown = CliRunner().invoke(homeward, ["status", "--warehouse", str(quiet.warehouse)]).output
    title, *table = shown.split("\n\n")[0].splitlines()
    assert title == "Nights, with all return lines by verdict, closed ones too:"
    assert max(map(len, table)) <= 80


def test_what_is_due_leaves_out_what_is_refused(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.inbox.mkdir()
    house.deliver_usual()
    house.deliver("more-returns.csv", [returned(return_no="R2", mark="another"), returned(return_no="R3", shipment="")])
    house.night("2025-05-20")
    assert read_status(house.warehouse, TODAY)["due"] == {"due_7": 0, "due_30": 2, "overdue": 0}
    for view in ("v_enterprise_summary", "v_channel_summary"):
        assert house.ask(f"SELECT lines_open, ineligible, due_in_30_days FROM {view}") == [(3, 1, 2)]


def test_the_deadline_of_a_refused_line_is_not_what_is_due_next(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.inbox.mkdir()
    house.deliver_usual()
    house.deliver("returns.csv", [returned(mark="another")])
    house.night("2025-05-20")
    assert house.ask("SELECT next_deadline, next_ship_by FROM v_enterprise_summary") == [(None, None)]


def test_a_monitor_needs_no_permission_to_write(quiet: House) -> None:
    folder = quiet.warehouse.parent
    before = sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir())
    CliRunner().invoke(homeward, ["status", "--warehouse", str(quiet.warehouse)])
    CliRunner().invoke(homeward, ["nights", "--warehouse", str(quiet.warehouse)])
    assert sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir()) == before


def test_what_is_suspicious_is_said_first(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.inbox.mkdir()
    house.deliver_usual()
    house.deliver("bad.csv", [returned(return_no=f"B{number}", unit="") for number in range(120)])
    house.night("2024-10-01")

    said = needs_a_hand(house)

    assert said[0].startswith("Feed returns: 120 of 121 rows")
    assert any("quarantine" in sentence for sentence in said[1:])


def test_before_the_first_night_it_says_what_to_do(tmp_path: Path) -> None:
    assert "run `homeward run`" in needs_a_hand(House(tmp_path))[0]
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - that nothing at all was made


def test_reports_made_again_leave_none_of_any_night_owed(quiet: House, journal: Journal) -> None:
    [(run_id,)] = quiet.ask("SELECT run_id FROM run")
    journal.report_owed("20240930T000000000000Z", date(2024, 9, 30), "No space.")
    journal.report_owed(run_id, date(2024, 10, 1), "No space.")
    assert len(needs_a_hand(quiet)) == 2
    places = ["--warehouse", str(quiet.warehouse), "--reports", str(quiet.reports)]

    made = CliRunner().invoke(homeward, ["report", *places], standalone_mode=False)

    assert made.return_value == 0, made.exception
    assert needs_a_hand(quiet) == []

"""The journal: nights that did not publish, and reports owed."""

from datetime import date, datetime, timedelta

import pytest

from homeward.journal import Journal, JournalError
from homeward.outbox.alone import OthersSendingError, sending_alone

DAY = date(2026, 11, 22)


def test_a_failed_night_is_remembered_with_its_sentence(journal):
    journal.night_started("run-1", DAY)
    journal.night_failed("run-1", "The disk is full.")
    assert [(night.run_id, night.as_of, night.sentence) for night in journal.last_failures()] == [
        ("run-1", DAY, "The disk is full.")
    ]
    assert journal.unfinished_nights() == []


def test_failures_come_newest_first_and_no_more_than_asked(journal):
    for number in range(4):
        journal.night_started(f"run-{number}", DAY)
        journal.night_failed(f"run-{number}", "Memory ran out.")
    assert [night.run_id for night in journal.last_failures(2)] == ["run-3", "run-2"]


def test_a_killed_night_stays_unfinished(journal, moment):
    journal.night_started("run-1", DAY)
    journal.night_started("run-2", DAY)
    journal.night_published("run-2")
    assert [(night.run_id, night.started_at) for night in journal.unfinished_nights()] == [("run-1", moment[0])]
    assert journal.last_failures() == []


def test_a_report_is_owed_until_it_is_made(journal):
    journal.report_owed("run-1", DAY, "The folder cannot be written.")
    assert journal.reports_owed() == [("run-1", DAY, "The folder cannot be written.")]
    journal.report_made("run-1", DAY)
    assert journal.reports_owed() == []


def test_reports_that_are_made_stand_for_those_of_every_night(journal):
    """They show the warehouse as it stands: what former nights owed is not made any more."""
    journal.report_owed("run-1", DAY, "The folder cannot be written.")
    journal.report_owed("run-2", DAY + timedelta(days=1), "Two totals differ.")
    journal.report_made("run-2", DAY + timedelta(days=1))
    assert journal.reports_owed() == []


def test_what_one_process_noted_the_next_one_knows(tmp_path):
    with Journal.open(tmp_path / "homeward.duckdb", now=lambda: datetime(2026, 11, 23)) as journal:
        journal.report_owed("run-1", DAY, "No space.")
    with Journal.open(tmp_path / "homeward.duckdb") as journal:
        assert len(journal.reports_owed()) == 1


def test_a_journal_is_looked_at_without_being_changed_or_made(journal, tmp_path):
    journal.report_owed("run-1", DAY, "No space.")
    with Journal.read(tmp_path / "homeward.duckdb") as looked_at:
        assert len(looked_at.reports_owed()) == 1
        with pytest.raises(JournalError, match="readonly"):
            looked_at.report_made("run-1", DAY)
    assert Journal.read(tmp_path / "other.duckdb") is None
    assert not (tmp_path / "other.journal.sqlite").exists()


def test_the_journal_is_private_by_default(journal):
    assert journal.path.name == "homeward.journal.sqlite"
    assert journal.path.stat().st_mode & 0o777 == 0o600


def test_a_damaged_journal_is_said_to_be_so(tmp_path):
    (tmp_path / "homeward.journal.sqlite").write_bytes(b"not a journal at all" * 100)
    with pytest.raises(JournalError, match=r"homeward\.journal\.sqlite is damaged .* Move it aside"):
        Journal.open(tmp_path / "homeward.duckdb")


def test_a_journal_that_cannot_be_made_is_said_to_be_so(tmp_path):
    (tmp_path / "homeward.journal.sqlite").mkdir()
    with pytest.raises(JournalError, match="cannot be used"):
        Journal.open(tmp_path / "homeward.duckdb")


def test_only_one_process_sends_at_a_time(journal):
    with (
        sending_alone(journal.path, seconds=0),
        pytest.raises(OthersSendingError, match="another process"),
        sending_alone(journal.path, seconds=0.3),
    ):
        pass
    with sending_alone(journal.path, seconds=0):
        pass

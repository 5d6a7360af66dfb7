"""Whatever fails after the rename: the night stands, and is never told or noted as failed."""

import json
import signal
import socket

import pytest

from faults.conftest import NightHouse
from feed_rows import returned
from homeward import night, owed_reports
from homeward.cli.night_runner import run_and_tell
from homeward.journal import Journal
from homeward.night import ResultUnknown
from homeward.outbox.queue import owed_mails
from homeward.warehouse.layout import Layout
from homeward.warehouse.unfinished import settle_unfinished


def _fails_with(error: Exception):
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_a_fault_of_our_own_in_a_report_is_a_problem_of_the_night_not_its_failure(
    new_house: NightHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_house.deliver_usual()
    monkeypatch.setattr(night, "report", _fails_with(KeyError("a text that is not there")))

    result = new_house.night("2024-10-01")

    assert result.exit_code == 5
    assert "KeyError in test_after_publication.py, line" in result.sentence
    assert "Please report this" in result.sentence
    assert new_house.ask("SELECT verdict FROM eligibility") == [("eligible",)]
    with Journal.open(new_house.warehouse) as journal:
        [owed] = journal.reports_owed()
    assert "KeyError in test_after_publication.py, line" in owed.reason
    monkeypatch.undo()
    assert new_house.night("2024-10-02").exit_code == 0


def test_the_next_night_first_makes_and_queues_what_the_last_one_owes(new_house: NightHouse) -> None:
    new_house.deliver_usual()
    nobody = {"host": "127.0.0.1", "port": 1, "tls": "none", "recipients": [{"address": "officer@example.com"}]}
    mail = {**nobody, "retry_minutes": 0}
    new_house.reports.write_text("in the way")
    assert new_house.night("2024-10-01", mail=mail).exit_code == 5
    new_house.reports.unlink()
    new_house.deliver("more.csv", [returned(return_no="R2")])

    new_house.night("2024-10-02", mail=mail)

    pages = {day: (new_house.reports / day / "index.html").read_text() for day in ("2024-10-01", "2024-10-02")}
    assert {day: "R2" in page for day, page in pages.items()} == {"2024-10-01": False, "2024-10-02": True}
    assert (new_house.reports / "latest").resolve().name == "2024-10-02"
    with Journal.open(new_house.warehouse) as journal:
        assert journal.reports_owed() == []
        assert [mail.as_of.isoformat() for mail in owed_mails(journal)] == ["2024-10-01", "2024-10-02"]


def test_reports_that_cannot_be_made_the_second_time_either_hold_up_no_night(
    new_house: NightHouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    new_house.deliver_usual()
    with monkeypatch.context() as broken:
        broken.setattr(night, "report", _fails_with(KeyError("a text")))
        broken.setattr(owed_reports, "report", _fails_with(KeyError("a text")))
        assert [new_house.night(day).exit_code for day in ("2024-10-01", "2024-10-02")] == [5, 5]

    assert "warning: The reports owed of 2024-10-01 were not made: KeyError" in capsys.readouterr().err
    assert new_house.night("2024-10-03").exit_code == 0
    assert sorted(path.name for path in new_house.reports.iterdir()) == ["2024-10-02", "2024-10-03", "latest"]


def test_a_result_that_cannot_be_read_back_does_not_fail_the_night(
    new_house: NightHouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    new_house.deliver_usual()
    monkeypatch.setattr(night, "night_result", _fails_with(MemoryError("no room")))
    flags = {"inbox": new_house.inbox, "warehouse": new_house.warehouse, "reports": new_house.reports}

    with pytest.raises(Exception, match="is published, but its result cannot be read") as failure:
        run_and_tell(None, flags, (), backdate=False, mail=False, as_json=False)

    assert failure.value.exit_code == 5
    assert isinstance(failure.value.__cause__, ResultUnknown)
    with Journal.open(new_house.warehouse) as journal:
        assert journal.last_failures() == []
        assert journal.unfinished_nights() == []


def test_a_published_night_is_never_noted_as_failed_whatever_is_said_of_it(new_house: NightHouse) -> None:
    new_house.deliver_usual()
    published = new_house.night("2024-10-01")
    with Journal.open(new_house.warehouse) as journal:
        # As if the process had ended between the rename and the journal.
        journal.night_started("20991231T000000000000Z", published.as_of)
        journal.change("end_night", run_id=published.run_id, outcome="running", sentence=None)

        settle_unfinished(journal, Layout(new_house.warehouse), "Memory ran out.")

        assert [(one.run_id, one.sentence) for one in journal.last_failures()] == [
            ("20991231T000000000000Z", "Memory ran out.")
        ]
        assert [owed.run_id for owed in journal.reports_owed()] == [published.run_id]


def test_a_monitor_that_cannot_be_told_is_a_warning(
    new_house: NightHouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    new_house.deliver_usual()
    monkeypatch.setenv("HOMEWARD_PING_URL", "http://127.0.0.1:1/a-secret")
    flags = {"inbox": new_house.inbox, "warehouse": new_house.warehouse, "reports": new_house.reports}

    assert run_and_tell(None, flags, (), backdate=False, mail=False, as_json=False) == 0

    said = capsys.readouterr().err
    assert "warning: the monitor at 127.0.0.1 was not told of the start" in said
    assert "warning: the monitor at 127.0.0.1 was not told of the success" in said
    assert "a-secret" not in said


def test_a_failure_is_said_once_and_kept_in_the_log(new_house: NightHouse) -> None:
    new_house.deliver_usual()
    log_file = new_house.folder / "night.jsonl"

    ended = new_house.run_night("2024-10-01", failpoint="after_load:error", log_file=str(log_file))

    assert ended.code == 3
    assert ended.err.count("Input/output error") == 1
    kept = [json.loads(line) for line in log_file.read_text(encoding="utf-8").splitlines()]
    assert [entry["level"] for entry in kept if "Input/output error" in entry.get("message", "")] == ["error"]


def test_a_run_killed_between_the_renames_of_a_days_reports_loses_neither(new_house: NightHouse) -> None:
    """The former reports lay aside, and the new ones were not in place yet."""
    new_house.deliver_usual()
    new_house.night("2024-10-01")
    reports = new_house.reports
    (reports / "2024-10-01").rename(reports / ".2024-10-01.former")

    assert new_house.night("2024-10-02").exit_code == 0

    assert (reports / "2024-10-01" / "index.html").exists()
    assert sorted(path.name for path in reports.iterdir()) == ["2024-10-01", "2024-10-02", "latest"]


def test_a_mail_server_that_is_down_holds_up_nobody_and_a_night_stopped_then_stands(new_house: NightHouse) -> None:
    new_house.deliver_usual()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        server = f'[mail]\nhost = "127.0.0.1"\nport = {taken.getsockname()[1]}\ntls = "none"\n'
        readers = '[[mail.recipients]]\naddress = "officer@example.com"\n'
        (new_house.folder / "homeward.toml").write_text(server + readers)
        night = new_house.start_night("2024-10-01")
        night.wait_until("Connection refused; next try in 30 s.")

        assert new_house.start("report").end().code == 0
        assert new_house.start("run", "--no-mail", "--as-of", "2024-10-02").end().code == 0
        night.signal_group(signal.SIGINT)
        ended = night.end()

    assert ended.code == 5
    assert "It was stopped at the terminal. The night itself is published" in ended.err
    with Journal.open(new_house.warehouse) as journal:
        assert journal.last_failures() == []
        assert len(owed_mails(journal)) == 1

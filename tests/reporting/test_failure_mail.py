"""A night that failed or was stopped tells its recipients: last results stand, no count is told as if it were new."""

import re
from datetime import date, datetime
from email import message_from_bytes, policy

import pytest

from feed_rows import SELLER
from golden_files import matches_golden
from homeward.after_failure import tell_of_failure
from homeward.cli.failure import CommandFailed
from homeward.cli.night_runner import run_and_tell
from homeward.journal import Journal
from homeward.outbox.mail_settings import Recipient
from homeward.outbox.queue import owed_mails
from homeward.reporting.failure_mail import FailedNight, failure_mail
from outbox.conftest import MisbehavingServer
from reporting.mail_fixtures import mail_settings
from reporting.mailbox import part
from reporting.test_mail_kinds import normalised

DAY = date(2026, 11, 22)
CAUSE = "The input is suspicious: feed returns brought 12 rows; usual are about 1,250."
NIGHT = FailedNight("20261122T180000000000Z", DAY, CAUSE, date(2026, 11, 21), datetime(2026, 11, 23, 2, 0))


def mail_to(settings, night=NIGHT, **recipient):
    given = Recipient.model_validate({"address": "reader@example.com", **recipient})
    return message_from_bytes(failure_mail(night, given, settings), policy=policy.default)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_failed_night_reads_as_agreed(tmp_path, lang):
    message = mail_to(mail_settings(tmp_path / "w.duckdb"), lang=lang)
    matches_golden(f"mail/failed.{lang}.txt", f"Subject: {message['Subject']}\n\n{part(message, 'plain')}")
    matches_golden(f"mail/failed.{lang}.html", normalised(part(message, "html")))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("last", [date(2026, 11, 21), None])
def test_it_is_a_mail_like_the_others_without_counts(tmp_path, lang, last):
    message = mail_to(mail_settings(tmp_path / "w.duckdb"), NIGHT._replace(last=last), lang=lang)
    assert len(message["Subject"]) <= 50
    preheader = part(message, "plain").splitlines()[0]
    assert 30 <= len(preheader) <= 90
    assert preheader in part(message, "html")
    assert list(message.iter_attachments()) == []
    said = part(message, "plain").replace(CAUSE, "")
    assert re.findall(r"(?<![\d.-])\d[\d,]*(?= (?:eligible|return|lines|条))", said) == []


def test_the_cause_is_told_to_readers_of_everything_alone(tmp_path):
    settings = mail_settings(tmp_path / "w.duckdb")
    assert CAUSE in part(mail_to(settings), "plain")
    message = mail_to(settings, scope=["91330108MA20PFCL0K"])
    assert all(CAUSE not in part(message, subtype) for subtype in ("plain", "html"))
    assert "1,250" not in message.as_string()


@pytest.fixture
def server():
    running = MisbehavingServer()
    yield running
    running.close()


def no_space(*given: object) -> None:
    raise OSError(28, "No space left")


def failing(house, server) -> dict[str, object]:
    mail = {
        "host": "127.0.0.1", "port": server.port, "tls": "none", "timeout_seconds": 10, "retry_minutes": 0,
        "recipients": [{"address": "reader@example.com"}, {"address": "one@example.com", "scope": [SELLER]}],
    }  # fmt: skip
    return {"inbox": house.inbox, "warehouse": house.warehouse, "reports": house.reports, "as_of": DAY, "mail": mail}


def test_a_night_that_fails_is_told_by_mail_once(house, server, monkeypatch):
    monkeypatch.setattr("homeward.night.check_space", no_space)
    house.inbox.mkdir(exist_ok=True)
    for _ in range(2):
        with pytest.raises(CommandFailed) as failed:
            run_and_tell(None, failing(house, server), (), backdate=False, mail=True, as_json=False)
        assert failed.value.exit_code == 3
    subjects = [message_from_bytes(taken, policy=policy.default)["Subject"] for taken in server.taken]
    assert subjects == ["Run failed, no results yet · Returns 22 Nov"] * 2
    assert len(server.taken_ids) == 2


def test_a_night_told_to_send_no_mail_sends_none_when_it_fails(house, server, monkeypatch):
    monkeypatch.setattr("homeward.night.check_space", no_space)
    house.inbox.mkdir(exist_ok=True)
    with pytest.raises(CommandFailed):
        run_and_tell(None, failing(house, server), (), backdate=False, mail=False, as_json=False)
    assert server.taken == []


def test_a_failure_takes_back_no_mail_that_is_owed(tmp_path):
    dead = {"host": "127.0.0.1", "port": 9, "tls": "none", "timeout_seconds": 1, "retry_minutes": 0}
    settings = mail_settings(tmp_path / "w.duckdb", **dead)
    with Journal.open(settings.warehouse) as journal:
        journal.night_started(NIGHT.run_id, DAY)
        journal.night_failed(NIGHT.run_id, CAUSE)
        [problem] = tell_of_failure(settings, journal, print)
        assert "The 4 mails about 2026-11-22 are deferred" in problem
        before = {mail.message_id for mail in owed_mails(journal)}
        assert len(before) == 4
        journal.night_started("20261122T190000000000Z", DAY)
        journal.night_failed("20261122T190000000000Z", "Another cause.")
        tell_of_failure(settings, journal, print)
        assert before <= {mail.message_id for mail in owed_mails(journal)}

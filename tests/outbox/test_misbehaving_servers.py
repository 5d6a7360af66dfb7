"""Every way a mail server misbehaves: what becomes of the mail that night, and after trying again."""

import smtplib
import time

import pytest

from homeward.outbox.deliver import deliver
from homeward.outbox.queue import mails_in_state

LARGE = ("line " * 200 + "\n") * 3000

# fault, what becomes of the mail at once, what the failure says of the server
FAULTS = [
    ("busy", "deferred", "421 too busy"),
    ("cut greeting", "deferred", "no line to 127.0.0.1"),
    ("silent", "deferred", "timed out"),
    ("greylist", "deferred", "451 greylisted, come back later"),
    ("unknown", "refused", "550 no such user here"),
    ("sender refused", "deferred", "530 sign in first"),
    ("too large", "refused", "552 too large"),
    ("cut at rcpt", "deferred", "the line was cut"),
    ("cut in data", "deferred", "the line was cut"),
    ("answer in data", "deferred", "421 shutting down"),
    ("content refused", "refused", "554 looks like spam"),
    ("no room", "deferred", "452 no room now"),
    ("cut after dot", "uncertain", "the line was cut"),
    ("silent after dot", "uncertain", "timed out"),
    ("nonsense after dot", "uncertain", "an answer that is none"),
]


@pytest.mark.parametrize(("fault", "state", "words"), FAULTS)
def test_a_fault_leaves_the_mail_in_the_state_that_is_known(
    fault, state, words, server, journal, mail_settings, queued, a_message
):
    large = LARGE if "in data" in fault else "26 due"
    queued(text=large)
    delivered = deliver(journal, mail_settings(server(fault).port, timeout_seconds=0.5))
    assert [mail.recipient for mail in getattr(delivered, state)] == ["reader@example.com"]
    assert len(delivered.failures) == 1
    assert "reader@example.com" in delivered.failures[0]
    assert words in delivered.failures[0]


@pytest.mark.parametrize(
    "fault", [name for name, state, _ in FAULTS if state == "deferred" and name != "sender refused"]
)
def test_what_is_surely_not_taken_is_sent_within_the_night_and_once(
    fault, server, journal, mail_settings, queued, watch
):
    queued(text=LARGE if "in data" in fault else "26 due")
    running = server(fault, fault)
    settings = mail_settings(running.port, timeout_seconds=0.5, retry_minutes=15)
    delivered = deliver(journal, settings, pause=watch.pause, clock=watch)
    assert [mail.attempts for mail in delivered.sent] == [3]
    assert delivered.failures == []
    whole_messages_refused = 2 if fault == "no room" else 0
    assert len(running.taken) == 1 + whole_messages_refused


@pytest.mark.parametrize("fault", ["cut after dot", "silent after dot", "nonsense after dot"])
def test_a_mail_of_unknown_fate_is_held_by_default_and_never_doubled(
    fault, server, journal, mail_settings, queued, watch
):
    queued()
    running = server(fault)
    settings = mail_settings(running.port, timeout_seconds=0.5, retry_minutes=15)
    deliver(journal, settings, pause=watch.pause, clock=watch)
    assert deliver(journal, settings) == ((), (), (), (), ())
    assert len(running.taken) == 1
    assert [mail.recipient for mail in mails_in_state(journal, "uncertain")] == ["reader@example.com"]


def test_a_mail_of_unknown_fate_is_sent_again_where_the_setting_says_retry(
    server, journal, mail_settings, queued, watch
):
    queued()
    running = server("cut after dot")
    settings = mail_settings(running.port, retry_minutes=15, uncertain="retry")
    delivered = deliver(journal, settings, pause=watch.pause, clock=watch)
    assert len(delivered.sent) == 1
    assert list(running.taken_ids.values()) == [2]  # the same Message-ID, by which mail programs know it


def test_a_mail_of_unknown_fate_stays_so_when_the_next_attempt_does_not_reach_the_server(
    server, journal, mail_settings, queued, watch
):
    queued()
    running = server("cut after dot", *["busy"] * 20)
    settings = mail_settings(running.port, retry_minutes=15, uncertain="retry")
    delivered = deliver(journal, settings, pause=watch.pause, clock=watch)
    assert delivered.uncertain[0].server_words.endswith("421 too busy")


def test_what_was_refused_or_is_held_is_sent_again_on_a_persons_word(server, journal, mail_settings, queued):
    queued("one@example.com")
    queued("two@example.com")
    running = server("unknown", "cut after dot")
    settings = mail_settings(running.port, "one@example.com", "two@example.com")
    first = deliver(journal, settings)
    assert len(first.refused) == 2  # one line for both, as long as it holds
    running.faults[1:] = ["cut after dot"]
    again = deliver(journal, settings, again=True)
    assert len(again.uncertain) == 1
    assert len(again.sent) == 1
    assert len(deliver(journal, settings, again=True).sent) == 1


def test_a_server_that_is_down_costs_one_attempt_a_round_and_the_mail_goes_the_next_night(
    server, journal, mail_settings, queued, watch
):
    running = server()
    running.close()
    queued("one@example.com")
    queued("two@example.com")
    addresses = ("one@example.com", "two@example.com")
    said = []
    settings = mail_settings(running.port, *addresses, retry_minutes=15)
    delivered = deliver(journal, settings, say=said.append, pause=watch.pause, clock=watch)
    assert len(delivered.deferred) == 2
    assert said[0].startswith(f"2 mails are not taken yet: no line to 127.0.0.1:{running.port}: ")
    assert said[0].endswith("Connection refused; next try in 30 s.")
    assert len(said) == delivered.deferred[0].attempts - 1
    (failure,) = delivered.failures
    assert "Connection refused" in failure
    assert "Errno" not in failure
    assert watch.seconds <= 15 * 60
    assert delivered.deferred[0].attempts >= 5
    next_night = server()
    assert len(deliver(journal, mail_settings(next_night.port, *addresses)).sent) == 2
    assert next_night.connections == 1


def test_a_line_cut_before_the_last_byte_left_is_known_as_not_taken(
    server, journal, mail_settings, queued, monkeypatch
):
    def slowly(smtp: smtplib.SMTP, text: bytes, quickly=smtplib.SMTP.send) -> None:
        quickly(smtp, text)
        time.sleep(0.1)

    monkeypatch.setattr(smtplib.SMTP, "send", slowly)
    queued()
    delivered = deliver(journal, mail_settings(server("cut before data").port))
    assert len(delivered.deferred) == 1


def test_a_server_that_drips_bytes_is_cut_off(server, journal, mail_settings, queued, monkeypatch):
    monkeypatch.setattr("homeward.outbox.session.PATIENCE", 2)
    queued()
    delivered = deliver(journal, mail_settings(server("drip").port, timeout_seconds=0.3))
    assert len(delivered.deferred) == 1


def test_one_recipient_refused_does_not_keep_the_mail_from_the_others(server, journal, mail_settings, queued):
    queued("one@example.com")
    deliver(journal, mail_settings(server("unknown").port, "one@example.com"))
    queued("two@example.com")
    running = server()
    delivered = deliver(journal, mail_settings(running.port, "one@example.com", "two@example.com"))
    assert [mail.recipient for mail in delivered.sent] == ["two@example.com"]
    assert len(running.taken) == 1

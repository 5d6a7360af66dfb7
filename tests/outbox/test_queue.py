"""What is one mail, what takes another's place, and what is given up."""

from datetime import date, timedelta

from homeward.outbox.deliver import deliver
from homeward.outbox.queue import mails_in_state, owed_mails, queue_folder, queue_mail

DAY, RUN, READER = date(2026, 11, 22), "20261122T180000000000Z", "reader@example.com"


def test_the_same_night_twice_sends_one_mail(journal, queued, server, mail_settings):
    running = server()
    assert queued(text=f"26 due\nRun {RUN}, published 02:13:05")
    deliver(journal, mail_settings(running.port))
    second_run = "20261122T190000000000Z"
    assert not queued(text=f"26 due\nRun {second_run}, published 03:14:15", run_id=second_run)
    assert deliver(journal, mail_settings(running.port)).sent == ()
    assert len(running.taken) == 1


def test_other_figures_another_day_or_another_reader_are_other_mails(journal, queued):
    assert queued(text="26 due")
    assert queued(text="27 due")
    assert queued(text="26 due", day=DAY + timedelta(days=1))
    assert queued("other@example.com", text="26 due")
    assert len({mail.message_id for mail in owed_mails(journal)}) == 3
    assert len(mails_in_state(journal, "superseded")) == 1


def test_corrected_figures_take_the_place_of_a_mail_that_has_not_left(journal, queued, server, mail_settings):
    queued(text="26 due")
    queued(text="27 due")
    running = server()
    deliver(journal, mail_settings(running.port))
    assert len(running.taken) == 1
    assert b"27 due" in running.taken[0]


def test_word_of_a_failed_night_takes_no_result_back(journal, queued, a_message):
    queued(text="26 due")
    failure = a_message(text="The night failed; the last results stand.")
    queue_mail(journal, failure, recipient=READER, as_of=DAY, run_id="run-2", supersedes=False)
    assert len(owed_mails(journal)) == 2
    queued(text="27 due")
    assert [b"27 due" in mail.message for mail in owed_mails(journal)] == [True]


def test_figures_that_were_corrected_and_back_again_are_sent(journal, queued, server, mail_settings):
    for text in ("26 due", "27 due", "26 due"):
        assert queued(text=text)
    running = server()
    deliver(journal, mail_settings(running.port))
    assert [b"26 due" in message for message in running.taken] == [True]


def test_yesterdays_mail_goes_out_before_todays(journal, queued, server, mail_settings):
    queued(text="today", day=DAY)
    queued(text="yesterday", day=DAY - timedelta(days=1))
    running = server()
    deliver(journal, mail_settings(running.port))
    assert [b"yesterday" in message for message in running.taken] == [True, False]


def test_a_mail_too_old_is_given_up_and_that_is_said_once(journal, queued, server, mail_settings, moment):
    queued()
    moment[0] += timedelta(days=8)
    running = server()
    delivered = deliver(journal, mail_settings(running.port, give_up_days=7))
    assert "too old" in delivered.failures[0]
    assert running.connections == 0
    assert deliver(journal, mail_settings(running.port)).failures == []


def test_who_is_no_recipient_any_more_gets_nothing(journal, queued, server, mail_settings):
    queued("gone@example.com")
    running = server()
    assert deliver(journal, mail_settings(running.port, READER)).sent == ()
    assert running.connections == 0


def test_only_messages_to_exactly_one_configured_recipient_are_taken_from_a_folder(journal, a_message, tmp_path):
    for name, to in {"a": READER, "b": "stranger@example.com", "c": f"{READER}, stranger@example.com"}.items():
        (tmp_path / f"{name}.eml").write_bytes(a_message(to))
    assert queue_folder(journal, tmp_path, recipients=["READER@example.com"], as_of=DAY, run_id=RUN) == 1
    assert [mail.recipient for mail in owed_mails(journal)] == [READER]


def test_a_sent_mails_text_is_not_kept(journal, queued, server, mail_settings):
    queued(text="CNY 87,000 at stake")
    deliver(journal, mail_settings(server().port))
    assert b"87,000" not in journal.path.read_bytes()


def test_the_message_arrives_as_it_was_made(journal, server, mail_settings, queued):
    queued(text=".hidden dot\n..two\n26 条退货将在 7 天内超过期限")
    running = server()
    mail = owed_mails(journal)[0]
    deliver(journal, mail_settings(running.port))
    assert all(line[0:1] != b"." or line[1:2] == b"." for line in running.taken[0].splitlines())
    unstuffed = b"\r\n".join(line.removeprefix(b".") for line in running.taken[0].split(b"\r\n"))
    assert unstuffed == mail.message
    assert unstuffed.isascii()

"""kill -9 of a sending process: no mail is lost, none is sent twice."""

import random
import subprocess
import sys
import time

import pytest

from homeward.outbox.deliver import deliver
from homeward.outbox.queue import mails_in_state

SENDER = """
import sys
from pathlib import Path
from homeward.journal import Journal
from homeward.outbox.deliver import deliver
from homeward.outbox.mail_settings import MailSettings
with Journal.open(Path(sys.argv[1])) as journal:
    print("ready", flush=True)
    deliver(journal, MailSettings.model_validate_json(sys.argv[2]))
"""


def sending_process(journal, settings) -> subprocess.Popen[bytes]:
    warehouse = journal.path.with_name("homeward.duckdb")
    command = [sys.executable, "-c", SENDER, str(warehouse), settings.model_dump_json()]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"ready\n"
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(10)
    process.stdout.close()


def test_killed_between_the_last_byte_and_the_answer_the_mail_is_uncertain(journal, queued, server, mail_settings):
    queued()
    running = server("silent after dot")
    process = sending_process(journal, mail_settings(running.port, timeout_seconds=30))
    assert running.has_whole_message.wait(20)
    kill(process)
    delivered = deliver(journal, mail_settings(running.port))
    assert "the sending process ended before the server answered" in delivered.failures[0]
    assert deliver(journal, mail_settings(running.port)).sent == ()
    assert len(running.taken) == 1


def test_killed_before_the_server_has_the_message_it_is_sent_the_next_time(journal, queued, server, mail_settings):
    queued()
    running = server("silent")
    process = sending_process(journal, mail_settings(running.port, timeout_seconds=30))
    while running.connections == 0:
        time.sleep(0.01)
    kill(process)
    assert len(deliver(journal, mail_settings(running.port)).sent) == 1


def killed_at_random_moments(journal, queued, server, mail_settings, kills: int, seed: int) -> None:
    addresses = [f"reader{number}@example.com" for number in range(60)]
    for address in addresses:
        queued(address)
    running = server()
    chance = random.Random(seed)
    settings = mail_settings(running.port, *addresses)
    for _ in range(kills):
        process = sending_process(journal, settings)
        time.sleep(chance.uniform(0, 0.15))
        kill(process)
    deliver(journal, settings)
    uncertain = {mail.message_id for mail in mails_in_state(journal, "uncertain")}
    sent = {mail.message_id for mail in mails_in_state(journal, "sent")}
    assert len(sent | uncertain) == len(addresses)
    assert len(uncertain) <= kills
    assert set(running.taken_ids.values()) == {1}
    assert sent <= set(running.taken_ids) <= sent | uncertain


def test_killed_at_a_few_random_moments(journal, queued, server, mail_settings):
    killed_at_random_moments(journal, queued, server, mail_settings, kills=3, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_killed_at_many_random_moments(journal, queued, server, mail_settings, seed):
    killed_at_random_moments(journal, queued, server, mail_settings, kills=10, seed=seed)

"""A whole night with a mail server: each recipient gets one mail, and the same night run again sends nothing twice."""

from email import message_from_bytes, policy

import pytest

from feed_rows import SELLER
from homeward.cli.night_runner import run_and_tell
from outbox.conftest import MisbehavingServer
from reporting.mailbox import part

DAY = "2024-11-30"
READERS = [{"address": "all@example.com", "lang": "zh"}, {"address": "one@example.com", "scope": [SELLER]}]


@pytest.fixture
def server():
    running = MisbehavingServer()
    yield running
    running.close()


def run(house, server, day: str = DAY, lang: str = "en", **mail: object) -> int:
    mail = {
        "host": "127.0.0.1", "port": server.port, "tls": "none", "timeout_seconds": 10, "retry_minutes": 0,
        "recipients": READERS, **mail,
    }  # fmt: skip
    places = {"inbox": house.inbox, "warehouse": house.warehouse, "reports": house.reports}
    return run_and_tell(
        None, {**places, "as_of": day, "lang": lang, "mail": mail}, (), backdate=False, mail=True, as_json=False
    )


@pytest.fixture
def exports(house):
    house.deliver_usual()
    return house


def taken(server):
    return [message_from_bytes(message, policy=policy.default) for message in server.taken]


def test_each_recipient_gets_one_mail_in_the_own_language(exports, server):
    assert run(exports, server) == 0
    by_reader = {message["To"]: message for message in taken(server)}
    assert sorted(by_reader) == ["all@example.com", "one@example.com"]
    assert by_reader["all@example.com"]["Content-Language"] == "zh-CN"
    assert "First night" in by_reader["one@example.com"]["Subject"]
    assert "样例企业" in part(by_reader["one@example.com"], "plain")


def test_the_same_night_run_again_sends_nothing_twice(exports, server):
    assert run(exports, server) == 0
    assert run(exports, server) == 0
    assert len(server.taken) == len(server.taken_ids) == 2


def test_the_mail_to_all_lies_beside_the_report_even_with_no_recipient(exports, server):
    assert run(exports, server, recipients=[], lang="zh") == 0
    message = message_from_bytes((exports.reports / DAY / "mail.eml").read_bytes(), policy=policy.default)
    assert message["Content-Language"] == "zh-CN"
    assert len(message["To"].addresses) == 1
    assert list((exports.reports / DAY / "mail").iterdir()) == []
    assert server.taken == []


def test_a_policy_keeps_a_quiet_nights_mail_back(exports, server):
    assert run(exports, server, send="on_change") == 0
    assert run(exports, server, day="2024-12-01", send="on_change") == 0
    assert len(server.taken) == 2
    assert list((exports.reports / "2024-12-01" / "mail").iterdir()) == []
    assert (exports.reports / "2024-12-01" / "mail.eml").exists()


def test_attachments_that_do_not_fit_are_named_and_left_out(exports, server):
    assert run(exports, server, max_message_bytes=170_000) == 0
    for message in taken(server):
        names = [one.get_filename() for one in message.iter_attachments()]
        assert names == [f"homeward-{DAY}.zip"]
        said = part(message, "plain").splitlines()
        assert [f"exceptions-{DAY}.xlsx" in line for line in said if f"homeward-{DAY}.zip" in line] == [False]
        assert sum(f"exceptions-{DAY}.xlsx" in line for line in said) == 1


def test_nothing_is_attached_where_that_is_switched_off(exports, server):
    assert run(exports, server, attach_zip=False, attach_xlsx=False) == 0
    assert [list(message.iter_attachments()) for message in taken(server)] == [[], []]


def test_addresses_that_differ_in_a_sign_alone_get_a_mail_each(exports, server):
    alike = ["o'neil@example.com", "o_neil@example.com", "o!neil@example.com"]
    assert run(exports, server, recipients=[{"address": address} for address in alike]) == 0
    assert sorted(message["To"] for message in taken(server)) == sorted(alike)
    names = {path.name for path in (exports.reports / DAY / "mail").iterdir()}
    assert len(names) == len(alike)
    assert "o_neil@example.com.eml" in names, "usual addresses are named as they are"

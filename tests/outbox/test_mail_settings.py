"""Mistakes in `[mail]` are met with a sentence."""

import pytest
from pydantic import ValidationError

from homeward.outbox.mail_settings import MailSettings, Recipient

WRONG = [
    ({"recipients": [{"address": "a@b.cn\nBcc: thief@example.com"}]}, "not an ASCII mail address"),
    ({"recipients": [{"address": "Reader <reader@example.com>"}]}, "write name@example.com"),
    ({"recipients": [{"address": "one@example.com,two@example.com"}]}, "write name@example.com"),
    ({"recipients": [{"address": "reader"}]}, "write name@example.com"),
    ({"recipients": [{"address": "读者@example.com"}]}, "xn--"),
    ({"recipients": [{"address": "a@example.com"}, {"address": "A@example.com"}]}, "named twice: a@example.com"),
    ({"recipients": [{"address": "a@example.com", "scope": []}]}, "scope"),
    ({"sender": "Homeward\r\nX: y <homeward@example.com>"}, "control characters"),
    ({"sender": "Homeward"}, "write name@example.com"),
    ({"user": "homeward", "tls": "none"}, "a password is never sent over an open line"),
    ({"password": "secret"}, "Extra inputs are not permitted"),
    ({"ca_file": "not-there.pem"}, "name a PEM file"),
    ({"host": "mail.example.com\nevil"}, "host"),
    ({"port": 70000}, "port"),
]


@pytest.mark.parametrize(("values", "words"), WRONG)
def test_a_wrong_setting_is_refused_with_what_to_write(values, words):
    with pytest.raises(ValidationError, match=words):
        MailSettings.model_validate(values)


@pytest.mark.parametrize(("tls", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_the_encryption(tls, port):
    assert MailSettings(tls=tls).server_port == port


def test_a_sender_may_have_a_name():
    settings = MailSettings(sender="退货合规 <homeward@example.com>", recipients=(Recipient(address="a@example.com"),))
    assert settings.sender_address == "homeward@example.com"

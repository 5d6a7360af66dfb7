"""TLS: a certificate is verified or nothing is sent; the password is shown to nobody."""

import contextlib
import socket
import ssl

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from homeward.outbox.deliver import deliver

PASSWORD = "not-for-logs-7d1"


class Inbox:
    """What a well-behaved server took."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.messages.append(envelope.content)
        return "250 taken"


def only_our_password(server, session, envelope, mechanism, login) -> AuthResult:
    is_right = isinstance(login, LoginPassword) and login.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False, message=None if is_right else f"535 no, not {PASSWORD}")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority, tmp_path):
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def encrypted(authority):
    """A real server with a certificate for `name`: `encrypted("tls")` or `encrypted("starttls")`."""
    with contextlib.ExitStack() as running:

        def start(how: str, name: str = "127.0.0.1", **others) -> tuple[Inbox, int]:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            authority.issue_cert(name).configure_cert(context)
            inbox, port = Inbox(), free_port()
            encryption = {
                "tls": {"ssl_context": context},
                "starttls": {"tls_context": context, "require_starttls": True},
                "none": {},
            }[how]
            controller = Controller(inbox, hostname="127.0.0.1", port=port, **encryption, **others)
            controller.start()
            running.callback(controller.stop)
            return inbox, port

        yield start


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("how", ["tls", "starttls"])
def test_a_server_with_a_trusted_certificate_gets_the_mail(how, encrypted, journal, queued, mail_settings, ca_file):
    queued()
    inbox, port = encrypted(how)
    assert len(deliver(journal, mail_settings(port, tls=how, ca_file=ca_file)).sent) == 1
    assert len(inbox.messages) == 1


@pytest.mark.parametrize("how", ["tls", "starttls"])
def test_a_certificate_nobody_vouches_for_is_refused(how, encrypted, journal, queued, mail_settings, watch):
    queued()
    inbox, port = encrypted(how)
    settings = mail_settings(port, tls=how, retry_minutes=15)
    delivered = deliver(journal, settings, pause=watch.pause, clock=watch)
    assert "not trusted" in delivered.failures[0]
    assert inbox.messages == []
    assert watch.seconds == 0  # waiting does not mend a certificate


def test_a_certificate_of_another_server_is_refused(encrypted, journal, queued, mail_settings, ca_file):
    queued()
    inbox, port = encrypted("starttls", name="other.example.com")
    delivered = deliver(journal, mail_settings(port, tls="starttls", ca_file=ca_file))
    assert "not trusted" in delivered.failures[0]
    assert inbox.messages == []


def test_a_server_without_starttls_gets_nothing(encrypted, journal, queued, mail_settings):
    queued()
    inbox, port = encrypted("none")
    assert "offers no STARTTLS" in deliver(journal, mail_settings(port, tls="starttls")).failures[0]
    assert inbox.messages == []


def sign_in_settings(mail_settings, port, ca_file):
    return mail_settings(port, tls="starttls", ca_file=ca_file, user="homeward", retry_minutes=15)


def test_the_password_comes_from_the_environment(encrypted, journal, queued, mail_settings, ca_file, monkeypatch):
    monkeypatch.setenv("HOMEWARD_SMTP_PASSWORD", PASSWORD)
    queued()
    inbox, port = encrypted("starttls", authenticator=only_our_password, auth_required=True)
    assert len(deliver(journal, sign_in_settings(mail_settings, port, ca_file)).sent) == 1
    assert len(inbox.messages) == 1
    assert PASSWORD.encode() not in journal.path.read_bytes()


def test_without_a_password_nothing_is_tried(encrypted, journal, queued, mail_settings, ca_file, monkeypatch):
    monkeypatch.delenv("HOMEWARD_SMTP_PASSWORD", raising=False)
    queued()
    _, port = encrypted("starttls", authenticator=only_our_password, auth_required=True)
    delivered = deliver(journal, sign_in_settings(mail_settings, port, ca_file))
    assert "HOMEWARD_SMTP_PASSWORD is not in the environment" in delivered.failures[0]


def test_a_wrong_password_is_tried_once_and_never_repeated_in_words(
    encrypted, journal, queued, mail_settings, ca_file, monkeypatch, watch
):
    wrong = "wrong-password-5f2"
    monkeypatch.setenv("HOMEWARD_SMTP_PASSWORD", wrong)
    queued()

    def tell_tale(server, session, envelope, mechanism, login) -> AuthResult:
        return AuthResult(success=False, handled=False, message=f"535 no, not {login.password.decode()}")

    _, port = encrypted("starttls", authenticator=tell_tale, auth_required=True)
    settings = sign_in_settings(mail_settings, port, ca_file)
    delivered = deliver(journal, settings, pause=watch.pause, clock=watch)
    assert "did not accept the user or password: 535 no, not ***" in delivered.failures[0]
    assert wrong.encode() not in journal.path.read_bytes()
    assert delivered.deferred[0].attempts == 1

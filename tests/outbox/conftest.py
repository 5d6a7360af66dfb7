"""Mail servers on loopback, well-behaved and misbehaving, and what the outbox needs to meet them."""

import contextlib
import re
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from homeward.journal import Journal
from homeward.outbox.mail_settings import MailSettings, Recipient
from homeward.outbox.queue import queue_mail

DAY = date(2026, 11, 22)
RUN = "20261122T180000000000Z"
READER = "reader@example.com"


class MisbehavingServer:
    """An SMTP server that commits one fault per connection, in the order given, and behaves well afterwards."""

    def __init__(self, *faults: str) -> None:
        self.faults = list(faults)
        self.taken: list[bytes] = []
        self.connections = 0
        self.has_whole_message = threading.Event()
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(20)
        self.port: int = self._listener.getsockname()[1]
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def taken_ids(self) -> Counter[str]:
        """How often each Message-ID was received whole."""
        return Counter(re.search(rb"(?im)^Message-ID:\s*(\S+)", message)[1].decode() for message in self.taken)

    def close(self) -> None:
        self._ended.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            fault = self.faults[self.connections] if self.connections < len(self.faults) else ""
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(line, fault), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, line: socket.socket, fault: str) -> None:
        with line, line.makefile("rb") as received, contextlib.suppress(OSError):
            self._talk(line, received, fault)

    def _talk(self, line: socket.socket, received, fault: str) -> None:
        match fault:
            case "silent":
                self._ended.wait(20)
            case "drip":
                while not self._ended.wait(0.05):
                    line.sendall(b"2")
            case "busy":
                line.sendall(b"421 too busy\r\n")
            case "cut greeting":
                pass
            case _:
                line.sendall(b"220 ready\r\n")
                for command in received:
                    if not self._answer(line, received, fault, command.upper()):
                        return

    def _answer(self, line: socket.socket, received, fault: str, command: bytes) -> bool:
        rcpt = {"greylist": b"451 greylisted, come back later\r\n", "unknown": b"550 no such user here\r\n"}
        match command[:4]:
            case b"EHLO":
                line.sendall(b"250-me\r\n250 SIZE 9999999\r\n")
            case b"MAIL":
                refusals = {"sender refused": b"530 sign in first\r\n", "too large": b"552 too large\r\n"}
                line.sendall(refusals.get(fault, b"250 ok\r\n"))
            case b"RCPT" if fault == "cut at rcpt":
                return False
            case b"RCPT":
                line.sendall(rcpt.get(fault, b"250 ok\r\n"))
            case b"DATA":
                return self._data(line, received, fault)
            case b"QUIT":
                line.sendall(b"221 bye\r\n")
                return False
            case _:
                line.sendall(b"250 ok\r\n")
        return True

    def _data(self, line: socket.socket, received, fault: str) -> bool:
        line.sendall(b"354 go on\r\n")
        if fault == "cut before data":
            return False
        if fault in ("cut in data", "answer in data"):
            received.read(1000)
            if fault == "answer in data":
                line.sendall(b"421 shutting down\r\n")
                while received.read(65_536):
                    pass
            return False
        lines: list[bytes] = []
        while (last := received.readline()) != b".\r\n":
            if not last:
                # The sender was killed: it is no message, and nothing more will come.
                return False
            lines.append(last)
        self.taken.append(b"".join(lines))
        self.has_whole_message.set()
        answers = {
            "cut after dot": b"",
            "nonsense after dot": b"thanks a lot\r\n",
            "content refused": b"554 looks like spam\r\n",
            "no room": b"452 no room now\r\n",
        }
        if fault == "silent after dot":
            self._ended.wait(20)
        line.sendall(answers.get(fault, b"250 taken\r\n"))
        return fault not in ("cut after dot", "silent after dot")


class Watch:
    """A clock that only pauses move."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def pause(self, seconds: float) -> None:
        self.seconds += seconds

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def server() -> Iterator[Callable[..., MisbehavingServer]]:
    """A misbehaving server: `server("greylist", "cut after dot")`."""
    with contextlib.ExitStack() as servers:

        def start(*faults: str) -> MisbehavingServer:
            running = MisbehavingServer(*faults)
            servers.callback(running.close)
            return running

        yield start


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def moment() -> list[datetime]:
    """The journal's now, in a list of one so that a test can move it."""
    return [datetime(2026, 11, 23, 2, 0)]


@pytest.fixture
def journal(tmp_path: Path, moment: list[datetime]) -> Iterator[Journal]:
    with Journal.open(tmp_path / "homeward.duckdb", now=lambda: moment[0]) as opened:
        yield opened


@pytest.fixture
def mail_settings() -> Callable[..., MailSettings]:
    """`[mail]` settings for a server on loopback."""

    def make(port: int, *addresses: str, **others) -> MailSettings:
        recipients = tuple(Recipient(address=address) for address in addresses or (READER,))
        values = {"tls": "none", "timeout_seconds": 2, "retry_minutes": 0} | others
        return MailSettings(
            host="127.0.0.1", port=port, sender="Homeward <hw@example.com>", recipients=recipients, **values
        )

    return make


@pytest.fixture
def a_message() -> Callable[..., bytes]:
    """The bytes of an `.eml`."""

    def make(recipient: str = READER, text: str = "26 due within 7 days", subject: str = "26 due") -> bytes:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "Homeward <hw@example.com>", recipient, subject
        message["Date"] = "Mon, 23 Nov 2026 02:00:00 +0800"
        message.set_content(text)
        message.add_alternative(f"<p>{text}</p>", subtype="html")
        message.add_attachment(b"\x00\xff" * 100, maintype="application", subtype="zip", filename="report.zip")
        return message.as_bytes()

    return make


@pytest.fixture
def queued(journal: Journal, a_message: Callable[..., bytes]) -> Callable[..., bool]:
    """Put a mail into the outbox, of the day and run of these tests unless told otherwise."""

    def put(recipient: str = READER, text: str = "26 due within 7 days", day: date = DAY, run_id: str = RUN) -> bool:
        return queue_mail(journal, a_message(recipient, text), recipient=recipient, as_of=day, run_id=run_id)

    return put

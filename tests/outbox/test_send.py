"""`homeward send`: what a person or a cron job sees of it."""

from email import message_from_bytes, policy
from pathlib import Path

import duckdb
import pytest

from homeward import resources
from homeward.cli import homeward
from homeward.cli.failure import said_plainly
from homeward.journal import Journal
from homeward.outbox.queue import mails_in_state

RUN = "20261121T180000000000Z"
NIGHT = f"('{RUN}', '2026-11-22', '2026-11-22', '2026-11-22', '1', 'r', 0, 0, 0, 0, [], [])"


@pytest.fixture
def house(tmp_path, monkeypatch, a_message) -> Path:
    """A folder with a published night whose mails to two readers were never queued."""
    warehouse = tmp_path / "data" / "warehouse" / "homeward.duckdb"
    warehouse.parent.mkdir(parents=True)
    with duckdb.connect(str(warehouse)) as con:
        con.execute(resources.text("sql/tables/run.sql"))
        con.execute(f"INSERT INTO run VALUES {NIGHT}")
    mails = tmp_path / "data" / "reports" / "2026-11-22" / "mail"
    mails.mkdir(parents=True)
    for reader in ("one", "two"):
        (mails / f"{reader}.eml").write_bytes(a_message(f"{reader}@example.com", f"26 due. Run {RUN}"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def configure(house):
    def write(port: int | None, *readers: str) -> None:
        server = f'host = "127.0.0.1"\nport = {port}\n' if port else ""
        recipients = "".join(f'[[mail.recipients]]\naddress = "{reader}@example.com"\n' for reader in readers)
        text = f'[mail]\n{server}tls = "none"\nretry_minutes = 0\ntimeout_seconds = 2\n{recipients}'
        (house / "homeward.toml").write_text(text, encoding="utf-8")

    return write


def send(*options: str) -> int:
    return said_plainly(lambda: homeward.main(["send", *options], standalone_mode=False))


def test_the_last_nights_mails_are_sent_once(configure, server, capsys):
    running = server()
    configure(running.port, "one", "two")
    assert send() == 0
    assert "Sent to one@example.com: 26 due" in capsys.readouterr().out
    assert send() == 0
    assert capsys.readouterr().out == "Nothing is owed.\n"
    assert len(running.taken) == 2


def test_a_mail_that_cannot_be_sent_gives_exit_code_5_and_names_recipient_and_words(configure, server, capsys):
    running = server("unknown")
    configure(running.port, "one")
    assert send() == 5
    assert "one@example.com is refused (tried once, last answer: 550 no such user here)" in capsys.readouterr().err
    assert send() == 0
    assert "1 held from before" in capsys.readouterr().out
    assert send("--again") == 0
    assert len(running.taken) == 1


def test_a_dry_run_writes_what_would_be_sent_and_sends_and_queues_nothing(configure, server, house, capsys):
    running = server("busy")
    configure(running.port, "one", "two")
    assert send("--dry-run") == 0
    assert "2 to send; nothing was sent." in capsys.readouterr().out
    files = sorted((house / "data" / "reports" / "dry-run").glob("*.eml"))
    messages = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    assert [str(message["To"]) for message in messages] == ["one@example.com", "two@example.com"]
    assert all(str(message["Message-ID"]).startswith("<homeward.20261122.") for message in messages)
    assert running.connections == 0
    with Journal.open(house / "data" / "warehouse" / "homeward.duckdb") as journal:
        assert mails_in_state(journal, "queued") == []


def test_a_dry_run_shows_what_is_still_owed_and_not_what_was_sent(configure, server, house, capsys):
    running = server("greylist", "")
    configure(running.port, "one")
    assert send() == 5
    assert send("--dry-run") == 0
    assert "1 to send" in capsys.readouterr().out
    assert send() == 0
    assert send("--dry-run") == 0
    assert capsys.readouterr().out.endswith("Nothing is owed.\n")
    assert list((house / "data" / "reports" / "dry-run").iterdir()) == []


@pytest.mark.parametrize(
    ("with_server", "readers", "words"),
    [(False, ["one"], "No mail server is set"), (True, [], "Nobody is to get mail")],
)
def test_without_a_server_or_readers_nothing_is_touched(configure, with_server, readers, words, capsys):
    configure(9 if with_server else None, *readers)
    assert send() == 2
    assert words in capsys.readouterr().err


def test_without_a_warehouse_the_first_step_is_named(configure, house, capsys):
    configure(9, "one")
    (house / "data" / "warehouse" / "homeward.duckdb").unlink()
    assert send() == 2
    assert "Run `homeward run` first" in capsys.readouterr().err


def test_a_damaged_warehouse_is_a_sentence(configure, house, capsys):
    configure(9, "one")
    (house / "data" / "warehouse" / "homeward.duckdb").write_bytes(b"damaged" * 5000)
    assert send() == 5
    assert "the warehouse cannot be read" in capsys.readouterr().err


def test_a_damaged_journal_is_a_sentence(configure, house, capsys):
    configure(9, "one")
    (house / "data" / "warehouse" / "homeward.journal.sqlite").write_bytes(b"damaged" * 5000)
    assert send() == 5
    assert "Move it aside" in capsys.readouterr().err

"""Lines for people, JSON lines for machines, pings for a monitor; none of them can fail a night."""

import io
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from rich.console import Console

from homeward import watch
from homeward.watch import StepLog, ping


@pytest.fixture
def screen() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(tmp_path, screen) -> StepLog:
    return StepLog(tmp_path / "homeward.log", run_id="run-1", console=Console(file=screen, width=200))


def entries(tmp_path) -> list[dict]:
    return [json.loads(line) for line in (tmp_path / "homeward.log").read_text(encoding="utf-8").splitlines()]


def test_a_step_is_one_json_line_with_its_duration_and_counts(log, tmp_path):
    with log.step("take in") as step:
        step.count(files=3, rows=12_000)
    (entry,) = entries(tmp_path)
    assert (entry["run_id"], entry["event"], entry["step"], entry["outcome"]) == ("run-1", "step", "take in", "done")
    assert entry["counts"] == {"files": 3, "rows": 12_000}
    assert 0 <= entry["seconds"] < 5


def test_a_step_that_fails_is_noted_and_the_failure_goes_on(log, tmp_path, screen):
    with pytest.raises(OSError, match="no space"), log.step("publish"):
        raise OSError("no space")
    assert entries(tmp_path)[0]["outcome"] == "failed"
    assert entries(tmp_path)[0]["error"] == "OSError: no space"
    assert "publish: failed" in screen.getvalue()


def test_away_from_a_terminal_lines_are_plain_and_dated(log, screen):
    with log.step("decide") as step:
        step.count(lines=1_234_567)
    assert screen.getvalue().count("\n") == 1
    assert "+08:00 decide: done 0.0 s lines=1,234,567" in screen.getvalue()
    assert "\x1b" not in screen.getvalue()


def test_hostile_names_neither_move_the_cursor_nor_forge_a_line(log, tmp_path, screen):
    log.say('file \x1b[2J[red]x[/red]\n{"event": "forged"}\u202e.csv', level="warning", path="a\nb\x1b[31m")
    assert screen.getvalue().count("\n") == 1
    assert "[red]x[/red]" in screen.getvalue()
    assert "\x1b" not in screen.getvalue() + (tmp_path / "homeward.log").read_text()
    assert [entry["event"] for entry in entries(tmp_path)] == ["message"]


def test_a_log_that_cannot_be_written_is_said_once_and_stops_nothing(tmp_path, screen):
    log = StepLog(tmp_path / "no" / "folder" / "x.log", console=Console(file=screen, width=200))
    for name in ("one", "two"):
        with log.step(name):
            pass
    assert screen.getvalue().count("cannot be written") == 1


def test_a_terminal_shows_the_step_under_way(screen):
    console = Console(file=screen, force_terminal=True, width=100)
    with StepLog(console=console).step("take in"):
        pass
    assert "take in: done" in screen.getvalue()


class Monitor(BaseHTTPRequestHandler):
    """Keeps what it is told; answers as its server says."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.append((self.path, body))
        self.send_response(self.server.answer)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def monitor():
    server = HTTPServer(("127.0.0.1", 0), Monitor)
    server.told, server.answer, server.headers = [], 200, {}
    server.url = f"http://127.0.0.1:{server.server_port}/ping/a-secret-id"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_start_success_and_failure_are_told_healthchecks_style(monitor):
    answers = [
        ping(monitor.url, "start"),
        ping(monitor.url + "/", "success"),
        ping(monitor.url, "fail", "The disk is full."),
    ]
    assert answers == [None, None, None]
    assert monitor.told == [
        ("/ping/a-secret-id/start", ""),
        ("/ping/a-secret-id", ""),
        ("/ping/a-secret-id/fail", "The disk is full."),
    ]


def test_a_query_stays_behind_the_path(monitor):
    ping(monitor.url + "?create=1", "start")
    assert monitor.told[0][0] == "/ping/a-secret-id/start?create=1"


def test_a_monitor_that_refuses_is_a_sentence_without_the_secret_path(monitor):
    monitor.answer = 503
    sentence = ping(monitor.url, "success")
    assert sentence == "the monitor at 127.0.0.1 was not told of the success: it answered 503"


@pytest.mark.parametrize("scheme", ["ftp", "file"])
def test_a_redirect_leads_nowhere_but_to_the_web(scheme, monitor, server):
    elsewhere = server("silent")
    monitor.answer, monitor.headers = 302, {"Location": f"{scheme}://127.0.0.1:{elsewhere.port}/secret"}
    assert "was not told of the success: " in ping(monitor.url, "success")
    assert elsewhere.connections == 0


def test_a_monitor_that_is_silent_holds_a_night_up_only_shortly(server, monkeypatch):
    monkeypatch.setattr(watch, "PING_SECONDS", 0.3)
    sentence = ping(f"http://127.0.0.1:{server('silent').port}/x", "start")
    assert sentence.startswith("the monitor at 127.0.0.1 was not told of the start: ")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.com/x", "example.com/x", "http://"])
def test_only_web_addresses_are_pinged(url):
    assert "must begin with http" in ping(url, "start")


def test_without_a_url_nothing_is_pinged():
    assert ping(None, "start") is None

"""A night watched: what each step took, as lines for people and as JSON lines, and pings to a monitor."""

import json
import os
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.text import Text

from homeward import __version__
from homeward.china_time import CHINA
from homeward.plain_text import plain

Count = int | float | str | bool | None
Signal = Literal["start", "success", "fail"]

PING_SECONDS = 5.0


class Step:
    """A step under way; what it counts stands in its lines."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.counts: dict[str, Count] = {}

    def count(self, **counts: Count) -> None:
        """Note figures of this step (`rows=1200`); a name given again replaces the former figure."""
        self.counts.update(counts)


class StepLog:
    """The steps of one night: a spinner and a line each on a terminal, plain lines elsewhere, JSON lines in a file.

    People's lines go to standard error, for standard output belongs to results. A log file that cannot be written is
    said once and never stops a night.
    """

    def __init__(self, log_file: Path | None = None, *, run_id: str = "", console: Console | None = None) -> None:
        self.run_id = run_id
        self._log_file = log_file
        self._console = console or Console(stderr=True, highlight=False, markup=False)

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Time the block as a step; an exception is noted as the step's failure and goes on its way."""
        step, began = Step(name), time.monotonic()
        try:
            with self._spinner(name):
                yield step
        except BaseException as error:
            self._ended(step, "failed", time.monotonic() - began, error=f"{type(error).__name__}: {error}")
            raise
        self._ended(step, "done", time.monotonic() - began)

    def say(self, sentence: str, *, level: Literal["info", "warning", "error"] = "info", **facts: Count) -> None:
        """A sentence to people and into the log, with facts for the log alone."""
        self._print(f"{'' if level == 'info' else level + ': '}{plain(sentence, 2000)}", level)
        self._write("message", level=level, message=sentence, **facts)

    def note(self, sentence: str, *, level: Literal["info", "warning", "error"] = "info") -> None:
        """A sentence into the log alone: people are told it elsewhere."""
        self._write("message", level=level, message=sentence)

    def _ended(self, step: Step, outcome: str, seconds: float, **facts: Count) -> None:
        counts = " ".join(f"{name}={_grouped(value)}" for name, value in step.counts.items())
        words = f"{step.name}: {outcome} {seconds:.1f} s {counts}"
        self._print(plain(words), "info" if outcome == "done" else "error")
        self._write("step", step=step.name, outcome=outcome, seconds=round(seconds, 3), counts=step.counts, **facts)

    def _spinner(self, name: str) -> AbstractContextManager[object]:
        return self._console.status(Text(plain(name))) if self._console.is_terminal else nullcontext()

    def _print(self, words: str, level: str) -> None:
        if self._console.is_terminal:
            colour = {"warning": "yellow", "error": "red"}.get(level, "")
            self._console.print(Text(words, style=colour))
        else:
            self._console.out(f"{_now()} {words}", highlight=False)

    def _write(self, event: str, **facts: Count | dict[str, Count]) -> None:
        if self._log_file is None:
            return
        entry = {"at": _now(), "run_id": self.run_id, "version": __version__, "event": event, **facts}
        try:
            _append(self._log_file, json.dumps(_plain_values(entry), ensure_ascii=False) + "\n")
        except OSError as error:
            unwritable, self._log_file = self._log_file, None
            self._print(
                f"warning: the log {unwritable} cannot be written ({error.strerror}); going on without", "warning"
            )


def ping(url: str | None, signal: Signal, text: str = "") -> str | None:
    """Tell a monitor (healthchecks style) that a night starts, succeeded or failed; `text` is the body it keeps.

    Returns None when it was told or no `url` is set, else a sentence saying why not: a silent monitor never fails a
    night, nor holds it up for more than a few seconds. The sentence names the host alone, for the path is a secret.
    """
    if not url:
        return None
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "ping_url must begin with http:// or https:// and name a host; no ping was sent"
    ending = "" if signal == "success" else f"/{signal}"
    target = urllib.parse.urlunsplit(parts._replace(path=parts.path.rstrip("/") + ending))
    outcome: list[str | None] = [f"no answer within {PING_SECONDS:.0f} seconds"]
    thread = threading.Thread(target=_post, args=(target, text, outcome), daemon=True)
    thread.start()
    thread.join(PING_SECONDS)
    return outcome[0] and f"the monitor at {plain(parts.hostname)} was not told of the {signal}: {outcome[0]}"


def _post(url: str, text: str, outcome: list[str | None]) -> None:
    request = urllib.request.Request(url, data=plain(text, 10_000).encode(), method="POST")  # noqa: S310 - scheme seen
    request.add_header("User-Agent", f"homeward/{__version__}")
    try:
        with _web_only().open(request, timeout=PING_SECONDS):
            outcome[0] = None
    except urllib.error.HTTPError as error:
        outcome[0] = f"it answered {error.code}"
        error.close()
    except urllib.error.URLError as error:
        outcome[0] = plain(error.reason)
    except (OSError, ValueError) as error:
        outcome[0] = plain(error)


def _web_only() -> urllib.request.OpenerDirector:
    """An opener without the file, ftp and data schemes, so that no redirect leads there."""
    opener = urllib.request.OpenerDirector()
    handlers = (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    )
    for handler in handlers:
        opener.add_handler(handler())
    return opener


def _append(path: Path, line: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
    finally:
        os.close(handle)


def _plain_values(value: object) -> object:
    match value:
        case str():
            return plain(value, 10_000)
        case dict():
            return {plain(name): _plain_values(inner) for name, inner in value.items()}
        case _:
            return value


def _grouped(value: Count) -> str:
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _now() -> str:
    return datetime.now(CHINA).isoformat(timespec="seconds")

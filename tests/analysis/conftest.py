"""The demo's two nights, made once: what analysts ask in these tests."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from homeward.night import run_night
from homeward.settings import load_settings
from homeward.synthetic.demo import deliveries, open_demo
from homeward.watch import StepLog
from nights.conftest import house

__all__ = ["demo", "house", "published"]

LAST_DAY = date(2026, 11, 23)
Command = Callable[..., "CompletedProcess[str]"]


def homeward(*arguments: object, folder: Path, given: str = "") -> "CompletedProcess[str]":
    """A command as a user calls it, in a process of its own; `given` is what comes in through a pipe."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOMEWARD_")}
    return subprocess.run(
        [sys.executable, "-m", "homeward", *map(str, arguments)],
        cwd=folder, env=environment, input=given, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo after two nights, with amendments, quarantine and changes; always of the same day."""
    begun = open_demo(tmp_path_factory.mktemp("analysts") / "demo", LAST_DAY)
    for day, now, _ in deliveries(begun, LAST_DAY):
        flags = {"inbox": now.inbox, "warehouse": now.warehouse, "reports": now.reports, "as_of": day}
        run_night(load_settings(flags, environment={}), StepLog(), (), backdate=False)
    return begun.folder


@pytest.fixture(scope="session")
def published(demo: Path) -> Path:
    return demo / "warehouse" / "homeward.duckdb"

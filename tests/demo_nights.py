"""The demo's two nights, and commands as a user calls them in the demo's folder."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

LAST_DAY = date(2026, 11, 23)


def homeward(*arguments: object, folder: Path, given: str = "") -> "CompletedProcess[str]":
    """A command as a user calls it, in a process of its own; `given` is what comes in through a pipe."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOMEWARD_")}
    return subprocess.run(
        [sys.executable, "-m", "homeward", *map(str, arguments)],
        cwd=folder, env=environment, input=given, capture_output=True, text=True, check=False,
    )  # fmt: skip

"""Long files of declarations, and their intake measured in a process of its own."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from feed_rows import declaration

_ONE_INTAKE = Path(__file__).with_name("one_intake.py")


def long_csv(inbox: Path, rows: int, quantity: int = 1) -> Path:
    """An inbox with one CSV file of so many lines of one document; with `quantity` 0 each is quarantined."""
    inbox.mkdir(parents=True)
    cells = {name: str(value) for name, value in declaration(quantity=quantity).items()}
    before, after = (",".join(cells[name] for name in names) for names in (list(cells)[:1], list(cells)[2:]))
    assert list(cells)[1] == "line_no"
    with (inbox / "long.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(cells) + "\n")
        file.writelines(f"{before},{n},{after}\n" for n in range(1, rows + 1))
    return inbox


def in_own_process(inbox: Path) -> dict[str, float]:
    """What `one_intake` says of an inbox."""
    with tempfile.TemporaryDirectory(dir=inbox.parent) as workspace:
        told = [sys.executable, str(_ONE_INTAKE), str(inbox), workspace]
        output = subprocess.run(told, capture_output=True, text=True, check=True).stdout
    found: dict[str, float] = json.loads(output.splitlines()[-1])
    return found

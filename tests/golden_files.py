"""Golden files: what a page or mail says, held against what was agreed."""

import os
import re
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def one_element_a_line(html: str) -> str:
    """HTML as lines: a change of words shows in a diff."""
    lines = re.sub(r">\s*<", ">\n<", html).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"


def matches_golden(name: str, said: str) -> None:
    """Compare with `tests/golden/<name>`; with UPDATE_GOLDEN set, write it instead."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8"), f"{path} differs; look, then write it anew with UPDATE_GOLDEN=1"

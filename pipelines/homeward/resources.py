"""Where the files that travel with the code are: SQL, templates, texts and reference data."""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """The folder that holds `sql`, `reports` and `data/reference`: the package in a wheel, the top of a checkout."""
    return PACKAGE if (PACKAGE / "sql").is_dir() else PACKAGE.parents[1]


def path(relative: str) -> Path:
    """The path of a shipped file or folder, named from the top: `sql/tables/run.sql`."""
    return root() / relative


def text(relative: str) -> str:
    """The text of a shipped file."""
    return path(relative).read_text(encoding="utf-8")

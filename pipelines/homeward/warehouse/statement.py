"""SQL statements from `sql/`, with the names of tables and columns filled in where a file is written for several."""

from functools import cache
from typing import TYPE_CHECKING

from homeward import resources

if TYPE_CHECKING:
    from jinja2 import Template

_MARKS = ("{{", "{%", "{#")


@cache
def _text(relative: str) -> str:
    return resources.text(f"sql/{relative}.sql")


@cache
def _template(relative: str) -> "Template":
    # Imported where a statement has names to fill in: `homeward status` has none, and starts sooner without.
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415

    environment = Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - SQL
    return environment.from_string(_text(relative))


def statement(relative: str, **names: object) -> str:
    """The text of `sql/<relative>.sql`. `names` are ours, never a user's: values go in as parameters."""
    if not any(mark in _text(relative) for mark in _MARKS):
        return _text(relative)
    return _template(relative).render(**names)

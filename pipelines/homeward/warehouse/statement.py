"""SQL statements from `sql/`, with the names of tables and columns filled in where a file is written for several."""

from functools import cache

from jinja2 import Environment, StrictUndefined, Template

from homeward import resources


@cache
def _template(relative: str) -> Template:
    environment = Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - SQL
    return environment.from_string(resources.text(f"sql/{relative}.sql"))


def statement(relative: str, **names: object) -> str:
    """The text of `sql/<relative>.sql`. `names` are ours, never a user's: values go in as parameters."""
    return _template(relative).render(**names)

"""What every table, view and column means, in English and Chinese, from `data/reference/dictionary`."""

from functools import cache
from typing import Any, NamedTuple

from homeward import resources
from homeward.yaml_text import read_yaml


class Meaning(NamedTuple):
    """A description in both languages."""

    en: str
    zh: str

    @property
    def both(self) -> str:
        """One text for the catalogue, which has room for one only."""
        return f"{self.en} | {self.zh}"


class UnknownColumn(Exception):
    """The dictionary has no entry for a table or column of the warehouse."""


@cache
def _entries() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    tables = read_yaml(resources.text("data/reference/dictionary/tables.yaml"))
    shared = read_yaml(resources.text("data/reference/dictionary/columns.yaml"))
    return tables, shared["columns"], shared["endings"]


def table_meaning(table: str) -> Meaning:
    """What a row of a table or view is. Raises UnknownColumn."""
    tables, _, _ = _entries()
    if table not in tables:
        raise UnknownColumn(f"data/reference/dictionary/tables.yaml does not say what a row of {table} is.")
    return Meaning(tables[table]["en"], tables[table]["zh"])


def column_meaning(table: str, column: str) -> Meaning:
    """What a column of a table or view means. Raises UnknownColumn."""
    tables, columns, endings = _entries()
    entry = tables.get(table, {}).get("columns", {}).get(column) or columns.get(column)
    if entry:
        return Meaning(entry["en"], entry["zh"])
    for ending, text in endings.items():
        if table == "comparison" and column.endswith(ending):
            rule = column.removesuffix(ending)
            return Meaning(text["en"].format(rule=rule), text["zh"].format(rule=rule))
    raise UnknownColumn(f"data/reference/dictionary/columns.yaml does not say what {table}.{column} means.")

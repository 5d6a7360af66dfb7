"""Columns of an answer as text, where what it goes to has no such type: Python, a file, a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from homeward.analysis.tables_out_target import CSV, JSON, PARQUET

if TYPE_CHECKING:
    import duckdb

# A moment with its offset, alone or within a list: Python needs a library for it that DuckDB does not bring along.
_ZONED = "WITH TIME ZONE"
# Python and sheets have none; moments of other units lose what has no end.
_OTHER_TYPES = ("BLOB", "BIT", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")


def is_zoned(kind: str) -> bool:
    """Whether a column of this type holds moments with an offset."""
    return _ZONED in kind


def is_text_in(ending: str, kind: str) -> bool:
    """Whether a column of this type goes as text into a file of this ending.

    Intervals have no type in files. CSV and JSON have no days, and those who write them none of every year.
    """
    if "INTERVAL" in kind:
        return True
    if ending in (CSV, JSON) and kind.startswith(("DATE", "TIME")) and not kind.endswith("]"):
        return True
    return ending != PARQUET and (is_zoned(kind) or kind in _OTHER_TYPES)


def with_text(relation: duckdb.DuckDBPyRelation, is_text: Callable[[str], bool]) -> duckdb.DuckDBPyRelation:
    """The same rows, the columns whose type `is_text` as text, and no column's name twice (`a`, `a_2`)."""
    names = distinct(relation.columns)
    kinds = [str(kind) for kind in relation.types]
    if names == relation.columns and not any(map(is_text, kinds)):
        return relation
    columns = (
        f'#{number}{"::VARCHAR" if is_text(kind) else ""} AS "{name.replace(chr(34), chr(34) * 2)}"'
        for number, (name, kind) in enumerate(zip(names, kinds, strict=True), start=1)
    )
    return relation.project(", ".join(columns))


def distinct(names: Iterable[str]) -> list[str]:
    """Names, those that came before numbered; DuckDB and spreadsheets tell no A from an a."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        fresh, number = name, 2
        while fresh.lower() in taken:
            fresh, number = f"{name}_{number}", number + 1
        taken.add(fresh.lower())
        found.append(fresh)
    return found

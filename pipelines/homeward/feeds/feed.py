"""A feed: its columns, their other names, types and choices, as `data/reference/feeds/*.yaml` declares them once."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import polars as pl

from homeward import resources
from homeward.yaml_text import read_yaml

# What is not held as a text.
_VALUE_TYPES: dict[str, pl.DataType] = {
    "moment": pl.Datetime("us"),
    "day": pl.Date(),
    "quantity": pl.Decimal(19, 5),
    "price": pl.Decimal(19, 5),
    "line_no": pl.Int32(),
    "flag": pl.Boolean(),
}


@dataclass(frozen=True)
class Column:
    """One column of a feed.

    `type` names a reading in `values.py`; `empty` is the value an empty cell stands for, where it stands for one.
    `open_end`: a day after the last year in reach stands for no end, as an empty cell does.
    """

    name: str
    type: str
    required: bool = False
    also: tuple[str, ...] = ()
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    empty: str | None = None
    open_end: bool = False

    @property
    def value_type(self) -> pl.DataType:
        """The type of its values, once they are read."""
        return _VALUE_TYPES.get(self.type, pl.String())


@dataclass(frozen=True, eq=False)
class Feed:
    """One feed, one object. `key` identifies a row; `reference` feeds are read from the inbox's `reference/` only.

    `update_keys`: the columns that make a file an update of held rows; empty where the feed knows no updates.
    """

    name: str
    table: str
    key: tuple[str, ...]
    columns: dict[str, Column]
    reference: bool = False
    update_keys: frozenset[str] = frozenset()

    @property
    def required(self) -> frozenset[str]:
        """The columns that must be there for a file to bring new rows."""
        return frozenset(column.name for column in self.columns.values() if column.required)

    @property
    def defaults(self) -> dict[str, str]:
        """By column the value that an empty cell stands for, and holds where a new row's file has no such column."""
        return {column.name: column.empty for column in self.columns.values() if column.empty}


def _column(name: str, spec: dict[str, Any]) -> Column:
    choices = {value: tuple(also) for value, also in spec.get("choices", {}).items()}
    return Column(
        name=name,
        type=spec["type"],
        required=spec.get("required", False),
        also=tuple(spec.get("also", ())),
        choices=choices,
        empty=spec.get("empty"),
        open_end=spec.get("open_end", False),
    )


def _load(path: str) -> Feed:
    spec = read_yaml(resources.text(path))
    return Feed(
        name=spec["feed"],
        table=spec["table"],
        key=tuple(spec["key"]),
        columns={name: _column(name, column) for name, column in spec["columns"].items()},
        reference=spec.get("reference", False),
        update_keys=frozenset(spec.get("update_keys", ())),
    )


@cache
def all_feeds() -> dict[str, Feed]:
    """Every feed by its name, reference feeds first: they say how the others are judged."""
    names = ("enterprises", "prohibited_goods", "exchange_rates", "receipts", "declarations", "returns")
    return {name: _load(f"data/reference/feeds/{name}.yaml") for name in names}

"""A feed: its columns, their other names, types and choices, as `data/reference/feeds/*.yaml` declares them once."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from homeward import resources
from homeward.yaml_text import read_yaml

_OTHER_THAN_TEXT = frozenset({"moment", "day", "quantity", "price", "line_no", "flag"})


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
    def holds_text(self) -> bool:
        """Whether its values are texts, not numbers, days or flags."""
        return self.type not in _OTHER_THAN_TEXT


@dataclass(frozen=True, eq=False)
class Feed:
    """One feed, one object. `key` identifies a row; `reference` feeds are read from the inbox's `reference/` only."""

    name: str
    table: str
    key: tuple[str, ...]
    columns: dict[str, Column]
    reference: bool = False

    @property
    def required(self) -> frozenset[str]:
        """The columns that must be there for a file to bring new rows."""
        return frozenset(column.name for column in self.columns.values() if column.required)

    @property
    def defaults(self) -> dict[str, str]:
        """By column the value that an empty cell stands for, and holds where a new row's file has no such column."""
        return {column.name: column.empty for column in self.columns.values() if column.empty}

    @property
    def update_keys(self) -> frozenset[str]:
        """The columns that make a file an update of held rows; empty where the feed knows no updates."""
        keys = {"declarations": ("document_no", "line_no"), "returns": ("return_no", "line_no")}
        return frozenset(keys.get(self.name, ()))


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
    )


@cache
def all_feeds() -> dict[str, Feed]:
    """Every feed by its name, reference feeds first: they say how the others are judged."""
    names = ("enterprises", "prohibited_goods", "exchange_rates", "receipts", "declarations", "returns")
    return {name: _load(f"data/reference/feeds/{name}.yaml") for name in names}

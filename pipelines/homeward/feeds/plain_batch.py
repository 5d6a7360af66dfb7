"""Batches in which every cell is written plainly: a few questions to polars read them, where others take a hundred."""

import re
from typing import NamedTuple

import polars as pl

from homeward.feeds.codes import iso_currencies
from homeward.feeds.contracts import keeps_contract
from homeward.feeds.feed import Column, Feed
from homeward.feeds.text_file import RAGGED, ROW_NO
from homeward.feeds.values import MOMENTS, NUMBER, WHOLE_NUMBER
from homeward.years import FIRST_YEAR, LAST_YEAR

# What cleaning would change: blanks around, full-width signs, nothing between quotation marks.
_UNCLEAN = r"^\s|\s$|^$|[０-９Ａ-Ｚａ-ｚ]"
_UNIT = r"^[0-9]{3}$"
_FLAGS = ["true", "false"]
_IS_PLAIN = "is plain: "


class _Reading(NamedTuple):
    """The value of each cell of a column, null where it has none, and whether all cells are written plainly."""

    values: pl.Expr
    is_plain: pl.Expr


def _all_fit(cells: pl.Expr, pattern: str) -> pl.Expr:
    """Each different text is looked at once: most columns have few, which are sooner found than all looked through."""
    return cells.unique().str.contains(pattern).all()


def _moments(cells: pl.Expr, first: str | None) -> _Reading:
    """Moments that are all written as the first one is."""
    pattern, form = next((form for form in MOMENTS if first and re.match(form[0], first)), MOMENTS[0])
    return _Reading(cells.str.to_datetime(form, time_unit="us", strict=False), _all_fit(cells, pattern))


def _reading(column: Column, first: str | None) -> _Reading:
    cells = pl.col(column.name)
    match column.type:
        case "moment" | "day":
            return _moments(cells, first)
        case "quantity" | "price":
            return _Reading(cells.cast(column.value_type, strict=False), _all_fit(cells, NUMBER))
        case "line_no":
            return _Reading(cells.cast(column.value_type, strict=False), _all_fit(cells, WHOLE_NUMBER))
        case "flag":
            return _Reading(cells == "true", cells.is_in(_FLAGS).all())
        case "choice":
            return _Reading(cells, cells.is_in(list(column.choices)).all())
        case "currency":
            return _Reading(cells, cells.unique().is_in(iso_currencies()).all())
        case "unit":
            return _Reading(cells, _all_fit(cells, _UNIT))
        case _:
            return _Reading(cells, ~cells.unique().str.contains(_UNCLEAN).any())


def _first_moments(batch: pl.DataFrame, columns: list[Column]) -> dict[str, str | None]:
    moments = [column.name for column in columns if column.type in ("moment", "day")]
    return batch.select(pl.col(name).drop_nulls().first() for name in moments).row(0, named=True) if moments else {}


def _in_reach(values: pl.DataFrame, moments: list[str]) -> dict[str, bool]:
    """By column whether its years are all in reach."""
    ends = {name: (pl.col(name).min().dt.year(), pl.col(name).max().dt.year()) for name in moments}
    fits = [
        ((first >= FIRST_YEAR) & (last <= LAST_YEAR)).fill_null(value=True).alias(name)
        for name, (first, last) in ends.items()
    ]
    return values.select(fits).row(0, named=True) if fits else {}


class PlainColumns(NamedTuple):
    """The values of those columns in which every cell is plain, and whether those are all and keep their contract."""

    values: pl.DataFrame
    are_good: bool


def read_plain_columns(batch: pl.DataFrame, feed: Feed) -> PlainColumns:
    """The values of a batch's plain columns, as `read_values` gives them."""
    types = batch.schema
    columns = [feed.columns[name] for name in types if name in feed.columns]
    firsts = _first_moments(batch, columns)
    readings = {column.name: _reading(column, firsts.get(column.name)) for column in columns}
    read = batch.select(
        ROW_NO,
        *(reading.values.alias(name) for name, reading in readings.items()),
        *(reading.is_plain.alias(_IS_PLAIN + name) for name, reading in readings.items()),
    )
    in_reach = _in_reach(read, [column.name for column in columns if column.type in ("moment", "day")])
    plain = [
        column
        for column in columns
        if not read.is_empty()
        and read[_IS_PLAIN + column.name][0]
        and read[column.name].null_count() == batch[column.name].null_count()
        and in_reach.get(column.name, True)
    ]
    values = read.select(ROW_NO, *(pl.col(c.name).dt.date() if c.type == "day" else pl.col(c.name) for c in plain))
    are_all = len(plain) + 2 == len(types) and not batch[RAGGED].any()
    return PlainColumns(values, are_all and keeps_contract(values, feed))

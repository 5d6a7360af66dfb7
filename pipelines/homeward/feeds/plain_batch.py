"""Batches in which every cell is written plainly: a few questions to polars read them, where others take a hundred."""

import re
from typing import NamedTuple

import polars as pl

from homeward.feeds.contracts import keeps_contract
from homeward.feeds.feed import Column, Feed
from homeward.feeds.text_file import RAGGED, ROW_NO
from homeward.feeds.values import FIRST_YEAR, LAST_YEAR, MOMENTS, NUMBER, WHOLE_NUMBER

# What cleaning would change: blanks around, full-width signs, nothing between quotation marks.
_UNCLEAN = r"^\s|\s$|^$|[０-９Ａ-Ｚａ-ｚ]"
_CODES = {"currency": r"^[A-Z]{3}$", "unit": r"^[0-9]{3}$"}
_FLAGS = ["true", "false"]
_IS_PLAIN = "is plain"


class _Reading(NamedTuple):
    """The value of each cell of a column, null where it has none, and whether all cells are written plainly."""

    values: pl.Expr
    is_plain: pl.Expr


def _all_fit(cells: pl.Expr, pattern: str) -> pl.Expr:
    return cells.str.contains(pattern).all()


def _moments(cells: pl.Expr, first: str | None) -> _Reading:
    """Moments that are all written as the first one is."""
    pattern, form = next((form for form in MOMENTS if first and re.match(form[0], first)), MOMENTS[0])
    return _Reading(cells.str.to_datetime(form, time_unit="us", strict=False), _all_fit(cells, pattern))


def _reading(column: Column, is_category: bool, first: str | None) -> _Reading:
    cells = pl.col(column.name)
    different = cells.unique().cast(pl.String)
    match column.type:
        case "moment" | "day":
            return _moments(cells, first)
        case "quantity" | "price":
            return _Reading(cells.cast(pl.Decimal(19, 5), strict=False), _all_fit(cells, NUMBER))
        case "line_no":
            return _Reading(cells.cast(pl.Int32, strict=False), _all_fit(cells, WHOLE_NUMBER))
        case "flag":
            return _Reading(cells.cast(pl.String) == "true", different.is_in(_FLAGS).all())
        case "choice":
            return _Reading(cells, different.is_in(list(column.choices)).all())
        case "currency" | "unit":
            return _Reading(cells, _all_fit(different, _CODES[column.type]))
        case _:
            return _Reading(cells, ~(different if is_category else cells).str.contains(_UNCLEAN).any())


def _first_moments(batch: pl.DataFrame, columns: list[Column]) -> dict[str, str | None]:
    moments = [column.name for column in columns if column.type in ("moment", "day")]
    return batch.select(pl.col(name).drop_nulls().first() for name in moments).row(0, named=True) if moments else {}


def _all_read(batch: pl.DataFrame, values: pl.DataFrame) -> bool:
    return all(batch[name].null_count() == values[name].null_count() for name in values.columns)


def _days(values: pl.DataFrame, columns: list[Column]) -> pl.DataFrame | None:
    """Moments of days as days; None where a year is out of reach."""
    moments = [column.name for column in columns if column.type in ("moment", "day")]
    if not moments:
        return values
    cells = pl.col(moments)
    in_reach = (cells.min().dt.year() >= FIRST_YEAR) & (cells.max().dt.year() <= LAST_YEAR)
    if not values.select(pl.all_horizontal(in_reach.fill_null(value=True))).item():
        return None
    return values.with_columns(pl.col(column.name).dt.date() for column in columns if column.type == "day")


def plain_values(batch: pl.DataFrame, feed: Feed) -> pl.DataFrame | None:
    """The values of a batch in which every cell is plain and keeps its contract; None where one may not.

    They are those that `read_values` gives, but that texts may be categories.
    """
    types = batch.schema
    columns = [feed.columns[name] for name in types if name in feed.columns]
    if batch.is_empty() or len(columns) + 2 < len(types) or not any(column.required for column in columns):
        return None
    firsts = _first_moments(batch, columns)
    readings = {
        column.name: _reading(column, isinstance(types[column.name], pl.Categorical), firsts.get(column.name))
        for column in columns
    }
    is_plain = pl.all_horizontal(~pl.col(RAGGED).any(), *(reading.is_plain for reading in readings.values()))
    values = batch.select(
        ROW_NO, *(reading.values.alias(name) for name, reading in readings.items()), is_plain.alias(_IS_PLAIN)
    )
    if not values[_IS_PLAIN][0] or not _all_read(batch, values.drop(_IS_PLAIN)):
        return None
    days = _days(values.drop(_IS_PLAIN), columns)
    return days if days is not None and keeps_contract(days, feed) else None

"""What is to be written: how much, for which night, and the days everything happens on."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple, TypeVar

import polars as pl

from homeward.synthetic.catalogue import Seller, sellers
from homeward.synthetic.chance import Chance
from homeward.synthetic.tiling import TILE, Tile, tile
from homeward.years import FIRST_YEAR

MOST_SELLERS = 50
# Beyond these the numbers of lines, times their days, fit no column.
_MOST_LINES, _MOST_RETURNS = 10**12, 10**8
Line = TypeVar("Line", int, pl.Expr)
_LARGEST_DOCUMENT, _LARGEST_RETURN = 100, 12
# History reaches far enough back for each period of the cross-district rule to have returns of its own.
_HISTORY_DAYS = 550
_HISTORY_BEGINS = date(2024, 7, 1)
_FIRST_RETURN_AFTER = 60


class Span(NamedTuple):
    """Lines that one delivery brings: numbers from `first` to before `end`; those from `spare` are its own to spoil."""

    first: int
    end: int
    spare: int


class FeedsError(Exception):
    """What was asked for cannot be written; the message says what can."""


@dataclass(frozen=True)
class Plan:
    """The deliveries of nights 1 to `night`, of which `night`'s is to be written.

    The first brings `first_declarations` and `first_returns` lines of history; each later one `declarations` and
    `returns` lines of the day before it. `as_of` is the day of `night`; night 1 was `night` - 1 days earlier.
    """

    seed: int
    as_of: date
    night: int
    declarations: int
    returns: int
    first_declarations: int
    first_returns: int
    seller_count: int

    @property
    def chance(self) -> Chance:
        """Chance of this seed."""
        return Chance(self.seed)

    @property
    def sellers(self) -> tuple[Seller, ...]:
        """Who exports."""
        return sellers(self.seller_count)

    @property
    def weights(self) -> tuple[float, ...]:
        """The sellers' shares of documents."""
        return tuple(seller.weight for seller in self.sellers)

    @cached_property
    def documents(self) -> Tile:
        """How lines make up documents."""
        return tile(self.seed, _LARGEST_DOCUMENT, self.weights)

    @cached_property
    def batches(self) -> Tile:
        """How return lines make up returns."""
        return tile(self.seed, _LARGEST_RETURN, self.weights)

    @property
    def first_night(self) -> date:
        """The day of the first delivery."""
        return self.as_of - timedelta(days=self.night - 1)

    @property
    def begin(self) -> date:
        """The first day of history."""
        return min(self.first_night - timedelta(days=_HISTORY_DAYS), _HISTORY_BEGINS)

    @property
    def history_days(self) -> int:
        """Days on which history's lines were declared; the last is the day before the first delivery."""
        return (self.first_night - self.begin).days

    @property
    def return_days(self) -> int:
        """Days on which history's returns were applied for."""
        return self.history_days - _FIRST_RETURN_AFTER

    def span_of_declarations(self, night: int) -> Span:
        """The lines of a night's delivery."""
        return _span(night, self.first_declarations, self.declarations)

    def span_of_returns(self, night: int) -> Span:
        """The return lines of a night's delivery."""
        return _span(night, self.first_returns, self.returns)

    def declared_day(self, first_line: pl.Expr) -> pl.Expr:
        """Days since `begin` on which the document that starts with this line was declared (Int64)."""
        in_history = self._declared_in_history(first_line.clip(0, self.first_declarations - 1))
        return self._or_later(first_line, in_history, self.first_declarations, self.declarations)

    def applied_day(self, first_line: pl.Expr) -> pl.Expr:
        """Days since `begin` on which the return that starts with this line was applied for: the later, the more."""
        in_history = self._applied_in_history(first_line.clip(0, self.first_returns - 1))
        return self._or_later(first_line, in_history, self.first_returns, self.returns)

    def first_declared(self, day: date) -> int:
        """The first line of history that was declared on this day or later."""
        days = (day - self.begin).days
        return bisect_left(range(self.first_declarations), days, key=self._declared_in_history)

    def first_applied(self, day: date) -> int:
        """The first return line of history that was applied for on this day or later."""
        return bisect_left(range(self.first_returns), (day - self.begin).days, key=self._applied_in_history)

    def _declared_in_history(self, line: Line) -> Line:
        return line * self.history_days // self.first_declarations

    def _applied_in_history(self, line: Line) -> Line:
        left = self.first_returns - 1 - line
        return self.history_days - 1 - left * left * self.return_days // (self.first_returns * self.first_returns)

    def _or_later(self, line: pl.Expr, in_history: pl.Expr, first_count: int, count: int) -> pl.Expr:
        later_begin = _room(first_count)
        later = self.history_days + (line - later_begin) // max(_room(count), 1)
        return pl.when(line < later_begin).then(in_history).otherwise(later)


def _room(lines: int) -> int:
    """Whole tiles for so many lines, and one more, whose lines a messy delivery spoils."""
    return (-(-lines // TILE) + 1) * TILE


def _span(night: int, first_count: int, count: int) -> Span:
    first = 0 if night == 1 else _room(first_count) + (night - 2) * _room(count)
    lines = first_count if night == 1 else count
    return Span(first, first + lines, first + _room(lines) - TILE)


def plan_of(
    declarations: int,
    returns: int,
    seed: int,
    as_of: date,
    night: int = 1,
    first: tuple[int, int] | None = None,
    seller_count: int = 9,
) -> Plan:
    """The plan of a delivery; `first` is what night 1 brought, as (declarations, returns).

    Raises FeedsError where it cannot be written.
    """
    if night > 1 and first is None:
        raise FeedsError("A later night needs to know what the first one brought: its declarations and returns.")
    first_declarations, first_returns = (declarations, returns) if night == 1 else first or (0, 0)
    if first_declarations < TILE or first_returns < 1:
        raise FeedsError(f"At least {TILE} declaration lines and 1 return line are needed to be realistic.")
    if max(declarations, first_declarations) > _MOST_LINES or max(returns, first_returns) > _MOST_RETURNS:
        raise FeedsError(f"At most {_MOST_LINES:,} declarations and {_MOST_RETURNS:,} returns can be written.")
    if night - 1 > (as_of - date(FIRST_YEAR, 1, 1)).days:
        raise FeedsError(
            f"Night {night:,} of {as_of} would follow a first one before {FIRST_YEAR}; name an earlier night."
        )
    if not 1 <= seller_count <= MOST_SELLERS:
        raise FeedsError(f"From 1 to {MOST_SELLERS} enterprises can be written, not {seller_count}.")
    return Plan(seed, as_of, night, declarations, returns, first_declarations, first_returns, seller_count)


def pieces(first: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """A range of lines in pieces of at most `most`: (first, end) of each."""
    for start in range(first, end, most):
        yield start, min(start + most, end)

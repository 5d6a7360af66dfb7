"""Portable helpers: the only ways in which rules touch dates, texts and codes. They mean the same on every engine."""

import narwhals.stable.v2 as nw

SIMPLIFIED_ENDING = "000000"
HEADING_DIGITS = 4


def corresponding_day(day: nw.Expr, period: str) -> nw.Expr:
    """The corresponding day a `period` ("1y", "6mo") later, or the month's last day where there is none.

    Engines give a moment for a shifted day: it is made a day again.
    """
    return day.dt.offset_by(period).cast(nw.Date)


def text(column: str) -> nw.Expr:
    """A column as text, for showing what was compared."""
    return nw.col(column).cast(nw.String)


def _said(expression: nw.Expr) -> nw.Expr:
    """A text in which nothing reads as an empty text, so that it can be put together with others."""
    return expression.cast(nw.String).fill_null("")


def joined(*parts: nw.Expr, by: str = " · ") -> nw.Expr:
    """Texts one after another, empty where a part is null."""
    pieces: list[nw.Expr] = []
    for part in parts:
        pieces += [nw.lit(by), _said(part)] if pieces else [_said(part)]
    return nw.concat_str(pieces)


def is_simplified(hs_code: nw.Expr) -> nw.Expr:
    """Whether an HS code is a heading with zeros, as simplified lists carry it."""
    return hs_code.str.ends_with(SIMPLIFIED_ENDING)


def heading(hs_code: nw.Expr) -> nw.Expr:
    """The heading of an HS code: its first four digits."""
    return hs_code.str.slice(0, HEADING_DIGITS)


def outcome(*, null: nw.Expr, false: nw.Expr, true: nw.Expr) -> nw.Expr:
    """Three values from three conditions, read in the rulebook's order: null first, then false, then true."""
    yes, no = nw.lit(value=True), nw.lit(value=False)
    decided = nw.when(_sure(false)).then(no).otherwise(nw.when(_sure(true)).then(yes))
    return nw.when(~_sure(null)).then(decided)


def _sure(condition: nw.Expr) -> nw.Expr:
    return condition.fill_null(value=False)


def never() -> nw.Expr:
    """A condition that holds for no line."""
    return nw.lit(value=False)


def one_of(column: str, *values: str) -> nw.Expr:
    """Whether a column has one of these values; null counts as none of them."""
    return nw.col(column).is_in(list(values)).fill_null(value=False)


def missing(column: str) -> nw.Expr:
    """Whether a column has no value."""
    return nw.col(column).is_null()

"""A workbook's cells: coded values in words, and the width that a column needs."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from homeward.feeds.codes import country_name
from homeward.plain_text import undirected
from homeward.reporting.texts import Texts
from homeward.wording import source_said

Cell = str | int | Decimal | date | None
# Columns of coded values, each with a block of the texts that names them.
_CODED = frozenset({"channel", "verdict", "tax_relief", "route", "feed", "file_status"})
_NARROWEST, _WIDEST = 8, 48
# Excel holds no more in one cell.
_LONGEST = 32_767


def words_of(column: str, value: object, texts: Texts) -> Cell:
    """A value as the workbook shows it: codes, sources, yes or no in words; nothing that turns text round."""
    match value:
        case bool():
            return texts("workbook.yes" if value else "workbook.no")
        case None:
            return texts(f"{column}.none") if column in ("channel", "feed") else None
        case str() if column in _CODED:
            return texts(f"{column}.{value}")
        case str() if column == "source":
            return source_said(value, texts.lang)
        case str() if column == "destination_country":
            return country_name(value, texts.lang)
        case str():
            return undirected(value)[:_LONGEST]
        case int() | Decimal() | date():
            return value
        case _:
            raise TypeError(f"a workbook holds no {type(value).__name__} ({column})")


def column_in_words(column: str, values: Sequence[object], texts: Texts) -> list[Cell]:
    """A column as the workbook shows it, by `words_of`; each value is looked at once."""
    words = {value: words_of(column, value, texts) for value in dict.fromkeys(values)}
    return [words[value] for value in values]


def _columns_wide(text: str) -> int:
    """How many columns of a terminal or sheet a text takes; Chinese signs take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def width_of(header: str, values: Iterable[Cell]) -> int:
    """The width of a column: its longest value's, within limits; a header may wrap, but must show its longest word."""
    longest = max(
        (_columns_wide(f"{value:,}" if isinstance(value, int | Decimal) else str(value)) for value in values), default=0
    )
    heading = max(_columns_wide(word) for word in header.split(" ")) + 3
    return min(max(longest + 2, heading, _NARROWEST), _WIDEST)

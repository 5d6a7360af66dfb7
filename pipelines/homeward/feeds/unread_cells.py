"""What is so of a cell whose value could not be read, as far as its type alone does not tell."""

import polars as pl

from homeward.feeds.damage import unreadable_check
from homeward.feeds.values import are_out_of_reach


def unread_checks(cells: pl.Series, column_type: str) -> pl.Series:
    """The name of what is wrong with each of these cells of one type, none of which could be read."""
    checks = pl.repeat(unreadable_check(column_type), len(cells), dtype=pl.String, eager=True)
    if column_type in ("moment", "day"):
        return checks.set(are_out_of_reach(cells), "year_out_of_reach")
    if column_type == "line_no":
        checks = checks.set(cells.str.contains(r"^\d{10,}$"), "line_number_too_large")
        return checks.set(cells.str.contains(r"^-\d{10,}$"), "line_number")
    return checks

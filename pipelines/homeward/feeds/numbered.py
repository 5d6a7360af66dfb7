"""The data rows of a file, numbered as they come; blank rows are none."""

from collections.abc import Iterator

import polars as pl

from homeward.feeds.text_file import RAGGED, ROW_NO


def _has_text(name: str) -> pl.Expr:
    return (pl.col(name).str.strip_chars() != "").fill_null(value=False)


def _without_blank(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with a text in a column that the feed has."""
    names = [name for name in rows.columns if name != RAGGED]
    # Asked first: in most batches one column is filled in every row.
    filled = next((name for name in names if rows[name].null_count() == 0), None)
    if filled and rows.select(_has_text(filled).all()).item():
        return rows
    return rows.filter(pl.any_horizontal(_has_text(name) for name in names))


def numbered(batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The data rows of batches of text cells, with `row_no`. Source: contract.md, `row_no`."""
    before = 0
    for batch in batches:
        rows = _without_blank(batch)
        number = pl.int_range(before + 1, before + 1 + pl.len(), dtype=pl.Int32).alias(ROW_NO)
        yield rows.select(number, pl.all())
        before += rows.height

"""One batch of a file: which rows keep the contract, and which go to quarantine with every check they fail."""

from typing import NamedTuple

import polars as pl

from homeward.feeds.contracts import broken_checks
from homeward.feeds.damage import merged_cells, name_damage, name_total_rows
from homeward.feeds.feed import Feed
from homeward.feeds.header import HEALING_COLUMN
from homeward.feeds.intake_texts import check_texts, choices_said
from homeward.feeds.plain_batch import read_plain_columns
from homeward.feeds.text_file import RAGGED, ROW_NO
from homeward.feeds.unread_cells import unread_checks
from homeward.feeds.values import clean, empty_open_ends, fill_empty, read_values

ERRORS = pl.List(pl.Struct({"column": pl.String, "check": pl.String, "value": pl.String, "message": pl.String}))
_LONGEST_SHOWN = 200


class SortedRows(NamedTuple):
    """`good`: `row_no` and values. `bad`: `row_no, key, errors, raw, document_no, quarantine_named`."""

    good: pl.DataFrame
    bad: pl.DataFrame


def _unreadable(text: pl.DataFrame, values: pl.DataFrame, feed: Feed) -> list[pl.DataFrame]:
    """Cells with a text and no value, column by column; most columns have none and cost two counts."""
    found = []
    for name in values.columns:
        if name == ROW_NO or text[name].null_count() == values[name].null_count():
            continue
        index = (text[name].is_not_null() & values[name].is_null()).arg_true().cast(pl.Int64)
        checks = unread_checks(text[name].gather(index), feed.columns[name].type)
        found.append(
            pl.DataFrame({"index": index, "check": checks}).select("index", column=pl.lit(name), check="check")
        )
    return found


def _rows_off(text: pl.DataFrame, ragged: pl.Series) -> list[pl.DataFrame]:
    if not ragged.any():
        return []
    return [
        pl.DataFrame({"index": ragged.arg_true().cast(pl.Int64)}).with_columns(
            column=pl.lit(text.columns[0]), check=pl.lit("ragged")
        )
    ]


def _failures(text: pl.DataFrame, ragged: pl.Series, values: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Every failed check: `index, column, check`. A cell that could not be read is not also called empty."""
    unreadable = _unreadable(text, values, feed)
    broken = broken_checks(values, feed)
    if unreadable:
        broken = broken.join(pl.concat(unreadable), on=["index", "column"], how="anti")
    return pl.concat([broken, *unreadable, *_rows_off(text, ragged)])


def _of_column(failures: pl.DataFrame, name: str, text: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Add to the failures of one column its type and the cells as they were; in a key, merged cells are named."""
    column_type = feed.columns[name].type if name in feed.columns else "text"
    shown = failures.with_columns(type=pl.lit(column_type), value=text[name].gather(failures["index"]))
    if name not in feed.key:
        return shown
    is_merged = text.select(merged_cells(text, name)).to_series().gather(failures["index"])
    is_merged &= failures["check"] == "required"
    return shown.with_columns(check=pl.when(is_merged).then(pl.lit("merged_cell")).otherwise(pl.col("check")))


def _with_values(failures: pl.DataFrame, text: pl.DataFrame, feed: Feed, comma_is_clear: bool) -> pl.DataFrame:
    parts = [
        _of_column(part, str(name), text, feed) for (name,), part in failures.group_by(["column"], maintain_order=True)
    ]
    return name_damage(name_total_rows(pl.concat(parts), text), comma_is_clear)


def with_messages(failures: pl.DataFrame) -> pl.DataFrame:
    """Add `message`, in English; reports say it in the reader's language from `check`, `column` and `value`."""
    texts = check_texts("en")
    shown = pl.col("value").fill_null("").str.slice(0, _LONGEST_SHOWN)
    template = pl.col("check").replace_strict(list(texts), list(texts.values()))
    columns = failures["column"].unique().to_list()
    choices = pl.col("column").replace_strict(columns, list(map(choices_said, columns)), return_dtype=pl.String)
    # Values last: a cell's own text is never read as a place to fill.
    message = template.str.replace_all("{column}", pl.col("column"), literal=True)
    message = message.str.replace_all("{choices}", choices, literal=True)
    return failures.with_columns(message=message.str.split("{value}").list.join(shown))


def raw_rows(columns: list[str]) -> pl.Expr:
    """The row as it was, the feed's own columns only (under their canonical names), as JSON."""
    return pl.struct(pl.col(name) for name in columns).struct.json_encode()


def row_keys(columns: list[str], feed: Feed) -> pl.Expr:
    """The key of a row as one text, its parts joined by `/`; null where a part is missing.

    A part of which the file has no column, as the enterprise in an update of returns, is left out.
    """
    parts = [pl.col(name).cast(pl.String) for name in feed.key if name in columns]
    return pl.concat_str(parts, separator="/", ignore_nulls=False)


def _errors_by_row(failures: pl.DataFrame) -> pl.DataFrame:
    return (
        with_messages(failures)
        .sort("index", "column", "check")
        .group_by("index", maintain_order=True)
        .agg(errors=pl.struct("column", "check", pl.col("value").str.slice(0, _LONGEST_SHOWN), "message"))
    )


def _bad_rows(
    values: pl.DataFrame, cleaned: pl.DataFrame, batch: pl.DataFrame, errors: pl.DataFrame, feed: Feed
) -> pl.DataFrame:
    """The rows at the positions of `errors`, as `SortedRows.bad` has them; `batch` holds the cells as they were."""
    index, names = errors["index"], [name for name in cleaned.columns if name not in (ROW_NO, RAGGED, HEALING_COLUMN)]
    bad = cleaned[index]

    def cell(name: str) -> pl.Series:
        return bad[name] if name in bad.columns else pl.Series([None] * bad.height, dtype=pl.String)

    return pl.DataFrame(
        {
            ROW_NO: bad[ROW_NO],
            "key": values[index].select(row_keys(values.columns, feed)).to_series(),
            "errors": errors["errors"].cast(ERRORS),
            "raw": batch[index].select(raw_rows(names)).to_series(),
            "document_no": cell("document_no"),
            "quarantine_named": cell(HEALING_COLUMN),
        }
    )


def sort_out(batch: pl.DataFrame, feed: Feed, comma_is_clear: bool, has_full_width: bool) -> SortedRows:
    """Sort one batch of text cells (`row_no`, the feed's columns as text, `ragged`) into good rows and bad.

    Every row is in exactly one of the two frames. Source: contract.md, Feeds and Keys.
    """
    plain = read_plain_columns(batch, feed)
    if plain.are_good:
        return SortedRows(fill_empty(plain.values, feed), _no_bad_rows())
    plain_values = plain.values
    cleaned = batch.with_columns(clean(batch.drop(plain_values.columns), has_full_width))
    names = [name for name in cleaned.columns if name not in (ROW_NO, RAGGED)]
    cleaned = empty_open_ends(cleaned, feed)
    text = cleaned.select(name for name in names if name != HEALING_COLUMN)
    others = read_values(cleaned.drop(set(plain_values.columns) - {ROW_NO}), feed, comma_is_clear)
    values = plain_values.with_columns(others).select(ROW_NO, *(name for name in text.columns if name in feed.columns))
    failures = _failures(text, cleaned[RAGGED], values, feed)
    values = fill_empty(values, feed)
    if HEALING_COLUMN in names:
        values = values.with_columns(cleaned[HEALING_COLUMN])
    if failures.is_empty():
        return SortedRows(values, _no_bad_rows())
    errors = _errors_by_row(_with_values(failures, text, feed, comma_is_clear))
    is_bad = pl.int_range(values.height, eager=True).is_in(errors["index"].implode())
    return SortedRows(values.filter(~is_bad), _bad_rows(values, cleaned, batch, errors, feed))


def _no_bad_rows() -> pl.DataFrame:
    return pl.DataFrame(
        schema={
            ROW_NO: pl.Int32,
            "key": pl.String,
            "errors": ERRORS,
            "raw": pl.String,
            "document_no": pl.String,
            "quarantine_named": pl.String,
        }
    )

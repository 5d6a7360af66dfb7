"""The contract of each feed: a pandera schema built from the feed's own declaration."""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pandera.errors
import pandera.polars as pa
import polars as pl

from homeward.feeds import codes
from homeward.feeds.damage import SCIENTIFIC, SPREADSHEET_ERROR
from homeward.feeds.feed import Column, Feed
from homeward.feeds.text_file import ROW_NO

# 18 places: 4 of the customs code, 4 of the year, one for the kind of document, 9 of the number.
# Source: law.md, Identifiers.
_KIND_BY_DOCUMENT_TYPE = {"export_declaration": "0", "retail_list": "E"}
_KIND_PLACE = 8
_OF_DOCUMENT = "document_form_for_type"
# Digits are 0 to 9 alone: \d would take those of every script.
_TEN_CHARACTERS = re.compile(r"[0-9]{4}[0-9A-Z]{6}")
_NOTHING_BROKEN = pl.DataFrame(schema={"index": pl.Int64, "column": pl.String, "check": pl.String})
_ANY_FORM = r"^[0-9]{4}[12][0-9]{3}[0EI][0-9]{9}$"


Kept = Callable[[pl.Expr], pl.Expr]


class Check(NamedTuple):
    """What a cell must keep: `is_kept` of its column, and a stable code, a key of the intake texts.

    `is_plainly_kept`, if there, is told sooner and true of fewer cells, all of which keep it.
    """

    code: str
    is_kept: Kept
    is_plainly_kept: Kept | None = None


def _matches(pattern: str) -> Kept:
    return lambda cell: cell.str.contains(pattern)


def _does_not_match(pattern: str) -> Kept:
    return lambda cell: ~cell.str.contains(pattern)


def _is_known_party(cell: pl.Expr) -> pl.Expr:
    """Ten characters of customs, or eighteen with their check digit. Codes are few: each different one is read once."""

    def known(codes_found: pl.Series) -> pl.Series:
        uniques = codes_found.unique().drop_nulls()
        good = [code for code in uniques if _TEN_CHARACTERS.fullmatch(code) or codes.has_check_digit(code)]
        return codes_found.is_in(good)

    return cell.map_batches(known, return_dtype=pl.Boolean)


_CHECKS: dict[str, Check] = {
    "document_no": Check("document_form", _matches(_ANY_FORM)),
    "claimed_document_no": Check("scientific_notation", _does_not_match(SCIENTIFIC)),
    "released_document_no": Check("scientific_notation", _does_not_match(SCIENTIFIC)),
    "line_no": Check("line_number", lambda cell: cell >= 1),
    "code4": Check("four_digits", _matches(r"^[0-9]{4}$")),
    "party": Check("party_code", _is_known_party),
    "hs_code": Check("hs_form", _matches(r"^[0-9]{10}$")),
    "hs_prefix": Check("hs_prefix_form", _matches(r"^[0-9]{2,10}$")),
    "country": Check("country_form", _matches(r"^([A-Za-z]{3}|[0-9]{3})$")),
    "quantity": Check("above_zero", lambda cell: cell > 0),
    "price": Check("not_negative", lambda cell: cell >= 0),
    "receipt_status": Check("receipt_status", _matches(r"^-?[0-9]{1,6}$")),
    "text": Check("spreadsheet_error", _does_not_match(SPREADSHEET_ERROR), lambda cell: ~cell.str.starts_with("#")),
}


def _kind_fits_type() -> pl.Expr:
    kind = pl.col("document_no").str.slice(_KIND_PLACE, 1)
    others = [
        (pl.col("document_type") == document_type) & (kind != own)
        for document_type, own in _KIND_BY_DOCUMENT_TYPE.items()
    ]
    return ~pl.any_horizontal(other.fill_null(value=False) for other in others)


def _form_fits_type() -> pl.Expr:
    # Where the number has no form at all, its own check has said so.
    return _kind_fits_type() | ~pl.col("document_no").str.contains(_ANY_FORM).fill_null(False)


def _has_both(columns: tuple[str, ...]) -> bool:
    return {"document_no", "document_type"} <= set(columns)


def _by_cell(check: Check) -> pa.Check:
    return pa.Check(lambda data: data.lazyframe.select(check.is_kept(pl.col(data.key))), error=check.code)


@cache
def contract(feed: Feed, columns: tuple[str, ...]) -> pa.DataFrameSchema:
    """The pandera schema for those columns of a feed that a file has: names every cell that breaks it."""
    schema = {
        name: pa.Column(
            feed.columns[name].value_type,
            [_by_cell(check)] if (check := _CHECKS.get(feed.columns[name].type)) else None,
            nullable=not feed.columns[name].required,
        )
        for name in columns
    }
    fits = pa.Check(lambda data: data.lazyframe.select(_form_fits_type()), error=_OF_DOCUMENT)
    return pa.DataFrameSchema(schema, checks=[fits] if _has_both(columns) else [])


def _all_keep(check: Check, column: Column) -> pl.Expr:
    """Whether every value of a column keeps a check.

    Different texts are few, and sooner found than all are looked through; what is told plainly is sooner told of all.
    """
    values = pl.col(column.name)
    if check.is_plainly_kept:
        kept = check.is_plainly_kept(values)
    else:
        kept = check.is_kept(values.unique() if column.value_type == pl.String else values)
    return kept.fill_null(True).all().alias(f"{column.name} keeps its form")


@cache
def whole_contract(feed: Feed, columns: tuple[str, ...]) -> pa.DataFrameSchema:
    """The same contract as one check of a whole batch: says that every cell keeps it, or that some may not.

    In most batches all do. The schema by columns asks polars some seventy questions of each batch, however small.
    """
    kept = [_all_keep(check, feed.columns[name]) for name in columns if (check := _CHECKS.get(feed.columns[name].type))]
    kept += [
        pl.col(name).is_not_null().all().alias(f"{name} is there") for name in columns if feed.columns[name].required
    ]
    kept += [_kind_fits_type().all().alias("kinds fit types")] if _has_both(columns) else []

    def all_kept(data: pa.PolarsData) -> pl.LazyFrame:
        # Answered here: pandera asks a lazy answer more than once. Measured: the streaming engine takes twice as long.
        answers = data.lazyframe.select(kept).collect(engine="in-memory")
        return answers.select(pl.all_horizontal(pl.all())).lazy()

    return pa.DataFrameSchema(checks=[pa.Check(all_kept)])


def _has_types(values: pl.DataFrame, feed: Feed, columns: tuple[str, ...]) -> bool:
    return all(values.schema[name] == feed.columns[name].value_type for name in columns)


def keeps_contract(values: pl.DataFrame, feed: Feed) -> bool:
    """Whether every value keeps the contract; False also where that cannot be told."""
    columns = tuple(name for name in values.columns if name != ROW_NO)
    if not _has_types(values, feed, columns):
        return False
    try:
        whole_contract(feed, columns).validate(values)
    except pandera.errors.SchemaError:
        return False
    return True


def broken_checks(values: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Every broken check of a batch: `index` (position in the batch), `column`, `check`; no row where all is well."""
    names = tuple(name for name in values.columns if name != ROW_NO)
    if keeps_contract(values, feed):
        return _NOTHING_BROKEN
    try:
        contract(feed, names).validate(values.drop(ROW_NO), lazy=True)
    except pandera.errors.SchemaErrors as failures:
        cases: pl.DataFrame = failures.failure_cases
        return (
            cases.select(
                pl.col("index").cast(pl.Int64),
                pl.when(pl.col("check") == _OF_DOCUMENT)
                .then(pl.lit("document_no"))
                .otherwise(pl.col("column"))
                .alias("column"),
                pl.when(pl.col("check").str.starts_with("not_nullable"))
                .then(pl.lit("required"))
                .otherwise(pl.col("check"))
                .alias("check"),
            )
            .unique()
            .sort("index", "column", "check")
        )
    return _NOTHING_BROKEN

"""The contract of each feed: a pandera schema built from the feed's own declaration."""

from functools import cache

import pandera.errors
import pandera.polars as pa
import polars as pl

from homeward.feeds import codes
from homeward.feeds.damage import SCIENTIFIC, SPREADSHEET_ERROR
from homeward.feeds.feed import Feed
from homeward.feeds.text_file import ROW_NO

_DTYPES: dict[str, pl.DataType] = {
    "moment": pl.Datetime("us"),
    "day": pl.Date(),
    "quantity": pl.Decimal(19, 5),
    "price": pl.Decimal(19, 5),
    "line_no": pl.Int32(),
    "flag": pl.Boolean(),
}
# 18 places: 4 of the customs code, 4 of the year, one for the kind of document, 9 of the number.
# Source: law.md, Identifiers.
_FORM_BY_DOCUMENT_TYPE = {
    "export_declaration": r"^\d{4}[12]\d{3}0\d{9}$",
    "retail_list": r"^\d{4}[12]\d{3}E\d{9}$",
    "outbound_record": r"^\d{4}[12]\d{3}[0EI]\d{9}$",
}
_ANY_FORM = r"^\d{4}[12]\d{3}[0EI]\d{9}$"


def _known_party(data: pa.PolarsData) -> pl.LazyFrame:
    """Party codes are few: each different one is checked once."""
    uniques = data.lazyframe.select(pl.col(data.key).unique().drop_nulls()).collect().to_series()
    ten = r"^\d{4}[0-9A-Z]{6}$"
    good = [code for code in uniques if codes.has_check_digit(code)]
    return data.lazyframe.select(pl.col(data.key).str.contains(ten) | pl.col(data.key).is_in(good))


def _not_matching(pattern: str, error: str) -> pa.Check:
    return pa.Check(lambda data: data.lazyframe.select(~pl.col(data.key).str.contains(pattern)), error=error)


def _form(pattern: str, error: str) -> list[pa.Check]:
    return [pa.Check.str_matches(pattern, error=error)]


# The checks of each type, each with a stable code: a key of the intake texts.
_CHECKS: dict[str, list[pa.Check]] = {
    "document_no": _form(_ANY_FORM, "document_form"),
    "claimed_document_no": [_not_matching(SCIENTIFIC, "scientific_notation")],
    "released_document_no": [_not_matching(SCIENTIFIC, "scientific_notation")],
    "line_no": [pa.Check.ge(1, error="line_number")],
    "code4": _form(r"^\d{4}$", "four_digits"),
    "party": [pa.Check(_known_party, error="party_code")],
    "hs_code": _form(r"^\d{10}$", "hs_form"),
    "hs_prefix": _form(r"^\d{2,10}$", "hs_prefix_form"),
    "country": _form(r"^([A-Za-z]{3}|\d{3})$", "country_form"),
    "quantity": [pa.Check.gt(0, error="above_zero")],
    "price": [pa.Check.ge(0, error="not_negative")],
    "receipt_status": _form(r"^\d{1,4}$", "receipt_status"),
    "text": [_not_matching(SPREADSHEET_ERROR, "spreadsheet_error")],
}


def _form_fits_type(data: pa.PolarsData) -> pl.LazyFrame:
    fits = pl.lit(None, dtype=pl.Boolean)
    for document_type, pattern in _FORM_BY_DOCUMENT_TYPE.items():
        named = pl.col("document_type") == document_type
        fits = pl.when(named).then(pl.col("document_no").str.contains(pattern)).otherwise(fits)
    # Where the number has no form at all, its own check has said so.
    return data.lazyframe.select(fits.fill_null(True) | ~pl.col("document_no").str.contains(_ANY_FORM).fill_null(False))


@cache
def contract(feed: Feed, columns: tuple[str, ...]) -> pa.DataFrameSchema:
    """The pandera schema for those columns of a feed that a file has."""
    schema = {
        name: pa.Column(
            _DTYPES.get(feed.columns[name].type, pl.String()),
            _CHECKS.get(feed.columns[name].type),
            nullable=not feed.columns[name].required,
        )
        for name in columns
    }
    both = {"document_no", "document_type"} <= set(columns)
    frame_checks = [pa.Check(_form_fits_type, error="document_form_for_type")] if both else []
    return pa.DataFrameSchema(schema, checks=frame_checks)


def broken_checks(values: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Every broken check of a batch: `index` (position in the batch), `column`, `check`; no row where all is well."""
    names = tuple(name for name in values.columns if name != ROW_NO)
    try:
        contract(feed, names).validate(values.drop(ROW_NO), lazy=True)
    except pandera.errors.SchemaErrors as failures:
        cases: pl.DataFrame = failures.failure_cases
        return (
            cases.select(
                pl.col("index").cast(pl.Int64),
                pl.when(pl.col("check") == "document_form_for_type")
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
    return pl.DataFrame(schema={"index": pl.Int64, "column": pl.String, "check": pl.String})

"""The contract of each feed: a pandera schema built from the feed's own declaration."""

from functools import cache

import pandera.errors
import pandera.polars as pa
import polars as pl

from homeward.feeds import codes
from homeward.feeds.damage import SCIENTIFIC, SPREADSHEET_ERROR
from homeward.feeds.feed import Column, Feed
from homeward.feeds.text_file import ROW_NO

_DTYPES: dict[str, pl.DataType] = {
    "moment": pl.Datetime("us"),
    "day": pl.Date(),
    "quantity": pl.Decimal(19, 5),
    "price": pl.Decimal(19, 5),
    "line_no": pl.Int32(),
    "flag": pl.Boolean(),
}
# 18 places: 4 of the customs code, 4 of the year, one for the kind of document, 9 of the number. Source: law.md, Identifiers.
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


def _checks(column: Column) -> list[pa.Check]:
    """The checks of one column, each with a stable code: a key of the intake texts."""
    match column.type:
        case "document_no":
            return [pa.Check.str_matches(_ANY_FORM, error="document_form")]
        case "claimed_document_no" | "released_document_no":
            return [_not_matching(SCIENTIFIC, "scientific_notation")]
        case "line_no":
            return [pa.Check.ge(1, error="line_number")]
        case "code4":
            return [pa.Check.str_matches(r"^\d{4}$", error="four_digits")]
        case "party":
            return [pa.Check(_known_party, error="party_code")]
        case "hs_code":
            return [pa.Check.str_matches(r"^\d{10}$", error="hs_form")]
        case "hs_prefix":
            return [pa.Check.str_matches(r"^\d{2,10}$", error="hs_prefix_form")]
        case "country":
            return [pa.Check.str_matches(r"^([A-Za-z]{3}|\d{3})$", error="country_form")]
        case "quantity":
            return [pa.Check.gt(0, error="above_zero")]
        case "price":
            return [pa.Check.ge(0, error="not_negative")]
        case "receipt_status":
            return [pa.Check.str_matches(r"^\d{1,4}$", error="receipt_status")]
        case "text":
            return [_not_matching(SPREADSHEET_ERROR, "spreadsheet_error")]
        case _:
            return []


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
            _checks(feed.columns[name]),
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
        return (
            failures.failure_cases.select(
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

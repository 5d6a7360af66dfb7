"""What happened to a cell that did not keep its contract, where its text tells: named, never repaired by guessing."""

import polars as pl

# Chinese words run on into what follows; an English one must end: a "Sumsang phone" is no sum.
TOTALS = r"(?i)^(?:合计|总计|小计|共计|(?:total|totals|grand total|subtotal|sum)\b)[:：]?"
SPREADSHEET_ERROR = r"^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)$"
# One digit before the point: 53012024E000000001 is a list number, not a mantissa and an exponent.
SCIENTIFIC = r"^[+-]?\d(\.\d+)?[eE][+-]?\d{1,3}$"
_NUMBER = r"^[+-]?\d+(\.\d+)?$"

_UNREADABLE = {
    "moment": "not_a_date",
    "day": "not_a_date",
    "quantity": "not_a_number",
    "price": "not_a_number",
    "line_no": "not_whole",
    "choice": "unknown_choice",
    "flag": "not_true_or_false",
    "currency": "unknown_currency",
    "unit": "unknown_unit",
}


def unreadable_check(column_type: str) -> str:
    """The general name of what is wrong with a cell whose value could not be read."""
    return _UNREADABLE.get(column_type, "required")


def _is(kinds: list[str]) -> pl.Expr:
    return pl.col("type").is_in(kinds)


def name_damage(failures: pl.DataFrame, comma_is_clear: bool) -> pl.DataFrame:
    """Put the name of the damage in `check`, where the cell's text shows one.

    Takes and gives columns `index, column, type, check, value`. Source: contract.md (a spreadsheet's damage is not
    repaired by guessing).
    """
    value = pl.col("value")
    numeric = _is(["quantity", "price", "line_no"])
    dates = _is(["moment", "day"])
    digits = _is(["document_no", "hs_code", "code4", "hs_prefix", "party"])
    short = pl.col("type").replace_strict({"hs_code": 9, "document_no": 17}, default=3)
    amounts = _is(["quantity", "price"])
    check = (
        pl.when(value.str.contains(SPREADSHEET_ERROR)).then(pl.lit("spreadsheet_error"))
        .when(value.str.contains(TOTALS) & ~_is(["text"])).then(pl.lit("total_row"))
        .when((numeric | digits) & value.str.contains(SCIENTIFIC)).then(pl.lit("scientific_notation"))
        .when((digits | _is(["line_no"])) & value.str.contains(r"^\d+\.0+$")).then(pl.lit("decimal_tail"))
        .when(
            _is(["hs_code", "document_no", "code4"]) & value.str.contains(r"^\d+$") & (value.str.len_chars() == short)
        )
        .then(pl.lit("lost_leading_zero"))
        .when(dates & value.str.contains(r"^\d{5}(\.\d+)?$")).then(pl.lit("serial_date"))
        .when(dates & value.str.contains(r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}( .*)?$")).then(pl.lit("unclear_date"))
        .when(numeric & value.str.contains(r"^-?[\d.]*,[\d,.]*$") & pl.lit(not comma_is_clear))
        .then(pl.lit("unclear_comma"))
        .when(amounts & value.str.contains(r"^-?[\d,]+\.\d{6,}$")).then(pl.lit("too_many_decimals"))
        .when(amounts & value.str.contains(_NUMBER) & (value.str.len_chars() > 14)).then(pl.lit("too_large"))
        .otherwise(pl.col("check"))
    )  # fmt: skip
    return failures.with_columns(check=check)


def name_total_rows(failures: pl.DataFrame, text: pl.DataFrame) -> pl.DataFrame:
    """A row that says "total" and lacks what a row needs has one failure: that it is a total.

    Takes and gives columns `index, column, type, check, value`; `text` are the cells of the batch.
    """
    lacking = failures.filter(pl.col("check") == "required").group_by("index").len().filter(pl.col("len") >= 2)
    if lacking.is_empty():
        return failures
    says_total = {name: pl.when(pl.col(name).str.contains(TOTALS)) for name in text.columns}
    totals = (
        text[lacking["index"]]
        .select(
            lacking["index"],
            column=pl.coalesce(says.then(pl.lit(name)) for name, says in says_total.items()),
            type=pl.lit("text"),
            check=pl.lit("total_row"),
            value=pl.coalesce(says.then(name) for name, says in says_total.items()),
        )
        .drop_nulls("column")
    )
    return pl.concat([failures.join(totals, on="index", how="anti"), totals.select(failures.columns)])


def merged_cells(text: pl.DataFrame, column: str) -> pl.Expr:
    """Where `column` is empty below a filled cell while the rest of its row is filled, as merged cells leave it."""
    others = [name for name in text.columns if name != column]
    filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in others) >= max(2, len(others) // 2)
    return pl.col(column).is_null() & pl.col(column).forward_fill().is_not_null() & filled

"""Text cells to values. What cannot be read becomes null here and is named by `damage.py` and the contracts."""

from collections.abc import Callable

import polars as pl

from homeward.china_time import CHINA_OFFSET
from homeward.feeds import codes
from homeward.feeds.feed import Column, Feed
from homeward.feeds.text_file import RAGGED, ROW_NO
from homeward.years import FIRST_YEAR, LAST_YEAR

# Full-width digits and letters, and their half-width twins.
_FULL_WIDTH = {
    chr(full): chr(full - 0xFEE0)
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for full in range(first, last + 1)
}
# A minute has 60 seconds: polars would take a leap second for the next minute's first.
_CLOCK = r"\d{1,2}:\d{2}:[0-5]\d"
_DAYS = (
    (r"\d{4}-\d{1,2}-\d{1,2}", "%Y-%m-%d"),
    (r"\d{4}/\d{1,2}/\d{1,2}", "%Y/%m/%d"),
    (r"\d{8}", "%Y%m%d"),
    (r"\d{4}年\d{1,2}月\d{1,2}日", "%Y年%m月%d日"),
)
_CLOCKS = ((_CLOCK + r"(\.\d+)?", "%H:%M:%S%.f"), (r"\d{1,2}:\d{2}", "%H:%M"))
# After 日 a time needs no blank; polars reads a blank of its form also where there is none.
_BETWEEN = (("T", "T"), (" ", " "))
_BETWEEN_SIGNS = (("T", "T"), (" ?", " "))
# Written forms of a day or a moment, the commonest first; the pattern keeps a lenient format from reading another.
MOMENTS = (
    (rf"^\d{{4}}-\d{{1,2}}-\d{{1,2}} {_CLOCK}$", "%Y-%m-%d %H:%M:%S"),
    *((f"^{day}$", form) for day, form in _DAYS),
    (r"^\d{12}[0-5]\d$", "%Y%m%d%H%M%S"),
    (r"^\d{12}[0-5]\d{4}$", "%Y%m%d%H%M%S%3f"),
    *(
        (f"^{day}{between}{clock}$", f"{form}{sign}{clock_form}")
        for day, form in _DAYS
        for between, sign in (_BETWEEN_SIGNS if "日" in day else _BETWEEN)
        for clock, clock_form in _CLOCKS
    ),
)
_OFFSET = (
    rf"^({'|'.join(day for day, _ in _DAYS)})[T ]?\d{{1,2}}:\d{{2}}(:[0-5]\d(\.\d+)?)? ?(Z|[+-]\d{{2}}(:?\d{{2}})?)$"
)
# Longer years than a calendar has, as `parquet_file.py` writes them.
_FAR_DAY = r"^(-\d+|\d{5,})-\d{2}-\d{2}( |$)"
_FLAGS = {
    "true": True, "是": True, "1": True, "y": True, "yes": True,
    "false": False, "否": False, "0": False, "n": False, "no": False,
}  # fmt: skip
_THOUSANDS = r"^-?\d{1,3}(,\d{3})+(\.\d+)?$"
NUMBER = r"^-?\d{1,14}(\.\d{1,5}0*)?$"
WHOLE_NUMBER = r"^-?\d{1,9}$"


def clean(text: pl.DataFrame, has_full_width: bool) -> pl.DataFrame:
    """Strip every cell, make full-width digits and letters half-width, and turn empty cells to null."""
    cells = pl.exclude(ROW_NO, RAGGED).str.strip_chars()
    if has_full_width:
        cells = cells.str.replace_many(list(_FULL_WIDTH), list(_FULL_WIDTH.values()))
    return text.with_columns(cells.replace("", None))


def _through_uniques(cells: pl.Series, read: Callable[[str], str | bool | None], dtype: pl.DataType) -> pl.Series:
    """Read each different cell once: for columns with few different values."""
    uniques = cells.unique().drop_nulls()
    values = pl.Series([read(cell) for cell in uniques], dtype=dtype)
    if values.dtype == cells.dtype and values.eq_missing(uniques).all():
        return cells
    return cells.replace_strict(uniques, values, default=None, return_dtype=dtype)


def _zoned(cells: pl.Series) -> pl.Series:
    """Moments with an offset, as China time."""
    return (
        cells.str.replace(r" ?Z$", "+0000")
        .str.replace(r" ([+-]\d{2}(?::?\d{2})?)$", "${1}")
        .str.replace(r"(:\d{2}(?:\.\d+)?[+-]\d{2})$", "${1}00")
        .str.replace(r"^(\d{4})[-/年]?(\d{1,2})[-/月]?(\d{1,2})(?:[T ]|日[T ]?)(.*)$", "${1}-${2}-${3}T${4}")
        .str.replace(r"(T\d{1,2}:\d{2})([+-]\d{2}:?\d{2})$", "${1}:00${2}")
        .str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%z", time_unit="us", time_zone="UTC", strict=False)
        .dt.replace_time_zone(None)
    )


def _moments(cells: pl.Series) -> pl.Series:
    values = pl.repeat(None, len(cells), dtype=pl.Datetime("us"), eager=True)
    left = cells
    for pattern, written in MOMENTS:
        if left.null_count() == len(left):
            return values
        fits = left.str.contains(pattern)
        if fits.any():
            read = left.zip_with(fits.fill_null(False), _nulls(left)).str.to_datetime(
                written, time_unit="us", strict=False
            )
            values, left = (
                values.zip_with(values.is_not_null(), read),
                left.zip_with(~fits.fill_null(False), _nulls(left)),
            )
    zoned = left.str.contains(_OFFSET).fill_null(False)
    if not zoned.any():
        return values
    read = _zoned(left.zip_with(zoned, _nulls(left)))
    return values.zip_with(values.is_not_null(), read + CHINA_OFFSET)


def _nulls(like: pl.Series) -> pl.Series:
    return pl.Series([None], dtype=like.dtype)


def _in_reach(values: pl.Series) -> pl.Series:
    """Years that customs' own systems could write: a typing error such as 0204 or 20245 stays a damaged cell."""
    fits = values.dt.year().is_between(FIRST_YEAR, LAST_YEAR).fill_null(False)
    return values if fits.all() else values.zip_with(fits, _nulls(values))


def are_out_of_reach(cells: pl.Series) -> pl.Series:
    """Whether each text is a day or moment that may exist, in a year that is not read."""
    read = _moments(cells)
    return (read.is_not_null() & _in_reach(read).is_null()) | cells.str.contains(_FAR_DAY).fill_null(False)


def empty_open_ends(text: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Cleaned cells, those emptied that hold a day after the last year in reach where it stands for no end.

    9999-12-31 is how databases write an end that is open.
    """
    ends = [text[column.name] for column in feed.columns.values() if column.open_end and column.name in text.columns]
    return text.with_columns(
        cells.zip_with((_moments(cells).dt.year() <= LAST_YEAR).fill_null(True), _nulls(cells)) for cells in ends
    )


def _numbers(cells: pl.Series, comma_is_clear: bool, written: str, dtype: pl.DataType) -> pl.Series:
    """Cells that are `written` so as numbers, their thousands commas taken out where a comma can be nothing else."""
    plain = cells.str.contains(written).fill_null(False)
    if (plain | cells.is_null()).all():
        return cells.cast(dtype, strict=False)
    if comma_is_clear:
        grouped = cells.str.contains(_THOUSANDS).fill_null(False)
        cells = cells.zip_with(~grouped, cells.str.replace_all(",", "", literal=True))
        plain = cells.str.contains(written).fill_null(False)
    return cells.zip_with(plain, _nulls(cells)).cast(dtype, strict=False)


def _choices(cells: pl.Series, column: Column) -> pl.Series:
    values = {also: value for value, others in column.choices.items() for also in (value, *others)}
    return _through_uniques(cells, lambda cell: values.get(cell) or values.get(cell.lower()), pl.String())


def _flags(cells: pl.Series) -> pl.Series:
    return _through_uniques(cells, lambda cell: _FLAGS.get(cell.lower()), pl.Boolean())


def read_column(cells: pl.Series, column: Column, comma_is_clear: bool) -> pl.Series:
    """The values of one column's cells, of its `value_type`; null where a cell is empty or cannot be read.

    Moments are in China time, numbers exact. Source: contract.md, Feeds.
    """
    match column.type:
        case "moment":
            return _in_reach(_moments(cells))
        case "day":
            return _in_reach(_moments(cells)).dt.date()
        case "quantity" | "price":
            return _numbers(cells, comma_is_clear, NUMBER, column.value_type)
        case "line_no":
            return _numbers(cells, comma_is_clear, WHOLE_NUMBER, column.value_type)
        case "choice":
            return _choices(cells, column)
        case "flag":
            return _flags(cells)
        case "currency":
            return _through_uniques(cells, codes.currency, pl.String())
        case "unit":
            return _through_uniques(cells, codes.unit, pl.String())
        case _:
            return cells


def read_values(text: pl.DataFrame, feed: Feed, comma_is_clear: bool) -> pl.DataFrame:
    """Cleaned text cells to values, column by column; `row_no` is kept.

    `comma_is_clear` is False where the file's separator is a semicolon: `1,200` may then be 1.2.
    """
    columns = [feed.columns[name] for name in text.columns if name in feed.columns]
    return text.select(
        ROW_NO,
        *(read_column(text[column.name], column, comma_is_clear).alias(column.name) for column in columns),
    )


def fill_empty(values: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Put the value that an empty cell stands for where one does (a status); a column of the key is never left out.

    So rows of one key meet, whether their files have the column or not.
    """
    filled = {
        name: pl.col(name).cast(pl.String).fill_null(pl.lit(value))
        for name, value in feed.defaults.items()
        if name in values.columns and values[name].null_count()
    }
    of_key = {
        name: pl.lit(value) for name, value in feed.defaults.items() if name in feed.key and name not in values.columns
    }
    return values.with_columns(**filled, **of_key)

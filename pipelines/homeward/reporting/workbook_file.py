"""The workbook as a file. It reads nothing: a process of its own that writes it has little to load before it begins."""

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format

from homeward.reporting.texts import Texts
from homeward.reporting.workbook_cells import column_in_words, width_of
from homeward.reporting.workbook_rows import RowsWorksheet

if TYPE_CHECKING:
    import polars as pl

# A column is as wide as its first rows need: measuring every cell of a long sheet costs as much as writing it.
_ROWS_MEASURED = 500
# Text stays text: a name that begins with "=" is no formula, and one that looks like an address is no link.
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_HEADER = {
    "bold": True,
    "bg_color": "#E9EDF1",
    "font_color": "#1B2430",
    "bottom": 1,
    "text_wrap": True,
    "valign": "top",
}


class Sheet(NamedTuple):
    """One sheet: column names, rows as they are read, and how many rows it leaves out.

    Many rows may stay a frame: it reaches another process in a hundredth of the time that as many tuples take.
    """

    name: str
    columns: list[str]
    rows: "list[tuple[Any, ...]] | pl.DataFrame"
    left_out: int

    def by_column(self) -> dict[str, list[Any]]:
        """The values of each column."""
        if not isinstance(self.rows, list):
            return self.rows.to_dict(as_series=False)
        return {name: [row[place] for row in self.rows] for place, name in enumerate(self.columns)}

    def tuples(self, *columns: str) -> list[tuple[Any, ...]]:
        """The rows one by one; with `columns`, of those alone."""
        names = columns or tuple(self.columns)
        if not isinstance(self.rows, list):
            return self.rows.select(names).rows()
        places = [self.columns.index(name) for name in names]
        return [tuple(row[place] for place in places) for row in self.rows]

    def records(self) -> list[dict[str, Any]]:
        """The rows one by one, by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.tuples()]


class _Formats(NamedTuple):
    header: Format
    text: Format
    day: Format
    whole: Format
    money: Format

    def of(self, value: object) -> Format:
        match value:
            case date():
                return self.day
            case Decimal():
                return self.money
            case bool():
                return self.text
            case int():
                return self.whole
            case _:
                return self.text


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    return _Formats(
        book.add_format(_HEADER),
        book.add_format({"valign": "top"}),
        book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        book.add_format({"num_format": "#,##0", "valign": "top"}),
        book.add_format({"num_format": "#,##0.00", "valign": "top"}),
    )


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, texts: Texts, formats: _Formats) -> None:
    page = book.add_worksheet(texts(f"workbook.sheet.{sheet.name}"), RowsWorksheet)
    headers = [texts(f"workbook.column.{column}") for column in sheet.columns]
    for number, header in enumerate(headers):
        page.write_string(0, number, header, formats.header)
    cells = [column_in_words(column, values, texts) for column, values in sheet.by_column().items()]
    page.write_columns(cells, formats.of)
    for number, (header, shown) in enumerate(zip(headers, cells, strict=True)):
        page.set_column(number, number, width_of(header, shown[:_ROWS_MEASURED]))
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(headers) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if sheet.left_out:
        page.write_string(len(sheet.rows) + 2, 0, texts("workbook.more", n=sheet.left_out), formats.text)


def written_workbook(sheets: list[Sheet], texts: Texts, as_of: date) -> bytes:
    """The sheets as a workbook file, with headers and coded values in the language of `texts`.

    The same sheets give the same bytes: the file's own date is the night's.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": texts("title"), "author": "Homeward", "created": datetime.combine(as_of, time())})
        formats = _formats(book)
        for sheet in sheets:
            _write_sheet(book, sheet, texts, formats)
    return file.getvalue()

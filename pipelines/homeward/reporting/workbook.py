"""The workbook `exceptions.xlsx`: what is due, lacks evidence, is refused or waits in quarantine, and the accounts."""

import io
import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]

from homeward.feeds.intake_texts import check_text, rejection_text
from homeward.reporting.actions import action
from homeward.reporting.figures import Figures
from homeward.reporting.mail_lines import masked
from homeward.reporting.texts import Texts
from homeward.reporting.workbook_cells import rows_in_words, width_of
from homeward.reporting.workbook_rows import RowsWorksheet
from homeward.warehouse.statement import statement

SHEETS = ("due", "needs_evidence", "ineligible", "quarantine", "accounts")
# A column is as wide as its first rows need: measuring every cell of a long sheet costs as much as writing it.
_ROWS_MEASURED = 500
_ONLY_FOR_ACTION = frozenset({"open_rules", "awaited_rules", "entered_on", "days_to_ship"})
_MAY_HOLD_DOCUMENTS = frozenset({"key", "value", "message"})
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
    """One sheet: column names, rows as they are read, and how many rows it leaves out."""

    name: str
    columns: list[str]
    rows: list[tuple[Any, ...]]
    left_out: int


def _due(columns: list[str], rows: list[tuple[Any, ...]], figures: Figures, texts: Texts) -> Sheet:
    """What to do stands after the verdict, in place of the rules it follows from."""
    shown = [name for name in columns if name not in _ONLY_FOR_ACTION]
    shown.insert(shown.index("verdict") + 1, "what_to_do")
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    told = [row | {"what_to_do": action(row, figures, texts)} for row in found]
    return Sheet("due", shown, [tuple(row[name] for name in shown) for row in told], 0)


def _told(sheet: Sheet, texts: Texts) -> Sheet:
    """What is wrong with a cell, in the language of `texts`."""
    rows = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    said = [check_text(row["check"], row["column"], row["value"], texts.lang) for row in rows]
    return sheet._replace(rows=[tuple((row | {"message": m}).values()) for row, m in zip(rows, said, strict=True)])


def _with_reasons(sheet: Sheet, texts: Texts) -> Sheet:
    """Why a file was not taken, in the language of `texts`, in place of the reason's code and details."""
    said = [rejection_text(code, json.loads(details), texts.lang) if code else None for *_, code, details in sheet.rows]
    rows = [(*row[:-2], reason) for row, reason in zip(sheet.rows, said, strict=True)]
    return sheet._replace(columns=[*sheet.columns[:-2], "reason"], rows=rows)


def _left_out(con: duckdb.DuckDBPyConnection, name: str, rows: int) -> int:
    counted = con.execute(statement("workbook/row_counts"))
    columns = [column[0] for column in counted.description or ()]
    return int(dict(zip(columns, counted.fetchall()[0], strict=True))[name]) - rows


def _read(con: duckdb.DuckDBPyConnection, name: str, figures: Figures, texts: Texts, rows_at_most: int) -> Sheet:
    sql = statement(f"workbook/{name}")
    lang = {"lang": texts.lang} if "$lang" in sql else {}
    cursor = con.execute(sql, {"rows_at_most": rows_at_most, **lang})
    columns = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    left_out = _left_out(con, name, len(rows)) if len(rows) == rows_at_most else 0
    sheet = _due(columns, rows, figures, texts) if name == "due" else Sheet(name, columns, rows, 0)
    if name == "quarantine":
        sheet = _told(sheet, texts)
    if name == "accounts":
        sheet = _with_reasons(sheet, texts)
    return sheet._replace(left_out=left_out)


def _masked(sheet: Sheet) -> Sheet:
    """Document numbers told by their end; of a row in quarantine nothing that may hold one."""
    kept = [at for at, column in enumerate(sheet.columns) if column not in _MAY_HOLD_DOCUMENTS]
    columns = [sheet.columns[at] for at in kept]
    rows = [
        tuple(masked(row[at], True) if sheet.columns[at] == "document_no" else row[at] for at in kept)
        for row in sheet.rows
    ]
    return sheet._replace(columns=columns, rows=rows)


def read_sheets(
    con: duckdb.DuckDBPyConnection, figures: Figures, texts: Texts, rows_at_most: int, *, mask: bool = False
) -> list[Sheet]:
    """The sheets of the scope that `figures` were read for with `con`; accounts are for readers of everything alone."""
    names = SHEETS if figures.enterprise is None else SHEETS[:-1]
    sheets = [_read(con, name, figures, texts, rows_at_most) for name in names]
    return [_masked(sheet) for sheet in sheets] if mask else sheets


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
    cells = rows_in_words(sheet.columns, sheet.rows, texts)
    page.write_rows(cells, formats.of)
    for number, header in enumerate(headers):
        page.set_column(number, number, width_of(header, [row[number] for row in cells[:_ROWS_MEASURED]]))
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(len(cells), 1), len(headers) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if sheet.left_out:
        page.write_string(len(cells) + 2, 0, texts("workbook.more", n=sheet.left_out), formats.text)


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

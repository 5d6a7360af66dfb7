"""The workbook: sheets, headers in the language asked for, values that are values, and text that stays text."""

import io
import re
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from homeward.reporting import workbook_aside
from homeward.reporting.figures import night_figures
from homeward.reporting.mails import workbook_sheets
from homeward.reporting.texts import Texts
from homeward.reporting.workbook import SHEETS, read_sheets
from homeward.reporting.workbook_file import Sheet, written_workbook
from homeward.reporting.workbook_rows import RowsWorksheet

DAY = date(2026, 11, 23)


def opened(sheets: list[Sheet], lang="en"):
    return openpyxl.load_workbook(io.BytesIO(written_workbook(sheets, Texts(lang), DAY)))


def book_of(con, lang="en", enterprise=None, **others):
    figures = night_figures(con, 20_000, enterprise)
    return opened(workbook_sheets(con, figures, lang, 20_000, **others), lang)


def rows_of(sheet) -> list[dict[str, object]]:
    header, *rows = sheet.values
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", ["Due", "Needs evidence", "Ineligible", "Quarantine", "Accounts"]),
        ("zh", ["到期清单", "待补证据", "不符合", "隔离", "对账"]),
    ],
)
def test_sheets_are_named_in_the_language_asked_for(con, lang, names):
    assert book_of(con, lang).sheetnames == names


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_sheet_filters_freezes_its_header_and_prints_on_one_width(con, lang):
    for sheet in book_of(con, lang):
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes == "C2"
        assert sheet.print_title_rows == "$1:$1"
        assert all(8 <= sheet.column_dimensions[name].width <= 49 for name in "ABC")


def test_days_and_money_are_values_with_formats(con):
    sheet = book_of(con)["Due"]
    header = [cell.value for cell in sheet[1]]
    cells = dict(zip(header, sheet[2], strict=True))
    assert isinstance(cells["One-year limit"].value, datetime)
    assert cells["One-year limit"].number_format == "yyyy-mm-dd"
    assert cells["Value (CNY)"].number_format == "#,##0.00"
    assert isinstance(cells["Days left"].value, int)
    assert isinstance(cells["Export document"].value, str)


def test_the_due_sheet_says_what_to_do_what_ends_first_first(con):
    rows = rows_of(book_of(con)["Due"])
    assert rows == sorted(rows, key=lambda row: row["Days left"])
    assert all(row["What to do"] for row in rows)


def test_the_chinese_workbook_has_chinese_values(con):
    book = book_of(con, "zh")
    assert {row["结论"] for row in rows_of(book["到期清单"])} <= {"符合", "待补证据"}
    assert all("is not" not in row["问题"] for row in rows_of(book["隔离"]))
    sources = " ".join(row["依据"] for name in ("待补证据", "不符合") for row in rows_of(book[name]))
    assert "海关问答指引" in sources
    assert not re.search("GACC|customs|art\\.", sources)


def test_accounts_add_up_row_by_row(con):
    for row in rows_of(book_of(con)["Accounts"]):
        parts = ("Accepted", "Amended", "Duplicate", "Quarantined")
        assert row["Rows read"] == sum(row[part] for part in parts)
        assert row["Adds up"] == "Yes"


def test_one_enterprises_workbook_holds_its_lines_alone(con):
    enterprise = "91330108MA20PFCL0K"
    book = book_of(con, enterprise=enterprise)
    assert "Accounts" not in book.sheetnames
    ((name, *codes),) = con.execute(
        "SELECT any_value(enterprise_name), any_value(enterprise), max(other_code) FROM v_line "
        "LEFT JOIN enterprise ON enterprise.enterprise_code = v_line.enterprise WHERE enterprise = $1",
        [enterprise],
    ).fetchall()
    for sheet in ("Due", "Needs evidence", "Ineligible"):
        assert {row["Enterprise"] for row in rows_of(book[sheet])} == {name}
        assert {row["Enterprise code"] for row in rows_of(book[sheet])} <= set(codes)
    assert {row["File"] for row in rows_of(book["Quarantine"])} <= {None}


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|'/c calc'!A1", "+49 30", "-1", "@SUM(A1)", "http://example.com", "mailto:a@b.c"]
)
def test_text_is_neither_formula_nor_link(text):
    sheet = opened([Sheet("quarantine", ["key", "value"], [("K", text)], 0)])["Quarantine"]
    assert sheet["B2"].value == text
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].hyperlink is None


def test_the_same_lines_give_the_same_bytes(con):
    sheets = workbook_sheets(con, night_figures(con, 20_000), "en", 20_000)
    assert written_workbook(sheets, Texts("en"), DAY) == written_workbook(sheets, Texts("en"), DAY)


def file_of(rows, worksheet, write) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.set_properties({"created": datetime(2026, 11, 23)})
        text, money, day = (book.add_format({"num_format": code}) for code in ("@", "0.00", "yyyy-mm-dd"))
        page = book.add_worksheet("rows", worksheet)
        page.write_row(0, 0, ["text", "whole", "money", "day", "note"], book.add_format({"bold": True}))
        write(page, rows, {str: text, int: text, Decimal: money, date: day})
        page.write_string(len(rows) + 2, 0, "more")
    return file.getvalue()


def write_cells(page, rows, formats) -> None:
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if value is not None:
                page.write(at, column, value, formats[type(value)])


def write_columns(page, rows, formats) -> None:
    page.write_columns(list(zip(*rows, strict=True)), lambda value: formats[type(value)])


def test_whole_rows_are_written_as_cells_one_by_one_would_be():
    rows = [
        (f"R{n % 7}", n, Decimal(n) / 4, DAY if n % 3 else None, " <&> " if n % 20 < 4 else None) for n in range(50)
    ]
    assert file_of(rows, RowsWorksheet, write_columns) == file_of(rows, None, write_cells)


def test_a_process_of_its_own_writes_the_same_bytes(con, monkeypatch):
    sheets = workbook_sheets(con, night_figures(con, 20_000), "zh", 20_000)
    with workbook_aside.workbook_aside(sheets, "zh", DAY) as book:
        written_here = book()
    monkeypatch.setattr(workbook_aside, "_ROWS_WORTH_A_PROCESS", 0)
    with workbook_aside.workbook_aside(sheets, "zh", DAY) as book:
        assert book() == written_here


def test_what_goes_wrong_in_a_process_of_its_own_is_raised_here(monkeypatch):
    monkeypatch.setattr(workbook_aside, "_ROWS_WORTH_A_PROCESS", 0)
    with workbook_aside.workbook_aside([Sheet("nowhere", [], [], 0)], "en", DAY) as book, pytest.raises(KeyError):
        book()


def test_more_rows_than_a_sheet_holds_are_counted(con):
    figures = night_figures(con, 20_000)
    sheets = read_sheets(con, figures, Texts("en"), 5)
    refused = sheets[SHEETS.index("ineligible")]
    assert len(refused.rows) + refused.left_out == figures.verdicts["ineligible"]["lines"]
    sheet = opened(sheets)["Ineligible"]
    assert sheet["A8"].value == f"{refused.left_out:,} more rows are in the warehouse."


def test_masked_it_tells_no_document_number(con):
    numbers = {number for (number,) in con.execute("SELECT DISTINCT document_no FROM v_line").fetchall() if number}
    book = book_of(con, mask=True)
    said = {str(value) for sheet in book for row in sheet.values for value in row}
    assert numbers
    assert not numbers & said
    assert any(value.startswith("…") for value in said)

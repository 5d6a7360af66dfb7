"""The sheets of `exceptions.xlsx`: what is due, lacks evidence, is refused or waits in quarantine, and the accounts."""

import json

import duckdb

from homeward.feeds.intake_texts import check_text, rejection_text
from homeward.reporting.actions import action
from homeward.reporting.figures import Figures
from homeward.reporting.mail_lines import masked
from homeward.reporting.texts import Texts
from homeward.reporting.workbook_file import Sheet
from homeward.warehouse.records import records
from homeward.warehouse.statement import statement

SHEETS = ("due", "needs_evidence", "ineligible", "quarantine", "accounts")
_ONLY_FOR_ACTION = frozenset(
    {"open_rules", "awaited_rules", "has_original", "is_in_quarantine", "days_late", "entered_on", "days_to_ship"}
)
_MAY_HOLD_DOCUMENTS = frozenset({"key", "value", "message"})


def _due(sheet: Sheet, figures: Figures, texts: Texts) -> Sheet:
    """What to do stands after the verdict, in place of the rules it follows from."""
    shown = [name for name in sheet.columns if name not in _ONLY_FOR_ACTION]
    shown.insert(shown.index("verdict") + 1, "what_to_do")
    told = [row | {"what_to_do": action(row, figures, texts)} for row in sheet.records()]
    return sheet._replace(columns=shown, rows=[tuple(row[name] for name in shown) for row in told])


def _told(sheet: Sheet, texts: Texts) -> Sheet:
    """What is wrong with a cell, in the language of `texts`."""
    rows = sheet.records()
    said = [check_text(row["check"], row["column"], row["value"], texts.lang) for row in rows]
    return sheet._replace(rows=[tuple((row | {"message": m}).values()) for row, m in zip(rows, said, strict=True)])


def _with_reasons(sheet: Sheet, texts: Texts) -> Sheet:
    """Why a file was not taken, in the language of `texts`, in place of the reason's code and details."""
    files = sheet.tuples()
    said = [rejection_text(code, json.loads(details), texts.lang) if code else None for *_, code, details in files]
    rows = [(*row[:-2], reason) for row, reason in zip(files, said, strict=True)]
    return sheet._replace(columns=[*sheet.columns[:-2], "reason"], rows=rows)


def _left_out(con: duckdb.DuckDBPyConnection, name: str, rows: int) -> int:
    (counted,) = records(con.execute(statement("workbook/row_counts")))
    return int(counted[name]) - rows


def _read(con: duckdb.DuckDBPyConnection, name: str, figures: Figures, texts: Texts, rows_at_most: int) -> Sheet:
    sql = statement(f"workbook/{name}")
    lang = {"lang": texts.lang} if "$lang" in sql else {}
    rows = con.sql(sql, params={"rows_at_most": rows_at_most, **lang}).pl()
    left_out = _left_out(con, name, rows.height) if rows.height == rows_at_most else 0
    sheet = Sheet(name, rows.columns, rows, left_out)
    match name:
        case "due":
            return _due(sheet, figures, texts)
        case "quarantine":
            return _told(sheet, texts)
        case "accounts":
            return _with_reasons(sheet, texts)
        case _:
            return sheet


def _masked(sheet: Sheet) -> Sheet:
    """Document numbers told by their end; of a row in quarantine nothing that may hold one."""
    kept = [at for at, column in enumerate(sheet.columns) if column not in _MAY_HOLD_DOCUMENTS]
    columns = [sheet.columns[at] for at in kept]
    rows = [
        tuple(masked(row[at], True) if sheet.columns[at] == "document_no" else row[at] for at in kept)
        for row in sheet.tuples()
    ]
    return sheet._replace(columns=columns, rows=rows)


def read_sheets(
    con: duckdb.DuckDBPyConnection, figures: Figures, texts: Texts, rows_at_most: int, *, mask: bool = False
) -> list[Sheet]:
    """The sheets of the scope that `figures` were read for with `con`; accounts are for readers of everything alone."""
    names = SHEETS if figures.enterprise is None else SHEETS[:-1]
    sheets = [_read(con, name, figures, texts, rows_at_most) for name in names]
    return [_masked(sheet) for sheet in sheets] if mask else sheets

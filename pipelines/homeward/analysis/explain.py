"""What there is to say of one return line: what is asked, and every rule with what was compared."""

import duckdb

from homeward.warehouse.records import Row, records
from homeward.warehouse.statement import statement

KEY = ("return_no", "line_no", "enterprise_code")


class NoSuchLine(Exception):
    """No return line fits; the message says what to look for instead."""


class SeveralEnterprises(Exception):
    """More than one enterprise has a return of this number; `enterprises` are their codes."""

    def __init__(self, return_no: str, enterprises: list[str]) -> None:
        super().__init__(return_no)
        self.enterprises = enterprises


def rows(con: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, object]) -> list[Row]:
    """The rows of `sql/explain/<name>.sql`, by column."""
    return records(con.execute(statement(f"explain/{name}"), parameters))


def lines_of(
    con: duckdb.DuckDBPyConnection, return_no: str, line_no: int | None = None, enterprise: str | None = None
) -> list[Row]:
    """The lines of one enterprise's return, in their order. Raises NoSuchLine, SeveralEnterprises."""
    found = rows(con, "lines", {"return_no": return_no, "line_no": line_no, "enterprise": enterprise})
    if not found:
        raise NoSuchLine(_what_is_held(con, return_no, enterprise))
    enterprises = sorted({row["enterprise"] for row in found})
    if len(enterprises) > 1:
        raise SeveralEnterprises(return_no, enterprises)
    return found


def _what_is_held(con: duckdb.DuckDBPyConnection, return_no: str, enterprise: str | None) -> str:
    mine = rows(con, "lines", {"return_no": return_no, "line_no": None, "enterprise": enterprise})
    if mine:
        return f"return {return_no} has no such line, only: {', '.join(str(row['line_no']) for row in mine)}."
    if rows(con, "lines", {"return_no": return_no, "line_no": None, "enterprise": None}):
        return f"enterprise {enterprise} has no return {return_no}; look for its 18- or 10-character code."
    waiting = rows(con, "quarantined", {"return_no": return_no})
    if waiting:
        places = ", ".join(f"{row['path']} row {row['row_no']}" for row in waiting)
        return f"return {return_no} was not taken in: {places}. See why with `homeward quarantine`."
    return (
        f"no return {return_no} is held, nor is one in quarantine; `homeward sql` finds what there is in return_line."
    )


def key_of(line: Row) -> dict[str, object]:
    """The parameters that name a line."""
    return {name: line[name] for name in KEY}


def has_original(line: Row) -> bool:
    """Whether the export line is held and the enterprise's own."""
    return line["supervision_mode"] is not None


def findings_of(con: duckdb.DuckDBPyConnection, line: Row) -> list[Row]:
    """Each rule: outcome, whether it is awaited or follows another, value and limit compared, titles, advice."""
    return rows(con, "findings", key_of(line))


def relief_findings_of(con: duckdb.DuckDBPyConnection, line: Row) -> list[Row]:
    """Each condition of the tax relief, with the columns of `findings_of`."""
    return rows(con, "relief_findings", key_of(line))

"""Whose lines a connection reads for a report: everyone's, or those of some enterprises."""

import duckdb

from homeward.warehouse.records import Row, records
from homeward.warehouse.statement import statement

Scope = tuple[str, ...] | None


def rows(con: duckdb.DuckDBPyConnection, name: str, parameters: Row | None = None) -> list[Row]:
    """What `sql/figures/<name>.sql` gives, a dict a row."""
    return records(con.execute(statement(f"figures/{name}"), parameters or {}))


def first(con: duckdb.DuckDBPyConnection, name: str) -> Row:
    """The first row of what `sql/figures/<name>.sql` gives."""
    return rows(con, name)[0]


def scope_to(con: duckdb.DuckDBPyConnection, scope: Scope, embedded_at_most: int) -> None:
    """From here on `con` reads the lines of these enterprises alone, or everyone's.

    What all scopes have in common is put together by the first of them. `embedded_at_most`: lines that a page holds.
    """
    con.execute(statement("figures/scope"), {"enterprise": None if scope is None else list(scope)})
    sources = {"line": f"every_line_{embedded_at_most}", "tally": "every_tally"}
    if sources["line"] not in _temporary(con):
        _put_together(con, embedded_at_most)
    for name, every in sources.items():
        if scope is not None:
            con.execute(statement("figures/scoped", name=name, every=every))
        con.execute(statement("figures/report", name=name, source=every if scope is None else f"scoped_{name}"))


def _temporary(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {row["name"] for row in rows(con, "temporary")}


def _put_together(con: duckdb.DuckDBPyConnection, embedded_at_most: int) -> None:
    for name in ("shown_line", "every_place", "every_line", "forget_place"):
        con.execute(statement(f"figures/{name}", embedded_at_most=embedded_at_most))
    for name in ("every_tally", "every_ground", "every_change", "every_proof"):
        con.execute(statement(f"figures/{name}"))

"""`homeward sql`: the warehouse, asked in SQL, read-only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeward.cli.answer import answer, out_option, rows_option, warehouse_to_ask
from homeward.cli.failure import CommandFailed
from homeward.cli.options import Text, config_option, published_warehouse, warehouse_option
from homeward.plain_text import plain

if TYPE_CHECKING:
    import duckdb


@click.command(
    "sql",
    epilog="Examples:\n\n"
    '  homeward sql "SELECT * FROM v_deadlines ORDER BY days_left LIMIT 20"\n\n'
    '  homeward sql "FROM v_ineligible" --out refused.xlsx\n\n'
    "  homeward sql < my-query.sql\n\n"
    "  homeward sql                     a prompt; end a query with a semicolon",
)
@click.argument("query", required=False, type=Text())
@out_option
@rows_option
@warehouse_option
@config_option
def command(query: str | None, out: Path | None, rows: int | None, warehouse: Path | None, config: Path | None) -> int:
    """Query the published warehouse. It is opened read-only; a night may run meanwhile. `homeward dictionary` names
    every table and column, `homeward ask` the questions people often ask.
    """
    published = published_warehouse(config, warehouse)
    with warehouse_to_ask(published) as con:
        if query is not None or sys.stdin is None or not sys.stdin.isatty():
            _run(con, _from_input() if query is None else query, out, rows)
        elif out:
            raise CommandFailed("--out needs a query: homeward sql QUERY --out FILE.")
        else:
            _prompt(con, rows)
    return 0


def _from_input() -> str:
    """The query on standard input, empty where that is closed. Raises CommandFailed where it is no text."""
    if sys.stdin is None:
        return ""
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise CommandFailed(
            f"The query is no text in UTF-8 (see its byte {error.start + 1}); save it as UTF-8."
        ) from error


def _run(con: duckdb.DuckDBPyConnection, text: str, out: Path | None, rows: int | None) -> None:
    """Answer each statement of `text`; only one may go to a file."""
    from homeward.analysis.query import statements  # noqa: PLC0415 - not needed for --help

    found = statements(con, text)
    if out and len(found) > 1:
        raise CommandFailed(f"--out takes the rows of one query; there are {len(found)} here.")
    for one in found:
        answer(con, one, out=out, rows=rows)


def _prompt(con: duckdb.DuckDBPyConnection, rows: int | None) -> None:
    """Read queries until the end of input; one that is refused says why and the prompt goes on."""
    import readline  # noqa: F401, PLC0415 - editing and history of lines

    from homeward.analysis.query import QueryRefused  # noqa: PLC0415

    click.echo("End a query with a semicolon; SHOW TABLES; lists what there is; Ctrl-D ends.", err=True)
    while (text := _typed_query()) is not None:
        try:
            if text.strip(" ;\n"):
                _run(con, text, None, rows)
        except QueryRefused as error:
            click.echo(plain(error, 2000), err=True)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)


def _typed_query() -> str | None:
    """Lines up to a semicolon; None at the end of input, or at `exit`."""
    lines: list[str] = []
    while not lines or not lines[-1].rstrip().endswith(";"):
        try:
            lines.append(input("       …> " if lines else "homeward> "))
        except EOFError:
            return None
        except KeyboardInterrupt:
            return ""
        if lines[0].strip(" ;").lower() in {"exit", "quit"}:
            return None
        if not lines[0].strip():
            lines.clear()
    return "\n".join(lines)

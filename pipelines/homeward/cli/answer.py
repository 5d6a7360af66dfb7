"""The answer to a query, for `sql` and `ask`: printed, or written to a file by its ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import reading
from homeward.counted import counted
from homeward.plain_text import plain

if TYPE_CHECKING:
    import duckdb

Command = TypeVar("Command", bound=Callable[..., Any])
# More than anybody reads on a terminal.
_ON_TERMINAL = 100


def out_option(command: Command) -> Command:
    """`--out FILE`."""
    help_text = "Write the rows to this new file: .csv, .json, .parquet or .xlsx."
    return click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=help_text)(command)


def rows_option(command: Command) -> Command:
    """`--rows N`."""
    help_text = f"Print at most so many rows, 0 for all (default: {_ON_TERMINAL} on a terminal, all into a pipe)."
    return click.option("--rows", type=click.IntRange(0, 10**12), metavar="N", help=help_text)(command)


@contextmanager
def warehouse_to_ask(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A locked connection. Raises CommandFailed: 2 for what cannot be answered or written, 3 for a damaged file."""
    from homeward.analysis.query import QueryRefused, locked  # noqa: PLC0415 - not needed for --help
    from homeward.analysis.tables_out_target import CannotWrite  # noqa: PLC0415

    try:
        with reading(published), locked(published) as con:
            yield con
    except (QueryRefused, CannotWrite) as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(f"{error.filename or 'the file'}: cannot be written: {error.strerror}.") from error


def answer(
    con: duckdb.DuckDBPyConnection,
    query: str,
    values: Mapping[str, object] | None = None,
    *,
    out: Path | None = None,
    rows: int | None = None,
) -> None:
    """Run one statement and print its rows, or write them to `out`. Raises QueryRefused, CannotWrite, OSError."""
    if out:
        _write(con, query, values, out)
    else:
        _print(con, query, values, rows)


def _write(con: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object] | None, out: Path) -> None:
    from homeward.analysis.as_text import is_text_in, with_text  # noqa: PLC0415
    from homeward.analysis.query import QueryRefused, plainly  # noqa: PLC0415
    from homeward.analysis.tables_out import BATCH_ROWS, write_rows  # noqa: PLC0415
    from homeward.analysis.tables_out_target import check_target  # noqa: PLC0415

    check_target(out)
    with plainly():
        found = con.sql(query, params=dict(values or {}))
        if found is None:
            raise QueryRefused("This statement has no rows to write.")
        rows = with_text(found, partial(is_text_in, out.suffix.lower()))
        written = write_rows(rows.to_arrow_reader(BATCH_ROWS), out)
    click.echo(f"{plain(out)}: {counted(written, 'row')}.")


def _print(con: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object] | None, rows: int | None) -> None:
    from rich.console import Console  # noqa: PLC0415

    from homeward.analysis.as_text import is_zoned, with_text  # noqa: PLC0415
    from homeward.analysis.query import plainly  # noqa: PLC0415
    from homeward.analysis.tables_printed import print_rows  # noqa: PLC0415

    console = Console(highlight=False)
    most = rows if rows is not None else _ON_TERMINAL if console.is_terminal else 0
    with plainly():
        found = con.sql(query, params=dict(values or {}))
        if found is None:
            return
        rows_found = with_text(found, is_zoned)
        shown = (rows_found.limit(most + 1) if most else rows_found).fetchall()
    print_rows(found.columns, shown[:most] if most else shown, console)
    _tell_count(len(shown), most)


def _tell_count(found: int, most: int) -> None:
    """To stderr: a pipe carries rows alone."""
    if most and found > most:
        click.echo(
            f"The first {counted(most, 'row')}; there are more. --rows 0 shows all, --out FILE writes them.", err=True
        )
    else:
        click.echo(f"{counted(found, 'row')}.", err=True)

"""`homeward export`: Parquet copies of the public tables and views."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import config_option, opened, published_warehouse, warehouse_option
from homeward.counted import counted
from homeward.exit_codes import NIGHT_FAILED
from homeward.plain_text import plain

if TYPE_CHECKING:
    import duckdb

    from homeward.analysis.tables_out_folder import Copied


@click.command(
    "export",
    epilog="Examples:\n\n"
    "  homeward export --out copies                                    every table and view\n\n"
    "  homeward export --out copies --tables eligibility,v_deadlines   these alone",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="A new folder.")
@click.option("--tables", multiple=True, metavar="NAMES", help="Tables and views, with commas between (default: all).")
@warehouse_option
@config_option
def command(out: Path, tables: tuple[str, ...], warehouse: Path | None, config: Path | None) -> int:
    """Write the published tables and views as Parquet, one file each, into a new folder."""
    names = [name.strip() for part in tables for name in part.split(",") if name.strip()]
    with opened(published_warehouse(config, warehouse)) as con:
        written = _copied(con, out, names)
    for file, rows in written:
        click.echo(f"{plain(out / file)}: {counted(rows, 'row')}")
    return 0


def _copied(con: duckdb.DuckDBPyConnection, out: Path, names: list[str]) -> list[Copied]:
    import duckdb  # noqa: PLC0415

    from homeward.analysis.tables_out_folder import copy_tables  # noqa: PLC0415
    from homeward.analysis.tables_out_target import CannotWrite  # noqa: PLC0415

    try:
        return copy_tables(con, out, names)
    except CannotWrite as error:
        raise CommandFailed(str(error)) from error
    except duckdb.Error as error:
        sentence = f"The tables could not be copied: {str(error).splitlines()[0]} Nothing was written."
        raise CommandFailed(sentence, NIGHT_FAILED) from error
    except OSError as error:
        raise CommandFailed(f"{error.filename or out}: {error.strerror}. Nothing was written.") from error

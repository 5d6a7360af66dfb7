"""`homeward export`: Parquet copies of the public tables and views."""

from pathlib import Path

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import config_option, published_warehouse, warehouse_option
from homeward.counted import counted


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
    import duckdb  # noqa: PLC0415 - not needed for --help

    from homeward.analysis.tables_out_folder import copy_tables  # noqa: PLC0415
    from homeward.analysis.tables_out_target import CannotWrite  # noqa: PLC0415
    from homeward.plain_text import plain  # noqa: PLC0415
    from homeward.warehouse.database import open_published  # noqa: PLC0415

    names = [name.strip() for part in tables for name in part.split(",") if name.strip()]
    published = published_warehouse(config, warehouse)
    try:
        with open_published(published) as con:
            written = copy_tables(con, out, names)
    except CannotWrite as error:
        raise CommandFailed(str(error)) from error
    except duckdb.Error as error:
        sentence = f"{published} could not be copied: {str(error).splitlines()[0]} Nothing was written."
        raise CommandFailed(sentence) from error
    except OSError as error:
        raise CommandFailed(f"{error.filename or out}: {error.strerror}. Nothing was written.") from error
    for file, rows in written:
        click.echo(f"{plain(out / file)}: {counted(rows, 'row')}")
    return 0

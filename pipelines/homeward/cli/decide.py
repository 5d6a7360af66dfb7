"""`homeward decide`: Parquet tables decided without a warehouse."""

from datetime import date
from pathlib import Path

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import Day


@click.command(
    "decide",
    epilog="Examples:\n\n"
    "  homeward export --out tables\n\n"
    "  homeward decide --input tables --out decided --as-of 2026-11-22",
)
@click.option(
    "--input",
    "tables",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The accepted tables as Parquet, as `homeward export` writes them.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="Where eligibility, comparison and summary go.",
)
@click.option("--as-of", type=Day(), help="The day to decide for (default: today in China).")
def command(tables: Path, out: Path, as_of: date | None) -> int:
    """Decide accepted tables by the rulebook, stateless: Parquet in, Parquet out; no warehouse is read or written."""
    import polars as pl  # noqa: PLC0415 - not needed for --help

    from homeward.engines.on_one_machine import decide_folder  # noqa: PLC0415
    from homeward.engines.parquet_tables import TablesMissing  # noqa: PLC0415
    from homeward.plain_text import plain  # noqa: PLC0415
    from homeward.rulebook.law import load_law  # noqa: PLC0415
    from homeward.settings import today_in_china  # noqa: PLC0415

    try:
        summary = decide_folder(tables, out, load_law(), as_of or today_in_china())
    except TablesMissing as error:
        raise CommandFailed(str(error)) from error
    except pl.exceptions.PolarsError as error:
        raise CommandFailed(f"{tables}: a table cannot be read: {str(error).splitlines()[0]}") from error
    except OSError as error:
        raise CommandFailed(f"{error.filename or out}: {error.strerror or error}.") from error
    for verdict, channel, lines, _ in summary.iter_rows():
        click.echo(f"{verdict.replace('_', ' ')}, {channel or 'no channel'}: {lines:,}")
    click.echo(f"Decisions: {plain(out / 'eligibility.parquet')}")
    return 0

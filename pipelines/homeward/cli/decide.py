"""`homeward decide`: Parquet tables decided without a warehouse."""

# Spark is an extra; where it is not installed nothing can be said of its types.
# mypy: disable-error-code="import-untyped,import-not-found"

from datetime import date
from pathlib import Path

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import Day


@click.command(
    "decide",
    epilog="Examples:\n\n"
    "  homeward export --out tables\n\n"
    "  homeward decide --input tables --out decided --as-of 2026-11-22\n\n"
    "  homeward decide --input /shared/tables --out /shared/decided --engine spark --master spark://head:7077",
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
@click.option("--engine", type=click.Choice(["polars", "spark"]), default="polars", help="One machine, or Spark.")
@click.option("--master", metavar="URL", help="Spark's master (default: local[*]).")
@click.option("--remote", metavar="URL", help="A Spark Connect server, sc://…, in place of a master.")
def command(tables: Path, out: Path, as_of: date | None, engine: str, master: str | None, remote: str | None) -> int:
    """Decide accepted tables by the rulebook, stateless: Parquet in, Parquet out; no warehouse is read or written."""
    import polars as pl  # noqa: PLC0415 - not needed for --help

    from homeward.engines.on_one_machine import decide_folder  # noqa: PLC0415
    from homeward.engines.parquet_tables import TablesMissing  # noqa: PLC0415
    from homeward.plain_text import plain  # noqa: PLC0415
    from homeward.rulebook.law import load_law  # noqa: PLC0415
    from homeward.settings import today_in_china  # noqa: PLC0415

    if engine == "polars" and (master or remote):
        raise CommandFailed("--master and --remote are for Spark; add --engine spark.")
    if master and remote:
        raise CommandFailed("--master and --remote are two ways to a cluster; give one of them.")
    if engine == "spark":
        return _on_spark(tables, out, as_of or today_in_china(), master, remote)
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


def _on_spark(tables: Path, out: Path, as_of: date, master: str | None, remote: str | None) -> int:
    from homeward.engines.parquet_tables import TablesMissing  # noqa: PLC0415
    from homeward.plain_text import plain  # noqa: PLC0415
    from homeward.rulebook.law import load_law  # noqa: PLC0415

    try:
        import pandas  # noqa: F401, PLC0415 - Spark's cogrouping asks for it
        from pyspark.errors import PySparkException  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415

        from homeward.engines.on_spark import decide_on_spark  # noqa: PLC0415
    except ImportError as error:
        sentence = f"Spark needs more than is installed ({error.name}): install homeward[spark], pandas and Java 17."
        raise CommandFailed(sentence) from error
    builder = SparkSession.builder.appName("homeward decide")
    spark = (builder.remote(remote) if remote else builder.master(master or "local[*]")).getOrCreate()
    try:
        told = decide_on_spark(spark, tables, out, load_law(), as_of)
    except TablesMissing as error:
        raise CommandFailed(str(error)) from error
    except PySparkException as error:
        raise CommandFailed(f"Spark failed: {str(error).splitlines()[0]}") from error
    finally:
        spark.stop()
    for verdict, channel, lines in told:
        click.echo(f"{verdict.replace('_', ' ')}, {channel or 'no channel'}: {lines:,}")
    click.echo(f"Decisions: {plain(out / 'eligibility')}")
    return 0

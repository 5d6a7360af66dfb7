"""`homeward decide`: Parquet tables decided without a warehouse."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from homeward.china_time import today_in_china
from homeward.cli.failure import CommandFailed
from homeward.cli.options import Day
from homeward.plain_text import plain

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_CONNECT_PORT = 15002
_ANSWER_SECONDS = 10


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
@click.option(
    "--share-lines",
    type=click.IntRange(min=1),
    metavar="LINES",
    help="About how many return lines a Spark worker decides at once (default: 50000).",
)
def command(
    tables: Path,
    out: Path,
    as_of: date | None,
    engine: str,
    master: str | None,
    remote: str | None,
    share_lines: int | None,
) -> int:
    """Decide accepted tables by the rulebook, stateless: Parquet in, Parquet out; no warehouse is read or written."""
    from homeward.engines.on_one_machine import decide_folder  # noqa: PLC0415 - not needed for --help
    from homeward.rulebook.law import load_law  # noqa: PLC0415

    if out.resolve() == tables.resolve():
        raise CommandFailed(f"--out {out}: the decisions would take the place of the tables; name another folder.")
    if engine == "polars" and (master or remote or share_lines):
        raise CommandFailed("--master, --remote and --share-lines are for Spark; add --engine spark.")
    if master and remote:
        raise CommandFailed("--master and --remote are two ways to a cluster; give one of them.")
    if engine == "spark":
        return _on_spark(tables, out, as_of or today_in_china(), master, remote, share_lines)
    with _tables_told_of(tables, out):
        summary = decide_folder(tables, out, load_law(), as_of or today_in_china())
    for verdict, channel, lines, _ in summary.iter_rows():
        click.echo(f"{verdict.replace('_', ' ')}, {channel or 'no channel'}: {lines:,}")
    click.echo(f"Decisions: {plain(out / 'eligibility.parquet')}")
    return 0


def _on_spark(
    tables: Path, out: Path, as_of: date, master: str | None, remote: str | None, share_lines: int | None
) -> int:
    from homeward.rulebook.law import load_law  # noqa: PLC0415

    try:
        import pandas  # noqa: F401, PLC0415 - Spark's cogrouping asks for it
        from py4j.protocol import Py4JError  # noqa: PLC0415
        from pyspark.errors import PySparkException  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415

        from homeward.engines.on_spark import SHARE_LINES, decide_on_spark  # noqa: PLC0415
    except ImportError as error:
        sentence = f"Spark needs more than is installed ({error.name}): install homeward[spark], pandas and Java 17."
        raise CommandFailed(sentence) from error
    builder = SparkSession.builder.appName("homeward decide")
    where = remote or master or "local[*]"
    _check_that_it_answers(where)
    try:
        session = (builder.remote(where) if remote else builder.master(where)).getOrCreate()
        with _stopping(session) as spark, _tables_told_of(tables, out):
            told = decide_on_spark(spark, tables, out, load_law(), as_of, share_lines or SHARE_LINES)
    except (PySparkException, Py4JError) as error:
        raise CommandFailed(
            f"Spark at {where} failed: {_first_reason(str(error))} Java's own words are above."
        ) from error
    for verdict, channel, lines in told:
        click.echo(f"{verdict.replace('_', ' ')}, {channel or 'no channel'}: {lines:,}")
    click.echo(f"Decisions: {plain(out / 'eligibility')}")
    return 0


@contextmanager
def _tables_told_of(tables: Path, out: Path) -> Iterator[None]:
    """Tables that are missing, damaged or without a column, and files that cannot be written, as CommandFailed (2)."""
    from narwhals.exceptions import NarwhalsError  # noqa: PLC0415
    from polars.exceptions import PolarsError  # noqa: PLC0415

    from homeward.engines.parquet_tables import TablesMissing  # noqa: PLC0415

    try:
        yield
    except TablesMissing as error:
        raise CommandFailed(str(error)) from error
    except (PolarsError, NarwhalsError) as error:
        raise CommandFailed(f"{tables}: a table cannot be read: {str(error).splitlines()[0]}") from error
    except OSError as error:
        raise CommandFailed(f"{error.filename or out}: {error.strerror or error}.") from error


def _check_that_it_answers(where: str) -> None:
    """Spark itself tries for minutes, in silence, where nobody answers."""
    place = urlsplit(where)
    if place.scheme not in ("sc", "spark") or not place.hostname or "," in place.netloc:
        return
    try:
        address = (place.hostname, place.port or _CONNECT_PORT)
        socket.create_connection(address, timeout=_ANSWER_SECONDS).close()
    except (OSError, ValueError) as error:
        raise CommandFailed(
            f"{where}: Spark does not answer there ({error}). Check the address, and that it runs."
        ) from error


@contextmanager
def _stopping(spark: "SparkSession") -> "Iterator[SparkSession]":
    try:
        yield spark
    finally:
        spark.stop()


def _first_reason(words: str) -> str:
    """The first line that names a Java exception, or else the first line at all."""
    lines = words.strip().splitlines()
    reason = next((line for line in lines if "Exception: " in line), lines[0] if lines else "no reason given")
    return reason.strip().lstrip(": ").rstrip(".") + "."

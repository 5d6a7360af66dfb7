"""`homeward generate`: seeded synthetic feeds of any size."""

from datetime import date
from pathlib import Path

import click

from homeward.china_time import today_in_china
from homeward.cli.failure import CommandFailed
from homeward.cli.options import Day
from homeward.counted import counted


@click.command(
    "generate",
    epilog="Examples:\n\n"
    "  homeward generate --declarations 20000 --returns 3000 --as-of 2026-11-22 --out inbox\n\n"
    "  homeward generate --declarations 5000000 --returns 500000 --out big --format parquet\n\n"
    "  homeward generate --declarations 200 --returns 40 --as-of 2026-11-23 --out inbox --night 2 --first 20000 3000"
    "    the next night's files, on top of the first example's",
)
@click.option("--declarations", type=click.IntRange(min=1), required=True, help="Export lines to write.")
@click.option("--returns", type=click.IntRange(min=1), required=True, help="Return lines to write.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to.")
@click.option("--format", "format_", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--mess", is_flag=True, help="Add what goes wrong with exports: damaged cells, repeats, bad files.")
@click.option(
    "--as-of", type=Day(), help="The night's day: everything was exported that morning (default: today in China)."
)
@click.option("--enterprises", type=int, default=9, show_default=True, help="How many enterprises export, up to 50.")
@click.option(
    "--night",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Which night's delivery this is; --as-of is its own day.",
)
@click.option("--first", type=(int, int), help="With --night: the declarations and returns that night 1 brought.")
@click.option("--plain", is_flag=True, help="CSV in UTF-8 under canonical names only, for other tools to load too.")
def command(
    declarations: int,
    returns: int,
    seed: int,
    out: Path,
    format_: str,
    mess: bool,
    as_of: date | None,
    enterprises: int,
    night: int,
    first: tuple[int, int] | None,
    plain: bool,
) -> None:
    """Write seeded synthetic feeds: declarations, returns, updates, receipts and reference files.

    Night 1 brings a history of over two years; a later night brings one day's lines, amendments, receipts and updates.
    """
    from homeward.synthetic.feeds import write_feeds  # noqa: PLC0415
    from homeward.synthetic.plan import FeedsError  # noqa: PLC0415

    try:
        written = write_feeds(
            out,
            declarations,
            returns,
            seed,
            "parquet" if format_ == "parquet" else "csv",
            as_of=as_of or today_in_china(),
            mess=mess,
            night=night,
            first=first,
            enterprise_count=enterprises,
            plain=plain,
        )
    except FeedsError as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(
            f"{error.filename or out}: {error.strerror or error}. Name another folder with --out."
        ) from error
    rows = ", ".join(f"{count:,} {feed.replace('_', ' ')}" for feed, count in written.rows.items())
    click.echo(f"{counted(len(written.files), 'file')} written to {out}: {rows}.")

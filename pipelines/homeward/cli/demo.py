"""`homeward demo`: the newcomer's first command."""

from datetime import date
from pathlib import Path

import click

from homeward.cli.options import Day
from homeward.cli.streams import go_on_unheard


@click.command(
    "demo",
    epilog="Examples:\n\n"
    "  homeward demo                  in ./demo; again tomorrow, and the next day's files come in\n\n"
    "  homeward demo try --lang zh    in ./try, with reports in Chinese",
)
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(path_type=Path))
@click.option("--as-of", type=Day(), help="The day of the last night, a day in China (default: today there).")
@click.option("--lang", type=click.Choice(["en", "zh", "both"]), help="The language of the reports.")
def command(folder: Path, as_of: date | None, lang: str | None) -> int:
    """Write a realistic sample inbox into DIR and run two nights on it, yesterday's and today's.

    Nothing in DIR is deleted, no mail is sent; in a folder that holds anything else the demo does not begin.
    """
    from homeward.cli.guard import guarded  # noqa: PLC0415 - not needed for --help

    go_on_unheard()

    def nights() -> int:
        from homeward.cli.demo_nights import demo_and_tell  # noqa: PLC0415 - after the guard's fork

        return demo_and_tell(folder, as_of, lang)

    return guarded(nights)

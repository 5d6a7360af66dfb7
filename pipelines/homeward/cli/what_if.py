"""`homeward what-if`: the present lines under another day, value or file."""

from datetime import date
from pathlib import Path

import click

from homeward.cli.options import Day, Text, config_option, warehouse_option


@click.command(
    "what-if",
    epilog="Examples:\n\n"
    "  homeward what-if --as-of 2027-01-31                     what the clock alone will do\n\n"
    "  homeward what-if --set within_one_year.period=18mo      another limit\n\n"
    "  homeward what-if --with exports/evidence.csv            a file that is not in the inbox yet",
)
@click.option("--as-of", type=Day(), help="Decide for this day (default: the last night's).")
@click.option(
    "--set",
    "changes",
    type=Text(),
    multiple=True,
    metavar="RULE.VALUE=X",
    help="Another value of the law, for this once.",
)
@click.option(
    "--with", "files", multiple=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
    help="Take this file in too; a reference feed must lie in a folder named reference.",
)  # fmt: skip
@click.option("--lines", type=click.IntRange(min=0), default=20, show_default=True, help="Print at most so many lines.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@warehouse_option
@config_option
def command(
    as_of: date | None,
    changes: tuple[str, ...],
    files: tuple[Path, ...],
    lines: int,
    as_json: bool,
    warehouse: Path | None,
    config: Path | None,
) -> int:
    """Decide the present lines under another day, another value of the law, or with another file, and print what would
    change, in lines and value. The warehouse is not touched.
    """
    from homeward.cli.what_if_answer import answer_and_tell  # noqa: PLC0415 - a database is not needed for --help

    return answer_and_tell(config, warehouse, as_of, changes, files, lines_at_most=lines, as_json=as_json)

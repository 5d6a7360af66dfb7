"""`homeward verify`: prove a night."""

from pathlib import Path

import click

from homeward.china_time import today_in_china
from homeward.cli.failure import CommandFailed
from homeward.cli.options import config_option, published_warehouse, reading, settings_of, warehouse_option
from homeward.exit_codes import NIGHT_FAILED
from homeward.plain_text import plain

NOT_ALL_PROVEN = 1


@click.command(
    "verify",
    epilog="Examples:\n\n  homeward verify                  the current night\n\n"
    "  homeward verify 2026-11-22       a kept night, by its day or its run\n\n"
    "Exit code: 0 proven; 1 something cannot be told by this version (it names the right one); 3 something is wrong",
)
@click.argument("night", required=False)
@warehouse_option
@config_option
def command(night: str | None, warehouse: Path | None, config: Path | None) -> int:
    """Prove a NIGHT: its file whole, every row accounted for, its raw files at hand, its verdicts decided again."""
    from homeward.warehouse.generations import NoSuchNight, find_night  # noqa: PLC0415
    from homeward.warehouse.layout import Layout  # noqa: PLC0415
    from homeward.warehouse.verify import verify  # noqa: PLC0415

    settings = settings_of(config, warehouse=warehouse)
    layout = Layout(published_warehouse(config, warehouse))
    outcomes = set()
    try:
        file = find_night(layout, night) if night else layout.published
    except NoSuchNight as error:
        raise CommandFailed(str(error)) from error
    with reading(file):
        for proof in verify(file, layout, settings.archive_days, today_in_china()):
            outcomes.add(proof.outcome)
            click.echo(f"{proof.outcome:9} {proof.subject}: {plain(proof.sentence, 4000)}")
    if "failed" in outcomes:
        return NIGHT_FAILED
    return NOT_ALL_PROVEN if "unproven" in outcomes else 0

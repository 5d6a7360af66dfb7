"""`homeward send`: the mails that are owed."""

from pathlib import Path

import click

from homeward.cli.options import config_option, reports_option, warehouse_option
from homeward.cli.streams import go_on_unheard


@click.command(
    "send",
    epilog="Examples:\n\n"
    "  homeward send                 the last night's mails, and those of former nights that could not be sent\n\n"
    "  homeward send --dry-run       write them as .eml files, send nothing\n\n"
    "  homeward send --again         also those refused, and those the server may have taken already",
)
@click.option("--dry-run", is_flag=True, help="Write the messages to REPORTS/dry-run and send nothing.")
@click.option("--again", is_flag=True, help="Also send what was refused, or may have arrived already.")
@warehouse_option
@reports_option
@config_option
def command(dry_run: bool, again: bool, warehouse: Path | None, reports: Path | None, config: Path | None) -> int:
    """Send the mails that are owed, each once. Exit code 5 when one could not be sent."""
    from homeward.cli.sender import send_and_tell  # noqa: PLC0415 - a database is not needed for --help

    go_on_unheard()
    return send_and_tell(config, warehouse, reports, dry_run=dry_run, again=again)

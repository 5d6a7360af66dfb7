"""`homeward nights`: the nights that can be opened, and those that failed."""

from pathlib import Path
from typing import Any

import click

from homeward.cli.options import config_option, settings_of, warehouse_option


@click.command(
    "nights",
    epilog="Examples:\n\n  homeward nights\n\n  homeward nights --json | jq '.kept[].as_of'\n\n"
    "Each kept file opens read-only like the warehouse itself.",
)
@warehouse_option
@config_option
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
def command(warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """List the nights that are kept, the current one first, with the latest nights that failed."""
    import json  # noqa: PLC0415 - imported where used, for a quick start

    from homeward.cli.failure import NIGHT_FAILED, CommandFailed  # noqa: PLC0415
    from homeward.journal import JournalError  # noqa: PLC0415
    from homeward.nights import list_nights  # noqa: PLC0415
    from homeward.warehouse.layout import Layout  # noqa: PLC0415

    try:
        nights = list_nights(Layout(settings_of(config, warehouse=warehouse).warehouse))
    except JournalError as error:
        raise CommandFailed(str(error), NIGHT_FAILED) from error
    if as_json:
        click.echo(json.dumps(nights, ensure_ascii=False, default=str))
    else:
        _show(nights)
    return 0


def _row(night: dict[str, Any]) -> list[str]:
    size = f"{night['bytes'] / 1e6:,.1f} MB"
    mark = "current" if night["is_current"] else ""
    if night["damaged"]:
        return ["damaged", night["file"], size, "", "", "", "", mark]
    counts = [f"{night[name]:,}" for name in ("eligible", "needs_evidence", "ineligible", "withdrawn")]
    return [str(night["as_of"]), night["run_id"], size, *counts, mark]


def _show(nights: dict[str, list[dict[str, Any]]]) -> None:
    import sys  # noqa: PLC0415

    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from homeward.plain_text import plain  # noqa: PLC0415

    console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 140)
    if not nights["kept"]:
        console.print("No night is kept yet: run `homeward run`.")
    else:
        headings = ("as of", "run", "size", "eligible", "needs evidence", "ineligible", "withdrawn", "")
        table = Table(*headings, box=None)
        for night in nights["kept"]:
            table.add_row(*(plain(cell) for cell in _row(night)))
        console.print(table)
    for night in nights["failed"]:
        console.print(f"failed: {night['as_of']}, begun {night['started_at']}: {plain(night['sentence'])}")

"""`homeward nights`: the nights that can be opened, and those that failed."""

from pathlib import Path
from typing import Any

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import config_option, settings_of, warehouse_option
from homeward.exit_codes import NIGHT_FAILED
from homeward.plain_text import plain


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

    from homeward.nights import list_nights  # noqa: PLC0415
    from homeward.warehouse.layout import Layout  # noqa: PLC0415

    nights = list_nights(Layout(settings_of(config, warehouse=warehouse).warehouse))
    if as_json:
        click.echo(json.dumps(nights, ensure_ascii=False, default=str))
    else:
        _show(nights)
    if nights["unreadable"]:
        raise CommandFailed(" ".join(nights["unreadable"]), NIGHT_FAILED)
    return 0


def _size(number: int) -> str:
    return f"{number / 1e6:.1f} MB" if number < 1e9 else f"{number / 1e9:.1f} GB"


def _show(nights: dict[str, list[Any]]) -> None:
    from homeward.cli.nights_table import nights_table  # noqa: PLC0415

    kept = nights["kept"]
    if not kept:
        click.echo("No night is kept yet: run `homeward run`.")
    else:
        first = "the current one first" if kept[0]["is_current"] else "none of them current"
        click.echo(f"Nights kept, {first}, with all return lines by verdict:")
    whole = [night for night in kept if not night["damaged"]]
    for line in nights_table(whole, "size", [_size(night["bytes"]) for night in whole]) if whole else ():
        click.echo(line)
    for night in kept:
        if night["damaged"]:
            mark = "current, " if night["is_current"] else ""
            size = _size(night["bytes"])
            click.echo(f"damaged: {plain(night['file'])} ({mark}{size}): {plain(night['damaged'])}")
    for night in nights["failed"]:
        click.echo(f"failed: {night['as_of']}, begun {night['started_at']}: {plain(night['sentence'], 2000)}")

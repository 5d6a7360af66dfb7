"""`homeward retract`: a bad delivery taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import config_option, settings_of, warehouse_option
from homeward.counted import counted
from homeward.exit_codes import NIGHT_FAILED
from homeward.plain_text import plain

if TYPE_CHECKING:
    from homeward.settings import Settings


@click.command(
    "retract",
    epilog="Examples:\n\n  homeward retract returns-2024-11.csv      by its path in the inbox\n\n"
    "  homeward retract 9f86d081                 by the beginning of its hash\n\n"
    "  homeward retract 9                        by its file_id\n\n"
    "  homeward run --again data/inbox/returns-2024-11.csv      takes the same bytes once more",
)
@click.argument("name", metavar="FILE")
@warehouse_option
@config_option
def command(name: str, warehouse: Path | None, config: Path | None) -> int:
    """Take a loaded FILE back: what it amended returns to its former version, what it brought goes, both on record."""
    import duckdb  # noqa: PLC0415 - not needed for --help

    from homeward.cli.changes import change_or_say  # noqa: PLC0415
    from homeward.feeds.inbox import path_as_text  # noqa: PLC0415
    from homeward.warehouse.layout import Layout  # noqa: PLC0415
    from homeward.warehouse.load import AccountsDoNotAddUp  # noqa: PLC0415
    from homeward.warehouse.retract import LoadedFile, Retracted, loaded_files, retract  # noqa: PLC0415

    settings = settings_of(config, warehouse=warehouse)
    paths, name = _paths(name, settings), path_as_text(Path(name))

    def change(con: duckdb.DuckDBPyConnection, run_id: str) -> tuple[LoadedFile, Retracted]:
        found = loaded_files(con, name, [name, *paths])
        if len(found) != 1:
            raise CommandFailed(_unclear(name, [f"{file.file_id} ({file.path}, {file.sha256[:12]})" for file in found]))
        return found[0], retract(con, found[0], run_id, Layout(settings.warehouse))

    try:
        file, done = change_or_say(settings, change)
    except AccountsDoNotAddUp as error:
        sentence = f"The accounts would not add up ({error}); nothing was changed. Please report this."
        raise CommandFailed(sentence, NIGHT_FAILED) from error
    click.echo(
        f"{plain(file.path)} is taken back: "
        f"{counted(done.gone, 'row')} gone, {done.restored:,} as other files have them"
        + (f", {counted(done.quarantined, 'update')} of what is gone in quarantine" if done.quarantined else "")
        + ". The next night decides with it; the file itself stays in the inbox and is not taken again."
    )
    return 0


def _paths(name: str, settings: Settings) -> list[str]:
    """The path as the inbox knows it, where it lies there."""
    from homeward.feeds.inbox import path_as_text, real_path  # noqa: PLC0415

    inbox, path = real_path(settings.inbox), real_path(Path(name))
    return [path_as_text(path.relative_to(inbox))] if path.is_relative_to(inbox) else []


def _unclear(name: str, found: list[str]) -> str:
    if found:
        return f"{name}: more than one loaded file goes by this; name one by its number: {', '.join(found)}."
    return f"{name}: no loaded file goes by this path, number or hash (at least 8 signs). Nothing was changed."

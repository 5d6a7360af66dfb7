"""`homeward quarantine`: the rows that were not taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import Text, config_option, opened, published_warehouse, settings_of, warehouse_option
from homeward.plain_text import plain

if TYPE_CHECKING:
    from homeward.quarantine.causes import Cause


@click.command(
    "quarantine",
    epilog="Examples:\n\n  homeward quarantine                              what waits, by file and cause\n\n"
    "  homeward quarantine --export to-correct.csv      the rows as they were; correct them, drop the file into the"
    " inbox\n\n"
    '  homeward quarantine --dismiss 1f3a-12 --reason "a total row"',
)
@click.option("--export", "target", type=click.Path(path_type=Path), help="Write the rows to this new CSV file.")
@click.option(
    "--dismiss", "ids", type=Text(), multiple=True, metavar="ID", help="Close the row with this quarantine_id."
)
@click.option("--reason", type=Text(), help="Why a dismissed row will never be corrected.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="The language of what is said.")
@click.option("--json", "as_json", is_flag=True, help="The list as one JSON object.")
@warehouse_option
@config_option
def command(
    target: Path | None,
    ids: tuple[str, ...],
    reason: str | None,
    lang: str,
    as_json: bool,
    warehouse: Path | None,
    config: Path | None,
) -> int:
    """List quarantined rows by file and cause; export them to be corrected; dismiss what never will be."""
    if ids and target:
        raise CommandFailed("--export and --dismiss are two things; give one of them.")
    if ids:
        _dismiss(ids, reason, config, warehouse)
    elif reason is not None:
        raise CommandFailed("--reason goes with --dismiss ID.")
    elif target:
        _export(target, lang, published_warehouse(config, warehouse))
    else:
        _list(lang, as_json, published_warehouse(config, warehouse))
    return 0


def _dismiss(ids: tuple[str, ...], reason: str | None, config: Path | None, warehouse: Path | None) -> None:
    from homeward.cli.changes import change_or_say  # noqa: PLC0415 - not needed for --help
    from homeward.quarantine.dismiss import NotOpen, dismiss  # noqa: PLC0415

    if not reason or not reason.strip():
        raise CommandFailed('--dismiss needs --reason TEXT, as --reason "a total row"; it stays on record.')
    settings = settings_of(config, warehouse=warehouse)
    try:
        closed = change_or_say(settings, lambda con, run_id: dismiss(con, ids, reason.strip(), run_id))
    except NotOpen as error:
        raise CommandFailed(
            f"{error}: no open row has this id; nothing was changed. See `homeward quarantine`."
        ) from error
    click.echo(f"{closed:,} dismissed. The next night decides with it.")


def _export(target: Path, lang: str, published: Path) -> None:
    from homeward.feeds.intake_texts import quarantine_text  # noqa: PLC0415
    from homeward.quarantine.export import export_open_rows  # noqa: PLC0415

    if target.suffix.lower() != ".csv":
        raise CommandFailed(f"{target}: name a .csv file; a workbook could not be dropped back into the inbox.")
    try:
        with opened(published) as con:
            written = export_open_rows(con, target, lang)
    except FileExistsError as error:
        raise CommandFailed(f"{error.filename}: is there already; name a new file.") from error
    except OSError as error:
        raise CommandFailed(f"{error.filename or target}: {error.strerror}.") from error
    for path, rows in written.items():
        click.echo(quarantine_text("exported", lang, path=plain(path), n=rows))
    if not written:
        click.echo(quarantine_text("not_exported", lang))


def _list(lang: str, as_json: bool, published: Path) -> None:
    import json  # noqa: PLC0415

    from homeward.quarantine.causes import open_causes  # noqa: PLC0415

    with opened(published) as con:
        causes = open_causes(con)
    if as_json:
        shown = [{**cause._asdict(), "message": cause.message(lang)} for cause in causes]
        click.echo(json.dumps({"causes": shown}, ensure_ascii=False))
    else:
        _show(causes, lang)


def _show(causes: list[Cause], lang: str) -> None:
    from itertools import groupby  # noqa: PLC0415

    from homeward.feeds.intake_texts import quarantine_text  # noqa: PLC0415

    if not causes:
        click.echo(quarantine_text("none", lang))
    for path, of_file in groupby(causes, key=lambda cause: cause.path):
        click.echo(plain(path))
        for cause in of_file:
            counted = {"rows": f"{cause.rows:,}", "first_row": f"{cause.first_row:,}"}
            named = {name: getattr(cause, name) for name in ("column", "check", "quarantine_id")}
            click.echo("  " + quarantine_text("cause", lang, **counted, **named))
            click.echo(f"    {plain(cause.message(lang), 1000)}")

"""`homeward restore`: make a kept night the current one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import config_option, settings_of, warehouse_option
from homeward.cli.streams import go_on_unheard
from homeward.counted import counted
from homeward.exit_codes import ANOTHER_NIGHT, NIGHT_FAILED
from homeward.fault import file_words
from homeward.plain_text import plain
from homeward.readable import refuse_unreadable

if TYPE_CHECKING:
    from homeward.warehouse.restore import LooseFile, Restored

# The night is restored, but not every file is given back.
_NOT_ALL_GIVEN_BACK = 1


@click.command(
    "restore",
    epilog="Examples:\n\n  homeward restore 2026-11-22                      the newest run of that day\n\n"
    "  homeward restore 2026-11-22 --give-back lost     and the files taken in since, from the archive, into `lost`\n\n"
    "Nothing is lost: the night that was current is kept among the others.",
)
@click.argument("night")
@click.option(
    "--give-back",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the files taken in since that are no longer in the inbox, nor taken back, into this folder, from the "
    "archive.",
)
@click.option("--inbox", type=click.Path(path_type=Path), help="The inbox.")
@warehouse_option
@config_option
def command(night: str, give_back: Path | None, inbox: Path | None, warehouse: Path | None, config: Path | None) -> int:
    """Make a kept NIGHT (its as-of day, or its run) the current one, and say what becomes of files taken in since."""
    from homeward.warehouse.access import Access  # noqa: PLC0415
    from homeward.warehouse.generations import NoSuchNight  # noqa: PLC0415
    from homeward.warehouse.layout import Layout  # noqa: PLC0415
    from homeward.warehouse.lock import AnotherNightRuns, night_lock  # noqa: PLC0415
    from homeward.warehouse.restore import NightNotSound, restore  # noqa: PLC0415

    go_on_unheard()
    settings = settings_of(config, warehouse=warehouse, inbox=inbox)
    layout = Layout(settings.warehouse)
    refuse_unreadable(layout.published)
    if not layout.folder.is_dir():
        raise CommandFailed(f"{layout.folder}: the folder of the warehouse is not there. See that its disk is mounted.")
    if give_back and give_back.resolve().is_relative_to(settings.inbox.resolve()):
        raise CommandFailed(f"--give-back {give_back}: the inbox is never written to; name a folder outside it.")
    try:
        with night_lock(layout.lock):
            restored = restore(layout, settings.inbox, night, Access.of(settings))
    except NoSuchNight as error:
        raise CommandFailed(str(error)) from error
    except AnotherNightRuns as error:
        raise CommandFailed(
            f"A night is running ({error}); nothing was touched. Wait for it to end.", ANOTHER_NIGHT
        ) from error
    except NightNotSound as error:
        raise CommandFailed(f"{error} Nothing was touched; restore another night.", NIGHT_FAILED) from error
    except OSError as error:
        sentence = f"{file_words(error)}. Nothing was touched. Check space and permissions, then run it again."
        raise CommandFailed(sentence, NIGHT_FAILED) from error
    _tell(restored)
    if give_back and restored.loose:
        _give_back([file for file in restored.loose if not file.in_inbox], give_back)
    return 0


def _give_back(files: list[LooseFile], folder: Path) -> None:
    from homeward.warehouse.restore import write_back  # noqa: PLC0415

    try:
        given = write_back(files, folder)
    except OSError as error:
        raise CommandFailed(
            f"The night is restored, but not every file could be given back: {file_words(error)}.", _NOT_ALL_GIVEN_BACK
        ) from error
    for path in given.written:
        click.echo(f"  given back: {plain(path)}")
    for sentence in given.damaged:
        click.echo(f"  not given back: {plain(sentence, 1000)}")
    if given.damaged:
        raise CommandFailed(
            "The night is restored, but the archive holds the files that are not given back damaged. Ask their "
            "senders for them.",
            _NOT_ALL_GIVEN_BACK,
        )


def _becomes(file: LooseFile) -> str:
    if file.is_taken_back:
        kept_out = "no longer in the inbox, so it stays out"
        again = "still in the inbox; the next night takes it in again, unless you remove it"
        return f"you took it back; {again if file.in_inbox else kept_out}"
    if file.in_inbox:
        return "still in the inbox; the next night takes it in again"
    if file.archived:
        return f"no longer in the inbox; kept as {file.archived} (--give-back DIR writes it out, for the inbox)"
    return "neither in the inbox nor in the archive; ask its sender for it"


def _tell(restored: Restored) -> None:

    generation = restored.generation
    click.echo(f"The night of {generation.as_of} ({generation.run_id}) is current again.")
    if restored.aside:
        click.echo(f"The night that was current is kept: {plain(restored.aside)}")
    if restored.loose is None:
        click.echo("The former file cannot be read, so the files taken in since are not known; look into the archive.")
    elif not restored.loose:
        click.echo("No file was taken in since.")
    else:
        click.echo(f"Taken in since and now unknown: {counted(len(restored.loose), 'file')}:")
        for file in restored.loose:
            click.echo(f"  {plain(file.relative)}: {plain(_becomes(file), 1000)}")
    for path in restored.in_again or ():
        click.echo(f"You took {plain(path)} back since; its rows are in again: `homeward retract` takes them back.")
    click.echo("Reports are as they were: `homeward report` makes them of the current night.")

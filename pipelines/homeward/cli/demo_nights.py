"""The demo's nights from the command line: deliveries come, nights run, and it is told where everything is."""

import shutil
import sys
from datetime import date
from pathlib import Path

import click

from homeward import resources
from homeward.china_time import today_in_china
from homeward.cli.failure import CommandFailed
from homeward.cli.night_runner import run_and_tell
from homeward.exit_codes import NIGHT_FAILED, WITH_PROBLEMS
from homeward.plain_text import plain
from homeward.synthetic.demo import Demo, deliveries, open_demo
from homeward.synthetic.plan import FeedsError


def _night(demo: Demo, day: date, lang: str | None) -> int:
    click.echo(f"\nThe night of {day}")
    flags = {"inbox": demo.inbox, "warehouse": demo.warehouse, "reports": demo.reports, "as_of": day, "lang": lang}
    return run_and_tell(demo.config, flags, (), backdate=False, mail=False, as_json=False)


def _nights(demo: Demo, as_of: date, lang: str | None) -> int:
    """A first night where there is no warehouse yet; then today's."""
    for day, now, written in deliveries(demo, as_of):
        rows = ", ".join(f"{count:,} {feed.replace('_', ' ')}" for feed, count in written.rows.items())
        click.echo(f"{day}: {len(written.files)} files come in, with {rows}, and some that are damaged.")
        if day < as_of and not now.warehouse.exists():
            code = _night(now, day, lang)
            if code not in (0, WITH_PROBLEMS):
                return code
    return _night(demo, as_of, lang)


def _query() -> str:
    lines = resources.text("sql/demo/try_this.sql").splitlines()
    return " ".join(line.strip() for line in lines if not line.startswith("--"))


def _called() -> str:
    """How the command can be called from another folder: by its name where that is found, else by its path."""
    return "homeward" if shutil.which("homeward") else str(Path(sys.argv[0]).resolve())


def _tell(demo: Demo) -> None:
    latest = demo.reports / "latest"
    folder = plain(demo.folder)
    click.echo(
        f"\nReport     {plain(latest / 'index.html')}\n"
        f"Mail       {plain(latest / 'mail.eml')}\n"
        f"Warehouse  {plain(demo.warehouse)}\n\n"
        "Rows in quarantine and rejected files are part of the demo: see `homeward status`.\n"
        f"Go on in the folder:\n\n  cd {folder}\n"
        f'  {plain(_called())} sql "{_query()}"'
    )


def demo_and_tell(folder: Path, as_of: date | None, lang: str | None) -> int:
    """Run the demo in a folder; 0 where its nights are published, damaged rows and all, else the night's exit code.

    Raises CommandFailed where the folder is another's or cannot be written, and as `run_and_tell`.
    """
    day = as_of or today_in_china()
    try:
        demo = open_demo(folder, day)
        click.echo(f"The demo in {plain(folder)} goes on." if demo.delivered else f"A demo begins in {plain(folder)}.")
        code = _nights(demo, day, lang)
    except FeedsError as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(
            f"{error.filename or folder}: {error.strerror or error}. Check space and permissions.", NIGHT_FAILED
        ) from error
    _tell(demo)
    return 0 if code == WITH_PROBLEMS else code

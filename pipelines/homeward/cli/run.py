"""`homeward run`: one night."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from homeward.cli.options import Day, config_option, reports_option, warehouse_option
from homeward.cli.streams import go_on_unheard
from homeward.exit_codes import ANOTHER_NIGHT, NIGHT_FAILED, WRONG_CALL
from homeward.night_line import unpublished_line


class _Run(click.Command):
    """The command, of which scripts that asked for JSON hear even where it was called wrongly."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> click.Context:
        as_json = "--json" in args
        try:
            return super().make_context(info_name, args, *rest, **extra)
        except click.UsageError:
            if as_json:
                click.echo(unpublished_line(None, WRONG_CALL, 0))
            raise


@click.command(
    "run",
    cls=_Run,
    epilog="Examples:\n\n"
    "  homeward run                                    the inbox data/inbox, for today in China\n\n"
    "  homeward run exports --as-of 2026-11-22         another inbox, another day\n\n"
    "  homeward run --lang zh --json                   in Chinese; a JSON line at the end for scripts",
)
@click.argument("inbox", required=False, type=click.Path(path_type=Path))
@warehouse_option
@reports_option
@click.option("--as-of", type=Day(), help="The day to decide for, a day in China (default: today there).")
@click.option("--backdate", is_flag=True, help="Allow a day before the last published night's.")
@config_option
@click.option("--lang", type=click.Choice(["en", "zh", "both"]), help="The language of the reports.")
@click.option("--no-mail", is_flag=True, help="Send no mail this time.")
@click.option(
    "--again", multiple=True, type=click.Path(path_type=Path), help="Take this file though its bytes are known."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object as the last line.")
def command(
    inbox: Path | None,
    warehouse: Path | None,
    reports: Path | None,
    as_of: date | None,
    backdate: bool,
    config: Path | None,
    lang: str | None,
    no_mail: bool,
    again: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Run one night: take the INBOX in, decide every return line, publish the warehouse, write and send the reports."""
    from homeward.cli.guard import guarded  # noqa: PLC0415 - not needed for --help

    go_on_unheard()
    flags: dict[str, Any] = {"inbox": inbox, "warehouse": warehouse, "reports": reports, "as_of": as_of, "lang": lang}

    def night() -> int:
        from homeward.cli.night_runner import run_and_tell  # noqa: PLC0415 - after the guard's fork

        return run_and_tell(config, flags, again, backdate=backdate, mail=not no_mail, as_json=as_json)

    begun = datetime.now(UTC)

    def killed(sentence: str) -> int:
        from homeward.cli.night_runner import tell_of_killed  # noqa: PLC0415 - not needed by a night that ends by itself

        return tell_of_killed(config, flags, sentence, begun, mail=not no_mail, as_json=as_json)

    exit_code = guarded(night, killed)
    if as_json and exit_code in (WRONG_CALL, NIGHT_FAILED, ANOTHER_NIGHT):
        from homeward.cli.night_runner import tell_unpublished  # noqa: PLC0415 - not needed by a night that publishes

        tell_unpublished(config, flags, exit_code, begun)
    return exit_code

"""`homeward status`: the last nights, and what needs a hand."""

from pathlib import Path
from typing import Any

import click

from homeward.china_time import today_in_china
from homeward.cli.failure import CommandFailed
from homeward.cli.options import config_option, settings_of, warehouse_option
from homeward.exit_codes import NIGHT_FAILED
from homeward.plain_text import plain


@click.command(
    "status",
    epilog="Examples:\n\n  homeward status\n\n  homeward status --json | jq .needs_a_hand    for a monitor",
)
@warehouse_option
@config_option
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
def command(warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """The last nights, and what needs a hand: failures, owed reports, quarantine, rejected files, deadlines."""
    import json  # noqa: PLC0415 - imported where used, for a quick start

    from homeward.status import read_status  # noqa: PLC0415

    facts = read_status(settings_of(config, warehouse=warehouse).warehouse, today_in_china())
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, default=str))
    else:
        _show(facts)
    if facts["unreadable"]:
        raise CommandFailed(" ".join(facts["unreadable"]), NIGHT_FAILED)
    return 0


def _show(facts: dict[str, Any]) -> None:
    from homeward.cli.nights_table import nights_table  # noqa: PLC0415

    if facts["nights"]:
        click.echo("Nights, with all return lines by verdict, closed ones too:")
        for line in nights_table(facts["nights"], "seconds", [str(night["seconds"]) for night in facts["nights"]]):
            click.echo(line)
        due = facts["due"]
        click.echo(
            f"\nDue within 7 days: {due['due_7']:,}; within 8 to 30: {due['due_30']:,}; past: {due['overdue']:,}"
        )
    # What could not be read is said last, on standard error.
    needs_a_hand = facts["needs_a_hand"][len(facts["unreadable"]) :]
    blank = "\n" if facts["nights"] else ""
    if needs_a_hand:
        click.echo(f"{blank}Needs a hand:")
    elif not facts["unreadable"]:
        click.echo(f"{blank}Nothing needs a hand.")
    for sentence in needs_a_hand:
        click.echo(f"  - {plain(sentence, 2000)}")
    for cause in facts.get("quarantine", []):
        click.echo(f"    quarantine: {cause['rows']:,} × {cause['check']} in {cause['feed']}")
    for file in facts.get("rejected_files", []):
        click.echo(f"    rejected: {plain(file['path'])}: {plain(file['reason'])}")

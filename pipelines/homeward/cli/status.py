"""`homeward status`: the last nights, and what needs a hand."""

import sys
from pathlib import Path
from typing import Any

import click

from homeward.cli.options import config_option, settings_of, warehouse_option


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

    import duckdb  # noqa: PLC0415

    from homeward.cli.failure import NIGHT_FAILED, CommandFailed  # noqa: PLC0415
    from homeward.journal import JournalError  # noqa: PLC0415
    from homeward.settings import today_in_china  # noqa: PLC0415
    from homeward.status import read_status  # noqa: PLC0415

    path = settings_of(config, warehouse=warehouse).warehouse
    try:
        facts = read_status(path, today_in_china())
    except duckdb.Error as error:
        sentence = (
            f"{path}: the warehouse cannot be read ({str(error).splitlines()[0]}). See `homeward nights`, restore one."
        )
        raise CommandFailed(sentence, NIGHT_FAILED) from error
    except JournalError as error:
        raise CommandFailed(str(error), NIGHT_FAILED) from error
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, default=str))
    else:
        _show(facts)
    return 0


def _show(facts: dict[str, Any]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from homeward.plain_text import plain  # noqa: PLC0415

    console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 140)
    if facts["nights"]:
        table = Table("as of", "run", "seconds", "eligible", "needs evidence", "ineligible", "withdrawn", box=None)
        for night in facts["nights"]:
            counts = (f"{night[name]:,}" for name in ("eligible", "needs_evidence", "ineligible", "withdrawn"))
            table.add_row(str(night["as_of"]), str(night["run_id"]), str(night["seconds"]), *counts)
        console.print(table)
        due = facts["due"]
        console.print(
            f"\nDue within 7 days: {due['due_7']:,}; within 8 to 30: {due['due_30']:,}; past: {due['overdue']:,}"
        )
    console.print("\nNeeds a hand:" if facts["needs_a_hand"] else "\nNothing needs a hand.")
    for sentence in facts["needs_a_hand"]:
        console.print(f"  - {plain(sentence)}")
    for cause in facts.get("quarantine", []):
        console.print(f"    quarantine: {cause['rows']:,} × {cause['check']} in {cause['feed']}")
    for file in facts.get("rejected_files", []):
        console.print(f"    rejected: {plain(file['path'])}: {plain(file['reason'])}")

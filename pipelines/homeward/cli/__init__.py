"""The command line. Each command is a module of its own, imported when it is called."""

import importlib
import sys

import click

from homeward import __version__

# In the order of a newcomer's day; each name is a module here that holds `command`.
COMMANDS = {
    "run": "Run one night: take the inbox in, decide every return line, publish, report.",
    "demo": "Write a realistic sample inbox and run two nights on it.",
    "status": "The last nights, and what needs a hand.",
    "explain": "One return line: every rule, with the values compared, the limit, the article, and what to do.",
    "check": "Check files before they are sent, without a warehouse.",
    "quarantine": "Rows that were not taken in: list, export, dismiss.",
    "retract": "Take a bad delivery back.",
    "report": "Make the reports of the last night again.",
    "send": "Send the mails that are owed.",
    "rules": "The rulebook, with dates and sources.",
    "ask": "Ask one of the questions people often ask.",
    "sql": "Query the warehouse, read-only.",
    "dictionary": "What each table and column means.",
    "what-if": "Decide the present lines under another day, value or file.",
    "export": "Write the public tables as Parquet.",
    "nights": "The nights that are kept.",
    "restore": "Make a former night the current one.",
    "verify": "Prove a night: hashes, accounts, verdicts.",
    "decide": "Decide tables without a warehouse, Parquet in and Parquet out.",
    "generate": "Write seeded synthetic feeds of any size.",
}


class _Commands(click.Group):
    """Commands by name, imported when asked for: `--help` must not wait for a database."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"homeward.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="New here? `homeward demo` writes a sample inbox, runs a night on it and shows where everything is.",
)
@click.version_option(__version__, prog_name="homeward")
def homeward() -> None:
    """Homeward decides, every night, which goods sold abroad from China may come home."""


def main() -> None:
    """The command `homeward`: no traceback reaches a user."""
    from homeward.cli.failure import always_said  # noqa: PLC0415 - the commands above are looked up without it
    from homeward.cli.streams import hold_streams  # noqa: PLC0415

    hold_streams()
    sys.exit(always_said(lambda: homeward.main(standalone_mode=False)))

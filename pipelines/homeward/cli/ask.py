"""`homeward ask`: the questions people often ask, each a command of its own with its parameters as options."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from homeward.cli.answer import answer, out_option, rows_option, warehouse_to_ask
from homeward.cli.options import Day, Text, config_option, published_warehouse, warehouse_option

if TYPE_CHECKING:
    from homeward.analysis.questions import Parameter, Question

_TYPES: dict[str, click.ParamType[Any]] = {"text": Text(), "integer": click.INT, "day": Day()}


def _known() -> dict[str, Question]:
    from homeward.analysis.questions import questions  # noqa: PLC0415 - not needed to list the other commands

    return questions()


def _option(name: str, parameter: Parameter) -> click.Option:
    described = f"{parameter.en} / {parameter.zh}"
    return click.Option(
        [f"--{name.replace('_', '-')}", name],
        type=_TYPES[parameter.type],
        default=parameter.default,
        show_default=parameter.default is not None,
        help=described,
    )


def _command(question: Question) -> click.Command:
    """A question as a command: its prose is the help, its parameters are the options."""

    @out_option
    @rows_option
    @click.option("--show-sql", is_flag=True, help="Print the query and run nothing.")
    @warehouse_option
    @config_option
    def ask(
        out: Path | None, rows: int | None, warehouse: Path | None, config: Path | None, show_sql: bool, **given: Any
    ) -> int:
        if show_sql:
            click.echo(question.query)
            return 0
        with warehouse_to_ask(published_warehouse(config, warehouse)) as con:
            answer(con, question.query, question.values(given), out=out, rows=rows)
        return 0

    options = [_option(name, parameter) for name, parameter in question.parameters.items()]
    told = "\n\n".join((question.en, question.zh, question.about_en, question.about_zh))
    return click.Command(
        question.name,
        callback=ask,
        params=[*options, *reversed(getattr(ask, "__click_params__", []))],
        help=told,
        epilog=f"Columns: {', '.join(question.columns)}",
    )


class _Questions(click.Group):
    """Questions by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_known())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        question = _known().get(cmd_name.replace("_", "-"))
        return _command(question) if question else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A name that is none is no command but a question that nobody has written yet."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0], _known(), n=1)
            meant = f"; did you mean {near[0]}?" if near else "."
            raise click.UsageError(f"There is no question {args[0]!r}{meant} `homeward ask` lists them.", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Questions"):
            formatter.write_dl([(name, question.asked("en")) for name, question in _known().items()])


@click.group(
    "ask",
    cls=_Questions,
    invoke_without_command=True,
    subcommand_metavar="[QUESTION] [OPTIONS]",
    epilog="Examples:\n\n"
    "  homeward ask                                    every question\n\n"
    "  homeward ask ship-this-month --days 14\n\n"
    "  homeward ask refused-most --out refused.xlsx\n\n"
    "  homeward ask ledger --help                      what it answers, and its parameters",
)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="The language of the list.")
@click.pass_context
def command(ctx: click.Context, lang: str) -> int:
    """Ask one of the questions people often ask; without a name, list them. The answer is printed, or written with
    --out FILE.
    """
    if ctx.invoked_subcommand is None:
        _list(lang)
    return 0


def _list(lang: str) -> None:
    widest = max(map(len, _known()))
    for name, question in _known().items():
        click.echo(f"{name:<{widest}}  {question.asked(lang)}")
    click.echo("\nhomeward ask QUESTION --help tells what it answers and what it may be told.", err=True)

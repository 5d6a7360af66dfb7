"""`homeward report`: the reports of the last night, made again."""

from pathlib import Path

import click

from homeward.cli.options import config_option, reports_option, warehouse_option
from homeward.cli.streams import go_on_unheard


@click.command(
    "report",
    epilog="Examples:\n\n"
    "  homeward report --open            make the last night's report and open it in the browser\n\n"
    "  homeward report --lang both       in English and in Chinese",
)
@warehouse_option
@reports_option
@config_option
@click.option("--lang", type=click.Choice(["en", "zh", "both"]), help="The language of the reports.")
@click.option("--open", "open_it", is_flag=True, help="Open the report in the browser.")
def command(warehouse: Path | None, reports: Path | None, config: Path | None, lang: str | None, open_it: bool) -> int:
    """Make the reports of the last published night from its warehouse; nothing is sent. Exit code 5 when it cannot."""
    from homeward.cli.reporter import report_and_tell  # noqa: PLC0415 - a database is not needed for --help

    go_on_unheard()
    return report_and_tell(config, warehouse=warehouse, reports=reports, lang=lang, open_it=open_it)

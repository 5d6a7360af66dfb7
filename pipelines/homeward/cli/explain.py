"""`homeward explain`: one return line, every rule."""

from pathlib import Path
from typing import Any

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import config_option, published_warehouse, warehouse_option


@click.command(
    "explain",
    epilog="Examples:\n\n  homeward explain RT100336\n\n  homeward explain RT100336 2 --lang zh\n\n"
    "  homeward explain RT100336 --enterprise 91350100M000100Y43\n\n"
    "  homeward explain RT100336 --json | jq '.lines[].findings[] | select(.outcome != \"kept\")'",
)
@click.argument("return_no")
@click.argument("line_no", required=False, type=click.IntRange(min=1), metavar="[LINE]")
@click.option("--enterprise", metavar="CODE", help="The enterprise, where several have a return of this number.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="The language.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@warehouse_option
@config_option
def command(
    return_no: str,
    line_no: int | None,
    enterprise: str | None,
    lang: str,
    as_json: bool,
    warehouse: Path | None,
    config: Path | None,
) -> int:
    """Explain RETURN_NO: each rule with the values compared, the limit, the article, and what to do."""
    import json  # noqa: PLC0415 - imported where used, for a quick start

    from homeward.analysis.explain import findings_of, relief_findings_of  # noqa: PLC0415
    from homeward.analysis.explain_words import finding_said  # noqa: PLC0415
    from homeward.cli.explain_tables import show_line  # noqa: PLC0415
    from homeward.warehouse.database import open_published  # noqa: PLC0415

    with open_published(published_warehouse(config, warehouse)) as con:
        told = [
            {
                "line": line,
                "findings": [finding_said(finding, lang) for finding in findings_of(con, line)],
                "relief": [finding_said(finding, lang) for finding in relief_findings_of(con, line)],
            }
            for line in _lines(con, return_no, line_no, enterprise)
        ]
    if as_json:
        click.echo(json.dumps({"lines": told}, ensure_ascii=False, default=str))
    else:
        for one in told:
            show_line(one, lang)
    return 0


def _lines(con: Any, return_no: str, line_no: int | None, enterprise: str | None) -> list[dict[str, Any]]:
    from homeward.analysis.explain import NoSuchLine, SeveralEnterprises, lines_of  # noqa: PLC0415

    try:
        return lines_of(con, return_no, line_no, enterprise)
    except NoSuchLine as error:
        raise CommandFailed(str(error)) from error
    except SeveralEnterprises as error:
        codes = ", ".join(error.enterprises)
        sentence = (
            f"{len(error.enterprises)} enterprises have a return {return_no}; name one with --enterprise: {codes}."
        )
        raise CommandFailed(sentence) from error

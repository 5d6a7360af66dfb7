"""`homeward explain`: one return line, every rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import Text, config_option, opened, published_warehouse, warehouse_option

if TYPE_CHECKING:
    import duckdb

    from homeward.warehouse.records import Row


@click.command(
    "explain",
    epilog="Examples:\n\n  homeward explain RT100829\n\n  homeward explain RT100829 2 --lang zh\n\n"
    "  homeward explain RT100336 --enterprise 91350100M000100Y43\n\n"
    "  homeward explain RT100829 --html story.html     its story, to print\n\n"
    "  homeward explain RT100829 --json | jq '.lines[].findings[] | select(.outcome != \"kept\")'",
)
@click.argument("return_no", type=Text())
@click.argument("line_no", required=False, type=click.IntRange(1, 999_999_999), metavar="[LINE]")
@click.option(
    "--enterprise", type=Text(), metavar="CODE", help="The enterprise, where several have a return of this number."
)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="The language.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write the story of the lines to this file.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@warehouse_option
@config_option
def command(
    return_no: str,
    line_no: int | None,
    enterprise: str | None,
    lang: str,
    page: Path | None,
    as_json: bool,
    warehouse: Path | None,
    config: Path | None,
) -> int:
    """Explain RETURN_NO: each rule with the values compared, the limit, the article, and what to do."""
    if page and as_json:
        raise CommandFailed("--html and --json are two things; give one of them.")
    with opened(published_warehouse(config, warehouse)) as con:
        lines = _lines(con, return_no, line_no, enterprise)
        if page:
            _write_page(con, lines, page, lang)
        else:
            _tell(con, lines, lang, as_json=as_json)
    return 0


def _tell(con: duckdb.DuckDBPyConnection, lines: list[Row], lang: str, *, as_json: bool) -> None:
    import json  # noqa: PLC0415

    from homeward.analysis.explain import findings_of, relief_findings_of  # noqa: PLC0415
    from homeward.analysis.explain_words import findings_said  # noqa: PLC0415
    from homeward.cli.explain_tables import show_line  # noqa: PLC0415

    told = [
        {
            "line": line,
            "findings": findings_said(findings_of(con, line), line, lang),
            "relief": findings_said(relief_findings_of(con, line), line, lang),
        }
        for line in lines
    ]
    if as_json:
        click.echo(json.dumps({"lines": told}, ensure_ascii=False, default=str))
    else:
        for one in told:
            show_line(one, lang)


def _write_page(con: duckdb.DuckDBPyConnection, lines: list[Row], page: Path, lang: str) -> None:
    from homeward.analysis.story import story_of  # noqa: PLC0415
    from homeward.analysis.story_page import story_page  # noqa: PLC0415
    from homeward.whole_file import written_whole  # noqa: PLC0415

    text = story_page([story_of(con, line, lang) for line in lines], lang)
    try:
        with written_whole(page) as (unfinished,):
            unfinished.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandFailed(f"{page}: {error.strerror}; name a file that can be written.") from error
    click.echo(str(page))


def _lines(con: duckdb.DuckDBPyConnection, return_no: str, line_no: int | None, enterprise: str | None) -> list[Row]:
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

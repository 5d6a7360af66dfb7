"""`homeward dictionary`: what each table and column means."""

from pathlib import Path

import click

from homeward.cli.failure import CommandFailed
from homeward.plain_text import plain


@click.command(
    "dictionary",
    epilog="Examples:\n\n"
    "  homeward dictionary                         every table and view, in a line each\n\n"
    "  homeward dictionary v_deadlines             one of them, column by column\n\n"
    "  homeward dictionary --html dictionary.html  all, with the entity diagram, in one file\n\n"
    "  homeward dictionary --md dictionary.md",
)
@click.argument("table", required=False)
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write a page that loads nothing.")
@click.option("--md", type=click.Path(path_type=Path), metavar="FILE", help="Write Markdown.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="The language on the terminal.")
def command(table: str | None, html: Path | None, md: Path | None, lang: str) -> int:
    """Say what each table, view and column means, in English and Chinese. Files are made anew."""
    from homeward.analysis import dictionary_page  # noqa: PLC0415 - not needed for --help

    if table and (html or md):
        raise CommandFailed("A file holds every table; leave the table's name out.")
    if html:
        _write(html, dictionary_page.dictionary_html())
    if md:
        _write(md, dictionary_page.dictionary_markdown())
    if not html and not md:
        _tell(table, lang)
    return 0


def _write(target: Path, text: str) -> None:
    from homeward.whole_file import written_whole  # noqa: PLC0415

    try:
        with written_whole(target) as (unfinished,):
            unfinished.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandFailed(f"{target}: cannot be written: {error.strerror}.") from error
    click.echo(f"{plain(target)} is written.")


def _tell(table: str | None, lang: str) -> None:
    from rich.console import Console  # noqa: PLC0415

    from homeward.analysis.dictionary_entries import entries, shipped_catalogue  # noqa: PLC0415
    from homeward.analysis.tables_printed import print_rows  # noqa: PLC0415

    found = {entry.name: entry for entry in entries(shipped_catalogue())}
    if table is not None and table not in found:
        raise CommandFailed(f"{table}: no such table or view. There are {', '.join(found)}.")
    console = Console(highlight=False)
    if table is None:
        rows = [(entry.name, entry.meaning.zh if lang == "zh" else entry.meaning.en) for entry in found.values()]
        print_rows(["table", "a row is"], rows, console)
        return
    fields = found[table].fields
    told = [(field.name, field.type, field.meaning.zh if lang == "zh" else field.meaning.en) for field in fields]
    print_rows(["column", "type", "meaning"], told, console)

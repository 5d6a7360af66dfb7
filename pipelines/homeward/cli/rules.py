"""`homeward rules`: the rulebook, with dates and sources."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from homeward.cli.failure import CommandFailed
from homeward.cli.options import Day

if TYPE_CHECKING:
    from homeward.analysis.rules_view import Rulebook


@click.command(
    "rules",
    epilog="Examples:\n\n  homeward rules\n\n  homeward rules --as-of 2024-12-14        the law of that day\n\n"
    "  homeward rules --lang zh\n\n  homeward rules --json | jq '.rules[] | {rule_id, source, sure}'\n\n"
    "Sure: V gazetted words, read; S second-hand; M from memory; I Homeward's own inference, not law.",
)
@click.option("--as-of", type=Day(), help="Only what holds for lines judged on this day.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="The language of titles.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
def command(as_of: date | None, lang: str, as_json: bool) -> int:
    """Show the rulebook: each rule and condition with its dates, its source and how sure that is."""
    import json  # noqa: PLC0415 - imported where used, for a quick start

    from homeward.analysis.rules_view import rulebook  # noqa: PLC0415
    from homeward.rulebook.law import LawError, load_law  # noqa: PLC0415

    try:
        book = rulebook(load_law(), as_of)
    except LawError as error:
        raise CommandFailed(str(error)) from error
    if as_json:
        click.echo(json.dumps(book._asdict(), ensure_ascii=False, default=str))
    else:
        _show(book, lang)
    return 0


def _span(first: date | None, last: date | None, words: dict[str, str]) -> str:
    parts = [f"{words['from']} {first}" if first else "", f"{words['until']} {last}" if last else ""]
    return " ".join(part for part in parts if part) or words["always"]


def _show(book: Rulebook, lang: str) -> None:
    from homeward.analysis.explain_texts import explain_texts  # noqa: PLC0415
    from homeward.cli.console import console_of  # noqa: PLC0415

    texts = explain_texts(lang)
    words = texts["rules"]
    console = console_of()
    console.print(f"{words['of_day']} {book.as_of}" if book.as_of else words["title"], style="bold")
    for kind in ("eligibility", "relief"):
        rows = [row for row in book.rules if row["kind"] == kind]
        if rows:
            console.print()
            console.print(_table(texts["rule_kind"][kind], rows, texts, lang))
    _show_dated(console, book, words)
    console.print()
    for mark in ("V", "S", "M", "I"):
        console.print(f"{mark}  {texts['sure'][mark]}", style="dim")
    console.print(
        f"{words['calendar']} {book.calendar} · {words['fingerprint']} {book.fingerprint}", style="dim", soft_wrap=True
    )


def _table(title: str, rows: list[dict[str, Any]], texts: dict[str, Any], lang: str) -> Any:
    from rich.table import Table  # noqa: PLC0415

    words = texts["rules"]
    headings = (title, "", words["in_force"], words["source"], words["sure"], words["checked"])
    table = Table(*headings, box=None, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    table.columns[0].no_wrap = table.columns[4].no_wrap = table.columns[5].no_wrap = True
    for row in rows:
        district = texts["district"].get(row["values"].get("rule"), "")
        text = f"{row[f'title_{lang}']}: {district}" if district else row[f"title_{lang}"]
        dates = _span(row["valid_from"], row["valid_to"], words)
        table.add_row(row["rule_id"], text, dates, row["source"], row["sure"], str(row["last_checked_on"]))
    return table


def _show_dated(console: Any, book: Rulebook, words: dict[str, str]) -> None:
    if book.windows:
        console.print()
        console.print(words["windows"], style="bold")
    for window in book.windows:
        console.print(f"  {window['declared_from']} … {window['declared_to']}  {window['source']}")
    if book.tariff:
        console.print()
        console.print(words["tariff"], style="bold")
    for entry in book.tariff:
        dates = _span(entry["valid_from"], entry["valid_to"], words)
        console.print(f"  {dates}  {', '.join(entry['reasons'])}  {entry['source']} ({entry['sure']})")

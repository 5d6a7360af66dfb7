"""The rulebook, the law of two days and the guide, on a terminal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table
from rich.text import Text

from homeward.analysis.explain_texts import explain_texts
from homeward.analysis.guide import Answer
from homeward.analysis.law_diff import Change, Moved
from homeward.analysis.rules_view import Rulebook
from homeward.cli.console import console_of
from homeward.known_sum import known_sum
from homeward.plain_text import plain
from homeward.wording import said, source_said

_SHOWN_CHANGES, _SHOWN_LINES = 60, 20
# Narrower than this, the seven columns of the rules leave their texts no room.
_TABLE_FROM = 120


def _table(*headings: str) -> Table:
    table = Table(*headings, box=None, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    return table


def _span(first: date | None, last: date | None, words: dict[str, str]) -> str:
    return f"{first or ''} … {last or ''}".strip() if first or last else words["always"]


def _entry(row: dict[str, Any], texts: dict[str, Any], lang: str) -> Text:
    """What an entry says, with the words relied on."""
    district = texts["district"].get(row["values"].get("rule"), "")
    entry = Text(row[f"title_{lang}"] + (texts["colon"] + district if district else ""))
    if row["words"]:
        entry.append(f"\n“{source_said(row['words'], lang)}”", style="dim")
    return entry


def _rules_list(title: str, rows: list[dict[str, Any]], texts: dict[str, Any], lang: str) -> Table:
    """The same as the table, one below the other."""
    words = texts["rules"]
    table = _table("", "")
    table.show_header = False
    table.title, table.title_justify = title, "left"
    for row in rows:
        source = source_said(row["source"], lang) + said(texts["brackets"], text=row["sure"])
        beside = {
            words["in_force"]: _span(row["valid_from"], row["valid_to"], words),
            words["source"]: source,
            words["announced"]: row["announced_on"] or texts["none"],
            words["checked"]: row["last_checked_on"],
        }
        table.add_row(Text(row["rule_id"], style="bold"), _entry(row, texts, lang))
        for name, value in beside.items():
            table.add_row(Text(name, style="dim", justify="right"), str(value))
    return table


def _rules_table(title: str, rows: list[dict[str, Any]], texts: dict[str, Any], lang: str) -> Table:
    words = texts["rules"]
    table = _table(title, "", words["in_force"], words["source"], words["announced"], words["sure"], words["checked"])
    for number in (0, 2, 4, 5, 6):
        table.columns[number].no_wrap = True
    for number, width in ((1, 30), (2, 13), (4, 10), (6, 10)):
        table.columns[number].min_width = width
    for row in rows:
        dates = _span(row["valid_from"], row["valid_to"], words)
        announced = str(row["announced_on"] or texts["none"])
        cells = (dates, source_said(row["source"], lang), announced, row["sure"], str(row["last_checked_on"]))
        table.add_row(row["rule_id"], _entry(row, texts, lang), *cells)
    return table


def _show_dated(console: Console, book: Rulebook, lang: str) -> None:
    texts = explain_texts(lang)
    words = texts["rules"]
    if book.windows:
        console.print()
        console.print(words["windows"], style="bold")
    for window in book.windows:
        console.print(f"  {window['declared_from']} … {window['declared_to']}  {source_said(window['source'], lang)}")
    if book.tariff:
        console.print()
        console.print(words["tariff"], style="bold")
    for entry in book.tariff:
        dates = _span(entry["valid_from"], entry["valid_to"], words)
        source = source_said(entry["source"], lang)
        reasons = texts["separator"].join(texts["reason"][reason] for reason in entry["reasons"])
        console.print(f"  {dates}  {reasons}  {source}{said(texts['brackets'], text=entry['sure'])}")


def show_rulebook(book: Rulebook, notices: Sequence[str], lang: str) -> None:
    """Print the rulebook, what of it wants looking at, and what the marks of sureness mean."""
    texts, console = explain_texts(lang), console_of()
    words = texts["rules"]
    console.print(f"{words['of_day']} {book.as_of}" if book.as_of else words["title"], style="bold")
    for kind in ("eligibility", "relief"):
        rows = [row for row in book.rules if row["kind"] == kind]
        if rows:
            console.print()
            shown = _rules_table if console.width >= _TABLE_FROM else _rules_list
            console.print(shown(texts["rule_kind"][kind], rows, texts, lang))
    _show_dated(console, book, lang)
    if notices:
        console.print()
        console.print(words["notices"], style="bold yellow")
    for notice in notices:
        console.print(f"  {notice}")
    console.print()
    console.print(" · ".join(f"{mark} {sure}" for mark, sure in texts["sure"].items()), style="dim")
    marks = f"{words['calendar']} {book.calendar} · {words['fingerprint']} {book.fingerprint}"
    console.print(marks, style="dim", soft_wrap=True)


def show_diff(days: tuple[date, date], changes: Sequence[Change], moved: Moved | None, lang: str) -> None:
    """Print what begins and ends between two days, and the lines that it moves; None where there is no warehouse."""
    texts, console = explain_texts(lang), console_of()
    words = texts["diff"]
    console.print(words["title"].format(first=days[0], second=days[1]), style="bold")
    table = _table(*[""] * 5)
    table.show_header = False
    for change in changes[:_SHOWN_CHANGES]:
        title = change.title_zh if lang == "zh" else change.title_en
        table.add_row(
            str(change.day), words[change.kind], plain(change.what), title, plain(source_said(change.source, lang))
        )
    console.print(table if changes else words["nothing"])
    if len(changes) > _SHOWN_CHANGES:
        console.print(f"… {len(changes) - _SHOWN_CHANGES:,}")
    console.print()
    if moved is None:
        console.print(words["no_warehouse"])
    else:
        _show_moved(console, days, moved, texts)


def _answers(row: dict[str, Any], ending: str, texts: dict[str, Any]) -> str:
    verdict, relief = row[f"verdict{ending}"], row[f"tax_relief{ending}"]
    rules = [*row[f"failed_rules{ending}"], *row[f"open_rules{ending}"]]
    relief_said = texts["relief_title"] + texts["colon"] + texts["tax_relief"][relief]
    rules_said = texts["separator"].join(rules)
    return " · ".join(part for part in (texts["verdict"][verdict], relief_said, rules_said) if part)


def _value_said(row: dict[str, Any], texts: dict[str, Any]) -> str:
    none: str = texts["none"]
    return none if row["value_cny"] is None else f"{row['value_cny']:,.2f}"


def _show_moved(console: Console, days: tuple[date, date], moved: Moved, texts: dict[str, Any]) -> None:
    words, lines = texts["diff"], moved.moved
    console.print(words["lines"].format(as_of=moved.as_of, lines=f"{lines.height:,}", all=f"{moved.lines:,}"))
    if lines.is_empty():
        return
    kinds = ["verdict", "verdict_to", "tax_relief", "tax_relief_to"]
    headings = [words["from"].format(day=day) for day in days]
    counted = _table(words["count"], texts["value"], *headings)
    totals = lines.group_by(kinds).agg(pl.len().alias("lines"), known_sum("value_cny"))
    for row in totals.sort("lines", *kinds, descending=[True, *[False] * 4]).to_dicts():
        bare = {**row, "failed_rules": [], "open_rules": [], "failed_rules_to": [], "open_rules_to": []}
        value = _value_said(row, texts)
        counted.add_row(f"{row['lines']:,}", value, _answers(bare, "", texts), _answers(bare, "_to", texts))
    console.print(counted)
    console.print()
    table = _table(texts["title"], texts["value"], *headings)
    for row in lines.head(_SHOWN_LINES).to_dicts():
        name = f"{plain(row['return_no'])} / {row['line_no']}"
        value = _value_said(row, texts)
        table.add_row(name, value, _answers(row, "", texts), _answers(row, "_to", texts))
    console.print(table)
    if lines.height > _SHOWN_LINES:
        console.print(said(words["more"], n=lines.height - _SHOWN_LINES), style="dim")


def show_guide(answers: Sequence[Answer], lang: str) -> None:
    """Print each sentence of the guide with how it is kept, and the rules, views and screens that show it."""
    texts, console = explain_texts(lang), console_of()
    words = texts["guide"]
    console.print(words["title"], style="bold")
    for answer in answers:
        console.print()
        console.print(Text(answer.sentence, style="bold"))
        console.print(f"  {answer.how_zh if lang == 'zh' else answer.how_en}")
        for name in ("rules", "views", "screens"):
            shown = getattr(answer, name)
            if shown:
                title = Text(f"  {words[name]}{texts['colon']}", style="dim")
                console.print(title.append(texts["separator"].join(shown), style="default"))

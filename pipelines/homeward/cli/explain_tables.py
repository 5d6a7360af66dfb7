"""One return line on a terminal: what is asked, the verdict, the clocks, every rule and condition."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from homeward.analysis.explain_texts import explain_texts
from homeward.analysis.explain_words import deadline_said, is_withdrawn, quantity_said, tax_note_said
from homeward.cli.console import console_of
from homeward.plain_text import plain
from homeward.wording import said

_COLOUR = {
    "kept": "green", "broken": "red", "open": "yellow", "awaited": "cyan",
    "follows": "dim", "not_judged": "dim",
    "eligible": "green", "ineligible": "red", "needs_evidence": "yellow", "withdrawn": "dim",
}  # fmt: skip


def show_line(told: dict[str, Any], lang: str) -> None:
    """Print a line (`line`), its rules (`findings`) and the conditions of its relief (`relief`)."""
    texts, line, console = explain_texts(lang), told["line"], console_of()
    head = Text(f"{plain(line['return_no'])} / {line['line_no']}  ", style="bold")
    head.append(texts["verdict"][line["verdict"]], style=f"bold {_COLOUR[line['verdict']]}")
    console.print(head)
    console.print(_facts(line, texts))
    relief = texts["relief_title"] + texts["colon"] + texts["tax_relief"][line["tax_relief"]]
    for title, findings in ((texts["section"]["rules"], told["findings"]), (relief, told["relief"])):
        console.print()
        console.print(_findings(title, findings, texts))
        if not is_withdrawn(line):
            _show_advice(console, findings, texts)
    if is_withdrawn(line):
        console.print()
        console.print(texts["nothing_to_do"], style="bold")
    if line["tax_note"]:
        console.print(tax_note_said(line, lang))
    console.print()
    last = (said(texts["decided_for"], day=line["as_of"]), texts["advisory"])
    console.print(texts["space"].join(last), style="dim")
    console.print()


def _facts(line: dict[str, Any], texts: dict[str, Any]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in line_facts(line, texts):
        table.add_row(Text(name, style="dim"), plain(value))
    return table


def line_facts(line: dict[str, Any], texts: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """What is asked and until when, as names and values; what is not given is left out."""
    facts = {
        texts["enterprise"]: line["enterprise_name"] + said(texts["brackets"], text=line["enterprise"]),
        texts["document"]: f"{line['document_no'] or '–'} / {line['document_line_no'] or '–'}",
        texts["goods"]: " ".join(str(part) for part in (line["goods_name"], line["hs_code"]) if part),
        texts["quantity"]: quantity_said(line["quantity"], line["unit"]),
        texts["value"]: None if line["value_cny"] is None else f"{line['value_cny']:,.2f}",
        texts["reason_title"]: texts["reason"].get(line["reason"], line["reason"]),
        texts["route_title"]: texts["route"].get(line["route"]),
        texts["deadline"]: deadline_said(line, texts),
        texts["ship_by"]: None if line["is_back"] else line["ship_by"],
    }
    return [(name, str(value)) for name, value in facts.items() if value]


def _findings(title: str, findings: list[dict[str, Any]], texts: dict[str, Any]) -> Table:
    headings = (title, texts["result"], texts["found"], texts["limit"], texts["source"])
    table = Table(*headings, box=None, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    table.columns[1].no_wrap = True
    for finding in findings:
        result = Text(finding["result"], style=_COLOUR[finding["outcome"]])
        sure = said(texts["brackets"], text=finding["sure"]) if finding["sure"] else ""
        compared = (plain(finding["found"], 200), plain(finding["limit"], 200))
        table.add_row(finding["title"], result, *compared, finding["source"] + sure)
    return table


def _show_advice(console: Console, findings: list[dict[str, Any]], texts: dict[str, Any]) -> None:
    advised = [finding for finding in findings if finding["advice"]]
    if advised:
        console.print(texts["advice"], style="bold")
    for finding in advised:
        advice = texts["space"].join(part for part in (finding["advice"], finding["where"]) if part)
        title = Text(f"  {finding['title']}{texts['colon']}", style=_COLOUR[finding["outcome"]])
        console.print(title.append(advice, style="default"))
    following = [finding["title"] for finding in findings if finding["follows"]]
    if following:
        rules = texts["semicolon"].join(following)
        console.print(f"  {said(texts['follows'], rules=rules)}", style="dim")

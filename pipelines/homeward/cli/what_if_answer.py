"""The question of `homeward what-if` put, and its answer printed."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from homeward.analysis.tables_printed import print_rows
from homeward.analysis.what_if import Answer, FileNotTaken, what_if
from homeward.cli.console import console_of
from homeward.cli.failure import CommandFailed
from homeward.cli.options import published_warehouse, reading, settings_of
from homeward.counted import counted
from homeward.rulebook.law import Law, LawError, load_law, with_values
from homeward.warehouse.layout import Layout
from homeward.warehouse.next_warehouse import last_run


def _law(changes: Sequence[str]) -> Law:
    law = load_law()
    for change in changes:
        place, equals, text = change.partition("=")
        rule_id, dot, name = place.partition(".")
        if not (equals and dot):
            raise CommandFailed(f"--set {change}: write it as RULE.VALUE=X, such as within_one_year.period=18mo.")
        law = with_values(law, rule_id, name, text)
    return law


def answer_and_tell(
    config: Path | None,
    warehouse: Path | None,
    as_of: date | None,
    changes: Sequence[str],
    files: Sequence[Path],
    *,
    lines_at_most: int,
    as_json: bool,
) -> int:
    """Put the question and print the answer. Raises CommandFailed: 2 for what cannot be asked, 3 for a damaged file."""
    if not (as_of or changes or files):
        raise CommandFailed("Nothing is asked: give --as-of, --set or --with. See `homeward what-if --help`.")
    published = published_warehouse(config, warehouse)
    settings = settings_of(config)
    try:
        with reading(published):
            last = last_run(Layout(published))
            if last is None:
                raise CommandFailed(f"{published}: no night has been published yet. Run `homeward run`.")
            day = as_of or last.as_of
            answer = what_if(published, _law(changes), day, files, settings.memory_limit)
    except (FileNotTaken, LawError) as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(f"{error.filename}: {error.strerror}.") from error
    if as_json:
        click.echo(_json(answer, day))
    else:
        _show(answer, day, last.as_of, lines_at_most)
    return 0


def _json(answer: Answer, day: date) -> str:
    content = {
        "as_of": day,
        "quarantined": answer.quarantined,
        "summary": answer.summary.to_dicts(),
        "moved": answer.moved.to_dicts(),
    }
    return json.dumps(content, ensure_ascii=False, default=str)


def _show(answer: Answer, day: date, published_for: date, lines_at_most: int) -> None:
    console = console_of()
    console.print(f"The lines published for {published_for}, decided for {day}:\n")
    summary = Table("was", "would be", "lines", "value (CNY)", box=None)
    for row in answer.summary.iter_rows(named=True):
        value = "–" if row["value_cny"] is None else f"{row['value_cny']:,.0f}"
        names = [(row[f"verdict_{end}"] or "not held").replace("_", " ") for end in ("from", "to")]
        summary.add_row(*names, f"{row['lines']:,}", value)
    console.print(summary)
    if answer.quarantined:
        rows = counted(answer.quarantined, "row")
        console.print(f"\n{rows} of the files named would go to quarantine: `homeward check` says why.")
    if answer.moved.is_empty():
        console.print("\nNo line would change its verdict, route or tax relief.")
        return
    console.print(f"\n{counted(answer.moved.height, 'line')} would change; those of highest value first:\n")
    headings = ("line", "verdict", "route", "tax relief", "broken or open", "value (CNY)")
    print_rows(headings, [_moved(row) for row in answer.moved.head(lines_at_most).iter_rows(named=True)], console)


def _moved(row: dict[str, Any]) -> list[str]:
    ends = [_change(row, name) for name in ("verdict", "route", "tax_relief")]
    rules = ", ".join([*(row["failed_to"] or []), *(row["open_to"] or [])])
    value = "–" if row["value_cny"] is None else f"{row['value_cny']:,.0f}"
    return [f"{row['return_no']} / {row['line_no']}", *ends, rules or "–", value]


def _change(row: dict[str, str | None], name: str) -> str:
    before, after = ((row[f"{name}_{end}"] or "–").replace("_", " ") for end in ("from", "to"))
    return after if before == after else f"{before} → {after}"

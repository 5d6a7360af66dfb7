"""`homeward rules`: the rulebook, with dates and sources; the law of two days compared; the guide, answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from homeward.china_time import today_in_china
from homeward.cli.failure import CommandFailed
from homeward.cli.options import Day, config_option, opened, settings_of, warehouse_option

if TYPE_CHECKING:
    from homeward.rulebook.law import Law


@click.command(
    "rules",
    epilog="Examples:\n\n  homeward rules\n\n  homeward rules --as-of 2024-12-14              the law of that day\n\n"
    "  homeward rules --diff 2024-12-14 2026-04-01    what changed, and which lines it moves\n\n"
    "  homeward rules --guide --lang zh               every sentence of the guide, and what shows it\n\n"
    "  homeward rules --json | jq '.rules[] | {rule_id, source, sure}'\n\n"
    "Sure: V gazetted words, read; S second-hand; M from memory; I Homeward's own inference, not law.",
)
@click.option("--as-of", type=Day(), help="Only what holds for lines judged on this day.")
@click.option("--diff", "days", type=Day(), nargs=2, metavar="A B", help="What changed from day A to day B.")
@click.option("--guide", is_flag=True, help="The guide, sentence by sentence.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="The language of titles.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@warehouse_option
@config_option
def command(
    as_of: date | None,
    days: tuple[date, date] | None,
    guide: bool,
    lang: str,
    as_json: bool,
    warehouse: Path | None,
    config: Path | None,
) -> int:
    """Show the rulebook: each rule and condition with its dates, its source, the words relied on, how sure that is."""
    from homeward.rulebook.law import LawError, load_law  # noqa: PLC0415 - not needed for --help

    if sum((as_of is not None, bool(days), guide)) > 1:
        raise CommandFailed("--as-of, --diff and --guide are three things; give one of them.")
    try:
        law = load_law()
    except LawError as error:
        raise CommandFailed(str(error)) from error
    if days:
        _diff(law, days, settings_of(config, warehouse=warehouse).warehouse, lang, as_json=as_json)
    elif guide:
        _guide(lang, as_json=as_json)
    else:
        _rulebook(law, as_of, lang, as_json=as_json)
    return 0


def _echo(told: dict[str, Any]) -> None:
    import json  # noqa: PLC0415 - imported where used, for a quick start

    click.echo(json.dumps(told, ensure_ascii=False, default=str))


def _rulebook(law: Law, as_of: date | None, lang: str, *, as_json: bool) -> None:
    from homeward.analysis.law_watch import law_notices  # noqa: PLC0415
    from homeward.analysis.rules_view import rulebook  # noqa: PLC0415
    from homeward.cli.rules_tables import show_rulebook  # noqa: PLC0415

    book = rulebook(law, as_of)
    notices = law_notices(law, as_of or today_in_china())
    if as_json:
        _echo({**book._asdict(), "notices": [notice._asdict() for notice in notices]})
    else:
        show_rulebook(book, [notice.said(lang) for notice in notices], lang)


def _diff(law: Law, days: tuple[date, date], warehouse: Path, lang: str, *, as_json: bool) -> None:
    from homeward.analysis.explain import rows  # noqa: PLC0415
    from homeward.analysis.law_diff import law_changes, moved_lines  # noqa: PLC0415
    from homeward.cli.rules_tables import show_diff  # noqa: PLC0415
    from homeward.warehouse.verify import night_of  # noqa: PLC0415

    first, second = sorted(days)
    if first == second:
        raise CommandFailed(f"--diff compares two days, and both are {first}.")
    moved, bans = None, []
    if warehouse.exists():
        with opened(warehouse) as con:
            bans = rows(con, "bans_between", {"first": first, "second": second})
            moved = moved_lines(con, law, first, second, night_of(con).as_of)
    changes = law_changes(law, first, second, bans)
    if as_json:
        lines = None if moved is None else {**moved._asdict(), "moved": moved.moved.to_dicts()}
        _echo({"from": first, "to": second, "changes": [change._asdict() for change in changes], "lines": lines})
    else:
        show_diff((first, second), changes, moved, lang)


def _guide(lang: str, *, as_json: bool) -> None:
    from homeward.analysis.guide import guide_answers  # noqa: PLC0415
    from homeward.cli.rules_tables import show_guide  # noqa: PLC0415

    answers = guide_answers()
    if as_json:
        _echo({"sentences": [answer.model_dump() for answer in answers]})
    else:
        show_guide(answers, lang)

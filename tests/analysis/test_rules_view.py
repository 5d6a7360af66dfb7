"""`homeward rules`: the law of any day, with its sources."""

import json
from datetime import date
from io import StringIO

import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console

from homeward.analysis.rules_view import rulebook
from homeward.cli import rules_tables
from homeward.cli.failure import CommandFailed
from homeward.cli.rules import command
from homeward.rulebook.law import load_law
from homeward.rulebook.registry import RELIEF, RULES
from homeward.wording import source_said


def test_every_rule_and_condition_is_there_in_order() -> None:
    seen = list(dict.fromkeys(row["rule_id"] for row in rulebook(load_law()).rules))
    assert seen == [*RULES, *RELIEF]


@pytest.mark.parametrize(
    ("day", "source"),
    [
        ("2024-12-14", "GACC 2020 No. 44"),
        ("2024-12-15", "GACC 2024 No. 167 art. 4"),
        ("2026-03-31", "GACC 2024 No. 167 art. 4"),
        ("2026-04-01", "GACC 2026 No. 24 (number as reported)"),
    ],
)
def test_the_law_of_a_day_is_the_entry_in_force_both_ends_included(day: str, source: str) -> None:
    rules = rulebook(load_law(), date.fromisoformat(day)).rules
    assert [row["source"] for row in rules if row["rule_id"] == "district_permitted"] == [source]


def test_before_announcement_44_the_channel_has_no_rules_of_its_own() -> None:
    rules = {row["rule_id"] for row in rulebook(load_law(), date(2020, 3, 26)).rules if row["kind"] == "eligibility"}
    assert rules == {"original_found", "goods_match", "not_prohibited", "quantity_available"}


def test_a_window_is_shown_for_days_declared_inside_it() -> None:
    shown = [rulebook(load_law(), date(*day)).windows for day in ((2023, 1, 29), (2023, 1, 30), (2028, 1, 1))]
    assert [[window["source"] for window in windows] for windows in shown] == [[], ["MOF/GACC/STA 2023-34"], []]


def test_the_table_names_sources_dates_and_how_sure_they_are() -> None:
    shown = CliRunner().invoke(command, ["--as-of", "2025-06-01"], standalone_mode=False).output
    line = next(line for line in shown.splitlines() if line.startswith("district_permitted"))
    assert "2024-12-15 … 2026-03-31" in line
    assert "GACC 2024 No. 167" in line


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_on_a_narrow_terminal_every_word_of_the_law_is_there(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(width: int, *asked: str) -> str:
        out = StringIO()
        console = Console(file=out, width=width, highlight=False, markup=False)
        monkeypatch.setattr(rules_tables, "console_of", lambda: console)
        CliRunner().invoke(command, [*asked, "--lang", lang], standalone_mode=False, catch_exceptions=False)
        return out.getvalue()

    law, diff = shown(80, "--as-of", "2025-06-01"), shown(80, "--diff", "2024-12-14", "2026-04-01")
    # The last line is the fingerprint, which is not broken.
    assert max(cell_len(line) for line in [*law.splitlines()[:-1], *diff.splitlines()]) <= 80
    assert len(law.splitlines()) < 150
    together = "".join(law.split())
    for row in rulebook(load_law(), date(2025, 6, 1)).rules:
        assert "".join(source_said(row["source"], lang).split()) in together
    assert "…" not in diff


def test_in_chinese_and_for_scripts() -> None:
    assert "自出口放行之日起一年内退运进境" in CliRunner().invoke(command, ["--lang", "zh"]).output
    told = json.loads(CliRunner().invoke(command, ["--json"]).output)
    assert {row["sure"] for row in told["rules"]} >= {"V", "S", "I"}
    assert told["fingerprint"] == load_law().fingerprint


def test_two_things_asked_at_once_are_a_wrong_call() -> None:
    error = CliRunner().invoke(command, ["--guide", "--as-of", "2025-06-01"], standalone_mode=False).exception
    assert isinstance(error, CommandFailed)
    assert "give one of them" in str(error)

"""The guide, answered: every sentence has rules, views or screens that exist and show it."""

import json

import pytest
from click.testing import CliRunner

from homeward.analysis.catalogue import VIEWS
from homeward.analysis.guide import Answer, guide_answers
from homeward.cli import COMMANDS
from homeward.cli import homeward as program
from homeward.rulebook.registry import RELIEF, RULES

REPORT_FILES = {"index.html", "exceptions.xlsx", "mail.eml"}
ANSWERS = guide_answers()


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.sentence[:40])
def test_each_sentence_is_answered_by_what_exists(answer: Answer) -> None:
    assert answer.how_en
    assert answer.how_zh
    assert answer.screens
    assert set(answer.rules) <= {*RULES, *RELIEF}
    assert set(answer.views) <= set(VIEWS)
    commands = {screen.split()[1] for screen in answer.screens if screen.startswith("homeward ")}
    assert commands <= set(COMMANDS)
    assert {screen for screen in answer.screens if not screen.startswith("homeward ")} <= REPORT_FILES


@pytest.mark.parametrize(
    "words",
    [
        "within one year from the export release date",
        "(9,610 exports)",
        "(9810 export)",
        "(1210)",
        "process monitoring system",
        "bear relevant legal liabilities",
        "Record List of Outbound Goods",
        "individually or in bulk",
        "quality or specification reasons",
        "verifiable logo",
        "prohibited by the State",
    ],
)
def test_the_guides_demands_are_among_the_sentences(words: str) -> None:
    assert any(words in answer.sentence for answer in ANSWERS)


def test_every_rule_is_called_for_by_a_sentence_of_its_own() -> None:
    demanded = {rule for answer in ANSWERS[1:] for rule in answer.rules}
    assert set(RULES) <= demanded


def test_the_options_that_a_sentence_names_are_options_of_the_command() -> None:
    named = [screen.split() for answer in ANSWERS for screen in answer.screens if " --" in screen]
    for _, command, option in named:
        assert option in CliRunner().invoke(program, [command, "--help"]).output


def test_the_guide_is_printed_and_given_to_scripts() -> None:
    shown = CliRunner().invoke(program, ["rules", "--guide", "--lang", "zh"], standalone_mode=False).output
    assert "v_spot_check" in shown
    told = json.loads(CliRunner().invoke(program, ["rules", "--guide", "--json"], standalone_mode=False).output)
    assert [one["sentence"] for one in told["sentences"]] == [answer.sentence for answer in ANSWERS]

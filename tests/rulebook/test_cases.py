"""Every case in `cases/`, decided by the rulebook and by the plain reference."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pprint import pformat
from typing import Any

import pytest

from homeward.rulebook.decide import decide
from homeward.rulebook.edges import to_polars
from homeward.rulebook.law import load_law
from rulebook.as_tables import polars_tables
from rulebook.case_files import Case, all_cases, label
from rulebook.reference import RELIEF_RULES, RULES, Books, decide_plainly

CASES = all_cases()
NEVER_FALSE = {"shipment_permitted"}


def by_rulebook(books: Books, as_of: date) -> list[dict[str, Any]]:
    return to_polars(decide(polars_tables(books), load_law(), as_of))[0].to_dicts()


def as_in_case(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def unmet(case: Case, decided: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """By return line and column, what was expected and what came out, where they differ."""
    got = {label(line): line for line in decided}
    assert got.keys() == case.expect.keys(), f"{case}: decided {sorted(got)}, expected {sorted(case.expect)}"
    return {
        line: differing
        for line, expected in case.expect.items()
        if (
            differing := {
                column: {"expected": value, "got": as_in_case(got[line][column])}
                for column, value in expected.items()
                if as_in_case(got[line][column]) != value
            }
        )
    }


@pytest.mark.parametrize("reading", [by_rulebook, decide_plainly], ids=["rulebook", "reference"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, reading: Callable[[Books, date], list[dict[str, Any]]]) -> None:
    differing = unmet(case, reading(case.books, case.as_of))
    assert not differing, (
        f"{case} ({case.source}), as of {case.as_of}\ngiven, beside the defaults:\n{pformat(case.given)}\n"
        f"differs:\n{pformat(differing)}"
    )


def test_names_of_cases_are_unique() -> None:
    names = [str(case) for case in CASES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("flag", [*RULES, *(rule.__name__ for rule in RELIEF_RULES)])
def test_each_flag_has_cases_of_each_outcome_its_table_has(flag: str) -> None:
    outcomes = {
        expected[flag] for case in CASES if case.topic == flag for expected in case.expect.values() if flag in expected
    }
    assert outcomes == {True, None} | (set() if flag in NEVER_FALSE else {False})

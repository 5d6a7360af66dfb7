"""Every case in `cases/`, decided by the rulebook and by the plain reference."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pprint import pformat
from typing import Any

import pytest

from homeward.rulebook.decide import decide
from homeward.rulebook.law import load_law
from rulebook.as_tables import polars_tables
from rulebook.case_files import Case, all_cases, label
from rulebook.reference import RELIEF_RULES, RULES, Books, decide_plainly

CASES, LAW = all_cases(), load_law()
NEVER_FALSE = {"shipment_permitted"}


def by_rulebook(books: Books, as_of: date) -> list[dict[str, Any]]:
    return decide(polars_tables(books), LAW, as_of).eligibility.to_dicts()


def as_in_case(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def named_apart(case: Case, number: int) -> Books:
    """The books of a case with its documents and returns under names of its own; their order stays."""

    def apart(row: dict[str, Any]) -> dict[str, Any]:
        names = {name: f"{number}:{row[name]}" for name in ("return_no", "document_no") if row.get(name) is not None}
        return row | names

    return replace(
        case.books,
        returns=[apart(row) for row in case.books.returns],
        originals=[apart(row) for row in case.books.originals],
        quarantined_documents=[f"{number}:{name}" for name in case.books.quarantined_documents],
    )


def nights_of_cases() -> list[list[Case]]:
    """The cases of one day whose reference tables are the same: they may lie in one night."""
    nights: dict[str, list[Case]] = {}
    for case in CASES:
        held = case.books
        nights.setdefault(repr((case.as_of, held.enterprises, held.bans, held.exchange_rates)), []).append(case)
    return list(nights.values())


def decided_in_one_night(cases: list[Case]) -> list[list[dict[str, Any]]]:
    """The decided lines of each case, under the names they have in it."""
    apart = [named_apart(case, number) for number, case in enumerate(cases)]
    together = replace(
        apart[0],
        returns=[row for books in apart for row in books.returns],
        originals=[row for books in apart for row in books.originals],
        quarantined_documents=[name for books in apart for name in books.quarantined_documents],
    )
    decided: list[list[dict[str, Any]]] = [[] for _ in cases]
    for line in by_rulebook(together, cases[0].as_of):
        number, return_no = line["return_no"].split(":", 1)
        document_no = line["document_no"] and line["document_no"].split(":", 1)[1]
        decided[int(number)].append(line | {"return_no": return_no, "document_no": document_no})
    return decided


def told(case: Case, differing: dict[str, dict[str, Any]]) -> str:
    return (
        f"{case} ({case.source}), as of {case.as_of}\ngiven, beside the defaults:\n{pformat(case.given)}\n"
        f"differs:\n{pformat(differing)}"
    )


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


@pytest.mark.parametrize("cases", nights_of_cases(), ids=lambda cases: f"{cases[0]}, and {len(cases) - 1} more")
def test_cases_that_share_a_night(cases: list[Case]) -> None:
    """Decided together, as a night decides them: nobody's neighbours change anything."""
    both = zip(cases, decided_in_one_night(cases), strict=True)
    wrong = [told(case, differing) for case, decided in both if (differing := unmet(case, decided))]
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize(
    "reading",
    [pytest.param(by_rulebook, id="rulebook", marks=pytest.mark.slow), pytest.param(decide_plainly, id="reference")],
)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_case_alone(case: Case, reading: Callable[[Books, date], list[dict[str, Any]]]) -> None:
    differing = unmet(case, reading(case.books, case.as_of))
    assert not differing, told(case, differing)


def test_names_of_cases_are_unique() -> None:
    names = [str(case) for case in CASES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("flag", [*RULES, *(rule.__name__ for rule in RELIEF_RULES)])
def test_each_flag_has_cases_of_each_outcome_its_table_has(flag: str) -> None:
    outcomes = {
        expected[flag] for case in CASES if case.topic == flag for expected in case.expect.values() if flag in expected
    }
    assert outcomes == {True, None} | (set() if flag in NEVER_FALSE else {False})

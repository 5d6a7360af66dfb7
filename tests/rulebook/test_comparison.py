"""What is shown beside a flag: the value that was compared, and the limit it was held against."""

from datetime import date
from typing import Any

from homeward.rulebook.decide import decide
from homeward.rulebook.law import load_law
from rulebook.as_tables import polars_tables
from rulebook.case_files import all_cases

LAW = load_law()


def limit_of(case: str, limit: str) -> Any:
    """What the rulebook shows as a rule's limit, of a case with a single return line."""
    found = next(each for each in all_cases() if each.name == case)
    return decide(polars_tables(found.books), LAW, date(2025, 1, 20)).comparison[limit].item()


def test_of_two_bans_that_name_a_code_the_one_shown_has_its_own_source() -> None:
    assert limit_of("two bans in force, each with a source of its own", "not_prohibited_limit") == "64 · Z law of 64"

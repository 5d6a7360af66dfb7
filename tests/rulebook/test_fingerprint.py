"""What decided a night, in one text: law, calendar and code, and the customer's bans and exchange rates."""

from datetime import date
from decimal import Decimal

from homeward.rulebook.fingerprint import law_of, rulebook_in_use
from homeward.rulebook.law import load_law
from rulebook.as_tables import polars_tables
from rulebook.reference import Books

BANS = [
    {"hs_prefix": "12", "scope": "import", "valid_from": date(2020, 1, 1), "source": "list A", "file_id": 1},
    {"hs_prefix": "9306", "scope": "both", "valid_from": date(2021, 1, 1), "source": "list B", "file_id": 1},
]
RATES = [{"currency": "USD", "valid_from": date(2024, 1, 1), "cny": Decimal("7.1"), "source": "bank", "file_id": 2}]


def in_use(bans: list[dict[str, object]], rates: list[dict[str, object]]) -> str:
    return rulebook_in_use(load_law(), polars_tables(Books(bans=bans, exchange_rates=rates)))


def test_the_law_is_its_first_part_whatever_the_lists() -> None:
    assert law_of(in_use(BANS, RATES)) == law_of(in_use([], [])) == load_law().fingerprint


def test_a_ban_or_a_rate_more_changes_it() -> None:
    assert len({in_use(BANS, RATES), in_use(BANS[:1], RATES), in_use(BANS, []), in_use([], [])}) == 4


def test_the_same_lists_from_other_files_in_another_order_do_not() -> None:
    moved = [ban | {"file_id": 9, "row_no": 5} for ban in reversed(BANS)]
    assert in_use(moved, RATES) == in_use(BANS, RATES)

"""Quantities and prices as great as their columns hold: a slip in a file; no view, question or page stumbles on it."""

from decimal import Decimal
from pathlib import Path

import pytest

from feed_rows import declaration, returned
from homeward.analysis.catalogue import VIEWS
from homeward.analysis.query import locked
from homeward.analysis.questions import questions
from homeward.analysis.tables_out_folder import copy_tables
from homeward.warehouse.database import open_published
from nights.conftest import House

GREATEST = "99999999999999.99999"
# At the last one the value is the greatest that a column of yuan holds; at the one before it is over that.
PRICES = [GREATEST, "1000.00001", "1000"]
RATES = [{"currency": "EUR", "valid_from": "2024-01-01", "cny": GREATEST}]


def great_lines(document_no: str) -> list[dict[str, object]]:
    """Each price in yuan and in a currency whose rate is as great, on a line of its own."""
    both = [(price, currency) for price in PRICES for currency in ("CNY", "EUR")]
    return [
        declaration(
            document_no=document_no, line_no=line, quantity=GREATEST, unit_price=price, currency=currency, mark="M-1"
        )
        for line, (price, currency) in enumerate(both, start=1)
    ]


def great_claims(document_no: str) -> list[dict[str, object]]:
    """Of each line a piece, twice all of it, and nearly all; half of them are back."""
    quantities = {"G1": "1", "G2": GREATEST, "G3": GREATEST, "G4": "99999999999998"}
    days = {"G1": "2024-09-20", "G2": "", "G3": "2024-09-21", "G4": ""}
    return [
        returned(
            return_no=name, line_no=line, document_no=document_no, document_line_no=line, quantity=quantity,
            entered_on=days[name],
        )
        for line in range(1, 2 * len(PRICES) + 1)
        for name, quantity in quantities.items()
    ]  # fmt: skip


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A night of lines of which all is left, and of lines claimed several times over."""
    house = House(tmp_path_factory.mktemp("great"))
    house.deliver_usual()
    house.deliver("reference/exchange_rates.csv", RATES)
    house.deliver("great.csv", great_lines("53012024E000000008") + great_lines("53012024E000000009"))
    house.deliver("claims.csv", great_claims("53012024E000000009"))
    result = house.night("2024-10-01")
    assert (result.exit_code, result.rows["quarantined"]) == (0, 0)
    return house


def test_what_is_left_of_a_line_too_great_has_no_value_and_the_others_have_theirs(night: House) -> None:
    left = (
        "SELECT document_line_no, value_left_cny FROM v_returnable WHERE document_no = '53012024E000000008' ORDER BY 1"
    )
    values = dict(night.ask(left))
    assert values == dict.fromkeys(range(1, 7)) | {5: Decimal("99999999999999999.99")}


def test_every_table_is_exported(night: House, tmp_path: Path) -> None:
    with open_published(night.warehouse) as con:
        assert copy_tables(con, tmp_path / "copies")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_can_be_read(view: str, night: House) -> None:
    with locked(night.warehouse) as con:
        con.execute(f"FROM {view}").fetchall()


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_is_answered(name: str, night: House) -> None:
    question = questions()[name]
    with locked(night.warehouse) as con:
        con.execute(question.query, question.values({})).fetchall()

"""Decisions do not hang on how many lines are decided at once."""

from datetime import date

import pytest

from feed_rows import ENTERPRISE, declaration, returned
from homeward.rulebook.law import load_law
from homeward.warehouse import decisions, shares
from warehouse.conftest import Store

AS_OF = date(2024, 10, 1)


def documents(count: int) -> list[str]:
    return [f"53012024E{number:09}" for number in range(1, count + 1)]


def decided(store: Store) -> list[tuple[object, ...]]:
    decisions.decide_lines(store.con, load_law(), AS_OF, "night-1", {"retail_9610": 20}, store.workspace)
    return store.ask(
        "SELECT * FROM eligibility JOIN comparison USING (return_no, line_no, enterprise_code) ORDER BY return_no"
    )


@pytest.mark.parametrize("lines_at_once", [5, 30])
def test_lines_decided_in_shares_are_decided_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch, lines_at_once: int
) -> None:
    store.deliver("reference/enterprises.csv", [ENTERPRISE])
    store.deliver("declarations.csv", [declaration(document_no=number, quantity=5) for number in documents(12)])
    claims = [
        returned(return_no=f"R{number:03}", document_no=documents(15)[number % 15], quantity=1 + number % 4)
        for number in range(60)
    ]
    claims += [returned(return_no=f"S{number}", document_no="", document_line_no="") for number in range(6)]
    store.deliver("returns.csv", claims)
    store.load()
    together = decided(store)

    monkeypatch.setattr(shares, "LINES_AT_ONCE", lines_at_once)

    assert len(together) == 66
    assert decided(store) == together

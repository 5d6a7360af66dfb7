"""Decisions do not hang on how many lines are decided at once."""

from datetime import date

import pytest

from feed_rows import ENTERPRISE, declaration, returned
from homeward.rulebook.law import load_law
from homeward.warehouse import decisions, shares
from homeward.warehouse.layout import Layout
from homeward.warehouse.retract import loaded_files, retract
from warehouse.conftest import Store

AS_OF = date(2024, 10, 1)
SELLER = ENTERPRISE["enterprise_code"]


def documents(count: int) -> list[str]:
    return [f"53012024E{number:09}" for number in range(1, count + 1)]


def decide(store: Store, as_of: date = AS_OF) -> None:
    decisions.decide_lines(store.con, load_law(), as_of, {"retail_9610": 20})


def decided(store: Store) -> list[tuple[object, ...]]:
    store.con.execute("TRUNCATE decision")
    decide(store)
    return store.ask("SELECT * FROM decision INNER JOIN outcome USING (outcome_id) ORDER BY return_no")


def written(store: Store) -> list[str]:
    """The returns whose decision was not on record before."""
    rows = store.ask("SELECT return_no FROM decision SEMI JOIN decided_otherwise USING (file_id, row_no) ORDER BY 1")
    return [return_no for (return_no,) in rows]


def deliver_two(store: Store) -> None:
    """Two returns of one export line, released on 2024-06-01, which has room for both."""
    store.deliver("reference/enterprises.csv", [ENTERPRISE])
    store.deliver("declarations.csv", [declaration(quantity=5)])
    store.deliver("returns.csv", [returned(return_no="R1", quantity=2), returned(return_no="R2", quantity=3)])
    store.load()
    decide(store)


def test_the_days_of_a_country_hold_however_its_name_is_written(store: Store) -> None:
    written = dict(zip(documents(4), ["USA", "usa", "502", "DEU"], strict=True))
    store.deliver("reference/enterprises.csv", [ENTERPRISE])
    store.deliver(
        "declarations.csv",
        [declaration(document_no=number, destination_country=country) for number, country in written.items()],
    )
    store.deliver(
        "returns.csv", [returned(return_no=country, document_no=number) for number, country in written.items()]
    )
    store.load()

    decisions.decide_lines(store.con, load_law(), AS_OF, {"USA": 40, "retail_9610": 20})

    days = (
        "SELECT return_no, destination_country, deadline - ship_by FROM decision INNER JOIN outcome USING (outcome_id)"
    )
    assert sorted(store.ask(days)) == [("502", "502", 40), ("DEU", "DEU", 20), ("USA", "USA", 40), ("usa", "usa", 40)]


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


def test_a_night_on_which_nothing_differs_writes_nothing(store: Store) -> None:
    deliver_two(store)
    assert written(store) == ["R1", "R2"]

    decide(store, date(2024, 10, 2))

    assert written(store) == []
    assert store.ask("SELECT count(*) FROM decision") == [(2,)]


def test_outcomes_on_record_are_those_that_decisions_have(store: Store) -> None:
    deliver_two(store)
    assert store.ask("SELECT verdict, failed_rules, tax_relief FROM outcome") == [("eligible", [], "exempt")]
    assert store.ask("SELECT count(DISTINCT outcome_id) FROM decision") == [(1,)]

    decide(store, date(2025, 7, 1))

    assert store.ask("SELECT verdict, failed_rules, tax_relief FROM outcome") == [
        ("ineligible", ["within_one_year"], "not_exempt")
    ]


def test_what_the_clock_and_a_sibling_change_is_written_and_nothing_else(store: Store) -> None:
    deliver_two(store)
    store.deliver("more.csv", [returned(return_no="R0", quantity=4, applied_on="2024-01-11")])
    store.load()

    decide(store, date(2024, 10, 2))
    assert written(store) == ["R0", "R1", "R2"]

    decide(store, date(2025, 5, 31))
    assert written(store) == ["R0", "R1", "R2"], "the six months for tax relief are over"
    decide(store, date(2025, 6, 1))
    assert written(store) == [], "the last day of the year is like the day before"
    decide(store, date(2025, 6, 3))
    assert written(store) == ["R0", "R1", "R2"]


def test_an_update_that_stands_on_a_delivery_taken_back_is_decided_with_the_values_before_it(store: Store) -> None:
    """The update keeps its file and row; what it leaves out comes from another version now."""
    deliver_two(store)
    store.deliver("bad.csv", [returned(return_no="R2", quantity=1, applied_on="2024-09-02", entered_on="2024-09-12")])
    store.load()
    store.deliver("update.csv", [{"return_no": "R2", "line_no": 1, "enterprise_code": SELLER, "evidence_ref": "E-9"}])
    store.load()
    decide(store)
    [bad] = loaded_files(store.con, "bad.csv", ["bad.csv"])
    retract(store.con, bad, "change-1", Layout(store.workspace / "homeward.duckdb"))

    decide(store)

    line = "SELECT quantity, applied_on, entered_on FROM {} WHERE return_no = 'R2'"
    assert store.ask(line.format("decision")) == store.ask(line.format("return_line"))
    assert store.ask(line.format("decision"))[0][0] == 3


def test_a_decision_on_record_that_something_else_changed_stops_the_night(store: Store) -> None:
    deliver_two(store)
    store.con.execute("UPDATE outcome SET verdict = 'withdrawn'")

    with pytest.raises(decisions.LinesUndecided, match=r"withdrawn.*Something else.*homeward verify"):
        decide(store)

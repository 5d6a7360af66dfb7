"""In how many open lines each rule is missed, night by night: what mail and report compare with last night."""

import pytest

from feed_rows import ENTERPRISE, declaration, returned
from nights.conftest import House

pytestmark = pytest.mark.slow


def missed(house: House) -> dict[str, list[tuple[str, int]]]:
    """By day: rules with the lines that miss them."""
    rows = house.ask("SELECT as_of::VARCHAR, rule_id, lines FROM rule_missed ORDER BY ALL")
    days = [day for (day,) in house.ask("SELECT DISTINCT as_of::VARCHAR FROM run ORDER BY ALL")]
    return {day: [(rule, lines) for of_day, rule, lines in rows if of_day == day] for day in days}


def test_evidence_that_comes_takes_a_line_from_its_rule(house: House) -> None:
    house.deliver_usual()
    house.deliver("returns.csv", [returned(shipment=""), returned(return_no="R2", shipment="")])
    house.night("2024-10-01")
    house.deliver("update.csv", [{"return_no": "R1", "line_no": 1, "shipment": "bulk"}])
    house.night("2024-10-02")
    assert missed(house) == {"2024-10-01": [("shipment_permitted", 2)], "2024-10-02": [("shipment_permitted", 1)]}


def test_what_follows_from_a_missing_original_is_not_counted(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("returns.csv", [returned()])
    house.night("2024-10-01")
    open_rules = house.ask("SELECT len(open_rules) FROM eligibility")[0][0]
    assert open_rules > 1
    assert missed(house) == {"2024-10-01": [("original_found", 1)]}


def test_lines_that_are_withdrawn_miss_nothing(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration()])
    house.deliver("returns.csv", [returned(shipment="", status="withdrawn")])
    house.night("2024-10-01")
    assert missed(house) == {"2024-10-01": []}


def test_a_second_run_of_a_day_counts_for_the_day(house: House) -> None:
    house.deliver_usual()
    house.deliver("returns.csv", [returned(shipment="")])
    house.night("2024-10-01")
    house.night("2024-10-02")
    house.deliver("update.csv", [{"return_no": "R1", "line_no": 1, "shipment": "bulk"}])
    house.night("2024-10-02")
    assert missed(house) == {"2024-10-01": [("shipment_permitted", 1)], "2024-10-02": []}

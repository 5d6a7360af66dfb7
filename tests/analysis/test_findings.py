"""What the views of findings say is to be done: by the outcome, once for a cause, never for what follows from it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from feed_rows import ENTERPRISE, declaration, returned
from nights.conftest import House

Night = Callable[[dict[str, object]], House]


@pytest.fixture
def night(tmp_path: Path) -> Night:
    """A night of one export line, changed, and one return of it."""

    def made(changes: dict[str, object]) -> House:
        house = House(tmp_path)
        house.inbox.mkdir()
        house.deliver("reference/enterprises.csv", [ENTERPRISE])
        house.deliver("declarations.csv", [declaration(**changes)])
        house.deliver("returns.csv", [returned()])
        house.night("2024-10-01")
        return house

    return made


def test_of_a_mode_that_is_not_covered_one_thing_is_advised(night: Night) -> None:
    house = night(
        {"supervision_mode": "9710", "document_type": "export_declaration", "document_no": "530120240000000001"}
    )
    house.deliver("returns-2.csv", [returned(return_no="R2", document_no="530120240000000001")])
    house.night("2024-10-02")
    told = house.ask(
        "SELECT rule_id, outcome, follows, advice_en FROM v_findings WHERE return_no = 'R2' ORDER BY position"
    )
    assert [(rule, advice) for rule, _, _, advice in told if advice] == [
        (
            "channel_covered",
            "Apply for an ordinary return, supervision mode 4561; where another rule is broken too, ask customs first.",
        )
    ]
    assert [rule for rule, _, follows, _ in told if follows] == [
        "reason_permitted",
        "identifiable",
        "district_permitted",
    ]


def test_without_the_export_line_one_thing_is_missing_and_the_rest_follows(night: Night) -> None:
    house = night({"document_no": "53012024E000000007"})
    advised = house.ask("SELECT rule_id FROM v_open_evidence WHERE NOT follows AND advice_en IS NOT NULL")
    assert advised == [("original_found",)]
    follows = {rule for (rule,) in house.ask("SELECT rule_id FROM v_findings WHERE follows")}
    assert {"goods_match", "channel_covered", "within_one_year", "quantity_available"} <= follows
    relief = house.ask("SELECT rule_id FROM v_relief_findings WHERE follows ORDER BY position")
    assert relief == [("relief_mode",), ("relief_window",), ("relief_goods",), ("relief_six_months",)]


def test_an_export_row_in_quarantine_is_what_to_correct(night: Night) -> None:
    house = night({})
    house.deliver("declarations-2.csv", [declaration(line_no=2, quantity="some")])
    house.night("2024-10-02")
    (advice,) = house.ask("SELECT advice_en FROM v_findings WHERE rule_id = 'original_found'")
    assert "waits in quarantine" in advice[0]


def test_of_a_withdrawn_line_nothing_is_advised(night: Night) -> None:
    house = night({"released_at": "2023-09-01 10:00:00", "declared_on": "2023-09-01"})
    house.deliver("returns-2.csv", [returned(status="withdrawn", rebate_settled="")])
    house.night("2024-10-02")
    advised = "SELECT count(*) FROM {view} WHERE coalesce(advice_en, advice_zh) IS NOT NULL"
    views = ("v_findings", "v_relief_findings", "v_open_evidence")
    assert [house.ask(advised.format(view=view)) for view in views] == [[(0,)]] * 3


def test_a_year_that_is_over_is_not_to_be_met(night: Night) -> None:
    house = night({"released_at": "2023-09-01 10:00:00", "declared_on": "2023-09-01"})
    (advice,) = house.ask("SELECT advice_en FROM v_findings WHERE rule_id = 'within_one_year'")
    assert advice == ("The year is over: ask customs whether an ordinary return (4561) is open.",)

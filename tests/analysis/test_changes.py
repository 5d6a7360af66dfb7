"""What changed since last night, and why: each cause alone, and together."""

from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner

from feed_rows import ENTERPRISE, SELLER, declaration, returned
from homeward import night as night_module
from homeward.cli import homeward
from homeward.warehouse import decisions
from nights.conftest import House

pytestmark = pytest.mark.slow

Causes = list[tuple[str, str]]
OTHER_CODE = "350196K046"


def changed(house: House) -> dict[str, tuple[str | None, str | None, Causes]]:
    """By return number: the verdict before and now, and the causes."""
    rows = house.ask("SELECT return_no, verdict_from, verdict_to, causes FROM v_night_changes")
    return {
        number: (before, now, [(cause["cause"], cause["detail"]) for cause in causes or []])
        for number, before, now, causes in rows
    }


def take_back(house: House, name: str) -> None:
    """Retract a file."""
    assert CliRunner().invoke(homeward, ["retract", name, "--warehouse", str(house.warehouse)]).exit_code == 0


def test_a_new_line_names_its_file(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    assert changed(house) == {}, "the first night is a baseline"
    house.deliver("more.csv", [returned(return_no="R2")])
    house.night("2024-10-02")
    assert changed(house) == {"R2": (None, "eligible", [("data", "returns: new line from more.csv")])}


def test_an_update_names_file_and_column(house: House) -> None:
    house.deliver_usual()
    house.deliver("returns.csv", [returned(shipment="")])
    house.night("2024-10-01")
    house.deliver("update.csv", [{"return_no": "R1", "line_no": 1, "shipment": "bulk"}])
    house.night("2024-10-02")
    assert changed(house) == {
        "R1": ("needs_evidence", "eligible", [("data", "returns.shipment from update.csv")]),
    }


def test_an_original_that_comes_later_is_named(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("returns.csv", [returned()])
    house.night("2024-10-01")
    house.deliver("late.csv", [declaration()])
    house.night("2024-10-02")
    before, now, causes = changed(house)["R1"]
    assert (before, now) == ("needs_evidence", "eligible")
    assert causes == [("data", "declarations: document 53012024E000000001 from late.csv")]


def test_receipts_taken_back_are_named(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    document = declaration()["document_no"]
    house.deliver("declarations.csv", [declaration(released_at="")])
    house.deliver("receipts.csv", [{"document_no": document, "released_at": "2024-06-07"}])
    house.deliver("returns.csv", [returned()])
    house.night("2024-10-01")
    take_back(house, "receipts.csv")
    house.night("2024-10-02")
    assert changed(house) == {
        "R1": ("eligible", "needs_evidence", [("data", "receipts: receipts.csv was taken back")]),
    }


def test_an_original_delivered_anew_after_it_was_taken_back_is_named(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    take_back(house, "declarations.csv")
    house.night("2024-10-02")
    house.deliver("corrected.csv", [declaration(goods_name="杯子")])
    house.night("2024-10-03")
    assert changed(house)["R1"] == (
        "needs_evidence", "eligible", [("data", "declarations: document 53012024E000000001 from corrected.csv")],
    )  # fmt: skip


def test_a_line_that_came_beside_a_quarantined_one_of_its_document_is_named(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("returns.csv", [returned(item_no="B7")])
    house.night("2024-10-01")
    house.deliver("late.csv", [declaration(), declaration(line_no=2, quantity="ten")])
    house.night("2024-10-02")
    assert house.ask("SELECT original_found, goods_match FROM eligibility") == [(None, False)]
    assert changed(house)["R1"] == (
        "needs_evidence", "ineligible", [("data", "declarations: document 53012024E000000001 from late.csv")],
    )  # fmt: skip


def test_a_correction_taken_back_is_named_by_the_whole_document(house: House) -> None:
    house.deliver_usual()
    house.deliver("x-1.csv", [declaration(line_no=2, quantity="ten")])
    house.night("2024-09-30")
    house.deliver("x-2.csv", [declaration(line_no=2)])
    house.night("2024-10-01")
    take_back(house, "x-2.csv")
    house.night("2024-10-02")
    assert changed(house)["R1"] == ("eligible", "needs_evidence", [("data", "declarations: x-2.csv was taken back")])


def test_an_amended_original_names_its_column(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    house.deliver("x-2.csv", [declaration(mark="M-2")])
    house.night("2024-10-02")
    assert changed(house) == {"R1": ("eligible", "ineligible", [("data", "declarations.mark from x-2.csv")])}


def test_a_receipt_is_named(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration(released_at="")])
    house.deliver("returns.csv", [returned()])
    house.night("2024-10-01")
    house.deliver("receipt.csv", [{"document_no": "53012024E000000001", "released_at": "2024-06-01", "status": "800"}])
    house.night("2024-10-02")
    assert changed(house)["R1"] == (
        "needs_evidence",
        "eligible",
        [("data", "receipts.released_at of 53012024E000000001 from receipt.csv")],
    )


def test_a_monitoring_record_is_named(house: House) -> None:
    house.deliver("declarations.csv", [declaration()])
    house.deliver("returns.csv", [returned()])
    house.night("2024-10-01")
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.night("2024-10-02")
    _, now, causes = changed(house)["R1"]
    assert now == "eligible"
    assert causes == [
        ("data", f"enterprises.monitoring_from 2023-01-01 of {SELLER} from reference/enterprises.csv"),
    ]


def test_a_record_without_a_start_is_named_without_one(house: House) -> None:
    house.deliver("declarations.csv", [declaration(enterprise_code=OTHER_CODE)])
    house.deliver("returns.csv", [returned()])
    house.night("2024-10-01")
    house.deliver("reference/e.csv", [ENTERPRISE | {"monitoring_from": "", "other_code": OTHER_CODE}])
    house.night("2024-10-02")
    assert changed(house)["R1"] == (
        "ineligible", "needs_evidence", [("data", f"enterprises.monitoring_from of {SELLER} from reference/e.csv")],
    )  # fmt: skip


def test_enterprises_taken_back_are_named(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    take_back(house, "reference/enterprises.csv")
    house.night("2024-10-02")
    assert changed(house)["R1"] == (
        "eligible", "needs_evidence", [("data", "enterprises: reference/enterprises.csv was taken back")],
    )  # fmt: skip


def test_enterprises_taken_back_are_named_where_two_codes_part(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("reference/codes.csv", [ENTERPRISE | {"monitoring_from": "2022-01-01", "other_code": OTHER_CODE}])
    house.deliver("declarations.csv", [declaration()])
    earlier = returned(return_no="R0", enterprise_code=OTHER_CODE, quantity=9, applied_on="2024-08-01")
    house.deliver("returns.csv", [earlier, returned()])
    house.night("2024-10-01")
    take_back(house, "reference/codes.csv")
    house.night("2024-10-02")
    assert changed(house) == {
        "R0": ("eligible", "ineligible", [("data", "enterprises: reference/codes.csv was taken back")]),
        "R1": ("ineligible", "eligible", [("data", "enterprises: reference/codes.csv was taken back")]),
    }


def test_the_clock_names_the_deadline_that_passed(house: House) -> None:
    house.deliver_usual()
    house.night("2025-05-30")
    # 1 June 2025 is a Sunday and 2 June the Dragon Boat holiday: only on 4 June is the year surely over.
    house.night("2025-06-04")
    before, now, causes = changed(house)["R1"]
    assert (before, now) == ("eligible", "ineligible")
    assert causes == [("clock", "one year ended on 2025-06-01")]


def test_the_clock_names_rest_days_that_ended(house: House) -> None:
    house.deliver_usual()
    house.night("2025-06-02")
    house.night("2025-06-04")
    before, now, causes = changed(house)["R1"]
    assert (before, now) == ("needs_evidence", "ineligible")
    assert causes == [("clock", "the rest days after 2025-06-01 ended")]


def test_the_clock_names_the_six_months_that_passed(house: House) -> None:
    house.deliver_usual()
    house.night("2024-11-29")
    assert house.ask("SELECT tax_relief FROM eligibility") == [("exempt",)]
    house.night("2024-12-05")
    before, now, causes = changed(house)["R1"]
    assert (before, now) == ("eligible", "eligible")
    assert causes == [("clock", "six months ended on 2024-12-01")]


def test_the_clock_names_a_day_of_entry_that_came(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration()])
    house.deliver("returns.csv", [returned(mark="", entered_on="2024-10-05")])
    house.night("2024-10-01")
    house.night("2024-10-06")
    before, now, causes = changed(house)["R1"]
    assert (before, now) == ("needs_evidence", "ineligible")
    assert causes == [("clock", "the day of entry 2024-10-05 came")]


def test_the_clock_names_a_monitoring_record_that_ended(house: House) -> None:
    house.deliver_usual()
    house.deliver("reference/enterprises.csv", [ENTERPRISE | {"monitoring_to": "2024-10-03"}])
    house.night("2024-10-01")
    house.night("2024-10-06")
    assert changed(house)["R1"] == (
        "eligible",
        "ineligible",
        [("clock", "the monitoring record ended on 2024-10-03")],
    )


def test_the_law_names_the_entry_that_came_into_force(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration()])
    house.deliver("returns.csv", [returned(customs_code="2201", applied_on="2024-12-01")])
    house.night("2024-12-10")
    assert house.ask("SELECT verdict FROM eligibility") == [("ineligible",)]
    house.night("2024-12-16")
    before, now, causes = changed(house)["R1"]
    assert (before, now) == ("ineligible", "eligible")
    assert causes == [("law", "district_permitted: GACC 2024 No. 167 art. 4, from 2024-12-15")]


def test_the_law_names_a_ban_that_ended(house: House) -> None:
    house.deliver_usual()
    ban = {
        "hs_prefix": "6912",
        "scope": "import",
        "valid_from": "2024-01-01",
        "valid_to": "2024-10-02",
        "source": "TEST 1",
    }
    house.deliver("reference/bans.csv", [ban])
    house.night("2024-10-01")
    house.night("2024-10-03")
    assert changed(house)["R1"] == ("ineligible", "eligible", [("law", "ban 6912 (TEST 1) ended on 2024-10-02")])


NEXT_NIGHT = "2024-10-03"
# The usual goods are 6912001000, released on 2024-06-01; a simplified code stands for its heading.
OTHER_BANS = {
    "another code under the heading": {"hs_prefix": "691210"},
    "goods that left before it": {"scope": "export"},
    "over before the night": {"valid_from": "2024-01-01", "valid_to": "2024-09-30"},
    "not in force yet": {"valid_from": "2024-12-01"},
}


def ban(**changes: object) -> dict[str, object]:
    """A ban that comes into force between the two nights, changed."""
    return {
        "hs_prefix": "6912",
        "scope": "import",
        "valid_from": "2024-10-02",
        "valid_to": "",
        "source": "T",
        **changes,
    }


@pytest.mark.parametrize("other", OTHER_BANS.values(), ids=OTHER_BANS)
def test_a_ban_that_moved_the_line_is_named_and_no_other(house: House, other: dict[str, object]) -> None:
    house.deliver_usual()
    house.deliver("reference/bans.csv", [ban(hs_prefix="69120010"), ban(source="OTHER", **other)])
    house.night("2024-10-01")
    house.night(NEXT_NIGHT)
    assert changed(house)["R1"] == ("eligible", "ineligible", [("law", "ban 69120010 (T) from 2024-10-02")])


@pytest.mark.parametrize("other", OTHER_BANS.values(), ids=OTHER_BANS)
def test_of_bans_delivered_together_the_one_that_moved_the_line_is_named(
    house: House, other: dict[str, object]
) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    old = ban(hs_prefix="69120010", valid_from="2024-01-01")
    house.deliver("reference/bans.csv", [old, ban(source="OTHER", **other)])
    house.night(NEXT_NIGHT)
    assert changed(house)["R1"] == (
        "eligible", "ineligible", [("data", "prohibited_goods.69120010 from reference/bans.csv")],
    )  # fmt: skip


def test_a_ban_under_the_heading_of_a_simplified_code_is_named(house: House) -> None:
    house.deliver_usual()
    house.deliver("declarations.csv", [declaration(hs_code="6912000000")])
    house.deliver("reference/bans.csv", [ban(hs_prefix="691210")])
    house.night("2024-10-01")
    house.night(NEXT_NIGHT)
    assert changed(house)["R1"] == ("eligible", "needs_evidence", [("law", "ban 691210 (T) from 2024-10-02")])


def test_a_ban_of_both_is_named_by_the_side_that_moved_the_line(house: House) -> None:
    house.deliver_usual()
    house.deliver("reference/bans.csv", [ban(scope="both")])
    house.night("2024-10-01")
    house.night(NEXT_NIGHT)
    assert changed(house)["R1"] == ("eligible", "ineligible", [("law", "ban 6912 (T) from 2024-10-02")])


def test_a_ban_whose_end_was_delivered_is_named(house: House) -> None:
    house.deliver_usual()
    house.deliver("reference/bans.csv", [ban(valid_from="2024-01-01")])
    house.night("2024-10-01")
    house.deliver("reference/corrected.csv", [ban(valid_from="2024-01-01", valid_to="2024-08-31")])
    house.night(NEXT_NIGHT)
    assert changed(house)["R1"] == (
        "ineligible", "eligible", [("data", "prohibited_goods.6912 from reference/corrected.csv")],
    )  # fmt: skip


def test_bans_taken_back_are_named(house: House) -> None:
    house.deliver_usual()
    house.deliver("reference/bans.csv", [ban(valid_from="2024-01-01"), ban(hs_prefix="6913")])
    house.night("2024-10-01")
    take_back(house, "reference/bans.csv")
    house.night(NEXT_NIGHT)
    assert changed(house)["R1"] == (
        "ineligible", "eligible", [("data", "prohibited_goods: reference/bans.csv was taken back")],
    )  # fmt: skip


def test_an_end_of_a_ban_taken_back_is_named(house: House) -> None:
    house.deliver_usual()
    house.deliver("reference/b-1.csv", [ban(valid_from="2024-01-01")])
    house.deliver("reference/b-2.csv", [ban(valid_from="2024-01-01", valid_to="2024-08-31")])
    house.night("2024-10-01")
    take_back(house, "reference/b-2.csv")
    house.night(NEXT_NIGHT)
    assert changed(house)["R1"] == (
        "eligible", "ineligible", [("data", "prohibited_goods: reference/b-2.csv was taken back")],
    )  # fmt: skip


def test_another_claim_is_named(house: House) -> None:
    house.deliver_usual()
    house.deliver("second.csv", [returned(return_no="R2", quantity=8, applied_on="2024-09-02")])
    house.night("2024-10-01")
    house.deliver("third.csv", [returned(return_no="R0", quantity=3, applied_on="2024-08-01")])
    house.night("2024-10-02")
    found = changed(house)
    assert found["R2"] == ("eligible", "ineligible", [("claim", "R0 / 1")])
    assert found["R0"][2] == [("data", "returns: new line from third.csv")]


def test_another_claim_that_was_taken_back_is_named(house: House) -> None:
    house.deliver_usual()
    house.deliver("first.csv", [returned(return_no="R0", quantity=9, applied_on="2024-08-01")])
    house.night("2024-10-01")
    take_back(house, "first.csv")
    house.night("2024-10-02")
    assert changed(house)["R1"] == ("ineligible", "eligible", [("claim", "R0 / 1")])


def test_another_claim_that_moved_to_another_export_line_is_named(house: House) -> None:
    house.deliver_usual()
    house.deliver("more.csv", [declaration(line_no=2)])
    house.deliver("first.csv", [returned(return_no="R0", quantity=9, applied_on="2024-08-01")])
    house.night("2024-10-01")
    house.deliver("update.csv", [{"return_no": "R0", "line_no": 1, "document_line_no": 2}])
    house.night("2024-10-02")
    assert changed(house) == {"R1": ("ineligible", "eligible", [("claim", "R0 / 1")])}


def test_another_claim_whose_greater_quantity_was_taken_back_is_named(house: House) -> None:
    house.deliver_usual()
    house.deliver("first.csv", [returned(return_no="R0", quantity=1, applied_on="2024-08-01")])
    house.deliver("update.csv", [{"return_no": "R0", "line_no": 1, "quantity": 9}])
    house.night("2024-10-01")
    take_back(house, "update.csv")
    house.night("2024-10-02")
    assert changed(house) == {"R1": ("ineligible", "eligible", [("claim", "R0 / 1")])}


def test_a_line_under_its_enterprises_other_code_is_the_same_line(house: House) -> None:
    house.deliver_usual()
    house.deliver("reference/enterprises.csv", [ENTERPRISE | {"other_code": OTHER_CODE}])
    house.night("2024-10-01")
    house.deliver("r-2.csv", [returned(enterprise_code=OTHER_CODE, evidence_ref="photos")])
    house.night("2024-10-02")
    assert changed(house) == {}, "nothing but its code and its evidence is another"
    house.deliver("r-3.csv", [returned(shipment="")])
    house.night("2024-10-03")
    query = "SELECT enterprise_code, verdict_from, verdict_to, cause_text FROM v_night_changes"
    named = "data: returns.shipment from r-3.csv"
    expected = [(SELLER, "eligible", "needs_evidence", named)]
    assert house.ask(query) == expected
    house.night("2024-10-03")
    assert house.ask(query) == expected, "a second run of the day"


def test_of_two_lines_whose_codes_prove_to_be_one_enterprise_one_is_gone(house: House) -> None:
    house.deliver_usual()
    house.deliver("other.csv", [returned(enterprise_code=OTHER_CODE)])
    house.night("2024-10-01")
    house.deliver("reference/more.csv", [ENTERPRISE | {"monitoring_from": "2022-01-01", "other_code": OTHER_CODE}])
    house.night("2024-10-02")
    rows = house.ask("SELECT enterprise_code, verdict_from, verdict_to FROM v_night_changes ORDER BY ALL")
    held = house.ask("SELECT enterprise_code FROM return_line")
    assert len(held) == 1
    gone = {OTHER_CODE: "ineligible", SELLER: "eligible"}
    assert [row for row in rows if row[2] is None] == [
        (code, verdict, None) for code, verdict in gone.items() if (code,) not in held
    ]


def test_data_and_clock_together_are_both_named(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration()])
    house.deliver("returns.csv", [returned(shipment="")])
    house.night("2025-05-30")
    house.deliver("update.csv", [{"return_no": "R1", "line_no": 1, "shipment": "bulk"}])
    house.night("2025-06-04")
    before, now, causes = changed(house)["R1"]
    assert (before, now) == ("needs_evidence", "ineligible")
    assert causes == [("clock", "one year ended on 2025-06-01"), ("data", "returns.shipment from update.csv")]


def test_a_withdrawn_delivery_is_named(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    house.deliver("update.csv", [{"return_no": "R1", "line_no": 1, "status": "withdrawn"}])
    house.night("2024-10-02")
    assert changed(house)["R1"] == ("eligible", "withdrawn", [("data", "returns.status from update.csv")])


def test_another_version_is_named_only_where_nothing_else_explains(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    monkeypatch.setattr(night_module, "__version__", "9.9.9")
    original = decisions.decided_lines

    def stricter(*told):
        refused = {"verdict": pl.lit("ineligible"), "failed_rules": pl.lit(["goods_match"])}
        return original(*told).with_columns(**refused)

    monkeypatch.setattr(decisions, "decided_lines", stricter)
    house.deliver("more.csv", [returned(return_no="R2")])
    house.night("2024-10-02")
    found = changed(house)
    assert found["R1"][2] == [("code", "0.1.0 → 9.9.9")]
    assert found["R2"][2] == [("data", "returns: new line from more.csv")]


def test_a_shipped_list_of_bans_that_is_left_out_is_the_rulebooks(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration(hs_code="0506909011")])
    house.deliver("returns.csv", [returned()])
    house.night("2024-10-01")
    house.night("2024-10-02", shipped_bans="replace")
    rulebooks = [name for (name,) in house.ask("SELECT rulebook FROM run ORDER BY run_id")]
    assert changed(house)["R1"] == ("ineligible", "eligible", [("rulebook", " → ".join(rulebooks))])


def test_a_second_run_of_the_day_tells_the_same_changes(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    house.deliver("more.csv", [returned(return_no="R2")])
    house.night("2024-10-02")
    first = changed(house)
    house.night("2024-10-02")
    assert changed(house) == first
    assert house.ask("SELECT DISTINCT as_of FROM v_night_changes") == [(date(2024, 10, 2),)]

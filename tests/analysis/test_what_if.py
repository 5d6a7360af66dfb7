"""What if: another day, another value, another file; and the warehouse as it was."""

import json
from datetime import date
from pathlib import Path

import pytest

from feed_rows import ENTERPRISE, OTHER_SELLER, returned
from homeward.analysis.what_if import Answer, FileNotTaken, what_if
from homeward.cli.what_if_answer import answer_and_tell
from homeward.rulebook.law import LawError, load_law, with_values
from nights.conftest import House

LAW = load_law()


def moved(answer: Answer) -> dict[str, tuple[str, str]]:
    return {row["return_no"]: (row["verdict_from"], row["verdict_to"]) for row in answer.moved.to_dicts()}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("night"))
    house.deliver_usual()
    house.deliver("second.csv", [returned(return_no="R2", shipment="", quantity=1)])
    house.night("2024-10-01")
    return house


@pytest.fixture
def night(prepared: House, tmp_path: Path) -> House:
    return prepared.copy_to(tmp_path / "house")


def test_another_day_moves_what_the_clock_moves(night: House) -> None:
    before = night.warehouse.read_bytes()
    answer = what_if(night.warehouse, LAW, date(2025, 7, 1))
    assert moved(answer) == {"R1": ("eligible", "ineligible"), "R2": ("needs_evidence", "ineligible")}
    assert answer.moved["failed_to"].to_list() == [["within_one_year"]] * 2
    assert night.warehouse.read_bytes() == before


def test_the_same_day_moves_nothing(night: House) -> None:
    answer = what_if(night.warehouse, LAW, date(2024, 10, 1))
    assert moved(answer) == {}
    assert answer.summary["lines"].sum() == 2


def test_without_a_rate_of_exchange_the_value_is_unknown_not_zero(night: House) -> None:
    answer = what_if(night.warehouse, LAW, date(2025, 7, 1))
    assert answer.summary["value_cny"].to_list() == [None, None]


def test_another_value_of_the_law(night: House) -> None:
    shorter = with_values(LAW, "within_one_year", "period", "3mo")
    assert moved(what_if(night.warehouse, shorter, date(2024, 10, 1))) == {
        "R1": ("eligible", "ineligible"),
        "R2": ("needs_evidence", "ineligible"),
    }


def test_a_file_that_is_not_in_the_inbox_yet(night: House) -> None:
    before = night.warehouse.read_bytes()
    path = night.deliver("../evidence.csv", [{"return_no": "R2", "line_no": 1, "shipment": "bulk"}])
    answer = what_if(night.warehouse, LAW, date(2024, 10, 1), [path])
    assert moved(answer) == {"R2": ("needs_evidence", "eligible")}
    assert night.warehouse.read_bytes() == before


@pytest.mark.parametrize("name", ["evidence.csv.tmp", ".evidence.csv", "evidence.csv~", "evidence.part", "e[1].csv"])
def test_a_file_is_read_whatever_its_name(night: House, name: str) -> None:
    path = night.deliver(f"../{name}", [{"return_no": "R2", "line_no": 1, "shipment": "bulk"}])
    assert moved(what_if(night.warehouse, LAW, date(2024, 10, 1), [path])) == {"R2": ("needs_evidence", "eligible")}


def test_a_reference_file_must_lie_in_a_folder_of_that_name(night: House) -> None:
    late = [{**ENTERPRISE, "monitoring_from": "2024-09-30", "name": "late"}]
    elsewhere = night.deliver("../enterprises.csv", late)
    in_place = night.deliver("../reference/enterprises.csv", late)
    with pytest.raises(FileNotTaken, match=r"enterprises\.csv: .*reference"):
        what_if(night.warehouse, LAW, date(2024, 10, 1), [elsewhere])
    assert what_if(night.warehouse, LAW, date(2024, 10, 1), [in_place]).quarantined == 0


def test_a_code_that_two_enterprises_would_share_is_said(night: House) -> None:
    held = [{**ENTERPRISE, "other_code": "3501960ABC"}]
    other = [{**ENTERPRISE, "enterprise_code": OTHER_SELLER, "other_code": "3501960ABC"}]
    night.deliver("reference/held.csv", held)
    night.night("2024-10-02")
    path = night.deliver("../reference/other.csv", other)
    with pytest.raises(FileNotTaken, match=r"other\.csv: .*3501960ABC"):
        what_if(night.warehouse, LAW, date(2024, 10, 2), [path])


def test_a_file_that_was_rejected_before_says_why(night: House, monkeypatch: pytest.MonkeyPatch) -> None:
    (night.inbox / "prose.csv").write_text("colour,size\nred,3\n", encoding="utf-8")
    night.night("2024-10-02")
    monkeypatch.chdir(night.inbox)
    with pytest.raises(FileNotTaken, match=r"prose\.csv: The columns fit no feed"):
        what_if(night.warehouse, LAW, date(2024, 10, 2), [Path("prose.csv")])


def test_rows_that_would_be_quarantined_are_counted(night: House) -> None:
    path = night.deliver("../unknown.csv", [{"return_no": "R9", "line_no": 1, "shipment": "bulk"}])
    assert what_if(night.warehouse, LAW, date(2024, 10, 1), [path]).quarantined == 1


def test_a_file_that_cannot_be_taken_says_why(night: House) -> None:
    path = night.folder / "prose.csv"
    path.write_text("colour,size\nred,3\n", encoding="utf-8")
    with pytest.raises(FileNotTaken, match=r"prose\.csv: The columns fit no feed"):
        what_if(night.warehouse, LAW, date(2024, 10, 1), [path])


@pytest.mark.parametrize(
    ("rule", "name", "value", "said"),
    [
        ("within_one_year", "perid", "1y", "is no value of the rulebook; there are"),
        ("within_one_year", "period", "soon", "a period such as 1y, 18mo or 400d is allowed"),
        ("district_permitted", "rule", "anywhere", "original_district, pilot or nationwide is allowed"),
    ],
)
def test_a_value_that_cannot_be_names_what_can(rule: str, name: str, value: str, said: str) -> None:
    with pytest.raises(LawError, match=said):
        with_values(LAW, rule, name, value)


def test_the_command_prints_lines_and_value(night: House, capsys: pytest.CaptureFixture[str]) -> None:
    code = answer_and_tell(None, night.warehouse, date(2025, 7, 1), [], [], lines_at_most=5, as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert code == 0
    assert {row["return_no"] for row in said["moved"]} == {"R1", "R2"}

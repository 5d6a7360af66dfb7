"""`homeward explain`: every flag with what was compared, and clear answers where there is nothing to explain."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from analysis.explain_house import made_house
from feed_rows import ENTERPRISE, OTHER_SELLER, SELLER, returned
from homeward.analysis.explain_texts import explain_texts
from homeward.analysis.explain_words import compared_said, deadline_said
from homeward.cli import homeward as program
from homeward.cli.failure import CommandFailed
from homeward.rulebook.registry import RELIEF, RULES
from nights.conftest import House


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> House:
    return made_house(tmp_path_factory.getbasetemp())


def call(night: House, *arguments: str) -> Result:
    with_warehouse = ["explain", *arguments, "--warehouse", str(night.warehouse)]
    return CliRunner().invoke(program, with_warehouse, standalone_mode=False)


def explained(night: House, *arguments: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = json.loads(call(night, *arguments, "--json").output)["lines"]
    return lines


def finding(line: dict[str, Any], rule: str) -> dict[str, Any]:
    return next(one for one in [*line["findings"], *line["relief"]] if one["rule_id"] == rule)


def test_each_line_has_every_rule_and_condition_in_order(night: House) -> None:
    for line in explained(night, "R4"):
        assert [one["rule_id"] for one in line["findings"]] == list(RULES)
        assert [one["rule_id"] for one in line["relief"]] == list(RELIEF)


def test_a_refused_claim_shows_what_was_left_the_article_and_what_to_do(night: House) -> None:
    (line,) = explained(night, "R3")
    refused = finding(line, "quantity_available")
    assert (refused["outcome"], refused["found"], refused["limit"]) == ("broken", "3 个", "1 个")
    assert refused["source"] == "GACC 2020 No. 44 art. 3"
    assert refused["advice"] == (
        "Correct the quantity, or withdraw another claim on the same export line; no more may return than was exported."
    )


def test_a_kept_rule_has_no_advice(night: House) -> None:
    (line,) = explained(night, "R1")
    assert {one["advice"] for one in line["findings"]} == {None}


def test_a_mark_not_read_while_the_goods_travel_is_awaited_not_missing(night: House) -> None:
    (line,) = explained(night, "R4", "1")
    outcomes = {rule: finding(line, rule)["outcome"] for rule in ("identifiable", "shipment_permitted")}
    assert outcomes == {"identifiable": "awaited", "shipment_permitted": "open"}


def test_an_original_that_is_not_held_says_so_and_where_to_get_it(night: House) -> None:
    (line,) = explained(night, "R5")
    missing = finding(line, "original_found")
    assert missing["found"] == "53012024E000000009 / 1"
    assert missing["limit"] == "not held"
    assert "single window" in missing["where"]


@pytest.mark.parametrize(
    ("lang", "limit", "nothing"),
    [
        ("en", "the line is withdrawn and claims no quantity", "Nothing to do: withdrawn."),
        ("zh", "该行已撤回，不占用数量", "已撤回，无须处理。"),
    ],
)
def test_of_a_withdrawn_line_nothing_is_to_be_done(night: House, lang: str, limit: str, nothing: str) -> None:
    (line,) = explained(night, "R9", "--lang", lang)
    quantity = finding(line, "quantity_available")
    assert (quantity["outcome"], quantity["found"], quantity["limit"]) == ("not_judged", "2 个", limit)
    assert finding(line, "shipment_permitted")["outcome"] == "open"
    assert {(one["advice"], one["where"]) for one in [*line["findings"], *line["relief"]]} == {(None, None)}
    shown = call(night, "R9", "--lang", lang).output
    assert shown.count(nothing) == 1
    assert explain_texts(lang)["advice"] not in shown


def test_what_only_follows_from_another_rule_has_a_word_of_its_own(night: House) -> None:
    for lang, word in (("en", "follows"), ("zh", "随其他规则而定")):
        (line,) = explained(night, "R5", "--lang", lang)
        results = {rule: finding(line, rule)["result"] for rule in ("original_found", "goods_match", "relief_mode")}
        open_word = explain_texts(lang)["outcome"]["open"]
        assert results == {"original_found": open_word, "goods_match": word, "relief_mode": word}


def test_goods_that_are_not_back_are_said_to_be_judged_as_of_the_night(night: House) -> None:
    rules = ("within_one_year", "relief_six_months")
    for lang, said in (("en", "not back; judged as of 2024-09-12"), ("zh", "尚未进境，按基准日 2024-09-12 判定")):
        (travelling,) = explained(night, "R2", "--lang", lang)
        assert {finding(travelling, rule)["found"] for rule in rules} == {said}
        (back,) = explained(night, "R1", "--lang", lang)
        assert {finding(back, rule)["found"] for rule in rules} == {"2024-09-11"}


def test_the_certificate_of_the_rebate_is_named_once(night: House) -> None:
    for lang, certificate in (("en", "certificate"), ("zh", "《出口货物已补税/未退税证明》")):
        shown = "".join(call(night, "R4", "1", "--lang", lang).output.split("\n"))
        assert shown.count(certificate) == 1


def test_the_line_wanted_alone(night: House) -> None:
    assert [line["line"]["line_no"] for line in explained(night, "R4", "2")] == [2]


def test_the_table_has_values_limits_and_articles(night: House) -> None:
    shown = call(night, "R1").output
    (deadline,) = [line for line in shown.splitlines() if line.startswith("Back within one year")]
    assert all(part in deadline for part in ("kept", "2024-09-11", "2025-06-01", "GACC 2020 No. 44 art. 4 (V)"))
    assert "customs decides" in shown


@pytest.mark.parametrize(
    ("days_left", "english", "chinese"),
    [
        (270, "(270 days left)", "（剩余 270 天）"),
        (1, "(1 day left)", "（剩余 1 天）"),
        (0, "(0 days left)", "（剩余 0 天）"),
        (-1, "(1 day past)", "（逾期 1 天）"),
        (-2, "(2 days past)", "（逾期 2 天）"),
    ],
)
def test_the_days_that_a_line_has_left(days_left: int, english: str, chinese: str) -> None:
    line = {"deadline": date(2025, 6, 1), "days_left": days_left}
    assert deadline_said(line, explain_texts("en")) == f"2025-06-01 {english}"
    assert deadline_said(line, explain_texts("zh")) == f"2025-06-01{chinese}"


def test_in_chinese_whole_sentences_are_shown(night: House) -> None:
    shown = call(night, "R3", "--lang", "zh").output
    assert "不符合" in shown
    assert "更正数量，或撤回对同一出口项的其他申请；退运不得超过出口数量。" in shown


def test_nothing_that_others_wrote_steers_the_terminal(night: House) -> None:
    shown = call(night, "R4", "2").output
    assert "\x1b" not in shown
    assert "<script>alert(1)</script>" in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("R999",), "no return R999 is held"),
        (("R7",), "return R7 was not taken in: returns.csv row 9"),
        (("R4", "7"), "no such line, only: 1, 2"),
        (("R1", "--enterprise", OTHER_SELLER), f"enterprise {OTHER_SELLER} has no return R1"),
        (("R6",), "name one with --enterprise"),
    ],
)
def test_a_line_that_cannot_be_named_is_a_sentence_and_exit_2(
    night: House, arguments: tuple[str, ...], sentence: str
) -> None:
    error = call(night, *arguments).exception
    assert isinstance(error, CommandFailed)
    assert sentence in str(error)
    assert error.exit_code == 2


def test_of_several_enterprises_the_one_named_is_explained(night: House) -> None:
    refused = str(call(night, "R6").exception)
    assert SELLER in refused
    assert OTHER_SELLER in refused
    (line,) = explained(night, "R6", "--enterprise", OTHER_SELLER)
    assert line["line"]["enterprise_code"] == OTHER_SELLER


def test_an_enterprise_is_named_by_either_of_its_codes(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.deliver_usual()
    house.deliver("reference/enterprises.csv", [{**ENTERPRISE, "other_code": "4403160D3W"}])
    house.deliver("more.csv", [returned(return_no="R2", enterprise_code="4403160D3W")])
    house.night("2024-10-01")

    for code in (SELLER, "4403160D3W"):
        for return_no in ("R1", "R2"):
            assert len(explained(house, return_no, "--enterprise", code)) == 1
        assert "no such line, only: 1" in str(call(house, "R1", "7", "--enterprise", code).exception)


def test_a_line_number_that_is_no_number_is_a_wrong_call(night: House) -> None:
    assert isinstance(call(night, "R1", "one").exception, click.ClickException)


def test_a_unit_without_a_quantity_has_its_name_too() -> None:
    told = {"rule_id": "quantity_available", "compared_value": "2.00000 006", "compared_limit": "007"}
    assert [compared_said(told, name, "en") for name in ("compared_value", "compared_limit")] == ["2 套", "个"]


def test_a_mark_that_reads_like_a_word_of_ours_stays_as_it_was_written() -> None:
    told = {"rule_id": "identifiable", "compared_value": "true", "compared_limit": "12 007"}
    assert [compared_said(told, name, "zh") for name in ("compared_value", "compared_limit")] == ["true", "12 007"]


@pytest.mark.parametrize(
    ("return_no", "damage", "heading"),
    [
        ("T/2024/7", {"quantity": "some"}, "return_no"),
        ("T/2024/7", {"line_no": ""}, "copNo"),
        ("R7", {"enterprise_code": "?"}, "退货单号"),
    ],
    ids=["a slash in it", "a slash in it, and no line number", "no enterprise"],
)
def test_a_row_in_quarantine_is_found_by_its_number(
    house: House, return_no: str, damage: dict[str, str], heading: str
) -> None:
    row = returned(return_no=f" {return_no} ", **damage)
    house.deliver("named.csv", [{heading if name == "return_no" else name: cell for name, cell in row.items()}])
    house.deliver_usual()
    house.night("2024-10-01")

    said = str(call(house, return_no).exception)

    assert said == f"return {return_no} was not taken in: named.csv row 1. See why with `homeward quarantine`."

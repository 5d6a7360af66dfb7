"""`homeward explain --html`: a line's story, whole, self-contained and safe."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from lxml import html

from analysis.explain_house import made_house
from feed_rows import ENTERPRISE, SELLER, declaration, returned
from homeward.analysis.explain import lines_of
from homeward.analysis.story import Story, story_of
from homeward.cli import homeward as program
from homeward.cli.failure import CommandFailed
from nights.conftest import House


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> House:
    return made_house(tmp_path_factory.getbasetemp())


def told(night: House, return_no: str, line_no: int = 1, lang: str = "en") -> Story:
    with duckdb.connect(str(night.warehouse), read_only=True) as con:
        (line,) = lines_of(con, return_no, line_no)
        return story_of(con, line, lang)


def page(night: House, *arguments: str, folder: Path) -> Any:
    target = folder / "story.html"
    options = ["--html", str(target), "--warehouse", str(night.warehouse)]
    CliRunner().invoke(program, ["explain", *arguments, *options], standalone_mode=False, catch_exceptions=False)
    return html.fromstring(target.read_text(encoding="utf-8"))


def test_amendments_of_both_lines_are_told_with_what_changed(night: House) -> None:
    story = told(night, "R1")
    assert [(one.path, one.is_current) for one in story.return_versions] == [
        ("returns.csv", False),
        ("returns-2.csv", True),
    ]
    assert [name for name, _, _ in story.return_versions[1].changes] == ["entered_on", "goods_name"]
    assert [(name, int(a), int(b)) for name, a, b in story.original_versions[1].changes] == [("quantity", 10, 12)]


def test_what_changed_is_told_in_the_words_of_the_rest_of_the_page(house: House, tmp_path: Path) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration(unit="011", statistics_flag="A")])
    house.deliver("returns.csv", [returned(unit="011", original_state="")])
    house.night("2024-09-10")
    house.deliver("declarations-2.csv", [declaration(document_type="outbound_record", statistics_flag="B")])
    amended = returned(reason="quality", shipment="bulk", status="withdrawn", original_state="false")
    house.deliver("returns-2.csv", [amended])
    house.night("2024-09-12")
    shown = page(house, "R1", "--lang", "zh", folder=tmp_path).xpath("string(//body)")
    for before, after in (
        ("件", "个"),
        ("买家退货", "质量"),
        ("单独运回", "批量运回"),
        ("已申请", "已撤回"),
        ("–", "否"),
        ("跨境电子商务零售出口申报清单", "出境货物备案清单"),
        ("简化清单", "汇总清单"),
    ):
        assert f"{before} → {after}" in shown


@pytest.mark.parametrize(
    ("entered_on", "law"),
    [("2024-11-30", "《进出口关税条例》第四十三条"), ("2024-12-01", "《关税法》第三十九条")],
)
def test_duty_that_is_not_levied_rests_on_the_law_of_the_day(
    house: House, tmp_path: Path, entered_on: str, law: str
) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration()])
    house.deliver("returns.csv", [returned(reason="quality", entered_on=entered_on, rebate_settled="")])
    house.night("2024-12-10")
    shown = page(house, "R1", "--lang", "zh", folder=tmp_path).xpath("string(//body)")
    assert f"{law}：不征进口关税" in shown


def test_the_relief_of_a_return_rests_on_an_announcement_of_its_time(night: House) -> None:
    """Of 2026 alone none of these lines of 2024 can have been."""
    assert all("2023 No. 4" in one["source"] for one in told(night, "R1").relief)


def test_without_an_original_nothing_is_said_of_claims_on_it(night: House, tmp_path: Path) -> None:
    document = page(night, "R5", folder=tmp_path)
    said = document.xpath("//h2[starts-with(., 'Claims')]/following-sibling::p[1]")[0].text_content()
    assert said == document.xpath("//h2[starts-with(., 'The original')]/following-sibling::p[1]")[0].text_content()


def test_claims_on_the_export_line_stand_in_the_order_they_are_taken(night: House) -> None:
    claims = told(night, "R3").claims
    assert [(claim["return_no"], claim["line_no"], int(claim["quantity_left_before"])) for claim in claims] == [
        ("R1", 1, 12),
        ("R4", 1, 10),
        ("R4", 2, 8),
        ("R2", 1, 8),
        ("R3", 1, 1),
    ]


def test_each_nights_verdict_is_told_and_nights_alike_are_one_spell(night: House) -> None:
    spells = told(night, "R2").history
    assert [(str(one.first), one.verdict) for one in spells] == [
        ("2024-09-10", "ineligible"),
        ("2024-09-12", "eligible"),
    ]
    (spell,) = told(night, "R1").history
    assert (str(spell.first), str(spell.last), spell.nights) == ("2024-09-10", "2024-09-12", 2)


def test_both_clocks_are_drawn_to_one_scale(night: House) -> None:
    drawn = told(night, "R2").timeline
    assert drawn is not None
    one_year, six_months = drawn.clocks
    assert one_year.x == six_months.x
    assert six_months.width == pytest.approx(one_year.width * 183 / 365, abs=0.2)
    assert one_year.run == six_months.run


def test_labels_of_near_days_do_not_share_a_row(night: House) -> None:
    drawn = told(night, "R1").timeline
    assert drawn is not None
    near = [mark.row for mark in drawn.marks if mark.name in ("Applied", "Back", "As of")]
    assert len(set(near)) == 3


def test_what_is_missing_has_a_place_to_get_it_and_what_follows_has_no_advice(night: House) -> None:
    story = told(night, "R5")
    assert [one["rule_id"] for one in story.missing] == ["original_found"]
    assert "single window" in story.missing[0]["where"]
    assert {"within_one_year", "relief_mode"} <= {one["rule_id"] for one in story.following}
    assert story.timeline is None
    assert story.original is None


def test_of_a_withdrawn_line_nothing_is_missing_and_nothing_to_do(night: House, tmp_path: Path) -> None:
    story = told(night, "R9")
    assert (story.missing, story.following) == ([], [])
    shown = page(night, "R9", folder=tmp_path)
    assert shown.xpath("//p[.='Nothing to do: withdrawn.']")
    assert not shown.xpath("//ul[@class='todo']")


def test_the_page_needs_nothing_beside_itself(night: House, tmp_path: Path) -> None:
    document = page(night, "R4", folder=tmp_path)
    assert not document.xpath("//script | //link | //img | //iframe | //*[@src] | //*[@href]")
    assert "url(" not in document.xpath("string(//style)")
    assert len(document.xpath("//article")) == 2
    assert len(document.xpath("//article[1]//table[@class='findings']/tbody/tr")) == 11 + 7


def test_what_others_wrote_is_text_on_the_page(night: House, tmp_path: Path) -> None:
    shown = page(night, "R4", "2", folder=tmp_path).xpath("string(//body)")
    assert "red <script>alert(1)</script>" in shown
    assert "\x1b" not in shown


def test_the_page_names_law_night_and_rulebook(night: House, tmp_path: Path) -> None:
    shown = page(night, "R1", folder=tmp_path).xpath("string(//body)")
    (run_id, rulebook), *_ = night.ask("SELECT run_id, rulebook FROM eligibility WHERE return_no = 'R1'")
    assert all(part in shown for part in (run_id, rulebook, "GACC 2020 No. 44 art. 4", "answers for it in law"))


def test_the_page_in_chinese(night: House, tmp_path: Path) -> None:
    document = page(night, "R3", "--lang", "zh", folder=tmp_path)
    assert document.get("lang") == "zh-CN"
    shown = document.xpath("string(//body)")
    assert "跨境电子商务零售出口申报清单" in shown
    assert "海关总署公告2020年第44号第四条" in shown
    assert "GACC" not in shown


def test_a_file_that_cannot_be_written_is_a_sentence(night: House, tmp_path: Path) -> None:
    options = ["--html", str(tmp_path / "no" / "story.html"), "--warehouse", str(night.warehouse)]
    error = CliRunner().invoke(program, ["explain", "R1", *options], standalone_mode=False).exception
    assert isinstance(error, CommandFailed)
    assert "name a file that can be written" in str(error)


def test_of_another_enterprises_export_line_nothing_is_told(night: House, tmp_path: Path) -> None:
    story = told(night, "R8")
    assert (story.original, story.claims, story.original_versions) == (None, [], [])
    shown = page(night, "R8", folder=tmp_path).xpath("string(//body)")
    assert SELLER not in shown
    assert "not this line as the enterprise's own" in shown

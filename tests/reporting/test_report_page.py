"""The report: whole in itself, true to the warehouse, and safe whatever a name holds."""

import base64
import hashlib
import json
import re
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from lxml import html

from feed_rows import ENTERPRISE, declaration, returned
from homeward.reporting.figures import Figures, enterprises_of, night_figures, published_figures
from homeward.reporting.numbers import count
from homeward.reporting.page import render_page
from homeward.reporting.totals import TotalsMismatch, check_totals
from homeward.rulebook.registry import RULES
from homeward.warehouse.records import Row
from nights.conftest import House
from reporting.handmade import LOADED, line

HOSTILE = '</script><script>alert(1)</script>"\'=HYPERLINK("x") {{ 7*7 }} \u202e\u2028'


@pytest.fixture
def page(figures: Figures) -> str:
    return render_page(figures, "en")


def embedded(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, object] = json.loads(found.group(1))
    return data


def test_no_request_leaves_the_page(page: str) -> None:
    tree = html.fromstring(page)
    links = [value for _, _, value, _ in tree.iterlinks() if not value.startswith(("#", "data:,"))]
    assert links == []
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not tree.xpath("//*[@style]"), "the policy lets no inline style through"


def test_the_policy_lets_only_the_pages_own_script_and_style_run(page: str) -> None:
    policy = html.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for name, pattern in (("script-src", r"<script>(.*?)</script>"), ("style-src", r"<style>(.*?)</style>")):
        texts = re.findall(pattern, page, re.DOTALL)
        assert len(texts) == 1
        digest = base64.b64encode(hashlib.sha256(texts[0].encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy


def test_anchors_are_an_interface(page: str, figures: Figures) -> None:
    ids = set(html.fromstring(page).xpath("//@id"))
    sections = {"deadlines", "changes", "rules", "enterprises", "relief", "quality", "lines", "audit"}
    assert sections <= ids
    assert {f"rule-{rule_id}" for rule_id in RULES} <= ids
    assert {f"enterprise-{row['enterprise']}" for row in figures.enterprises} <= ids


def test_every_line_is_in_the_page(page: str, con: duckdb.DuckDBPyConnection) -> None:
    data = embedded(page)
    held = con.sql("SELECT return_no, line_no FROM eligibility").fetchall()
    lines = data["lines"]
    assert isinstance(lines, list)
    assert {(line[0], line[1]) for line in lines} == set(held)
    verdicts = [name for name, _ in data["verdicts"]]
    shown = {(line[0], line[1]): verdicts[line[4]] for line in lines}
    assert shown == {(r, n): v for r, n, v in con.sql("SELECT return_no, line_no, verdict FROM eligibility").fetchall()}


def test_above_the_limit_it_holds_what_matters_and_says_what_it_left_out(con: duckdb.DuckDBPyConnection) -> None:
    figures = night_figures(con, 200)
    page = render_page(figures, "en")
    data = embedded(page)
    lines, verdicts = data["lines"], [name for name, _ in data["verdicts"]]
    assert isinstance(lines, list)
    assert len(lines) == figures.lines.lines == figures.counts["lines"] - figures.lines_left_out
    assert figures.lines_left_out > 0
    assert all(verdicts[line[4]] != "withdrawn" for line in lines)
    assert f"{count(figures.lines_left_out)} lines are not in this page" in page


def test_the_audit_adds_up_and_names_every_file(page: str, figures: Figures) -> None:
    text = html.fromstring(page).get_element_by_id("audit").text_content()
    for row in figures.files:
        assert row["path"] in text
        assert row["sha256"] in text
    equations = [line for line in text.splitlines() if " = " in line]
    assert len(equations) == 2
    for equation in equations:
        whole, *parts = (int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", equation))
        assert whole == sum(parts)


def test_a_figure_that_differs_from_the_warehouse_stops_the_report(
    con: duckdb.DuckDBPyConnection, figures: Figures
) -> None:
    check_totals(con, figures)
    assert len(figures.due_within_week) == 1
    one_too_few = figures._replace(due=[row for row in figures.due if row["days_left"] > 7])
    with pytest.raises(TotalsMismatch, match=r"lines due within 7 days: 0, but those in eligibility: 1"):
        check_totals(con, one_too_few)
    more = figures.verdicts["eligible"] | {"lines": figures.verdicts["eligible"]["lines"] + 1}
    with pytest.raises(TotalsMismatch, match="eligible lines shown"):
        check_totals(con, figures._replace(verdicts=figures.verdicts | {"eligible": more}))


def test_an_enterprises_page_holds_no_one_elses_data(con: duckdb.DuckDBPyConnection) -> None:
    for enterprise in enterprises_of(con):
        own = night_figures(con, 20_000, enterprise)
        page = render_page(own, "en") + render_page(own, "zh")
        others = con.execute(
            "SELECT return_no, enterprise, document_no, enterprise_name FROM v_line WHERE enterprise <> $own",
            {"own": enterprise},
        ).fetchall()
        # A line may name another's document; only its own naming of it may then be seen.
        named = con.execute("SELECT return_no, document_no FROM v_line WHERE enterprise = $own", {"own": enterprise})
        mine = {text for row in named.fetchall() for text in row}
        assert mine
        found = {text for row in others for text in row if text and text in page and text not in mine}
        assert found == set()
        files = con.sql("SELECT DISTINCT path FROM load_file").fetchall()
        assert [path for (path,) in files if path in page] == []


def test_a_night_before_the_channel_was_in_force_has_its_report(house: House) -> None:
    released = {"released_at": "2020-01-01 10:00:00", "declared_on": "2020-01-01"}
    house.deliver("declarations.csv", [declaration(**released)])
    house.deliver("returns.csv", [returned(applied_on="2020-03-01", quantity=2)])
    house.night("2020-03-20")
    ((verdict, open_rules),) = house.ask("SELECT verdict, open_rules FROM eligibility")
    assert verdict == "needs_evidence"
    page = next(house.reports.rglob("index.html")).read_text(encoding="utf-8")
    assert all(f'id="rule-{rule}"' in page for rule in open_rules)


def test_whatever_a_name_holds_it_stays_a_text(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE | {"name": HOSTILE}])
    house.deliver("declarations.csv", [declaration(goods_name=HOSTILE)])
    house.deliver("returns.csv", [returned(return_no=HOSTILE[:40], goods_name=HOSTILE, evidence_ref=HOSTILE)])
    house.night("2024-10-01")
    for page in house.reports.rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        tree = html.fromstring(text)
        assert len(tree.xpath("//script")) == 2
        assert "<script>alert" not in text
        assert "{{ 7*7 }}" in tree.text_content()
        assert embedded(text)["lines"][0][10].startswith("</script>")


def test_the_first_night_calls_nothing_new(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    text = (house.reports / "latest" / "index.html").read_text(encoding="utf-8")
    assert "First night: everything below is a baseline" in text
    assert "since last night" not in html.fromstring(text).get_element_by_id("summary").text_content()


def test_both_languages_are_written_and_linked(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01", lang="both")
    english = (house.reports / "2024-10-01" / "index.html").read_text(encoding="utf-8")
    chinese = (house.reports / "2024-10-01" / "index.zh.html").read_text(encoding="utf-8")
    assert 'href="index.zh.html"' in english
    assert 'href="index.html"' in chinese
    assert '<html lang="zh-CN">' in chinese


def test_the_chinese_page_holds_no_english_but_names_and_marked_quotes(figures: Figures) -> None:
    tree = html.fromstring(render_page(figures, "zh"))
    quotes = tree.xpath("//dd[@lang]")
    assert {quote.get("lang") for quote in quotes} == {"zh-CN", "en"}
    assert all(quote.text.startswith(("only", "there", "Goods")) for quote in quotes if quote.get("lang") == "en")
    causes = [cell.text_content() for cell in tree.xpath("//section[@id='changes']//td[4]")]
    assert any(cause.startswith("数据：新增退货行，见文件 ") for cause in causes)
    for quote in tree.xpath("//dd[@lang='en']"):
        quote.clear()
    said = " ".join(tree.find(".//main").text_content().split())
    assert not re.search(r"GACC|customs Q&A|as reported| from |ended on", said)


def test_a_night_without_lines_tells_neither_value_nor_share(house: House) -> None:
    house.deliver("export.csv", [declaration()])
    house.night("2024-10-01")
    text = (house.reports / "latest" / "index.html").read_text(encoding="utf-8")
    summary = html.fromstring(text).get_element_by_id("summary").text_content()
    assert "–" not in summary
    assert "of open lines" not in summary
    assert "0 open return lines: 0 eligible, 0 needing evidence, 0 ineligible." in text


def test_a_closed_line_counts_in_no_headline(house: House) -> None:
    house.deliver_usual()
    house.deliver("due.csv", [returned(return_no="R2", closed_on="2025-05-20"), returned(return_no="R3")])
    house.night("2025-05-30")
    with published_figures(house.warehouse) as con:
        figures = night_figures(con, 1000)
    assert [row["return_no"] for row in figures.due_within_week] == ["R1", "R3"]
    assert figures.counts["closed"] == 1
    assert figures.as_of == date(2025, 5, 30)


def test_a_long_table_stops_and_says_how_many_more_there_are(figures: Figures) -> None:
    due = [line(7, return_no=f"RT{number:04}") for number in range(612)]
    files = [LOADED | {"path": f"returns-{number}.csv"} for number in range(501)]

    tree = html.fromstring(render_page(figures._replace(due=due, files=files), "en"))

    deadlines = tree.xpath("//section[@id='deadlines']//table")[0]
    assert deadlines.xpath("string(caption)").endswith("(612)")
    assert len(deadlines.xpath("tbody/tr")) == 500
    notes = [note.text for note in tree.xpath("//p[@class='note']")]
    assert "112 more are in the list of every line below, and in the workbook." in notes
    assert "1 more is in the workbook." in notes


def test_the_number_beside_the_deadlines_is_the_headlines(figures: Figures) -> None:
    due = [line(3), line(7), line(8), line(30)]
    tree = html.fromstring(render_page(figures._replace(due=due), "en"))
    assert tree.xpath("string(//nav//a[@href='#deadlines']/span[@class='digits'])") == "2"


@pytest.mark.parametrize(("nights", "drawn"), [(2, 0), (6, 0), (7, 3)])
def test_a_line_over_the_nights_is_drawn_from_seven_nights_on(figures: Figures, nights: int, drawn: int) -> None:
    counts = {"eligible": 5, "needs_evidence": 2, "ineligible": 1}
    history = [{"as_of": figures.as_of - timedelta(days=back)} | counts for back in range(nights)]
    tree = html.fromstring(render_page(figures._replace(history=history), "en"))
    assert len(tree.xpath("//div[@class='sparks']/figure")) == drawn


@pytest.mark.parametrize(("rows", "said"), [(3, 0), (4, 1)])
def test_causes_that_count_a_row_twice_say_so(figures: Figures, rows: int, said: int) -> None:
    cause = {"feed": "returns", "check": "required", "column": "quantity", "value": ""}
    causes: list[Row] = [cause | {"rows": 1}, cause | {"column": "goods_name", "rows": rows - 1}]
    tree = html.fromstring(render_page(figures._replace(quarantine=causes, quarantined=3), "en"))
    notes = tree.xpath("//section[@id='quality']/p[@class='note']/text()")
    assert notes == ["A row with several faults is counted under each."] * said


def test_render_time_and_size_do_not_grow_with_history(house: House, published: Path) -> None:
    house.deliver_usual()
    for day in range(1, 4):
        house.night(f"2024-10-0{day}")
    sizes = [len((house.reports / f"2024-10-0{day}" / "index.html").read_bytes()) for day in (2, 3)]
    assert abs(sizes[1] - sizes[0]) < 500

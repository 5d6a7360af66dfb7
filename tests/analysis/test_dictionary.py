"""The data dictionary: it says what the live catalogue says, and how the tables refer to each other."""

import re
from pathlib import Path

import duckdb
import lxml.html
import pytest

from demo_nights import homeward
from homeward.analysis.catalogue import VIEWS, catalogue
from homeward.analysis.dictionary_diagram import WIDTH, diagram
from homeward.analysis.dictionary_entries import Relation, entries, relations, shipped_catalogue
from homeward.analysis.dictionary_page import dictionary_html, dictionary_markdown
from homeward.feeds.feed import all_feeds
from homeward.resources import path


@pytest.fixture(scope="module")
def page() -> lxml.html.HtmlElement:
    return lxml.html.fromstring(dictionary_html())


def cells(section: lxml.html.HtmlElement) -> list[list[str]]:
    return [[cell.text_content() for cell in row.xpath("td")] for row in section.xpath(".//tbody/tr")]


def test_the_shipped_catalogue_is_the_published_one(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as con:
        assert shipped_catalogue() == catalogue(con)


def test_the_page_names_each_column_of_the_published_warehouse_with_its_type(
    published: Path, page: lxml.html.HtmlElement
) -> None:
    with duckdb.connect(str(published), read_only=True) as con:
        live = [(column.table, column.name, column.type) for column in catalogue(con)]
    written = [
        (section.get("id"), re.sub("[ ◆R]+$", "", row[0]), row[1])
        for section in page.xpath("//section")
        for row in cells(section)
    ]
    assert written == live


def test_the_page_says_what_the_comments_of_the_published_warehouse_say(
    published: Path, page: lxml.html.HtmlElement
) -> None:
    with duckdb.connect(str(published), read_only=True) as con:
        comments = con.sql(
            "SELECT comment FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main'"
        ).fetchall()
        tables = con.sql(
            "SELECT comment FROM duckdb_tables() UNION ALL SELECT comment FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
    said = [f"{row[2]} | {row[3]}" for section in page.xpath("//section") for row in cells(section)]
    assert sorted(comment for (comment,) in comments) == sorted(said)
    headed = [" | ".join(p.text_content() for p in section.xpath("p")[:2]) for section in page.xpath("//section")]
    assert sorted(comment for (comment,) in tables) == sorted(headed)


def test_every_meaning_is_in_both_languages() -> None:
    for entry in entries(shipped_catalogue()):
        for name, meaning in [(entry.name, entry.meaning), *((field.name, field.meaning) for field in entry.fields)]:
            assert meaning.en.isascii(), (entry.name, name)
            assert re.search("[\u4e00-\u9fff]", meaning.zh), (entry.name, name)


def test_the_markdown_names_each_column_too() -> None:
    written = dictionary_markdown()
    for entry in entries(shipped_catalogue()):
        part = written.split(f"### {entry.name}\n", 1)[1].split("\n### ", 1)[0]
        assert re.findall(r"^\| `(\w+)`", part, re.MULTILINE) == [field.name for field in entry.fields]
    bars = [len(re.findall(r"(?<!\\)\|", line)) for line in written.splitlines() if line.startswith("| `")]
    assert set(bars) == {5, 6}


def test_the_page_says_what_files_may_call_a_column(page: lxml.html.HtmlElement) -> None:
    [section] = page.xpath("//section[@id='return_line']")
    reason = next(row for row in cells(section) if row[0] == "reason")
    assert "退货原因" in reason[4]
    assert "buyer_return 买家退货" in reason[4]
    assert [row[0] for row in cells(section)][:2] == ["return_no ◆ R", "line_no ◆ R"]


def test_the_page_loads_nothing(page: lxml.html.HtmlElement) -> None:
    assert page.xpath("//script | //link | //img | //iframe") == []
    targets = {anchor.get("href").removeprefix("#") for anchor in page.xpath("//a")}
    assert targets <= {element.get("id") for element in page.xpath("//*[@id]")}
    assert "url(" not in dictionary_html()


@pytest.mark.parametrize("relation", relations(), ids=lambda one: f"{one.table}-{one.other}")
def test_each_row_names_at_most_one_row_of_the_other_table(relation: Relation, published: Path) -> None:
    joined = " AND ".join(f"a.{own} = b.{other}" for own, other in relation.by)
    with duckdb.connect(str(published), read_only=True) as con:
        [(rows, matched, met)] = con.sql(
            f"WITH a AS MATERIALIZED (SELECT row_number() OVER () AS number, * FROM {relation.table}) "
            "SELECT (SELECT count(*) FROM a), count(*), count(DISTINCT number) "
            f"FROM a JOIN {relation.other} AS b ON {joined}"
        ).fetchall()
    assert matched == met
    assert 0 < met <= rows


def test_every_table_of_a_feed_and_of_the_night_is_in_the_diagram() -> None:
    drawn = {box.table for box in diagram(relations()).boxes}
    assert {feed.table for feed in all_feeds().values()} <= drawn
    tables = {column.table for column in shipped_catalogue() if not column.is_view}
    assert {table for table in tables if not table.endswith("_superseded")} - drawn == {"rule"}


def test_no_two_tables_of_the_diagram_lie_on_each_other() -> None:
    boxes = diagram(relations()).boxes
    for box in boxes:
        for other in boxes:
            apart = box.x + WIDTH <= other.x or other.x + WIDTH <= box.x or box.y + box.height <= other.y
            assert box == other or apart or other.y + other.height <= box.y


def test_every_view_has_a_file_that_says_what_a_row_is() -> None:
    files = {file.stem: file.read_text(encoding="utf-8") for file in path("sql/views").glob("*.sql")}
    assert sorted(files) == sorted(VIEWS)
    assert all(text.startswith("-- One row per ") for text in files.values())


def test_the_command_writes_and_tells(tmp_path: Path) -> None:
    done = homeward("dictionary", "--html", "d.html", "--md", "d.md", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "d.html").read_text(encoding="utf-8") == dictionary_html()
    assert (tmp_path / "d.md").read_text(encoding="utf-8") == dictionary_markdown()
    assert "距期限的天数" in homeward("dictionary", "v_deadlines", "--lang", "zh", folder=tmp_path).stdout
    assert "v_returnable" in homeward("dictionary", folder=tmp_path).stdout
    wrong = homeward("dictionary", "v_deadline", folder=tmp_path)
    assert wrong.returncode == 2
    assert "v_deadlines" in wrong.stderr

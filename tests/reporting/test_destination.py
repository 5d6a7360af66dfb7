"""Where the goods are is told by the country's name, in report, workbook and story; an unknown code stands.

Source: contract.md, declarations.
"""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from lxml import html

from feed_rows import declaration, returned
from homeward.cli import homeward as program
from nights.conftest import House

DOCUMENTS = {
    "USA": "53012024E000000001",
    "344": "53012024E000000002",
    "XKX": "53012024E000000003",
    "": "53012024E000000004",
}
NAMED = {"en": ["United States", "Russia", "XKX"], "zh": ["美国", "俄罗斯", "XKX"]}
COLUMN = {"en": ("Due", "Destination"), "zh": ("到期清单", "运抵国")}


@pytest.fixture
def due(house: House) -> House:
    """A line of each country, due within thirty days."""
    originals = [
        declaration(document_no=number, destination_country=country, released_at="2024-01-15 10:00:00")
        for country, number in DOCUMENTS.items()
    ]
    house.deliver("declarations.csv", originals)
    lines = [
        returned(return_no=f"R{place}", document_no=number, applied_on="2024-12-20", entered_on="")
        for place, number in enumerate(DOCUMENTS.values())
    ]
    house.deliver("returns.csv", lines)
    return house


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_names_the_country_of_each_line_that_is_due(due: House, lang: str) -> None:
    due.night("2024-12-31", lang=lang)
    page = html.fromstring((due.reports / "latest" / "index.html").read_text(encoding="utf-8"))
    rows = page.xpath("//table[contains(@class, 'due')]//tbody/tr")
    told = [row.xpath("string(td[4])") for row in rows]
    assert all(any(name in cell for cell in told) for name in NAMED[lang])
    assert not any("USA" in cell or "344" in cell or "None" in cell for cell in told)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_workbook_names_the_country_of_each_line(due: House, lang: str) -> None:
    due.night("2024-12-31", lang=lang)
    sheet, column = COLUMN[lang]
    header, *rows = openpyxl.load_workbook(due.reports / "latest" / "exceptions.xlsx")[sheet].values
    assert {row[header.index(column)] for row in rows} == {*NAMED[lang], None}


def test_the_story_of_a_line_names_its_country(due: House, tmp_path: Path) -> None:
    due.night("2024-12-31")
    target = tmp_path / "story.html"
    options = ["--html", str(target), "--warehouse", str(due.warehouse)]
    CliRunner().invoke(program, ["explain", "R1", *options], standalone_mode=False, catch_exceptions=False)
    assert "Russia" in html.fromstring(target.read_text(encoding="utf-8")).text_content()

"""Free text of feeds turns nothing round that stands beside it, and never pushes what matters out of sight."""

import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from feed_rows import ENTERPRISE, declaration, returned
from homeward.reporting.figures import night_figures, published_figures
from homeward.reporting.mail_page import html_body, text_body
from homeward.reporting.mail_view import MailFacts, mail_view
from homeward.reporting.mails import workbook_sheets
from homeward.reporting.page import render_page
from homeward.reporting.texts import Texts
from homeward.reporting.workbook_file import written_workbook
from nights.conftest import House
from reporting.handmade import line, usual
from reporting.test_browser import browser, opened

__all__ = ["browser"]
pytestmark = pytest.mark.slow

TURNS = "\u202e\u2067\u2069\u202b"
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ARABIC = "شركة النور"
FACTS = MailFacts("homeward@example.com", enterprise_names=(f"{TURNS}Seller",))
UNBROKEN = "W" * 600


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A night whose names and numbers hold signs that turn text round; one goods name is long and unbroken."""
    house = House(tmp_path_factory.mktemp("turned"))
    house.deliver("reference/enterprises.csv", [ENTERPRISE | {"name": f"{TURNS}Seller"}])
    house.deliver("declarations.csv", [declaration(goods_name=f"{TURNS}cup")])
    house.deliver(
        "returns.csv",
        [
            returned(return_no=f"R{TURNS}1", goods_name=f"{TURNS}cup", quantity=1),
            returned(return_no="R2", goods_name=UNBROKEN, quantity=1),
            returned(return_no="R3", quantity=f"{TURNS}one"),
        ],
    )
    house.deliver(f"odd{TURNS}.csv", [{"sku": "1", f"stock{TURNS}": "2"}])
    house.night("2025-05-28")
    return house


def page_of(house: House, lang: str = "en") -> str:
    with published_figures(house.warehouse) as con:
        return render_page(night_figures(con, 1000), lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_no_sign_that_turns_text_round_and_isolates_names(hostile: House, lang: str) -> None:
    tree = html.fromstring(page_of(hostile, lang))
    for script in tree.xpath("//script"):
        script.drop_tree()
    assert DIRECTION.findall(html.tostring(tree, encoding="unicode")) == []
    isolated = {one.text_content() for one in tree.xpath("//section[@id='deadlines']//bdi")}
    assert {"R1", "Seller", "cup", "53012024E000000001"} <= isolated


def test_the_mail_shows_no_sign_that_turns_text_round_and_isolates_names(hostile: House) -> None:
    with published_figures(hostile.warehouse) as con:
        figures = night_figures(con, 1000)
    # Of two enterprises the mail names each, at each line and in a table.
    figures = figures._replace(enterprises=figures.enterprises * 2)
    view = mail_view(figures, Texts("en"), FACTS)
    markup, text = html_body("mail", view, Texts("en")), text_body("mail", view, Texts("en"))
    assert DIRECTION.findall(markup + text) == []
    isolated = [one.text_content() for one in html.fromstring(markup).iter("bdi")]
    assert {"R1 / 1", "cup", "Seller", "53012024E000000001"} <= set(isolated)
    assert "    Seller · 9610 retail · 53012024E000000001" in text


def test_the_workbook_holds_no_sign_that_turns_text_round(hostile: House) -> None:
    with published_figures(hostile.warehouse) as con:
        sheets = workbook_sheets(con, night_figures(con, 1000), "en", 1000)
    book = openpyxl.load_workbook(io.BytesIO(written_workbook(sheets, Texts("en"), date(2025, 5, 28))))
    said = [str(cell) for sheet in book for row in sheet.values for cell in row]
    assert DIRECTION.findall("".join(said)) == []
    assert "Seller" in said


def test_the_list_of_every_line_and_its_filter_isolate_names(browser: Browser, tmp_path: Path, hostile: House) -> None:
    path = tmp_path / "index.html"
    path.write_text(page_of(hostile), encoding="utf-8")
    page = opened(browser, path, 1280)
    assert page.locator("#enterprise option").nth(1).inner_text() == "\u2068Seller\u2069 91350100M000100Y43"
    page.get_by_role("button", name="R1 / 1", exact=True).click()
    assert "Goods: cup" in page.inner_text(".trace")
    assert DIRECTION.findall(page.inner_text("#every")) == []
    page.context.close()


def places(page: Page, selector: str) -> list[float]:
    """Where each of these ends, from the left."""
    return page.eval_on_selector_all(selector, "all => all.map((one) => one.getBoundingClientRect().right)")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_long_goods_name_keeps_what_to_do_and_value_in_sight(
    browser: Browser, tmp_path: Path, hostile: House, width: int
) -> None:
    path = tmp_path / "index.html"
    path.write_text(page_of(hostile), encoding="utf-8")
    page = opened(browser, path, width)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    page.get_by_role("button", name="R2 / 1", exact=True).click()
    assert UNBROKEN in page.inner_text(".trace")
    for table in ("#deadlines", "#every"):
        ends = places(page, f"{table} tbody tr > *")
        assert ends
        assert max(ends) <= width
    cell = page.locator("#deadlines .clipped[title]").first
    assert cell.get_attribute("title") == UNBROKEN
    assert cell.bounding_box()["height"] < 80
    page.emulate_media(media="print")
    assert cell.evaluate("cell => cell.scrollHeight <= cell.clientHeight")
    page.context.close()


def test_an_arabic_name_leaves_the_numbers_beside_it_in_their_order(browser: Browser, tmp_path: Path) -> None:
    """In a line of the mail, the document number stands to the right of the channel, whatever the name before."""
    view = mail_view(usual(due=[line(1, enterprise_name=ARABIC, goods_name=ARABIC)]), Texts("en"), FACTS)
    path = tmp_path / "mail.html"
    path.write_text(html_body("mail", view, Texts("en")), encoding="utf-8")
    page = opened(browser, path, 1280)
    name, _, document = places(page, "th .s bdi")[:3]
    assert document > name
    page.context.close()


@pytest.mark.parametrize("name", ["W" * 40, "不锈钢锅具套装" * 6, "W" * 600])
def test_an_unbroken_name_makes_no_mail_wider_than_a_phone(browser: Browser, tmp_path: Path, name: str) -> None:
    due = [line(1, goods_name=name, enterprise_name=name)]
    figures = usual(due=due, enterprises=[row | {"enterprise_name": name} for row in usual().enterprises])
    facts = FACTS._replace(enterprise_names=(name,))
    view = mail_view(figures._replace(enterprise="A"), Texts("en"), facts)
    path = tmp_path / "mail.html"
    path.write_text(html_body("mail", view, Texts("en")), encoding="utf-8")
    page = opened(browser, path, 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()

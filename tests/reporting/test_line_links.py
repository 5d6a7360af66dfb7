"""Links to a line: each opens its own line, whatever is filtered, and one that leads nowhere says so."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from feed_rows import ENTERPRISE, OTHER_SELLER, SELLER, declaration, returned
from homeward.reporting.figures import night_figures, published_figures
from homeward.reporting.page import render_page
from nights.conftest import House
from reporting.test_browser import browser, opened

__all__ = ["browser"]
pytestmark = pytest.mark.slow

LATER = [f"RT1{number:02}" for number in range(60)]
OPENED = "#every tbody tr:has(+ tr.trace)"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two sellers have an RT1/1; sixty other lines hold its number within theirs, and are worth more."""
    house = House(tmp_path_factory.mktemp("links"))
    names = {SELLER: "甲企业", OTHER_SELLER: "乙企业"}
    house.deliver(
        "reference/enterprises.csv", [ENTERPRISE | {"enterprise_code": c, "name": n} for c, n in names.items()]
    )
    theirs = declaration(document_no="53012024E000000002", enterprise_code=OTHER_SELLER)
    dear = declaration(document_no="53012024E000000003", quantity=900, unit_price="90")
    house.deliver("declarations.csv", [declaration(), theirs, dear])
    others = [returned(return_no=number, document_no=dear["document_no"]) for number in LATER]
    mine = returned(return_no="RT1", goods_name="甲的杯子")
    yours = returned(
        return_no="RT1", enterprise_code=OTHER_SELLER, document_no=theirs["document_no"], goods_name="乙的杯子"
    )
    house.deliver("returns.csv", [mine, yours, *others])
    house.night("2025-05-28")
    with published_figures(house.warehouse) as con:
        figures = night_figures(con, 1000)
    made = {lang: house.folder / f"{lang}.html" for lang in ("en", "zh")}
    for lang, path in made.items():
        path.write_text(render_page(figures, lang), encoding="utf-8")
    return made


def opened_lines(page: Page) -> list[str]:
    """The rows whose rules are shown."""
    return page.locator(OPENED).all_inner_texts()


def test_each_sellers_link_opens_that_sellers_line(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["en"], 1280)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    for code, goods in ((SELLER, "甲的杯子"), (OTHER_SELLER, "乙的杯子")):
        page.locator(f"#deadlines a[href='#line=RT1/1&enterprise={code}']").first.click()
        # The page follows a changed address only after the click is over.
        page.locator(OPENED, has_text=goods).wait_for()
        assert len(opened_lines(page)) == 1
    assert page.faults == []
    page.context.close()


def test_a_link_sets_every_filter_back_also_when_followed_again(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["en"], 1280)
    link = page.locator(f"#deadlines a[href='#line=RT100/1&enterprise={SELLER}']").first
    for control, label in (("#verdict", "Ineligible"), ("#channel", "9610 retail"), ("#due", "within 90 days")):
        page.select_option(control, label=label)
        link.click()
        (line,) = opened_lines(page)
        assert line.startswith("RT100 / 1")
        assert page.input_value(control) == ""
    page.context.close()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Line RT1 / 1 is held by more than one enterprise (2): choose one below."),
        ("zh", "2 家企业都有退货行 RT1 / 1，请在下面选择。"),
    ],
)
def test_an_old_link_opens_the_line_where_one_is_meant_and_else_lets_choose(
    browser: Browser, pages: dict[str, Path], lang: str, said: str
) -> None:
    page = opened(browser, pages[lang], 390)
    page.goto(f"{pages[lang].as_uri()}#line=RT107/1")
    (line,) = opened_lines(page)
    assert line.startswith("RT107 / 1")
    page.goto(f"{pages[lang].as_uri()}#line=RT1/1")
    assert page.inner_text("#named") == said
    assert page.locator("#every tbody tr").count() == 2
    assert opened_lines(page) == []
    page.context.close()


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "This page has no line RT107 / 9."), ("zh", "本页没有退货行 RT107 / 9。")]
)
def test_a_link_to_no_line_opens_none_and_says_so(
    browser: Browser, pages: dict[str, Path], lang: str, said: str
) -> None:
    page = opened(browser, pages[lang], 1280)
    page.goto(f"{pages[lang].as_uri()}#line=RT107/9")
    assert page.inner_text("#named") == said
    assert opened_lines(page) == []
    page.fill("#search", "RT1")
    assert not page.locator("#named").is_visible()
    page.goto(f"{pages[lang].as_uri()}#line=100%/1")
    assert "100% / 1" in page.inner_text("#named")
    assert page.faults == []
    page.context.close()

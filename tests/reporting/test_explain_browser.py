"""The story of a line as a browser shows it: readable by everyone, and to be scrolled without a mouse."""

from pathlib import Path

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from analysis.explain_house import made_house
from homeward.analysis.explain import lines_of
from homeward.analysis.story import story_of
from homeward.analysis.story_page import story_page
from reporting.test_browser import WIDTHS, browser, opened

__all__ = ["browser"]
pytestmark = pytest.mark.slow
# R1 has a claim of its own among others, R4 two lines, R5 no export line.
RETURNS = ("R1", "R4", "R5")


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    night = made_house(tmp_path_factory.getbasetemp())
    folder = tmp_path_factory.mktemp("stories")
    made = {}
    with duckdb.connect(str(night.warehouse), read_only=True) as con:
        for return_no in RETURNS:
            for lang in ("en", "zh"):
                told = [story_of(con, line, lang) for line in lines_of(con, return_no, None)]
                made[return_no, lang] = folder / f"{return_no}.{lang}.html"
                made[return_no, lang].write_text(story_page(told, lang), encoding="utf-8")
    return made


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("return_no", RETURNS)
def test_a_story_shows_without_overflow_or_violation(
    browser: Browser, stories: dict[tuple[str, str], Path], return_no: str, lang: str, width: int
) -> None:
    page = opened(browser, stories[return_no, lang], width)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.locator("main").count() == 1
    assert page.locator("th:empty").count() == 0
    assert page.faults == []
    page.context.close()


def test_the_keyboard_scrolls_what_is_wider_than_a_phone(
    browser: Browser, stories: dict[tuple[str, str], Path]
) -> None:
    page = opened(browser, stories["R4", "en"], 390)
    scrolled = page.locator(".wide")
    names = [one.get_attribute("aria-label") for one in scrolled.all()]
    assert "Claims on the same export line R4 / 2" in names
    assert len(set(names)) == len(names)
    for area in scrolled.all():
        area.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "area => area.scrollLeft > 0 || area.scrollWidth <= area.clientWidth", arg=area.element_handle()
        )
    page.context.close()

"""The mail as a browser shows it: wide and narrow, light and dark, in both languages, and without its style element."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from reporting.mail_fixtures import arrived, mails, settings
from reporting.mailbox import ALL_EN, ALL_ZH, Inbox, part
from reporting.test_browser import PICTURES, WIDTHS, browser, opened

__all__ = ["arrived", "browser", "mails", "settings"]
pytestmark = pytest.mark.slow
# A mail is shown within its client's page, whose landmarks these rules look for.
OF_THE_CLIENT = {"rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", [ALL_EN, ALL_ZH])
def test_the_mail_shows_without_overflow_error_request_or_violation(
    browser: Browser, arrived: Inbox, tmp_path: Path, who: str, scheme: str, width: int
) -> None:
    path = tmp_path / "mail.html"
    path.write_text(part(arrived.message(who), "html"), encoding="utf-8")
    page = opened(browser, path, width, scheme)
    PICTURES.mkdir(exist_ok=True)
    lang = "en" if who == ALL_EN else "zh"
    page.screenshot(path=PICTURES / f"mail.{lang}.{width}.{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    result = Axe().run(page, options=OF_THE_CLIENT)
    assert result.violations_count == 0, result.generate_report()
    assert page.faults == []
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_mail_stays_readable_where_a_client_drops_the_style_element(
    browser: Browser, arrived: Inbox, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "mail.html"
    bare = re.sub(r"<style>.*?</style>", "", part(arrived.message(ALL_EN), "html"), flags=re.DOTALL)
    path.write_text(bare, encoding="utf-8")
    page = opened(browser, path, width)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.locator("h1").evaluate("heading => getComputedStyle(heading).fontSize") == "22px"
    page.context.close()

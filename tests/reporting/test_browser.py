"""The report as a browser shows it: wide and narrow, light and dark, in both languages."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from homeward.reporting.figures import Figures
from homeward.reporting.page import render_page

pytestmark = pytest.mark.slow

PICTURES = Path(__file__).parents[1] / "artefacts"
WIDTHS = (1280, 390)
KEYSTROKE_SECONDS = 0.5


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "these tests need a browser: apt-get install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: Browser, path: Path, width: int, scheme: str = "light", *, script: bool = True) -> Page:
    """The page, with what it did wrong in `page.faults`."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda request: faults.append(request.url) if not request.url.startswith(("file:", "data:", "blob:")) else None,
    )
    page.goto(path.as_uri())
    page.faults = faults
    return page


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, published: Path) -> dict[str, Path]:
    from homeward.reporting.figures import night_figures, published_figures  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("pages")
    with published_figures(published) as con:
        figures = night_figures(con, 20_000)
    made = {lang: folder / f"{lang}.html" for lang in ("en", "zh")}
    for lang, path in made.items():
        path.write_text(render_page(figures, lang), encoding="utf-8")
    return made


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_shows_without_overflow_error_request_or_violation(
    browser: Browser, pages: dict[str, Path], lang: str, scheme: str, width: int
) -> None:
    page = opened(browser, pages[lang], width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"report.{lang}.{width}.{scheme}.png", full_page=True)

    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{overflow} px too wide"
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.faults == []
    page.context.close()


def test_the_search_finds_a_line_and_opens_its_rules(
    browser: Browser, pages: dict[str, Path], figures: Figures
) -> None:
    page = opened(browser, pages["en"], 1280)
    line = next(line for line in figures.blocked if line["failed_rules"])
    page.fill("#search", line["return_no"])
    page.get_by_role("button", name=f"{line['return_no']} / {line['line_no']}", exact=True).click()
    trace = page.locator(".trace")
    title = next(rule["title_en"] for rule in figures.rulebook if rule["rule_id"] == line["failed_rules"][0])
    assert trace.locator(".outcome.broken + span").first.inner_text().startswith(title)
    assert trace.locator("li").count() == 11
    page.context.close()


def test_a_link_to_a_line_opens_it(browser: Browser, pages: dict[str, Path], figures: Figures) -> None:
    line = figures.due[0]
    page = opened(browser, pages["en"], 390)
    page.goto(f"{pages['en'].as_uri()}#line={line['return_no']}/{line['line_no']}")
    assert page.locator(".trace li").count() == 11
    page.context.close()


def test_filters_count_as_the_warehouse_does(browser: Browser, pages: dict[str, Path], figures: Figures) -> None:
    page = opened(browser, pages["en"], 1280)
    page.select_option("#verdict", label="Ineligible")
    assert f"of {figures.verdicts['ineligible']['lines']}, " in page.inner_text("#shown")
    page.select_option("#verdict", label="All")
    page.select_option("#due", label="within 30 days")
    due = len(figures.due_within_week) + len(figures.due_within_month)
    assert f"of {due}, " in page.inner_text("#shown")
    page.context.close()


def test_columns_sort(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["en"], 1280)
    head = page.locator("#enterprises thead th").nth(1)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    cells = page.locator("#enterprises tbody tr td:nth-child(2)").all_inner_texts()
    numbers = [int(cell.replace(",", "")) for cell in cells]
    assert numbers == sorted(numbers, reverse=True)
    page.context.close()


def test_the_filtered_list_is_saved_without_formulas(
    browser: Browser, pages: dict[str, Path], figures: Figures
) -> None:
    page = opened(browser, pages["zh"], 1280)
    with page.expect_download() as waiting:
        page.click("#save")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == figures.counts["open_lines"] + 1
    assert not [cell for cell in text.split(",") if cell.startswith(('"=', '"+', '"@'))]
    page.context.close()


def test_without_scripts_the_page_is_whole(browser: Browser, pages: dict[str, Path], figures: Figures) -> None:
    page = opened(browser, pages["en"], 1280, script=False)
    assert not page.locator("#filter").is_visible()
    assert page.locator("#every tbody tr").count() == len(figures.blocked)
    assert page.locator("#rules .card").count() == 11
    page.context.close()


def test_a_keystroke_is_answered_at_once(browser: Browser, pages: dict[str, Path]) -> None:
    """The quickest of a few: a busy machine makes a page slow now and then, a slow page is slow each time."""
    page = opened(browser, pages["en"], 1280)
    page.focus("#search")
    seconds = []
    for letter in "RT1RT":
        began = perf_counter()
        page.keyboard.type(letter)
        page.evaluate("new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))")
        seconds.append(perf_counter() - began)
    assert page.input_value("#search") == "RT1RT"
    assert min(seconds) < KEYSTROKE_SECONDS
    page.context.close()


def test_it_prints_with_its_folds_open_and_its_controls_gone(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["en"], 1280)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[...document.querySelectorAll('details')].every((fold) => fold.open)")
    assert not page.locator("#filter").is_visible()
    assert not page.locator("nav").is_visible()
    page.context.close()

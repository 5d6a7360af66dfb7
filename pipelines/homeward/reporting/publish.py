"""The reports of a night, made in a folder of their own, then put in place."""

import shutil
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb

from homeward.in_order import in_order
from homeward.reporting.collected_seldom import collect_young, collected_seldom
from homeward.reporting.figures import Figures, enterprises_of, night_figures, published_figures
from homeward.reporting.mails import MAIL, WORKBOOK, MadeForAll, night_language, workbook_sheets, write_mails
from homeward.reporting.page import page_template, render_page
from homeward.reporting.places import folder_of, page_names
from homeward.reporting.totals import check_totals
from homeward.reporting.workbook_aside import workbook_aside
from homeward.settings import Settings

_FORMER = ".former"
_UNDER_WAY = 3


def _each_scope(con: duckdb.DuckDBPyConnection, settings: Settings, for_all: Figures) -> Generator[Figures]:
    """The figures for readers of everything, then each enterprise's, proved; read ahead of what is made of them."""

    def read(enterprise: str | None) -> Figures:
        if enterprise is None:
            return for_all
        figures = night_figures(con, settings.embed_lines_max, enterprise)
        check_totals(con, figures)
        return figures

    with ThreadPoolExecutor(1) as aside:
        yield from in_order(aside, read, (None, *enterprises_of(con)), _UNDER_WAY)


def _write_pages(folder: Path, figures: Figures, settings: Settings) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = page_names(settings.lang)
    for lang, name in names.items():
        other = next((other for other in names.values() if other != name), None)
        (folder / name).write_text(render_page(figures, lang, other), encoding="utf-8")


def _give_back_former(reports: Path) -> None:
    """A run killed between the two renames below left a day without its reports: the former ones take their place."""
    for former in reports.glob(f".*{_FORMER}"):
        target = reports / former.name.removeprefix(".").removesuffix(_FORMER)
        if target.exists():
            shutil.rmtree(former, ignore_errors=True)
        else:
            former.rename(target)


def _put_in_place(made: Path, reports: Path, day: str) -> Path:
    target, latest = reports / day, reports / "latest"
    former = reports / f".{day}{_FORMER}"
    if target.exists():
        target.rename(former)
    made.rename(target)
    shutil.rmtree(former, ignore_errors=True)
    fresh = reports / ".latest"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(day)
    fresh.rename(latest)
    return target


def write_reports(settings: Settings, as_of: date) -> list[Path]:
    """Make the reports of the published night, which is of this day, and put them into `YYYY-MM-DD/` and `latest/`.

    Gives the files for readers of everything; those of one enterprise lie in folders beside them.
    Raises TotalsMismatch before anything is in place. Source: contract.md, Reports.
    """
    reports, day = settings.reports, as_of.isoformat()
    _give_back_former(reports)
    made = reports / f".{day}.making"
    shutil.rmtree(made, ignore_errors=True)
    with collected_seldom(), published_figures(settings.warehouse) as con:
        with ThreadPoolExecutor(1) as aside:
            # While DuckDB reads: Python's work of a third of a second.
            aside.submit(page_template)
            figures = night_figures(con, settings.embed_lines_max)
        check_totals(con, figures)
        lang = night_language(settings.lang)
        sheets = workbook_sheets(con, figures, lang, settings.embed_lines_max)
        with workbook_aside(sheets, lang, as_of) as book:
            with closing(_each_scope(con, settings, figures)) as scopes:
                for own in scopes:
                    _write_pages(made / folder_of(own.enterprise or ""), own, settings)
                    collect_young()
            (made / WORKBOOK).write_bytes(book())
            write_mails(con, made, settings, MadeForAll(figures, book()))
    target = _put_in_place(made, reports, day)
    return [target / name for name in (*page_names(settings.lang).values(), WORKBOOK, MAIL)]

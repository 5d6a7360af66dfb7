"""The reports of a night, made in a folder of their own, then put in place."""

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from homeward import resources
from homeward.reporting.facts import NightFacts
from homeward.reporting.totals import check_totals
from homeward.settings import Settings
from homeward.warehouse.database import open_published
from homeward.warehouse.statement import statement

_FIGURES = ("verdicts", "due", "due_within_week", "rules", "enterprises", "blocked", "files", "night", "return_lines")


class Written(NamedTuple):
    """The files that were made."""

    paths: list[Path]


def _figures(warehouse: Path) -> dict[str, list[dict[str, Any]]]:
    with open_published(warehouse) as con:
        found = {}
        for name in _FIGURES:
            cursor = con.execute(statement(f"figures/{name}"))
            names = [column[0] for column in cursor.description or ()]
            found[name] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def _environment() -> Environment:
    loader = FileSystemLoader(resources.path("reports"))
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["grouped"] = lambda value: "–" if value is None else f"{value:,.0f}"
    return environment


def _page(figures: dict[str, list[dict[str, Any]]], lang: str) -> str:
    texts = yaml.safe_load(resources.text(f"reports/texts/{lang}.yaml"))
    template = _environment().get_template("report.html.j2")
    verdicts = {row["verdict"]: row for row in figures["verdicts"]}
    return template.render(figures=figures, verdicts=verdicts, texts=texts, lang=lang, night=figures["night"][0])


def _put_in_place(made: Path, reports: Path, day: str) -> Path:
    target, latest = reports / day, reports / "latest"
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)
    fresh = reports / ".latest"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(day)
    fresh.rename(latest)
    return target


def write_reports(warehouse: Path, reports: Path, settings: Settings, night: NightFacts) -> Written:
    """Make the reports of a published night and put them into `reports/YYYY-MM-DD/` and `latest/`.

    Raises TotalsMismatch before anything is in place. Source: contract.md, Reports.
    """
    figures = _figures(warehouse)
    counts = {row["verdict"]: row["lines"] for row in figures["verdicts"]}
    check_totals(counts, figures["return_lines"][0]["lines"])
    day = night.as_of.isoformat()
    made = reports / f".{day}.making"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    languages = ("en", "zh") if settings.lang == "both" else (settings.lang,)
    names = ["index.html", *(f"index.{lang}.html" for lang in languages[1:])]
    for name, lang in zip(names, languages, strict=True):
        (made / name).write_text(_page(figures, lang), encoding="utf-8")
    target = _put_in_place(made, reports, day)
    return Written([target / name for name in names])

"""The sentences of intake, in English and Chinese, by check and by reason."""

from functools import cache
from typing import Any

from homeward import resources
from homeward.feeds.feed import all_feeds
from homeward.wording import said
from homeward.yaml_text import read_yaml


@cache
def _catalogue(lang: str) -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = read_yaml(resources.text(f"reports/texts/intake.{lang}.yaml"))
    return texts


def check_texts(lang: str = "en") -> dict[str, str]:
    """By check code, the sentence with `{column}`, `{choices}` (the column's values) and `{value}` to fill in."""
    return _catalogue(lang)["checks"]


@cache
def choices_said(column: str, lang: str = "en") -> str:
    """The values that a column takes, in Chinese with their names; of each feed where more than one has the column."""
    separator, between = ("、", "；") if lang == "zh" else (", ", "; ")
    said_of = {}
    for feed in all_feeds().values():
        choices = feed.columns[column].choices if column in feed.columns else {}
        names = {value: next((name for name in also if not name.isascii()), "") for value, also in choices.items()}
        shown = [f"{value} {names[value]}".strip() if lang == "zh" else value for value in names]
        if shown:
            said_of[feed.name] = separator.join(shown)
    if len(said_of) == 1:
        return next(iter(said_of.values()))
    return between.join(f"{feed}: {shown}" if lang == "en" else f"{feed}：{shown}" for feed, shown in said_of.items())


def rejection_text(code: str, details: dict[str, str | int], lang: str = "en") -> str:
    """Why a whole file was not taken, as a sentence."""
    return said(_catalogue(lang)["rejections"][code], **details)


def warning_text(code: str, details: dict[str, str | int | float], lang: str = "en") -> str:
    """What is suspicious about a night, as a sentence."""
    return said(_catalogue(lang)["warnings"][code], **details, n=details.get("read"))


def check_text(check: str, column: str, value: str | None, lang: str = "en") -> str:
    """What is wrong with a cell, as a sentence. A cell's own text is never read as a place to fill."""
    template = check_texts(lang)[check].replace("{column}", column).replace("{choices}", choices_said(column, lang))
    return (value or "").join(template.split("{value}"))


def check_report_text(name: str, lang: str, **details: str | int) -> str:
    """A sentence of what `homeward check` found."""
    return said(_catalogue(lang)["check_report"][name], **details)


def quarantine_text(name: str, lang: str, **details: str | int) -> str:
    """A sentence of what `homeward quarantine` lists."""
    return said(_catalogue(lang)["quarantine"][name], **details)

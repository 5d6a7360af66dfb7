"""The sentences of intake, in English and Chinese, by check and by reason."""

from functools import cache
from typing import Any

from homeward import resources
from homeward.wording import said
from homeward.yaml_text import read_yaml


@cache
def _catalogue(lang: str) -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = read_yaml(resources.text(f"reports/texts/intake.{lang}.yaml"))
    return texts


def check_texts(lang: str = "en") -> dict[str, str]:
    """By check code, the sentence with `{column}` and `{value}` to fill in."""
    return _catalogue(lang)["checks"]


def rejection_text(code: str, details: dict[str, str | int], lang: str = "en") -> str:
    """Why a whole file was not taken, as a sentence."""
    return said(_catalogue(lang)["rejections"][code], **details)


def warning_text(code: str, details: dict[str, str | int | float], lang: str = "en") -> str:
    """What is suspicious about a night, as a sentence."""
    return said(_catalogue(lang)["warnings"][code], **details, n=details.get("read"))


def check_text(check: str, column: str, value: str | None, lang: str = "en") -> str:
    """What is wrong with a cell, as a sentence. A cell's own text is never read as a place to fill."""
    return (value or "").join(check_texts(lang)[check].replace("{column}", column).split("{value}"))


def check_report_text(name: str, lang: str, **details: str | int) -> str:
    """A sentence of what `homeward check` found."""
    return said(_catalogue(lang)["check_report"][name], **details)


def quarantine_text(name: str, lang: str, **details: str | int) -> str:
    """A sentence of what `homeward quarantine` lists."""
    return said(_catalogue(lang)["quarantine"][name], **details)

"""The sentences of intake, in English and Chinese, by check and by reason."""

from functools import cache

from homeward import resources
from homeward.yaml_text import read_yaml


@cache
def _catalogue(lang: str) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = read_yaml(resources.text(f"reports/texts/intake.{lang}.yaml"))
    return texts


def check_texts(lang: str = "en") -> dict[str, str]:
    """By check code, the sentence with `{column}` and `{value}` to fill in."""
    return _catalogue(lang)["checks"]


def rejection_text(code: str, details: dict[str, str | int], lang: str = "en") -> str:
    """Why a whole file was not taken, as a sentence."""
    return _catalogue(lang)["rejections"][code].format(**details)


def warning_text(code: str, details: dict[str, str | int | float], lang: str = "en") -> str:
    """What is suspicious about a night, as a sentence."""
    return _catalogue(lang)["warnings"][code].format(**details)


def check_text(check: str, column: str, value: str | None, lang: str = "en") -> str:
    """What is wrong with a cell, as a sentence. A cell's own text is never read as a place to fill."""
    return (value or "").join(check_texts(lang)[check].replace("{column}", column).split("{value}"))


def check_report_text(name: str, lang: str, **details: str | int) -> str:
    """A sentence of what `homeward check` found."""
    return _catalogue(lang)["check_report"][name].format(**details)

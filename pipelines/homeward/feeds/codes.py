"""Customs' code tables: currencies, countries, units, and the check digit of the unified social credit code."""

from functools import cache
from typing import Any

from homeward import resources
from homeward.yaml_text import read_yaml

CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _file(name: str) -> dict[str, Any]:
    content: dict[str, Any] = read_yaml(resources.text(f"data/reference/codes/{name}.yaml"))
    return content


@cache
def table(name: str) -> dict[str, Any]:
    """A code table of `data/reference/codes`, by code."""
    codes: dict[str, Any] = _file(name)["codes"]
    return codes


@cache
def currency_letters() -> frozenset[str]:
    """The letters of ISO 4217, those among them that it has withdrawn of late."""
    return frozenset(_file("currencies")["letters"])


def currency(cell: str) -> str | None:
    """ISO letters of a currency given by letters or by customs' 3-digit code; None for neither."""
    letters = cell.upper()
    if letters in currency_letters():
        return letters
    iso: str | None = table("currencies").get(cell)
    return iso


@cache
def countries() -> dict[str, str]:
    """ISO letters of the countries of which customs' 3-digit code is known."""
    return {code: country["iso"] for code, country in table("countries").items()}


def country(cell: str) -> str:
    """ISO letters of a country given by letters or by a known 3-digit code; what is neither is kept as it is."""
    if len(cell) == 3 and cell.isascii() and cell.isalpha():
        return cell.upper()
    return countries().get(cell, cell)


@cache
def _country_names(lang: str) -> dict[str, str]:
    known = table("countries")
    return {key: country[lang] for code, country in known.items() for key in (code, country["iso"])}


def country_name(code: str, lang: str) -> str:
    """The name of a country by its ISO letters or customs' code, in `en` or `zh`; an unknown code stands for itself."""
    return _country_names(lang).get(code, code)


def unit(cell: str) -> str | None:
    """The 3-digit code of a unit given by code (unknown ones are kept) or by the Chinese name of a known one."""
    if len(cell) == 3 and cell.isascii() and cell.isdigit():
        return cell
    return next((code for code, name in table("units").items() if name == cell), None)


def has_check_digit(code: str) -> bool:
    """Whether the last of the 18 characters of a unified social credit code is its check digit.

    GB 32100-2015: weights 3^i mod 31 over the first 17 characters.
    """
    if len(code) != 18 or any(char not in CREDIT_CODE_ALPHABET for char in code):
        return False
    total = sum(CREDIT_CODE_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(code[:17]))
    return CREDIT_CODE_ALPHABET[(31 - total % 31) % 31] == code[17]

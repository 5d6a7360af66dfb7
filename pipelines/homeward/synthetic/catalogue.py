"""The invented sellers, goods and destinations, read once from `catalogue.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from homeward.synthetic.identifiers import enterprise_codes
from homeward.yaml_text import read_yaml

# Later sellers are smaller than the named ones.
_WEIGHT_OF_MORE = 3.0


class Seller(NamedTuple):
    """An enterprise that exports: its codes, its offices, its share of documents, how its monitoring is on record."""

    code: str
    other_code: str
    name: str
    office: str
    zone: str
    weight: float
    records: str
    email: str


@cache
def catalogue() -> dict[str, Any]:
    """Everything of `catalogue.yaml`, by its headings."""
    content: dict[str, Any] = read_yaml(Path(__file__).with_name("catalogue.yaml").read_text(encoding="utf-8"))
    return content


def _named(spec: dict[str, Any], number: int) -> Seller:
    code, other_code = enterprise_codes(spec["division"], number)
    return Seller(
        code, other_code, spec["name"], spec["office"], spec["zone"], spec["weight"], spec["records"], spec["email"]
    )


def _more(number: int) -> Seller:
    words = catalogue()["more_sellers"]
    city = words["cities"][number % len(words["cities"])]
    first, second = words["first"][number % 10], words["second"][number // 10 % 10]
    name = f"{city['name']}{first}{second}{words['kinds'][number % len(words['kinds'])]}"
    code, other_code = enterprise_codes(city["division"], number)
    return Seller(code, other_code, name, city["office"], city["zone"], _WEIGHT_OF_MORE, "open", "")


@cache
def sellers(count: int) -> tuple[Seller, ...]:
    """The first `count` sellers: the named ones, then as many more as are asked for."""
    named = catalogue()["sellers"]
    return tuple(_named(named[n], n) if n < len(named) else _more(n) for n in range(count))

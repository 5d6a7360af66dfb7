"""The cases in `cases/*.yaml`: what is given beside the defaults, and what is expected of each return line."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from rulebook.as_tables import schema
from rulebook.reference import Books

FOLDER = Path(__file__).parent / "cases"
SINGLE_AND_SEVERAL = {
    "return": ("returns", "return_line"),
    "original": ("originals", "declaration_line"),
    "enterprise": ("enterprises", "enterprise"),
    "ban": ("bans", "prohibited_goods"),
    "exchange_rate": ("exchange_rates", "exchange_rate"),
}
CASE_KEYS = {"name", "source", "as_of", "given", "expect"}


@dataclass(frozen=True)
class Case:
    """One case: its file and name, its source, the books it gives, and the columns expected of each return line."""

    topic: str
    name: str
    source: str
    as_of: date
    given: dict[str, Any]
    books: Books
    expect: dict[str, dict[str, Any]]

    def __str__(self) -> str:
        return f"{self.topic}: {self.name}"


class CaseWrong(Exception):
    """A case says something that no table has, or in a type that its column does not have."""


def typed(value: Any, kind: pl.DataType, where: str) -> Any:
    """A value of a case as its column holds it. Texts made of digits must be quoted: 0110 is a number in YAML."""
    if value is None:
        return None
    if isinstance(kind, pl.Decimal):
        return Decimal(str(value))
    if isinstance(kind, pl.Datetime) and isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, datetime.min.time())
    wanted = {pl.String: str, pl.Date: date, pl.Datetime: datetime, pl.Boolean: bool}.get(kind.base_type(), int)
    if type(value) is not wanted:
        raise CaseWrong(f"{where}: {value!r} is a {type(value).__name__}, expected a {wanted.__name__}.")
    return value


def row(table: str, defaults: dict[str, Any], differs: dict[str, Any], where: str) -> dict[str, Any]:
    """A whole row of a table: the defaults and what differs from them."""
    kinds = schema(table)
    if unknown := differs.keys() - kinds.keys():
        raise CaseWrong(f"{where}: table {table} has no column {sorted(unknown)}.")
    merged = {**dict.fromkeys(kinds), "file_id": 1, "row_no": 1, **defaults, **differs}
    return {name: typed(merged[name], kind, f"{where}, {name}") for name, kind in kinds.items()}


def books_of(given: dict[str, Any], defaults: dict[str, Any], where: str) -> Books:
    """The books of a case: one of each as in the defaults, but what `given` names, singly or as a list."""
    books: dict[str, list[Any]] = {"quarantined_documents": given.get("quarantined_documents", [])}
    known = {*SINGLE_AND_SEVERAL, *(several for several, _ in SINGLE_AND_SEVERAL.values()), "quarantined_documents"}
    if unknown := given.keys() - known:
        raise CaseWrong(f"{where}: nothing is known by the name {sorted(unknown)}.")
    for single, (several, table) in SINGLE_AND_SEVERAL.items():
        usual = [] if single in ("ban", "exchange_rate") else [{}]
        rows = [given[single]] if single in given else given.get(several, usual)
        books[several] = [row(table, defaults[single], differs, f"{where}: {single}") for differs in rows]
    return Books(**books)


def expectations(case: dict[str, Any], books: Books, where: str) -> dict[str, dict[str, Any]]:
    """What is expected, by `return_no/line_no` or `return_no`; one mapping alone is of the only return line."""
    if "returns" not in case.get("given", {}):
        return {label(books.returns[0]): case["expect"]}
    by_label = {label(given): case["expect"].get(given["return_no"]) for given in books.returns}
    by_label |= {name: expected for name, expected in case["expect"].items() if "/" in name}
    if any(expected is None for expected in by_label.values()):
        raise CaseWrong(f"{where}: each return line needs an expectation by its return_no.")
    return by_label


def label(line: dict[str, Any]) -> str:
    return f"{line['return_no']}/{line['line_no']}"


def read_case(topic: str, case: dict[str, Any], defaults: dict[str, Any]) -> Case:
    where = f"{topic}.yaml, {case.get('name')}"
    if not {"name", "source", "expect"} <= case.keys() <= CASE_KEYS:
        raise CaseWrong(f"{where}: a case has name, source, expect, and perhaps as_of and given.")
    given = case.get("given", {})
    books = books_of(given, defaults, where)
    expect = expectations(case, books, where)
    as_of = case.get("as_of", defaults["as_of"])
    return Case(topic, case["name"], case["source"], as_of, given, books, expect)


def all_cases() -> list[Case]:
    """Every case of every file."""
    defaults = yaml.safe_load((FOLDER / "defaults.yaml").read_text(encoding="utf-8"))
    files = sorted(file for file in FOLDER.glob("*.yaml") if file.stem != "defaults")
    return [
        read_case(file.stem, case, defaults)
        for file in files
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]

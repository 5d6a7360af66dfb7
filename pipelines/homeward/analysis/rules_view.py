"""The rulebook as rows to read: every dated entry with its source, on its own or as the law of one day."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar

from homeward.rulebook.law import Entry, Law, Rule


class _Dated(Protocol):
    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


_Some = TypeVar("_Some", bound=_Dated)


class Rulebook(NamedTuple):
    """`rules`, `windows`, `tariff`: rows to show, in the rulebook's order."""

    as_of: date | None
    fingerprint: str
    calendar: str
    rules: list[dict[str, Any]]
    windows: list[dict[str, Any]]
    tariff: list[dict[str, Any]]


def holds_on(entry: _Dated, day: date) -> bool:
    """Both ends are included, an empty end is open."""
    return (entry.valid_from or date.min) <= day <= (entry.valid_to or date.max)


def _of_day(entries: Iterable[_Some], day: date | None) -> list[_Some]:
    return [entry for entry in entries if day is None or holds_on(entry, day)]


def _rule_row(rule: Rule, entry: Entry) -> dict[str, Any]:
    chapters = {"food_chapters": list(rule.food_chapters)} if rule.food_chapters else {}
    values = {**chapters, **entry.values}
    return {
        "rule_id": rule.rule_id,
        "kind": rule.kind,
        "position": rule.position,
        **entry.model_dump(exclude={"values"}),
        "values": values,
    }


def rulebook(law: Law, as_of: date | None = None) -> Rulebook:
    """The whole rulebook, or what of it holds on a day.

    A window holds for goods declared for export on that day; an entry for lines judged on it. Source: rules.md.
    """
    rules = [_rule_row(rule, entry) for rule in law.rules.values() for entry in _of_day(rule.entries, as_of)]
    windows = [window for rule in law.rules.values() for window in rule.windows]
    holding = [w for w in windows if as_of is None or w.declared_from <= as_of <= w.declared_to]
    tariff = _of_day(law.tariff, as_of)
    return Rulebook(
        as_of,
        law.fingerprint,
        law.calendar.version,
        rules,
        [window.model_dump() for window in holding],
        [entry.model_dump() for entry in tariff],
    )

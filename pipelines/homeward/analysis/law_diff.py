"""The law of two days compared: what begins and ends between them, and which present lines that moves."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import duckdb
import narwhals.stable.v2 as nw
import polars as pl

from homeward.analysis.rules_view import holds_on
from homeward.rulebook.decide import decide
from homeward.rulebook.law import Law, Rule
from homeward.rulebook.terms import KEYS
from homeward.warehouse.shares import tables_of

_FIRST_DAY, _NO_DAY = date(1, 1, 1), date(9999, 12, 31)
_ANSWERS = ("verdict", "route", "tax_relief")


class Change(NamedTuple):
    """Something that begins or ends on a day. `kind`: begins, ends, ban_begins or ban_ends."""

    day: date
    kind: str
    what: str
    title_en: str
    title_zh: str
    source: str


class Moved(NamedTuple):
    """Of `lines`, the open ones whose goods are not back, those that the law of the second day answers differently.

    `moved`: key, `value_cny`, and `verdict`, `route`, `tax_relief`, `failed_rules`, `open_rules`, each of the first
    day and, with `_to`, of the second.
    """

    as_of: date
    lines: int
    moved: pl.DataFrame


def _edges(
    first: date | None, last: date | None, span: tuple[date, date], *words: str
) -> list[tuple[date, str, tuple[str, ...]]]:
    """What begins after the span's first day, and what holds on that day but ends before its last."""
    found = []
    if first is not None and span[0] < first <= span[1]:
        found.append((first, "begins", words))
    if last is not None and span[0] <= last < span[1]:
        found.append((last, "ends", words))
    return found


def _of_rule(rule: Rule, span: tuple[date, date]) -> list[tuple[date, str, tuple[str, ...]]]:
    found = []
    for entry in rule.entries:
        words = (rule.rule_id, entry.title_en, entry.title_zh, entry.source)
        found += _edges(entry.valid_from, entry.valid_to, span, *words)
    title = rule.entries[-1]
    for window in rule.windows:
        words = (rule.rule_id, title.title_en, title.title_zh, window.source)
        found += _edges(window.declared_from, window.declared_to, span, *words)
    return found


def law_changes(law: Law, first: date, second: date, bans: Iterable[dict[str, Any]] = ()) -> list[Change]:
    """What begins and ends in the law from the first day to the second, by day.

    `bans`: rows with hs_prefix, scope, valid_from, valid_to and source.
    """
    span = (first, second)
    found = [edge for rule in law.rules.values() for edge in _of_rule(rule, span)]
    for entry in law.tariff:
        reasons = ", ".join(entry.reasons)
        found += _edges(entry.valid_from, entry.valid_to, span, "tariff", reasons, reasons, entry.source)
    changes = [Change(day, kind, *words) for day, kind, words in found]
    for ban in bans:
        words = (f"{ban['hs_prefix']} ({ban['scope']})", "", "", ban["source"])
        edges = _edges(ban["valid_from"], ban["valid_to"], span, *words)
        changes += [Change(day, f"ban_{kind}", *words) for day, kind, words in edges]
    return sorted(changes)


def _pinned_rule(rule: Rule, day: date) -> Rule:
    """A rule of which nothing holds on the day never holds; its entry, and its window, begin on no day."""
    holding = [entry for entry in rule.entries if holds_on(entry, day)]
    entry = (holding or [rule.entries[0]])[-1]
    begins = _FIRST_DAY if holding else _NO_DAY
    begun = tuple(window for window in rule.windows if window.declared_from <= day)
    never = tuple(
        window.model_copy(update={"declared_from": _NO_DAY, "declared_to": _NO_DAY}) for window in rule.windows
    )
    pinned = entry.model_copy(update={"valid_from": begins, "valid_to": None})
    return rule.model_copy(update={"entries": (pinned,), "windows": begun or never[:1]})


def pinned(law: Law, day: date) -> Law:
    """The law as if it had always been, and would always be, what it is on a day; relief windows begun by then."""
    rules = {rule_id: _pinned_rule(rule, day) for rule_id, rule in law.rules.items()}
    open_ends = {"valid_from": None, "valid_to": None}
    tariff = tuple(entry.model_copy(update=open_ends) for entry in law.tariff if holds_on(entry, day))
    return law.model_copy(update={"rules": rules, "tariff": tariff})


def _pinned_bans(bans: pl.DataFrame, day: date) -> pl.DataFrame:
    """Bans of entry as on the day; those of exit stand by their own days, for the day of release is past."""
    in_force = (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= day))
    entry = bans.filter(pl.col("scope").is_in(["import", "both"]) & in_force).with_columns(
        scope=pl.lit("import"), valid_from=pl.lit(_FIRST_DAY), valid_to=pl.lit(None, dtype=pl.Date)
    )
    leaving = bans.filter(pl.col("scope").is_in(["export", "both"])).with_columns(scope=pl.lit("export"))
    return pl.concat([entry, leaving])


def _decided(con: duckdb.DuckDBPyConnection, law: Law, day: date, as_of: date) -> pl.DataFrame:
    bans = _pinned_bans(con.table("prohibited_goods").pl(), day)
    tables = tables_of(con)._replace(bans=nw.from_native(bans.lazy()))
    eligibility, _ = decide(tables, pinned(law, day), as_of)
    return eligibility.filter(pl.col("is_open") & ~pl.col("is_back"))


def moved_lines(con: duckdb.DuckDBPyConnection, law: Law, first: date, second: date, as_of: date) -> Moved:
    """The present lines judged twice, as of the warehouse's own day, under the law of either day.

    Goods that are back are not moved: the law of their day of entry holds for them. Source: rules.md.
    """
    columns = [*KEYS, "value_cny", *_ANSWERS, "failed_rules", "open_rules"]
    before = _decided(con, law, first, as_of).select(columns)
    after = _decided(con, law, second, as_of).select(columns).drop("value_cny")
    both = before.join(after, on=KEYS, suffix="_to")
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_to")) for name in _ANSWERS)
    return Moved(
        as_of,
        both.height,
        both.filter(differs).sort("value_cny", *KEYS, descending=[True, *[False] * 3], nulls_last=True),
    )

"""The law, watched: entries long unchecked, windows and entries about to end or begin, and lines on unsure ground."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import duckdb

from homeward.analysis.explain_texts import explain_texts
from homeward.rulebook.law import Entry, Law, Rule
from homeward.warehouse.statement import statement
from homeward.wording import said, source_said

UNCHECKED_DAYS, AHEAD_DAYS = 180, 90


class Notice(NamedTuple):
    """Something to look at. `kind`: unchecked, window_ends, entry_ends or entry_begins; `days` since or until `day`."""

    kind: str
    rule_id: str
    title_en: str
    title_zh: str
    source: str
    day: date
    days: int

    def said(self, lang: str) -> str:
        """The notice as a sentence in English (`en`) or Chinese (`zh`)."""
        title = self.title_zh if lang == "zh" else self.title_en
        texts = explain_texts(lang)
        what = title + said(texts["brackets"], text=source_said(self.source, lang))
        return said(texts["notice"][self.kind], what=what, day=self.day, n=self.days)


class UnsureLines(NamedTuple):
    """Lines whose verdict rests on nothing but sources that are not gazetted words."""

    verdict: str
    rules: list[str]
    lines: int

    def said(self, lang: str, titles: Mapping[str, str]) -> str:
        """The figure as a sentence in English (`en`) or Chinese (`zh`), with the `titles` of its rules."""
        texts = explain_texts(lang)
        rules = texts["semicolon"].join(titles[rule] for rule in self.rules)
        return said(texts["unsure"][self.verdict], n=self.lines, rules=rules)


def _notice(kind: str, entry: Entry, rule: Rule, source: str, day: date, as_of: date) -> Notice:
    return Notice(kind, rule.rule_id, entry.title_en, entry.title_zh, source, day, abs((day - as_of).days))


def _is_ahead(day: date | None, as_of: date) -> bool:
    return day is not None and 0 <= (day - as_of).days <= AHEAD_DAYS


def _of_entry(entry: Entry, rule: Rule, as_of: date) -> list[Notice]:
    found = []
    if (as_of - entry.last_checked_on).days > UNCHECKED_DAYS:
        found.append(_notice("unchecked", entry, rule, entry.source, entry.last_checked_on, as_of))
    if entry.valid_to is not None and _is_ahead(entry.valid_to, as_of):
        found.append(_notice("entry_ends", entry, rule, entry.source, entry.valid_to, as_of))
    if entry.valid_from is not None and entry.valid_from > as_of and _is_ahead(entry.valid_from, as_of):
        found.append(_notice("entry_begins", entry, rule, entry.source, entry.valid_from, as_of))
    return found


def _of_windows(rule: Rule, as_of: date) -> list[Notice]:
    ending = [window for window in rule.windows if _is_ahead(window.declared_to, as_of)]
    title = rule.entries[-1]
    return [_notice("window_ends", title, rule, window.source, window.declared_to, as_of) for window in ending]


def law_notices(law: Law, as_of: date) -> list[Notice]:
    """What of the law wants looking at on a day: unchecked first, then by the day that is near.

    Unchecked for more than 180 days; a window, or an entry, that ends within 90 days; an entry that begins in them.
    """
    found = [
        notice
        for rule in law.rules.values()
        for part in (*(_of_entry(entry, rule, as_of) for entry in rule.entries), _of_windows(rule, as_of))
        for notice in part
    ]
    return sorted(found, key=lambda notice: (notice.kind != "unchecked", notice.day))


def unsure_lines(con: duckdb.DuckDBPyConnection) -> list[UnsureLines]:
    """Return lines that would have another verdict if sources that are not gazetted words did not count.

    `con`: a report's connection, in its scope. Refused and open lines all of whose broken, or open, rules have such a
    source; eligible lines that pass only by a permission of such a source.
    """
    return [UnsureLines(*row) for row in con.sql(statement("figures/unsure_sources")).fetchall()]

"""The figures of the mail's lower half: the runway, what changed, why lines do not pass, and each enterprise."""

from itertools import groupby
from typing import NamedTuple

from homeward.plain_text import plain
from homeward.reporting.charts import bar, runway
from homeward.reporting.figures import BAR, Figures, value_of
from homeward.reporting.numbers import count, money_cell, share, signed
from homeward.reporting.texts import Texts
from homeward.warehouse.records import Row
from homeward.wording import source_said

RULES_SHOWN, ENTERPRISES_SHOWN, FILES_SHOWN = 5, 6, 5
_TALLEST = 56
KINDS_OF_CHANGE = ("new", "eligible", "needs_evidence", "ineligible", "gone", "same")


class Column(NamedTuple):
    """A week of the runway."""

    week: int
    lines: int
    height: int


class Part(NamedTuple):
    """A part of a bar, in per cent of its width."""

    verdict: str
    per_cent: int


class Change(NamedTuple):
    """How many lines changed in one way, and how many of them because of the clock alone."""

    kind: str
    lines: int
    by_clock: int


class MissedRule(NamedTuple):
    """A rule that lines break or leave open; `change` since last night, empty on the first.

    `without_value`: how many of the lines have no known value.
    """

    title: str
    source: str
    lines: int
    change: str
    value: str
    without_value: int
    per_cent: int


class EnterpriseRow(NamedTuple):
    """An enterprise's open lines."""

    name: str
    mix: str
    parts: list[Part]
    due: int
    blocked: str


def columns(figures: Figures) -> list[Column]:
    """Thirteen weeks; the heights are in pixels."""
    weeks = runway(figures.runway)
    most = max((week.lines for week in weeks), default=0)
    return [Column(w.number, w.lines, max(2, round(_TALLEST * w.lines / most)) if w.lines else 1) for w in weeks]


def parts(counts: dict[str, int]) -> list[Part]:
    """The verdict bar; the parts make a hundred per cent, and none is too thin to see."""
    pieces = [(piece.verdict, max(1, round((piece.width + 2) / 10))) for piece in bar(counts)]
    rest = 100 - sum(wide for _, wide in pieces)
    widest = max(range(len(pieces)), key=lambda at: pieces[at][1], default=0)
    return [Part(verdict, wide + (rest if at == widest else 0)) for at, (verdict, wide) in enumerate(pieces)]


def _kind_of_change(row: Row) -> str:
    before, now = row["verdict_from"], row["verdict_to"]
    if now is None or (now == "withdrawn" and before != "withdrawn"):
        return "gone"
    if before is None:
        return "new"
    return "same" if before == now else str(now)


def changes(figures: Figures) -> list[Change]:
    """Six kinds of change; together they are all lines that changed."""
    found: dict[str, list[Row]] = {kind: [] for kind in KINDS_OF_CHANGE}
    for row in figures.change_counts:
        found[_kind_of_change(row)].append(row)
    return [
        Change(kind, sum(row["lines"] for row in rows), sum(row["lines_by_clock"] for row in rows))
        for kind, rows in found.items()
    ]


def net_change(figures: Figures, verdict: str) -> int:
    """How many more open lines have a verdict than last night."""
    return figures.open_lines(verdict) - figures.open_before.get(verdict, 0)


def _signed(change: int | None) -> str:
    return "" if change is None else signed(change)


def missed_rules(figures: Figures, texts: Texts) -> tuple[list[MissedRule], int]:
    """The five rules that most lines break or leave open, and how many more there are.

    What only awaits arrival, or follows from another rule, is not missed.
    """
    law = {rule["rule_id"]: rule for rule in figures.rulebook}
    place = list(law).index
    by_rule = [(rule_id, list(rows)) for rule_id, rows in groupby(figures.rules, key=lambda row: row["rule_id"])]
    counted = [(rule_id, sum(r["lines_broken"] + r["lines_open"] for r in rows), rows) for rule_id, rows in by_rule]
    missed = sorted((one for one in counted if one[1]), key=lambda one: (-one[1], place(one[0])))
    top = missed[:RULES_SHOWN]
    shown = [
        MissedRule(
            law[rule_id][f"title_{texts.lang}"],
            source_said(law[rule_id]["source"], texts.lang),
            lines,
            _signed(figures.rule_change(rule_id, lines)),
            money_cell(value_of(rows)),
            sum(row["lines_without_value"] for row in rows),
            max(1, round(100 * lines / top[0][1])),
        )
        for rule_id, lines, rows in top
    ]
    return shown, len(missed) - len(shown)


def enterprise_rows(figures: Figures, texts: Texts) -> list[EnterpriseRow]:
    """The enterprises with most due and blocked; none where there is only one."""
    if len(figures.enterprises) < 2:
        return []
    order = sorted(figures.enterprises, key=lambda row: (-row["due_within_7"], -(row["value_blocked"] or 0)))
    return [
        EnterpriseRow(
            plain(row["enterprise_name"]),
            texts(
                "mail.mix",
                **{name: count(row[name]) for name in ("lines", *BAR)},
                share=share(row["eligible"], row["lines"]),
            ),
            parts({verdict: row[verdict] for verdict in BAR}),
            row["due_within_7"],
            money_cell(row["value_blocked"]),
        )
        for row in order[:ENTERPRISES_SHOWN]
    ]


def enterprises_note(figures: Figures, texts: Texts) -> str:
    """What the figures of enterprises are of, with the share that all of them have together."""
    eligible = share(figures.open_lines("eligible"), figures.counts["open_lines"])
    return texts("mail.enterprises_note", share=eligible)

"""The geometry of the report's charts; their drawing is in the templates."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from homeward.reporting.figures import BAR, Figures, value_of
from homeward.warehouse.records import Row

WEEKS = 13
NIGHTS = 30
_HEIGHT = 96
_WIDTH, _TALL = 290.0, 64.0


class Piece(NamedTuple):
    """A part of the verdict bar, in thousandths of its width."""

    verdict: str
    start: float
    width: float


class Week(NamedTuple):
    """A column of the runway: counts, and heights in pixels."""

    number: int
    eligible: int
    needs_evidence: int
    eligible_height: int
    needs_evidence_height: int

    @property
    def lines(self) -> int:
        """All lines of the week."""
        return self.eligible + self.needs_evidence


class Spark(NamedTuple):
    """A line over thirty nights: unbroken stretches of points, and what it says in words."""

    verdict: str
    stretches: list[str]
    since: date
    first: tuple[date, int]
    last: tuple[date, int]
    low: int
    high: int


def bar(counts: dict[str, int]) -> list[Piece]:
    """The verdict bar, always in the same order; a verdict with lines is never too thin to see."""
    present = {verdict: counts.get(verdict, 0) for verdict in BAR if counts.get(verdict, 0)}
    total = sum(present.values())
    widths = {verdict: max(6.0, 1000 * lines / total) for verdict, lines in present.items()}
    scale = 1000 / sum(widths.values()) if widths else 1.0
    pieces: list[Piece] = []
    start = 0.0
    for verdict, width in widths.items():
        pieces.append(Piece(verdict, round(start, 1), round(width * scale - 2, 1)))
        start += width * scale
    return pieces


def runway(rows: Sequence[Row]) -> list[Week]:
    """Thirteen weeks of lines whose year ends, each week's columns in proportion to the fullest one."""
    lines = {(row["week"], row["verdict"]): row["lines"] for row in rows}
    most = max((sum(lines.get((week, v), 0) for v in BAR) for week in range(1, WEEKS + 1)), default=0)

    def height(number: int) -> int:
        return max(2, round(_HEIGHT * number / most)) if number else 0

    weeks = []
    for week in range(1, WEEKS + 1):
        eligible, lacking = lines.get((week, "eligible"), 0), lines.get((week, "needs_evidence"), 0)
        weeks.append(Week(week, eligible, lacking, height(eligible), height(lacking)))
    return weeks


def _stretches(points: list[tuple[int, int] | None], low: int, high: int) -> list[str]:
    span = max(high - low, 1)
    drawn: list[list[str]] = [[]]
    for point in points:
        if point is None:
            drawn.append([])
        else:
            day, value = point
            x, y = _WIDTH * day / (NIGHTS - 1), _TALL - 4 - (_TALL - 8) * (value - low) / span
            drawn[-1].append(f"{x:.1f},{y:.1f}")
    return [" ".join(stretch if len(stretch) > 1 else stretch * 2) for stretch in drawn if stretch]


def sparks(figures: Figures) -> list[Spark]:
    """One line a verdict over the last thirty days; a day without a night is a gap. None before the second night."""
    nights = {row["as_of"]: row for row in figures.history}
    if len(nights) < 2:
        return []
    days = [figures.as_of - timedelta(days=NIGHTS - 1 - back) for back in range(NIGHTS)]
    found = []
    for verdict in BAR:
        values = {day: int(nights[day][verdict]) for day in days if day in nights}
        low, high = min(values.values()), max(values.values())
        points = [(at, values[day]) if day in values else None for at, day in enumerate(days)]
        first, last = min(values), max(values)
        stretches = _stretches(points, low, high)
        found.append(Spark(verdict, stretches, days[0], (first, values[first]), (last, values[last]), low, high))
    return found


class HeatRow(NamedTuple):
    """A rule, how often it is missed in each channel, and a shade from 0 to 5 for each; `change` since last night."""

    rule_id: str
    cells: dict[str, tuple[int, int]]
    broken: int
    open: int
    awaited: int
    following: int
    change: int | None
    value_cny: Decimal | None
    lines_without_value: int

    @property
    def missed(self) -> int:
        """Lines that break the rule or lack evidence for it."""
        return self.broken + self.open


def heat(figures: Figures) -> tuple[list[str], list[HeatRow]]:
    """The channels that occur, and each rule of the rulebook with its counts by channel, in the rulebook's order."""
    order = ["retail_9610", "zone_parcel_1210", "warehouse_9810", "zone_warehouse_1210", "zone_unstated_1210", "none"]
    channels = [channel for channel in order if any(row["channel"] == channel for row in figures.rules)]
    missed = {(row["rule_id"], row["channel"]): row["lines_broken"] + row["lines_open"] for row in figures.rules}
    most = max(missed.values(), default=1) or 1
    rows = []
    for rule in figures.rulebook:
        mine = [row for row in figures.rules if row["rule_id"] == rule["rule_id"]]
        cells = {channel: missed.get((rule["rule_id"], channel), 0) for channel in channels}
        told = {name: sum(row[f"lines_{name}"] for row in mine) for name in ("broken", "open", "awaited", "following")}
        shaded = {channel: (lines, -(-5 * lines // most)) for channel, lines in cells.items()}
        change = figures.rule_change(rule["rule_id"], told["broken"] + told["open"])
        without = sum(row["lines_without_value"] for row in mine)
        rows.append(
            HeatRow(
                rule["rule_id"], shaded, **told, change=change, value_cny=value_of(mine), lines_without_value=without
            )
        )
    return channels, rows

"""Both clocks of a return line as a drawing: where each day, bar and label lies, on a scale of its own."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from homeward.warehouse.records import Row

WIDTH, MARGIN = 960, 30
# Labels that would overlap go to the next row; characters of a label are taken as this wide.
_CHARACTER, _WIDE_CHARACTER, _ROWS = 6.6, 11.5, 4


class Mark(NamedTuple):
    """A day with its label; `row` is the height at which the label stands clear of the others."""

    name: str
    day: date
    x: float
    row: int
    anchor: str


class Clock(NamedTuple):
    """One clock's bar: from its start to its last day; what of it has run, by the day on which the line is judged."""

    name: str
    x: float
    width: float
    run: float
    is_past: bool


class Timeline(NamedTuple):
    """`ticks`: the first days of months, or of quarters, with their places."""

    marks: list[Mark]
    clocks: list[Clock]
    ticks: list[tuple[str, float]]
    rows: int


class _Scale(NamedTuple):
    first: date
    last: date

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


def _scale(days: Iterable[date]) -> _Scale:
    known = sorted(days)
    room = timedelta(days=max((known[-1] - known[0]).days // 25, 5))
    return _Scale(known[0] - room, known[-1] + room)


def _width(label: str) -> float:
    return sum(_CHARACTER if char.isascii() else _WIDE_CHARACTER for char in label)


def _anchor(x: float, width: float) -> tuple[str, float, float]:
    if x - width / 2 < 0:
        return "start", x, x + width
    if x + width / 2 > WIDTH:
        return "end", x - width, x
    return "middle", x - width / 2, x + width / 2


def _placed(days: list[tuple[str, date]], scale: _Scale) -> list[Mark]:
    marks: list[Mark] = []
    ends = [float("-inf")] * _ROWS
    for name, day in sorted(days, key=lambda pair: pair[1]):
        x = scale.x(day)
        anchor, left, right = _anchor(x, max(_width(name), _width(day.isoformat())))
        row = next((row for row, end in enumerate(ends) if end + 8 < left), ends.index(min(ends)))
        ends[row] = right
        marks.append(Mark(name, day, x, row, anchor))
    return marks


def _clock(name: str, first: date, last: date, judged_on: date, scale: _Scale) -> Clock:
    x, end, now = scale.x(first), scale.x(last), scale.x(min(max(judged_on, first), last))
    return Clock(name, x, round(end - x, 1), round(now - x, 1), judged_on > last)


def _ticks(scale: _Scale) -> list[tuple[str, float]]:
    months = [date(year, month, 1) for year in range(scale.first.year, scale.last.year + 1) for month in range(1, 13)]
    shown = [month for month in months if scale.first <= month <= scale.last]
    step = 1 if len(shown) <= 14 else 3
    return [(f"{day:%Y-%m}", scale.x(day)) for day in shown if (day.month - 1) % step == 0]


def timeline(line: Row, texts: dict[str, Any]) -> Timeline | None:
    """The drawing of a line of `lines_of`; None where no release is on record, for then neither clock runs."""
    if line["released_on"] is None:
        return None
    days = [
        (texts["released"], line["released_on"]),
        (texts["applied"], line["applied_on"]),
        (texts["relief_deadline"], line["relief_deadline"]),
        (texts["deadline"], line["deadline"]),
        (texts["entered"], line["entered_on"] if line["is_back"] else None),
        (texts["ship_by"], None if line["is_back"] else line["ship_by"]),
        (texts["today"], line["as_of"]),
    ]
    known = [(name, day) for name, day in days if day is not None]
    scale = _scale(day for _, day in known)
    ends = [(texts["clock_return"], line["deadline"]), (texts["clock_relief"], line["relief_deadline"])]
    clocks = [_clock(name, line["released_on"], last, line["judged_on"], scale) for name, last in ends if last]
    marks = _placed(known, scale)
    return Timeline(marks, clocks, _ticks(scale), max(mark.row for mark in marks) + 1)

"""The lists of the mail: which lines stand in it, and how each is told."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from homeward.plain_text import plain
from homeward.reporting.actions import actions, missing
from homeward.reporting.figures import Figures
from homeward.reporting.numbers import NONE, money_cell, short_day
from homeward.reporting.texts import Texts
from homeward.warehouse.records import Row

MOST_SHOWN, LARGEST, MOST_TO_SHIP = 8, 5, 5
_URGENT_DAYS = 2
_GOODS_SHOWN, _DOCUMENT_SHOWN = 40, 4


class MailLine(NamedTuple):
    """A return line as the mail shows it; `place` is where it stands: enterprise, channel, document."""

    left: str
    day: str
    urgent: bool
    name: str
    goods: str
    verdict: str
    verdict_name: str
    action: str
    place: list[str]
    value: str


class Listed(NamedTuple):
    """The lines shown and how many more there are."""

    lines: list[MailLine]
    more: int


def masked(document_no: str | None, mask: bool) -> str:
    """A document number, or only its end."""
    if document_no is None:
        return NONE
    return f"…{document_no[-_DOCUMENT_SHOWN:]}" if mask else document_no


def _shortened(text: str | None, limit: int = _GOODS_SHOWN) -> str:
    said = " ".join(plain(text or NONE).split()) or NONE
    return said if len(said) <= limit else f"{said[: limit - 1].rstrip()}…"


def picked(rows: list[Row]) -> list[Row]:
    """At most eight: the five of highest value, then those that lack evidence, then the rest, by days left.

    All of them where they are few. Source: the report's brief, Order.
    """
    by_value = sorted(rows, key=lambda row: (-(row["value_cny"] or Decimal(0)), row["days_left"]))
    largest = by_value[:LARGEST]
    others = sorted(by_value[LARGEST:], key=lambda row: (not missing(row), row["days_left"]))
    return sorted(largest + others[: MOST_SHOWN - LARGEST], key=lambda row: row["days_left"])


def _mail_line(row: Row, left: int, day: date, figures: Figures, texts: Texts, mask: bool) -> MailLine:
    to_do = actions(row, figures, texts)
    if row["relief_ends_soon"]:
        to_do.append(texts("mail.relief_by", n=row["relief_days_left"]))
    document = masked(row["document_no"], mask)
    names = (
        row["enterprise_name"] if len(figures.enterprises) != 1 else None,
        texts(f"channel.{row['channel'] or 'none'}"),
    )
    return MailLine(
        left=texts.days_left(left),
        day=short_day(day, texts.lang),
        urgent=left <= _URGENT_DAYS,
        name=f"{plain(row['return_no'])} / {row['line_no']}",
        goods=_shortened(row["goods_name"]),
        verdict=row["verdict"],
        verdict_name=texts(f"verdict.{row['verdict']}"),
        action=" · ".join(to_do),
        place=[_shortened(name) for name in (*names, document) if name],
        value=money_cell(row["value_cny"]),
    )


def _by_deadline(rows: list[Row], figures: Figures, texts: Texts, mask: bool) -> Listed:
    lines = [_mail_line(row, row["days_left"], row["deadline"], figures, texts, mask) for row in picked(rows)]
    return Listed(lines, len(rows) - len(lines))


def past_list(figures: Figures, texts: Texts, mask: bool) -> Listed:
    """The lines that rest days alone keep open, for the last of them may be today."""
    return _by_deadline(figures.past_their_year, figures, texts, mask)


def due_list(figures: Figures, texts: Texts, mask: bool) -> Listed:
    """The lines that the headline counts."""
    return _by_deadline(figures.due_within_week, figures, texts, mask)


def to_ship_later_due(figures: Figures) -> list[Row]:
    """Lines that must leave now though they are due later than the headline counts, by ship-by day."""
    return [row for row in figures.to_ship if row["days_left"] > 7]


def ship_list(figures: Figures, texts: Texts, mask: bool) -> Listed:
    """Those that must leave now: by ship-by day, the last day to leave standing where the days left stand above."""
    rows = to_ship_later_due(figures)
    shown = rows[:MOST_TO_SHIP]
    lines = [_mail_line(row, row["days_to_ship"], row["ship_by"], figures, texts, mask) for row in shown]
    return Listed(lines, len(rows) - len(lines))

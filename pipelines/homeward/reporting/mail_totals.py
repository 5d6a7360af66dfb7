"""The mail and the workbook are proved before they are written: what they say, read back, against the figures."""

import html
import re
from collections.abc import Iterator
from decimal import Decimal

from homeward.reporting.figures import Figures
from homeward.reporting.mail_message import Bodies
from homeward.reporting.mail_view import MailView
from homeward.reporting.totals import Pair, prove
from homeward.reporting.workbook_file import Sheet

_NUMBER = re.compile(r"\d[\d,]*")
_TAG = re.compile(r"<(style|title)\b.*?</\1>|<!--.*?-->|<[^>]+>", re.DOTALL)
_WEEK = re.compile(r"^1=([\d,]+) 2=", re.MULTILINE)


def _first_number(text: str) -> int:
    """The first number of a sentence; 0 where it names none, as in `Nothing due …`."""
    found = _NUMBER.match(text)
    return int(found.group().replace(",", "")) if found else 0


def _times_said(text: str, said: str) -> int:
    """Whether a text says something: 1 or 0, so that it can be one of a pair of figures."""
    return int(said in text)


def _of_mail(figures: Figures, view: MailView, bodies: Bodies) -> Iterator[Pair]:
    due = len(figures.due_within_week)
    if view.kind != "suspicious":
        yield Pair("the subject's count", _first_number(bodies.subject), "lines due within 7 days", due)
    yield Pair("the headline's count", _first_number(view.sentences[0]), "lines due within 7 days", due)
    yield Pair(
        "the due list and the more it names", len(view.due.lines) + view.due.more, "lines due within 7 days", due
    )
    past = figures.overdue["lines"]
    yield Pair("the list of lines past their year", len(view.past.lines) + view.past.more, "those counted", past)
    yield Pair("the runway's first column", view.runway[0].lines, "lines due within 7 days", due)
    said = _WEEK.search(bodies.text)
    yield Pair("week 1 in the text part", _first_number(said.group(1)) if said else -1, "lines due within 7 days", due)
    seen = " ".join(html.unescape(_TAG.sub(" ", bodies.html)).split())
    for one in view.counts:
        lines = figures.quarantined if one.verdict == "quarantined" else figures.open_lines(one.verdict)
        yield Pair(f"{one.verdict} in the mail", _first_number(one.shown), f"{one.verdict} in the figures", lines)
        yield Pair(
            f"times the HTML says {one.shown} {one.name}", _times_said(seen, f"{one.shown} {one.name}"), "once", 1
        )
        yield Pair(f"times the preheader says {one.shown}", _times_said(view.preheader, one.shown), "once", 1)
    first_line = bodies.text.partition("\n")[0]
    yield Pair("times the text part begins with the preheader", int(first_line == view.preheader), "once", 1)
    for sentence in view.sentences:
        yield Pair(f"times the text part says {sentence!r}", _times_said(bodies.text, sentence), "once", 1)
    if figures.last_night is not None:
        yield Pair("the six kinds of change", sum(c.lines for c in view.changes), "changed lines", figures.changed)
    if figures.enterprise is None:
        four = sum(one.lines for one in view.counts if one.verdict != "quarantined")
        yield Pair("the verdict counts", four, "open lines", figures.counts["open_lines"])


def _of_due_sheet(figures: Figures, sheet: Sheet) -> Iterator[Pair]:
    rows = sheet.records()
    expected = len(figures.due)
    yield Pair("rows of the workbook's due sheet", len(rows) + sheet.left_out, "lines due, to ship and past", expected)
    if not sheet.left_out:
        due = [row for row in rows if row["days_left"] is not None and 0 <= row["days_left"] <= 7]
        yield Pair("its lines due within 7 days", len(due), "those of the headline", len(figures.due_within_week))
        value = sum((row["value_cny"] or Decimal(0) for row in due), Decimal(0))
        shown = sum((row["value_cny"] or Decimal(0) for row in figures.due_within_week), Decimal(0))
        yield Pair("their value in the workbook", value, "that of the headline", shown)


def _of_workbook(figures: Figures, sheets: list[Sheet]) -> Iterator[Pair]:
    by_name = {sheet.name: sheet for sheet in sheets}
    yield from _of_due_sheet(figures, by_name["due"])
    refused = by_name["ineligible"]
    lines = figures.open_lines("ineligible")
    yield Pair(
        "rows of the workbook's ineligible sheet", len(refused.rows) + refused.left_out, "ineligible lines", lines
    )
    for name, key, shown, whole in (
        ("needs_evidence", ("return_no", "line_no", "enterprise_code"), "needs_evidence lines", None),
        ("quarantine", ("quarantine_id",), "rows in quarantine", figures.quarantined),
    ):
        sheet = by_name[name]
        if not sheet.left_out:
            distinct = len(set(sheet.tuples(*key)))
            other = figures.open_lines(name) if whole is None else whole
            yield Pair(f"entries of the workbook's {name} sheet", distinct, shown, other)
    accounts = by_name.get("accounts")
    if accounts is not None and not accounts.left_out:
        read = sum(rows for (rows,) in accounts.tuples("rows_read"))
        yield Pair("rows read in the workbook's accounts", read, "rows read", figures.received["rows_read"])


def check_mail(figures: Figures, view: MailView, bodies: Bodies) -> None:
    """Raise TotalsMismatch where the mail's subject, headline, counts, lists or bodies differ from the figures."""
    prove(_of_mail(figures, view, bodies))


def check_workbook(figures: Figures, sheets: list[Sheet]) -> None:
    """Raise TotalsMismatch where the workbook's sheets differ from the figures."""
    prove(_of_workbook(figures, sheets))

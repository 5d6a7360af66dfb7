"""Proved totals: a figure changed for real, anywhere, stops the report and its mail before anything is written."""

from datetime import date
from decimal import Decimal

import pytest

from homeward.cli.night_runner import run_and_tell
from homeward.journal import Journal
from homeward.reporting import publish
from homeward.reporting.figures import night_figures
from homeward.reporting.mail_message import Bodies
from homeward.reporting.mail_page import html_body, text_body
from homeward.reporting.mail_totals import check_mail, check_workbook
from homeward.reporting.mail_view import MailFacts, mail_view
from homeward.reporting.texts import Texts
from homeward.reporting.totals import TotalsMismatch, check_totals
from homeward.reporting.workbook import read_sheets
from reporting.handmade import DUE, line, usual

DAY = "2026-11-22"
FACTS = MailFacts("homeward@example.com")


def bodies_of(view, lang="en"):
    texts = Texts(lang)
    return Bodies(view.subject, text_body("mail", view, texts), html_body("mail", view, texts), view.lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("due", [[], DUE, DUE * 5])
def test_an_honest_mail_is_proved(lang, due):
    figures = usual(due=due, quarantined=91)._replace(
        counts=usual().counts | {"open_lines": 9812 + 1417 + 680},
    )
    view = mail_view(figures, Texts(lang), FACTS)
    check_mail(figures, view, bodies_of(view, lang))


@pytest.mark.parametrize(
    ("tampered", "named"),
    [
        ({"due": DUE[:2]}, ("the subject's count: 3", "lines due within 7 days: 2")),
        ({"quarantined": 92}, ("quarantined in the mail: 91", "quarantined in the figures: 92")),
        ({"change_counts": []}, ("the six kinds of change: 22", "changed lines: 0")),
        ({"counts": {"open_lines": 1}}, ("the verdict counts: 11,909", "open lines: 1")),
        ({"verdicts": {}}, ("eligible in the mail: 9,812", "eligible in the figures: 0")),
    ],
)
def test_a_mail_that_tells_other_figures_is_stopped_with_both_named(tampered, named):
    figures = usual()
    view = mail_view(figures, Texts("en"), FACTS)
    with pytest.raises(TotalsMismatch) as stopped:
        check_mail(figures._replace(**tampered), view, bodies_of(view))
    assert all(figure in str(stopped.value) for figure in named)


@pytest.mark.parametrize(
    ("part", "said", "instead"),
    [
        ("subject", "3 due", "4 due"),
        ("text", "1=3 2=", "1=4 2="),
        ("text", "Eligible 9,812", "Eligible 9,813"),
        ("text", "worth CNY 88k", "worth CNY 87k"),
        ("html", "9,812</span>", "9,811</span>"),
    ],
)
def test_a_body_that_was_rendered_wrongly_is_stopped(part, said, instead):
    figures = usual()
    view = mail_view(figures, Texts("en"), FACTS)
    bodies = bodies_of(view)
    whole = getattr(bodies, part)
    assert said in whole
    with pytest.raises(TotalsMismatch):
        check_mail(figures, view, bodies._replace(**{part: whole.replace(said, instead)}))


@pytest.mark.parametrize("sheet", ["due", "needs_evidence", "ineligible", "quarantine", "accounts"])
def test_a_workbook_that_lost_a_row_is_stopped(con, sheet):
    figures = night_figures(con, 20_000)
    sheets = read_sheets(con, figures, Texts("en"), 20_000)
    check_workbook(figures, sheets)
    first = {"needs_evidence": lambda rows: rows[:0]}.get(sheet, lambda rows: rows[1:])
    less = [one._replace(rows=first(one.rows)) if one.name == sheet else one for one in sheets]
    with pytest.raises(TotalsMismatch, match=r"\d, but .*: [\d,]+$"):
        check_workbook(figures, less)


def test_a_due_value_that_differs_in_the_workbook_is_stopped(con):
    figures = night_figures(con, 20_000)
    sheets = read_sheets(con, figures, Texts("en"), 20_000)
    row = dict(zip(sheets[0].columns, sheets[0].rows[0], strict=True)) | {"days_left": 3, "value_cny": Decimal(5)}
    honest = figures._replace(due=[line(3, "4.00")], overdue={"lines": 0})
    with pytest.raises(TotalsMismatch, match="their value in the workbook: 5, but that of the headline: 4"):
        check_workbook(honest, [sheets[0]._replace(rows=[tuple(row.values())]), *sheets[1:]])


@pytest.mark.parametrize("scope", [None, "91330108MA20PFCL0K"])
def test_figures_that_differ_from_the_warehouse_are_stopped(con, scope):
    figures = night_figures(con, 20_000, scope)
    check_totals(con, figures)
    more = figures.verdicts["eligible"] | {"lines": figures.verdicts["eligible"]["lines"] + 1}
    with pytest.raises(TotalsMismatch, match="eligible"):
        check_totals(con, figures._replace(verdicts=figures.verdicts | {"eligible": more}))


def run(house, **changes) -> int:
    house.inbox.mkdir(exist_ok=True)
    flags = {"inbox": house.inbox, "warehouse": house.warehouse, "reports": house.reports, "as_of": DAY} | changes
    return run_and_tell(None, flags, (), backdate=False, mail=True, as_json=False)


def test_a_mismatch_leaves_the_former_report_and_sends_nothing(house, monkeypatch, capsys):
    """The night is published, the command ends with 5; the report is owed, no mail is made, both figures are named."""
    (house.reports / DAY).mkdir(parents=True)
    (house.reports / DAY / "index.html").write_text("former")
    honest = night_figures
    monkeypatch.setattr(publish, "night_figures", lambda *given: honest(*given)._replace(quarantined=1))
    assert run(house) == 5
    said = capsys.readouterr().out
    assert "entries of the workbook's quarantine sheet: 0, but rows in quarantine: 1" in said
    assert house.warehouse.exists()
    assert (house.reports / DAY / "index.html").read_text() == "former"
    assert not (house.reports / DAY / "mail").exists()
    with Journal.open(house.warehouse) as journal:
        assert [owed.as_of.isoformat() for owed in journal.reports_owed()] == [DAY]


def test_a_report_that_differs_from_the_warehouse_is_stopped(house, monkeypatch, capsys):
    honest = night_figures
    monkeypatch.setattr(publish, "night_figures", lambda *given: honest(*given)._replace(lines_left_out=1))
    assert run(house) == 5
    assert "lines listed and left out: 1, but return lines: 0" in capsys.readouterr().out


def test_a_newer_night_settles_the_reports_owed_from_before(house):
    with Journal.open(house.warehouse) as journal:
        journal.report_owed("20261121T000000000000Z", date(2026, 11, 21), "No space.")
        assert run(house) == 0
        assert journal.reports_owed() == []

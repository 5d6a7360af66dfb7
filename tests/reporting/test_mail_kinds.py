"""The nights' kinds, each with its own subject, first sentence and golden file; and the words for none, one and two."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from golden_files import matches_golden, one_element_a_line
from homeward.reporting.actions import action, cures
from homeward.reporting.mail_lines import picked
from homeward.reporting.mail_page import html_body, text_body
from homeward.reporting.mail_view import SUBJECT_LONGEST, MailFacts, MailView, mail_view
from homeward.reporting.send_policy import is_sent
from homeward.reporting.texts import Texts
from homeward.warehouse.records import Row
from reporting.handmade import DAY, DUE, RULE, lacking, line, night_of, usual

KINDS = ("usual", "quiet", "first", "unchanged", "suspicious", "partial")
FACTS = MailFacts(
    "homeward@example.com", "https://reports.example.com/2026-11-22/index.html", ("homeward-2026-11-22.zip",)
)


def view_of(figures, lang="en", facts=FACTS) -> MailView:
    return mail_view(figures, Texts(lang), facts)


def normalised(html: str) -> str:
    """One element a line, without styles: a change of words shows in a diff, one of looks does not."""
    bare = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    bare = re.sub(
        r' (style|class|width|height|role|cellpadding|cellspacing|border|bgcolor|valign|align)="[^"]*"', "", bare
    )
    return one_element_a_line(bare)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_night_reads_as_agreed(kind, lang):
    figures, texts = night_of(kind), Texts(lang)
    assert figures.kind == kind
    view = view_of(figures, lang)
    matches_golden(f"mail/{kind}.{lang}.txt", f"Subject: {view.subject}\n\n{text_body('mail', view, texts)}")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_usual_html_reads_as_agreed(lang):
    matches_golden(
        f"mail/usual.{lang}.html", normalised(html_body("mail", view_of(night_of("usual"), lang), Texts(lang)))
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_kind_has_a_subject_and_a_first_sentence_of_its_own(lang):
    views = [view_of(night_of(kind), lang) for kind in KINDS]
    assert len({view.subject for view in views}) == len(KINDS)
    assert len({(view.lead, view.sentences[0]) for view in views}) == len(KINDS)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("due", [0, 1, 2, 99, 1234])
@pytest.mark.parametrize("kind", KINDS)
def test_a_subject_is_short_and_dated_whatever_is_due(kind, due, lang):
    lines = [line(1, "987654.00")] * due
    figures = night_of(kind)._replace(due=lines, files=night_of(kind).files * 12)
    subject = view_of(figures, lang).subject
    assert len(subject) <= SUBJECT_LONGEST
    assert subject.endswith("22 Nov" if lang == "en" else "11-22")


@pytest.mark.parametrize(
    ("lines", "subject", "headline"),
    [
        ([], "Nothing due within 7 days · Returns 22 Nov",
         "No return line reaches its one-year limit in the next 7 days."),
        ([line(1, "950.00")], "1 due within 7 days · CNY 950 · Returns 22 Nov",
         "1 return line passes its one-year limit within 7 days, worth CNY 950."),
        ([line(1), lacking(2)], "2 due within 7 days · CNY 2k · Returns 22 Nov",
         "2 return lines pass their one-year limit within 7 days, worth CNY 2k."),
        ([line(1, None)], "1 due within 7 days · Returns 22 Nov",
         "1 return line passes its one-year limit within 7 days."),
    ],
)  # fmt: skip
def test_none_one_and_two_in_english(lines, subject, headline):
    view = view_of(usual(due=lines))
    assert view.subject == subject
    assert view.sentences[0] == headline


def test_the_largest_are_shown_of_many_then_those_that_lack_evidence_by_days_left():
    cheap = [line(day, "86.00") for day in (0, 1, 2, 3)]
    dear = [line(day, "11309.00") for day in (4, 5, 6, 7, 7)]
    shown = picked([*cheap, lacking(6, "10.00"), *dear])
    assert [row["days_left"] for row in shown] == [0, 1, 4, 5, 6, 6, 7, 7]
    assert [row["value_cny"] for row in shown].count(Decimal("11309.00")) == 5
    assert "needs_evidence" in {row["verdict"] for row in shown}
    assert view_of(usual(due=[*cheap, lacking(6, "10.00"), *dear])).due.more == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_fullest_mail_stays_within_what_clients_show(lang):
    """Eight lines due and five to ship, with two cures each, six enterprises, warnings and long names: under 60 KB."""
    long = {"goods_name": "不锈钢锅具套装" * 9, "enterprise_name": "杭州云溪禾木跨境电子商务有限公司" * 3}
    lines = [lacking(day % 8) | long | {"open_rules": ["reason_permitted"] * 2} for day in range(40)]
    base = night_of("suspicious")
    full = base._replace(
        due=[*lines, *(line(20) | long for _ in range(9))],
        enterprises=[row | {"enterprise_name": long["enterprise_name"]} for row in base.enterprises * 8],
        night=base.night | {"warning_details": base.night["warning_details"] * 5},
    )
    assert len(html_body("mail", view_of(full, lang), Texts(lang)).encode()) < 60_000


def test_a_due_line_says_what_to_do_and_where_it_is():
    missing, shipped = (
        view_of(usual(due=[one])).due.lines[0]
        for one in (lacking(3) | {"days_to_ship": 1}, line(7, entered_on=DAY + timedelta(days=2), days_late=-5))
    )
    assert missing.action == "Give the reason quality or specification with the reference of the evidence"
    assert shipped.action == "In transit, track arrival"


def test_lines_that_must_leave_stand_apart_from_those_that_are_due():
    view = view_of(usual(later=[line(20, "640.00"), line(35, days_to_ship=21)]))
    assert [one.value for one in view.ship.lines] == ["640"]
    assert "must leave within 7 days" in " ".join(view.sentences)


PASSED = "The last day was a rest day: enter it today, ask customs first"
EVIDENCE = "Give the reason quality or specification with the reference of the evidence"
LATE = "Ship-by day has passed; book the fastest way"


@pytest.mark.parametrize(
    ("row", "to_do"),
    [
        (line(20, days_to_ship=6), "Book the shipment"),
        (line(7, days_to_ship=-7), LATE),
        (line(7, entered_on=DAY + timedelta(days=3), days_late=-4), "In transit, track arrival"),
        (
            line(4, entered_on=DAY + timedelta(days=23), days_late=19),
            "Planned to arrive 19 days after the limit; rebook",
        ),
        (lacking(20) | {"days_to_ship": 6}, EVIDENCE),
        (lacking(3), f"{EVIDENCE} · {LATE}"),
        (line(-1, verdict="needs_evidence", open_rules=["within_one_year"]), PASSED),
    ],
)
def test_each_line_still_expected_has_something_to_do(row: Row, to_do: str) -> None:
    assert action(row, usual(), Texts("en")) == to_do


def test_what_follows_from_a_missing_original_or_channel_asks_for_nothing() -> None:
    row = lacking(20) | {"channel": None, "days_to_ship": 6}
    assert cures(row, usual(), Texts("en")) == ""


def test_a_row_of_the_export_document_in_quarantine_is_what_to_correct() -> None:
    rule = RULE | {"rule_id": "original_found", "rests_on": None, "cure_quarantined_en": "Correct the row."}
    figures = usual(rulebook=[rule])
    row = lacking(20) | {"open_rules": ["original_found"], "is_in_quarantine": True}
    assert cures(row, figures, Texts("en")) == "Correct the row."
    assert cures(row | {"is_in_quarantine": False}, figures, Texts("en")) == RULE["cure_en"]


def test_lines_past_their_year_stand_first_by_name_and_are_not_counted_as_due() -> None:
    past = line(-1, verdict="needs_evidence", open_rules=["within_one_year"], days_to_ship=-15)
    view = view_of(usual(due=[past, *DUE], overdue={"lines": 1, "value_cny": None}))
    assert [(one.name, one.action) for one in view.past.lines] == [("RT99 / 1", PASSED)]
    assert len(view.due.lines) == len(DUE)
    text = text_body("mail", view, Texts("en"))
    assert text.index("== Past the year") < text.index("== Due within 7 days")


def test_a_shipment_planned_too_late_still_has_to_leave() -> None:
    late = line(4, entered_on=DAY + timedelta(days=23), days_late=19, days_to_ship=-10)
    assert usual(due=[late], later=[]).to_ship == [late]
    in_time = late | {"days_late": -1}
    assert usual(due=[in_time], later=[]).to_ship == []


def test_how_many_should_have_left_already_is_said() -> None:
    view = view_of(usual(due=[line(1), line(7)], later=[line(20)]))
    late = "2 lines are past their ship-by day: use the fastest transport."
    assert view.sentences[-2:] == [late, "1 more must leave within 7 days."]


def test_relief_that_ends_is_told_without_a_value_where_none_is_known() -> None:
    window = usual().relief_window | {"value_soon": None, "lines_soon": 1, "lines_later": 0, "lines_past": 0}
    assert view_of(usual(relief_window=window)).relief == [
        "1 line loses its tax relief within 14 days unless it is back by then."
    ]


def test_the_relief_of_every_line_that_is_expected_is_told() -> None:
    window = usual().relief_window | {"lines_later": 130, "lines_past": 9, "lines_unknown": 4, "lines_refused": 1}
    assert view_of(usual(relief_window=window)).relief[1:] == [
        "Of the others still expected: longer 130, past 9, not known 4, none for another reason 1."
    ]


def test_a_mail_to_one_enterprise_warns_without_naming_the_feed():
    figures = night_of("suspicious")._replace(enterprise="A")
    said = text_body("mail", view_of(figures), Texts("en"))
    assert "late or looks wrong" in said
    assert "Feed returns" not in said


def test_masked_a_mail_tells_only_the_end_of_a_document_number():
    said = text_body("mail", view_of(usual(), facts=FACTS._replace(mask_documents=True)), Texts("en"))
    assert "299120250100002421" not in said
    assert "…2421" in said


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "{{ 7 * 7 }}", "&copy;"])
def test_a_hostile_name_is_told_as_it_is_and_does_nothing(hostile):
    figures = usual(due=[line(1, goods_name=hostile, enterprise_name=hostile)])
    html = html_body("mail", view_of(figures), Texts("en"))
    assert "<script" not in html
    assert "<img" not in html
    assert "49" not in re.sub(r"<[^>]+>", "", html).replace("{{ 7 * 7 }}", "")
    assert "&amp;copy;" in html or "&copy;" not in hostile


@pytest.mark.parametrize(
    ("policy", "kinds"),
    [
        ("always", set(KINDS)),
        ("on_change", set(KINDS) - {"unchanged"}),
        ("on_due", {"usual", "first", "unchanged", "suspicious", "partial"}),
    ],
)
def test_the_policy_says_which_nights_are_told(policy, kinds):
    nothing_to_ship = {kind: night_of(kind)._replace(due=[] if kind == "quiet" else DUE) for kind in KINDS}
    assert {kind for kind, figures in nothing_to_ship.items() if is_sent(policy, figures)} == kinds


def test_the_law_is_named_in_the_readers_language():
    assert "海关总署公告2020年第44号第一条" in text_body("mail", view_of(night_of("usual"), "zh"), Texts("zh"))
    assert "GACC 2020 No. 44 art. 1" in text_body("mail", view_of(night_of("usual")), Texts("en"))


def test_what_is_wrong_with_the_input_is_said_in_the_readers_language():
    figures = night_of("suspicious")
    assert "Feed returns brought 12 rows; usual are about 1,250." in text_body("mail", view_of(figures), Texts("en"))
    assert "仅 12 行，平时约 1,250 行" in text_body("mail", view_of(figures, "zh"), Texts("zh"))

"""The sentences that stand first: in the report, in the mail and, in short, in its subject."""

import json

from homeward.feeds.intake_texts import warning_text
from homeward.reporting.actions import missing
from homeward.reporting.figures import BAR, Figures, value_of
from homeward.reporting.numbers import Lang, count, money
from homeward.reporting.texts import Texts


def headline(figures: Figures, texts: Texts) -> str:
    """The one thing to know first: how many lines pass their year within seven days, and what they are worth."""
    due = figures.due_within_week
    if not due:
        return texts("headline.none")
    value = value_of(due)
    if value is None:
        return texts("headline.due_without_value", n=len(due))
    return texts("headline.due", n=len(due), value=money(value, texts.lang))


def second_lines(figures: Figures, texts: Texts) -> list[str]:
    """What follows the headline: the kind of night, what lacks evidence, what must leave now."""
    lacking = sum(bool(missing(row)) for row in figures.due_within_week)
    late = sum(row["days_to_ship"] < 0 for row in figures.to_ship)
    soon = len(figures.to_ship) - late
    sentences = [
        texts("headline.overdue", n=figures.overdue["lines"]) if figures.overdue["lines"] else "",
        texts("headline.lacking", n=lacking) if lacking else "",
        texts("headline.ship_late", n=late) if late else "",
        texts("headline.to_ship_too" if late else "headline.to_ship", n=soon) if soon else "",
    ]
    return [sentence for sentence in sentences if sentence]


def open_lines_said(figures: Figures, texts: Texts) -> str:
    """How many lines were open last night, and how many are now."""
    before = sum(figures.open_before.values())
    return texts("headline.open_lines", before=count(before), now=count(figures.counts["open_lines"]))


def relief_sentence(figures: Figures, texts: Texts) -> str:
    """How many lines lose their tax relief within 14 days, and what they are worth where that is known."""
    window = figures.relief_window
    if not window["lines_soon"]:
        return texts("headline.relief_none")
    if window["value_soon"] is None:
        return texts("headline.relief_soon_without_value", n=window["lines_soon"])
    return texts("headline.relief_soon", n=window["lines_soon"], value=money(window["value_soon"], texts.lang))


def warnings(figures: Figures, lang: Lang) -> list[str]:
    """What makes the night's input suspicious, in the reader's language."""
    kept = [json.loads(warning) for warning in figures.night["warning_details"]]
    return [warning_text(warning["code"], warning["details"], lang) for warning in kept]


def kind_lines(figures: Figures, texts: Texts) -> list[str]:
    """What kind of night it was, where that is not the usual one: said before everything else."""
    if figures.kind == "suspicious":
        return [texts("headline.suspicious"), *warnings(figures, texts.lang)]
    if figures.kind == "partial":
        return [texts("headline.partial", n=len(figures.rejected))]
    return [texts(f"headline.{figures.kind}")] if figures.kind in ("first", "unchanged") else []


def lede(figures: Figures, texts: Texts) -> list[str]:
    """The counts in sentences: open lines by verdict, what stands apart, what is missing and what only awaited."""
    verdicts = {name: count(figures.open_lines(name)) for name in BAR}
    counts = {name: count(figures.counts[name]) for name in ("withdrawn", "closed", "lacking", "awaiting")}
    unvalued = figures.lines_without_value
    sentences = [
        texts("report.lede", n=figures.counts["open_lines"], **verdicts),
        texts("report.missing_apart", lacking=counts["lacking"], awaiting=counts["awaiting"]),
        texts("report.apart", withdrawn=counts["withdrawn"], closed=counts["closed"]),
    ]
    return [*sentences, texts("headline.unvalued", n=unvalued)] if unvalued else sentences

"""A line's story as a page of its own: self-contained, to be printed or handed to customs."""

from decimal import Decimal
from typing import Any

from jinja2 import Environment

from homeward.analysis.dictionary import UnknownColumn, column_meaning
from homeward.analysis.explain_texts import explain_texts
from homeward.analysis.explain_words import deadline_said, quantity_said, tax_note_said, version_value_said
from homeward.analysis.story import Story
from homeward.plain_text import plain
from homeward.templates import template_environment
from homeward.wording import causes_said


def _said(value: Any) -> str:
    """A value of a table, as a line of the page shows it."""
    if value is None or value == "":
        return "–"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else plain(value)


def _column_said(table: str, column: str, lang: str) -> str:
    try:
        meaning = column_meaning(table, column)
    except UnknownColumn:
        return column
    return (meaning.zh if lang == "zh" else meaning.en).split("；")[0].split(";")[0].rstrip("。.")


def _environment() -> Environment:
    environment = template_environment(Environment)
    environment.filters["said"] = _said
    environment.globals.update(
        quantity_said=quantity_said,
        deadline_said=deadline_said,
        version_value_said=version_value_said,
        tax_note_said=tax_note_said,
        column_said=_column_said,
        causes_said=causes_said,
    )
    return environment


def story_page(stories: list[Story], lang: str) -> str:
    """One page with the stories of a return's lines, in English (`en`) or Chinese (`zh`)."""
    template = _environment().get_template("explain.html.j2")
    return template.render(stories=stories, texts=explain_texts(lang), lang=lang)

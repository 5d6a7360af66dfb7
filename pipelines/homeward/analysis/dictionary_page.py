"""The data dictionary as a page: one self-contained HTML file, or Markdown."""

from typing import Any

from jinja2 import Environment

from homeward import __version__, resources
from homeward.analysis import dictionary_diagram
from homeward.analysis.dictionary_entries import entries, relations, shipped_catalogue
from homeward.templates import template_environment


def _in_cell(text: object) -> str:
    """Text that does not end a cell of a Markdown table."""
    return str(text).replace("|", "\\|")


def _environment() -> Environment:
    """Markdown has nothing to escape but its bars."""
    made = template_environment(Environment)
    made.filters["cell"] = _in_cell
    return made


def _facts() -> dict[str, Any]:
    found = entries(shipped_catalogue())
    return {
        "version": __version__,
        "tables": [entry for entry in found if not entry.is_view],
        "views": [entry for entry in found if entry.is_view],
        "relations": relations(),
    }


def dictionary_html() -> str:
    """Every table, view and column in English and Chinese, with the entity diagram drawn; nothing is loaded."""
    drawing = dictionary_diagram.diagram(relations())
    template = _environment().get_template("dictionary.html.j2")
    return template.render(
        **_facts(),
        diagram=drawing,
        box_width=dictionary_diagram.WIDTH,
        line_height=dictionary_diagram.LINE_HEIGHT,
        style=resources.text("reports/dictionary.css"),
    )


def dictionary_markdown() -> str:
    """The same as Markdown, with the entity diagram in Mermaid's words."""
    return _environment().get_template("dictionary.md.j2").render(**_facts())

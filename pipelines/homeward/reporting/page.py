"""`index.html`: one self-contained page; no request leaves it, and it works without JavaScript."""

import base64
import hashlib
import json
from functools import cache
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup

from homeward import resources
from homeward.analysis.law_watch import UnsureLines
from homeward.feeds.codes import country_name
from homeward.feeds.intake_texts import check_text, rejection_text
from homeward.plain_text import undirected
from homeward.reporting import numbers
from homeward.reporting.actions import action
from homeward.reporting.charts import bar, heat, runway, sparks
from homeward.reporting.embedded import embedded_lists
from homeward.reporting.figures import BAR, ROWS_SHOWN, Figures
from homeward.reporting.headline import headline, kind_lines, lede, open_lines_said, relief_sentence, second_lines
from homeward.reporting.mail_tables import net_change
from homeward.reporting.numbers import Lang
from homeward.reporting.texts import Texts
from homeward.templates import template_environment
from homeward.wording import causes_said, language_of, source_said

# Characters that could end the script element or the text within it.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def _hash(text: str) -> Markup:
    """The source expression by which a Content-Security-Policy lets one text run."""
    return Markup("'sha256-{}'").format(base64.b64encode(hashlib.sha256(text.encode()).digest()).decode())


class _OfRows(Environment):
    """An environment that looks for a name after a dot in a row first: most of a page is rows."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value of a row's column, else what Jinja finds."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    """Templates of `reports/` with what the page asks of them."""
    made = template_environment(_OfRows)
    made.filters.update(
        count=numbers.count, money_cell=numbers.money_cell, moment=numbers.moment, undirected=undirected
    )
    return made


def page_template() -> Template:
    """The template of the page, compiled once."""
    return environment().get_template("report.html.j2")


def as_json(lines: str, lists: dict[str, Any]) -> Markup:
    """The rows of the lines, JSON already, and what they point into, as JSON that can stand in a script element.

    Nothing in it ends the element. Source: the report's brief, one file of about 100 bytes a line.
    """
    rest = json.dumps(lists, ensure_ascii=False, separators=(",", ":"), default=str)
    text = f'{{"lines":[{lines}],{rest.removeprefix("{")}'
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704 - escaped just before


def _enterprise_name(figures: Figures, texts: Texts) -> str | None:
    if figures.enterprise is None:
        return None
    names = (undirected(row["enterprise_name"]) for row in figures.enterprises)
    return texts("separator").join(names) or figures.enterprise


def render_page(figures: Figures, lang: Lang, other_language: str | None = None) -> str:
    """The report as HTML. `other_language` is the file name of the same report in the other language."""
    texts = Texts(lang)
    style, script = resources.text("reports/report.css"), resources.text("reports/report.js")
    channels, heat_rows = heat(figures)
    rule_titles = {rule["rule_id"]: rule[f"title_{lang}"] for rule in figures.rulebook}
    counts = {verdict: figures.open_lines(verdict) for verdict in BAR}
    return page_template().render(
        f=figures,
        t=texts,
        n=numbers,
        lang=lang,
        rows_shown=ROWS_SHOWN,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        style_hash=_hash(style),
        script_hash=_hash(script),
        headline=headline(figures, texts),
        second_lines=second_lines(figures, texts),
        kind_lines=[undirected(sentence) for sentence in kind_lines(figures, texts)],
        lede=lede(figures, texts),
        open_lines_said=open_lines_said(figures, texts),
        relief_sentence=relief_sentence(figures, texts),
        enterprise_name=_enterprise_name(figures, texts),
        verdict_names=BAR,
        counts=counts,
        changes={verdict: net_change(figures, verdict) for verdict in BAR},
        bar=bar,
        weeks=runway(figures.runway),
        sparks=sparks(figures),
        channels=channels,
        heat=heat_rows,
        action=lambda row: action(row, figures, texts),
        rule_titles=rule_titles,
        quarantine_text=lambda row: undirected(check_text(row["check"], row["column"], row["value"], lang)),
        causes_said=lambda causes: undirected(causes_said(causes, lang)),
        country_name=country_name,
        language_of=language_of,
        source_said=lambda source: source_said(source, lang),
        rejection=lambda row: undirected(rejection_text(row["reason_code"], json.loads(row["reason_details"]), lang)),
        data=as_json(figures.lines.rows, embedded_lists(figures, texts)),
        other_language=other_language,
        law_notes=[
            note.said(lang, rule_titles) if isinstance(note, UnsureLines) else note.said(lang)
            for note in figures.law_notes
        ],
    )

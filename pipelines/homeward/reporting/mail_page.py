"""A mail's two bodies: HTML whose styles stand in each element, and text."""

import re
from functools import cache
from typing import Any

import css_inline
from jinja2 import Environment
from markupsafe import Markup

from homeward import resources
from homeward.reporting import numbers
from homeward.reporting.texts import Texts
from homeward.templates import template_environment

_STYLE = re.compile(r"<style>[^<]*</style>")


@cache
def _environment() -> Environment:
    return template_environment(Environment)


def _style_last(html: str) -> str:
    """The rules that are kept (dark mode, phones) stand last in the head: the charset must come first."""
    head, body = html.split("</head>", 1)
    conditional = head.index("<!--[if mso]>"), head.index("<![endif]-->")
    kept = [found for found in _STYLE.finditer(head) if not conditional[0] < found.start() < conditional[1]]
    for found in reversed(kept):
        head = head[: found.start()] + head[found.end() :]
    return head + "".join(found.group() for found in kept) + "</head>" + body


def html_body(template: str, view: Any, texts: Texts) -> str:
    """`reports/<template>.html.j2` filled with `view`, the styles inlined; every value is escaped."""
    style = Markup(resources.text("reports/mail.css"))  # noqa: S704 - our own file
    page = _environment().get_template(f"{template}.html.j2")
    html = page.render(v=view, t=texts, n=numbers, style=style)
    inliner = css_inline.CSSInliner(keep_at_rules=True, minify_css=True, load_remote_stylesheets=False)
    return _style_last(inliner.inline(html))


def text_body(template: str, view: Any, texts: Texts) -> str:
    """`reports/<template>.txt.j2` filled with `view`; its first line is the preheader."""
    page = _environment().get_template(f"{template}.txt.j2")
    return re.sub(r"\n{3,}", "\n\n", page.render(v=view, t=texts, n=numbers)).strip() + "\n"

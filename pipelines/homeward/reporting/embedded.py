"""What the lines that the page itself holds point into, and the words that its search and filter say."""

from typing import Any

from homeward.feeds.codes import country_name
from homeward.reporting.figures import Figures
from homeward.reporting.listed import RELIEFS, ROUTES, VERDICTS
from homeward.reporting.texts import Texts
from homeward.wording import source_said

HEAD = (
    "line", "document", "enterprise", "channel", "destination", "verdict", "broken", "open", "awaited", "left", "value",
    "route", "relief",
)  # fmt: skip


def _texts_of(texts: Texts) -> dict[str, str]:
    keys = (
        "shown", "kept", "broken", "open", "awaited", "following", "explain", "route", "relief", "goods", "closed",
        "unknown_line", "several_lines",
    )  # fmt: skip
    shared = {key: texts(key) for key in ("colon", "separator")}
    return shared | {key: texts.entry(f"report.{key}") for key in keys}


def embedded_lists(figures: Figures, texts: Texts) -> dict[str, Any]:
    """What the rows of `figures.lines` point into, by position, and the words around them."""
    lang = texts.lang
    return {
        "enterprises": list(figures.lines.enterprise_names),
        "codes": list(figures.lines.enterprises),
        "channels": [texts(f"channel.{channel}") for channel in figures.lines.channels],
        "destinations": [country_name(country, lang) for country in figures.lines.destinations],
        "verdicts": [[verdict, texts(f"verdict.{verdict}")] for verdict in VERDICTS],
        "rules": [
            (
                rule["rule_id"],
                rule[f"title_{lang}"],
                source_said(rule["source"], lang),
                rule[f"cure_{lang}"],
                rule[f"cure_broken_{lang}"],
            )
            for rule in figures.rulebook
        ],
        "routes": [texts(f"route.{route}") for route in ROUTES],
        "reliefs": [texts(f"tax_relief.{relief}") for relief in RELIEFS],
        "texts": _texts_of(texts) | {"today": texts("days.today")} | _days(texts),
        "head": [texts(f"report.{key}") for key in HEAD],
        "file": f"homeward-{figures.as_of}.csv",
    }


def _days(texts: Texts) -> dict[str, str]:
    return {f"{key}_{form}": texts.entry(f"days.{key}")[form] for key in ("left", "over") for form in ("one", "other")}

"""The lines that the page itself holds, for its search and filter: short rows beside the lists they point into."""

from typing import Any

from homeward.reporting.charts import heat
from homeward.reporting.figures import Figures, Row
from homeward.reporting.texts import Texts

VERDICTS = ("eligible", "needs_evidence", "ineligible", "withdrawn")
ROUTES = ("ecommerce_return", "ordinary_return_4561", "ask_customs", "none")
RELIEFS = ("exempt", "not_exempt", "needs_evidence")
HEAD = (
    "line", "document", "enterprise", "channel", "verdict", "broken", "open", "awaited", "left", "value", "route",
    "relief",
)  # fmt: skip


def _row(line: Row, enterprises: dict[str, int], channels: dict[str, int], rules: dict[str, int]) -> list[Any]:
    value = line["value_cny"]
    document = None if line["document_no"] is None else f"{line['document_no']} / {line['document_line_no'] or '–'}"
    return [
        line["return_no"],
        line["line_no"],
        enterprises[line["enterprise"]],
        channels.get(line["channel"] or "none", -1),
        VERDICTS.index(line["verdict"]),
        [rules[rule] for rule in line["failed_rules"]],
        [rules[rule] for rule in line["open_rules"] if rule not in line["awaited_rules"]],
        [rules[rule] for rule in line["awaited_rules"]],
        document,
        line["goods_name"],
        line["days_left"],
        None if value is None else float(value),
        RELIEFS.index(line["tax_relief"]),
        None if line["route"] is None else ROUTES.index(line["route"]),
        int(line["is_open"]),
        int(line["is_back"]),
    ]


def _texts_of(texts: Texts) -> dict[str, str]:
    keys = ("shown", "kept", "broken", "open", "awaited", "explain", "route", "relief", "goods", "document", "closed")
    return {key: texts.entry(f"report.{key}") for key in keys}


def embedded_lines(figures: Figures, texts: Texts) -> dict[str, Any]:
    """Lists by position, and a short row per line. Source: the report's brief, one file of about 100 bytes a line."""
    names = {line["enterprise"]: line["enterprise"] for line in figures.lines}
    names |= {row["enterprise"]: row["enterprise_name"] for row in figures.enterprises if row["enterprise"] in names}
    enterprises = {code: at for at, code in enumerate(names)}
    channels = {line["channel"] or "none": 0 for line in figures.lines} | dict.fromkeys(heat(figures)[0], 0)
    channels = {channel: at for at, channel in enumerate(sorted(channels))}
    rules = {rule["rule_id"]: at for at, rule in enumerate(figures.rulebook)}
    return {
        "lines": [_row(line, enterprises, channels, rules) for line in figures.lines],
        "enterprises": [f"{name} {code}" if name != code else code for code, name in names.items()],
        "channels": [texts(f"channel.{channel}") for channel in channels],
        "verdicts": [[verdict, texts(f"verdict.{verdict}")] for verdict in VERDICTS],
        "rules": [
            [rule["rule_id"], rule[f"title_{texts.lang}"], rule["source"], rule[f"cure_{texts.lang}"]]
            for rule in figures.rulebook
        ],
        "routes": [texts(f"route.{route}") for route in ROUTES],
        "reliefs": [texts(f"relief.{relief}") for relief in RELIEFS],
        "texts": _texts_of(texts) | {"today": texts("days.today")} | _days(texts),
        "head": [texts(f"report.{key}") for key in HEAD],
        "file": f"homeward-{figures.as_of}.csv",
    }


def _days(texts: Texts) -> dict[str, str]:
    return {f"{key}_{form}": texts.entry(f"days.{key}")[form] for key in ("left", "over") for form in ("one", "other")}

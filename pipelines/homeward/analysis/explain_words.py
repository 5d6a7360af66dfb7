"""Findings in a reader's words: outcomes, compared values and limits, quantities with the name of their unit."""

import re
from decimal import Decimal
from typing import Any

from homeward.analysis.explain_texts import explain_texts
from homeward.analysis.rules_view import holds_on
from homeward.feeds.codes import country_name, table
from homeward.rulebook.law import load_law
from homeward.warehouse.records import Row
from homeward.wording import said, source_said

# Compares what others wrote, which is shown as it is.
AS_WRITTEN = {"goods_match", "identifiable"}
# Compare the day on which the goods came back or, while they are not back, the night's.
JUDGED_BY_THE_DAY_BACK = {"within_one_year", "relief_six_months"}
# Columns of a version whose values the texts name, by the texts' topics.
_NAMED = {"kinds_of_document", "shipment_word", "reason", "status", "zone_flow", "customs_outcome"}
_QUANTITY = re.compile(r"(\d+(?:\.\d+)?) (\d{3})")


def is_withdrawn(line: Row) -> bool:
    """Whether a line of `lines_of` was withdrawn: it claims nothing, and nothing is to be done about it."""
    return bool(line["verdict"] == "withdrawn")


def outcome_word(finding: Row, line: Row) -> str:
    """The key of a finding's outcome in the texts: `kept`, `broken`, `open`, `awaited`, `follows` (another that is
    open), or `not_judged` (the quantity of a withdrawn line).
    """
    if finding["outcome"] is not None:
        return "kept" if finding["outcome"] else "broken"
    if finding["rule_id"] == "quantity_available" and is_withdrawn(line):
        return "not_judged"
    if finding["follows"]:
        return "follows"
    return "awaited" if finding["is_awaited"] else "open"


def quantity_said(quantity: Decimal | None, unit: str | None) -> str:
    """A quantity without idle zeros, with its unit's name where the code is known."""
    if quantity is None:
        return "–"
    return f"{quantity.normalize():f} {table('units').get(unit, unit) if unit else ''}".strip()


def tax_note_said(line: Row, lang: str) -> str:
    """What the tariff law of the day that the line is judged on says of its import duty."""
    entry = next(entry for entry in load_law().tariff if holds_on(entry, line["judged_on"]))
    return said(explain_texts(lang)["tax_note"][line["tax_note"]], source=source_said(entry.source, lang))


def version_value_said(column: str, value: Any, lang: str) -> Any:
    """A stored value of a version of a line as the rest of its story says it: codes by their names, where known."""
    texts = explain_texts(lang)
    if isinstance(value, bool):
        return texts["phrase"][str(value).lower()]
    if column == "unit":
        return table("units").get(value, value)
    if column == "destination_country":
        return value and country_name(value, lang)
    if column == "statistics_flag":
        return texts["phrase"].get(f"flag {value}", value)
    names = {"document_type": "kinds_of_document", "shipment": "shipment_word"}.get(column, column)
    return texts[names].get(value, value) if names in _NAMED else value


def deadline_said(line: Row, texts: dict[str, Any]) -> str | None:
    """The last day to be back and, while the goods are not, how many days that leaves."""
    if line["deadline"] is None or line["days_left"] is None:
        return None if line["deadline"] is None else str(line["deadline"])
    days = line["days_left"]
    left = said(texts["days_left"], n=days) if days >= 0 else said(texts["days_past"], n=-days)
    return f"{line['deadline']}{said(texts['brackets'], text=left)}"


def _part_said(part: str, rule_id: str, lang: str) -> str:
    texts = explain_texts(lang)
    known = {**texts["phrase"], **texts["reason"], **texts["district"], **texts["shipment_word"]}
    quantity = _QUANTITY.fullmatch(part)
    if quantity:
        return quantity_said(Decimal(quantity[1]), quantity[2])
    if rule_id == "quantity_available":
        # Where no quantity is left to be told, its unit stands alone.
        return str(table("units").get(part, part))
    return str(known.get(part) or source_said(part, lang))


def compared_said(finding: Row, name: str, lang: str) -> str:
    """A compared value or limit (`name`) as it is read: no idle separators, phrases in the reader's language; empty
    for none.
    """
    parts = [part.strip() for part in (finding[name] or "").split(" · ")]
    known = [part for part in parts if part.strip("/ ")]
    as_written = finding["rule_id"] in AS_WRITTEN
    return " · ".join(part if as_written else _part_said(part, finding["rule_id"], lang) for part in known)


def _found(finding: Row, line: Row, nothing: str, lang: str) -> str:
    found = compared_said(finding, "compared_value", lang) or nothing
    if finding["rule_id"] in JUDGED_BY_THE_DAY_BACK and not line["is_back"]:
        return said(explain_texts(lang)["not_back_judged"], day=found)
    return found


def _finding_said(finding: Row, line: Row, lang: str) -> Row:
    texts = explain_texts(lang)
    outcome = outcome_word(finding, line)
    nothing = texts["none"] if outcome == "kept" else texts["unknown"]
    limit = texts["claims_nothing"] if outcome == "not_judged" else compared_said(finding, "compared_limit", lang)
    is_wanting = outcome in ("open", "awaited") and not is_withdrawn(line)
    return {
        "rule_id": finding["rule_id"],
        "outcome": outcome,
        "result": texts["outcome"][outcome],
        "title": finding[f"title_{lang}"] or finding["rule_id"],
        "found": _found(finding, line, nothing, lang),
        "limit": limit or nothing,
        "source": source_said(finding["source"] or texts["rules"]["not_in_force"], lang),
        "sure": finding["sure"] or "",
        "advice": finding[f"advice_{lang}"],
        "where": texts["where"].get(finding["rule_id"]) if is_wanting else None,
        "follows": finding["follows"],
    }


def findings_said(findings: list[Row], line: Row, lang: str) -> list[Row]:
    """Findings of a line to show: `rule_id`, `outcome` (a key), `result`, `title`, `found`, `limit`, `source`, `sure`,
    `advice`, `where` (to get what is missing), `follows` (open only because another is: no advice of its own).
    """
    return [_finding_said(finding, line, lang) for finding in findings]

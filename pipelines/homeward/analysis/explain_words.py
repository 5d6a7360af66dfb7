"""Findings in a reader's words: outcomes, compared values and limits, quantities with the name of their unit."""

import re
from decimal import Decimal
from typing import Any

from homeward.analysis.explain import Row
from homeward.analysis.explain_texts import explain_texts
from homeward.feeds.codes import table
from homeward.wording import said, source_said

# Compares what others wrote, which is shown as it is.
AS_WRITTEN = {"goods_match", "identifiable"}
_QUANTITY = re.compile(r"(\d+(?:\.\d+)?) (\d{3})")


def outcome_word(finding: Row) -> str:
    """`kept`, `broken`, `open` or `awaited`: the key of a finding's outcome in the texts."""
    if finding["outcome"] is None:
        return "awaited" if finding["is_awaited"] else "open"
    return "kept" if finding["outcome"] else "broken"


def quantity_said(quantity: Decimal | None, unit: str | None) -> str:
    """A quantity without idle zeros, with its unit's name where the code is known."""
    if quantity is None:
        return "–"
    return f"{quantity.normalize():f} {table('units').get(unit, unit) if unit else ''}".strip()


def deadline_said(line: Row, texts: dict[str, Any]) -> str | None:
    """The last day to be back and, while the goods are not, how many days that leaves."""
    if line["deadline"] is None or line["days_left"] is None:
        return None if line["deadline"] is None else str(line["deadline"])
    days = line["days_left"]
    left = said(texts["days_left"], n=days) if days >= 0 else said(texts["days_past"], n=-days)
    return f"{line['deadline']}{said(texts['brackets'], text=left)}"


def _part_said(part: str, lang: str) -> str:
    texts = explain_texts(lang)
    known = {**texts["phrase"], **texts["reason"], **texts["district"], **texts["shipment_word"]}
    quantity = _QUANTITY.fullmatch(part)
    if quantity:
        return quantity_said(Decimal(quantity[1]), quantity[2])
    return str(known.get(part) or source_said(part, lang))


def compared_said(finding: Row, name: str, lang: str) -> str:
    """A compared value or limit (`name`) as it is read: no idle separators, phrases in the reader's language; empty
    for none.
    """
    parts = [part.strip() for part in (finding[name] or "").split(" · ")]
    known = [part for part in parts if part.strip("/ ")]
    as_written = finding["rule_id"] in AS_WRITTEN
    return " · ".join(part if as_written else _part_said(part, lang) for part in known)


def _finding_said(finding: Row, lang: str) -> Row:
    texts = explain_texts(lang)
    outcome = outcome_word(finding)
    nothing = texts["none"] if outcome == "kept" else texts["unknown"]
    is_open = outcome in ("open", "awaited") and not finding["follows"]
    return {
        "rule_id": finding["rule_id"],
        "outcome": outcome,
        "result": texts["outcome"][outcome],
        "title": finding[f"title_{lang}"] or finding["rule_id"],
        "found": compared_said(finding, "compared_value", lang) or nothing,
        "limit": compared_said(finding, "compared_limit", lang) or nothing,
        "source": source_said(finding["source"] or texts["rules"]["not_in_force"], lang),
        "sure": finding["sure"] or "",
        "advice": finding[f"advice_{lang}"],
        "where": texts["where"].get(finding["rule_id"]) if is_open else None,
        "follows": finding["follows"],
    }


def findings_said(findings: list[Row], lang: str) -> list[Row]:
    """Findings to show: `rule_id`, `outcome` (a key), `result`, `title`, `found`, `limit`, `source`, `sure`, `advice`,
    `where` (to get what is missing), `follows` (open only because another is: no advice of its own).
    """
    return [_finding_said(finding, lang) for finding in findings]

"""Findings in a reader's words: outcomes, compared values and limits, quantities with the name of their unit."""

import re
from decimal import Decimal
from typing import Any

from homeward.analysis.explain import Row
from homeward.analysis.explain_texts import explain_texts
from homeward.feeds.codes import table

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


def _part_said(part: str, texts: dict[str, Any]) -> str:
    known = {**texts["phrase"], **texts["reason"], **texts["district"], **texts["shipment_word"]}
    quantity = _QUANTITY.fullmatch(part)
    if quantity:
        return quantity_said(Decimal(quantity[1]), quantity[2])
    return str(known.get(part, part))


def compared_said(text: str | None, lang: str) -> str:
    """A compared value or limit as it is read: no idle separators, phrases in the reader's language."""
    texts = explain_texts(lang)
    parts = [part.strip() for part in (text or "").split(" · ")]
    said = [_part_said(part, texts) for part in parts if part.strip("/ ")]
    return " · ".join(said) or "–"


def finding_said(finding: Row, lang: str) -> Row:
    """A finding to show: `rule_id`, `outcome` (a key), `result`, `title`, `found`, `limit`, `source`, `sure`, `advice`,
    `where` (to get what is missing).
    """
    texts = explain_texts(lang)
    outcome = outcome_word(finding)
    is_kept = outcome == "kept"
    return {
        "rule_id": finding["rule_id"],
        "outcome": outcome,
        "result": texts["outcome"][outcome],
        "title": finding[f"title_{lang}"] or finding["rule_id"],
        "found": compared_said(finding["compared_value"], lang),
        "limit": compared_said(finding["compared_limit"], lang),
        "source": finding["source"] or texts["rules"]["not_in_force"],
        "sure": finding["sure"] or "",
        "advice": None if is_kept else finding[f"advice_{lang}"],
        "where": None if is_kept else texts["where"].get(finding["rule_id"]),
    }

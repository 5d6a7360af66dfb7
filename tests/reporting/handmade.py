"""Figures of nights made by hand: small, and the same whatever the demo holds."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

from homeward.reporting.figures import Figures
from homeward.reporting.listed import Listed
from homeward.warehouse.brake import Warned
from homeward.warehouse.records import Row

DAY = date(2026, 11, 22)
SELLER = "91330108MA20PFCL0K"


def line(days_left: int, value: str | None = "1000.00", **changes: object) -> Row:
    """A line still expected, due in `days_left`; eligible, not shipped."""
    row: Row = {
        "return_no": f"RT{100 + days_left}", "line_no": 1, "enterprise": SELLER,
        "enterprise_name": "云溪禾木", "document_no": "299120250100002421",
        "goods_name": "茶杯 mug", "channel": "retail_9610", "destination_country": "USA", "verdict": "eligible",
        "deadline": DAY + timedelta(days=days_left), "days_left": days_left,
        "ship_by": DAY + timedelta(days=days_left - 14), "days_to_ship": days_left - 14,
        "relief_deadline": DAY + timedelta(days=days_left - 180), "relief_days_left": days_left - 180,
        "relief_ends_soon": False, "days_late": None, "has_original": True, "is_in_quarantine": False,
        "value_cny": None if value is None else Decimal(value),
        "open_rules": [], "awaited_rules": [], "entered_on": None,
    }  # fmt: skip
    return row | changes


def lacking(days_left: int, value: str | None = "500.00") -> Row:
    """A line that is due and lacks the reason's evidence."""
    return line(days_left, value, verdict="needs_evidence", open_rules=["reason_permitted"])


RULE: Row = {
    "rule_id": "reason_permitted", "title_en": "The reason is permitted for the channel",
    "title_zh": "退货原因符合该出口方式的规定", "source": "GACC 2020 No. 44 art. 1", "sure": "V", "words": "",
    "cure_en": "Give the reason quality or specification with the reference of the evidence.",
    "cure_zh": "填写质量或规格原因，并附证明材料编号。", "last_checked_on": DAY, "rests_on": "channel_covered",
    "cure_broken_en": None, "cure_broken_zh": None, "cure_quarantined_en": None, "cure_quarantined_zh": None,
}  # fmt: skip
LOADED: Row = {
    "path": "returns.csv", "feed": "returns", "status": "loaded", "rows_read": 1250,
    "rows_accepted": 1200, "rows_amended": 20, "rows_duplicate": 10, "rows_quarantined": 20,
    "sha256": "00",
}  # fmt: skip
NO_FEED = json.dumps({"feed": "returns", "missing": "return_no", "found": "sku, stock"})
REFUSED = LOADED | {
    "path": "stock.csv",
    "feed": None,
    "status": "rejected",
    "reason_code": "no_feed",
    "reason_details": NO_FEED,
}
SHRUNK = Warned("shrunk", {"feed": "returns", "read": 12, "usual": 1250})
CHANGES: list[Row] = [
    {"verdict_from": None, "verdict_to": "eligible", "lines": 12, "lines_by_clock": 0},
    {"verdict_from": "needs_evidence", "verdict_to": "eligible", "lines": 3, "lines_by_clock": 0},
    {"verdict_from": "eligible", "verdict_to": "ineligible", "lines": 2, "lines_by_clock": 2},
    {"verdict_from": "eligible", "verdict_to": "withdrawn", "lines": 1, "lines_by_clock": 0},
    {"verdict_from": "eligible", "verdict_to": "eligible", "lines": 4, "lines_by_clock": 1},
]
DUE = [line(1, "87000.00"), lacking(3), line(7, None, entered_on=DAY, days_late=-7)]


def usual(due: list[Row] = DUE, later: list[Row] | None = None, **changes: object) -> Figures:
    """A usual night: something due, something changed since last night."""
    verdicts = {
        "eligible": {"verdict": "eligible", "lines": 9812, "value_cny": Decimal(31_400_000), "lines_without_value": 7},
        "needs_evidence": {"verdict": "needs_evidence", "lines": 1417, "value_cny": Decimal(870_000), "lines_without_value": 0},  # noqa: E501
        "ineligible": {"verdict": "ineligible", "lines": 680, "value_cny": None, "lines_without_value": 0},
    }  # fmt: skip
    night = {
        "run_id": "20261122T180000000000Z", "as_of": DAY, "finished_at": datetime(2026, 11, 23, 2, 0, 9),
        "version": "0.1.0", "rulebook": "2a540bdaac1acee3", "warnings": [], "warning_details": [],
    }  # fmt: skip
    week_1: list[Row] = [{"week": 1, "verdict": "eligible", "lines": len(due)}] if due else []
    weeks: list[Row] = [{"week": week, "verdict": "eligible", "lines": 20 + week} for week in range(2, 14)]
    made = Figures(
        enterprise=None, as_of=DAY, night=night,
        last_night={"as_of": DAY - timedelta(days=1), "rulebook": "2a540bdaac1acee3"},
        verdicts=verdicts,
        counts={"lines": 12_100, "open_lines": 11_909, "withdrawn": 20, "closed": 171, "lacking": 1300, "awaiting": 117},  # noqa: E501
        due=[*due, *([line(20, "640.00")] if later is None else later)], overdue={"lines": 0},
        runway=week_1 + weeks, changes=[], change_counts=CHANGES,
        rules=[{"rule_id": "reason_permitted", "channel": "retail_9610", "lines_broken": 12, "lines_open": 30, "lines_awaited": 2, "lines_following": 0, "lines_without_value": 3, "value_cny": Decimal(5000)}],  # noqa: E501
        open_before={"eligible": 9801, "needs_evidence": 1420, "ineligible": 680},
        rules_before={"reason_permitted": 45}, rulebook=[RULE], rule_examples=[],
        enterprises=[
            {"enterprise": SELLER, "enterprise_name": "云溪禾木", "lines": 300, "eligible": 200, "needs_evidence": 60, "ineligible": 40, "due_within_7": 2, "due_within_30": 5, "value_blocked": Decimal(98_000)},  # noqa: E501
            {"enterprise": "B", "enterprise_name": "鹏湾星选", "lines": 10, "eligible": 10, "needs_evidence": 0, "ineligible": 0, "due_within_7": 1, "due_within_30": 1, "value_blocked": None},  # noqa: E501
        ],
        relief_window={"lines_soon": 2, "value_soon": Decimal(4083), "lines_later": 130, "value_later": None, "lines_past": 9, "value_past": None, "lines_refused": 0, "value_refused": None, "lines_unknown": 0, "value_unknown": None},  # noqa: E501
        files=[LOADED], received={f"rows_{name}": LOADED[f"rows_{name}"] for name in ("read", "accepted", "amended", "duplicate", "quarantined")},  # noqa: E501
        quarantine=[], quarantined=91, history=[], blocked=[], lines=Listed(), lines_left_out=0,
    )  # fmt: skip
    return made._replace(**changes)


def night_of(kind: str) -> Figures:
    """A night of each kind."""
    base = usual()
    return {
        "usual": base,
        "quiet": usual(due=[]),
        "first": base._replace(last_night=None),
        "unchanged": base._replace(change_counts=[]),
        "suspicious": base._replace(
            night=base.night | {"warnings": [SHRUNK.sentence], "warning_details": [json.dumps(SHRUNK._asdict())]}
        ),
        "partial": base._replace(files=[LOADED, REFUSED]),
    }[kind]

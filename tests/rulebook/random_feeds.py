"""Seeded nights of small nasty feeds: few documents, many claims on the same lines, days on the edge, nulls everywhere.

The feeds of a night share its day, its enterprises, bans and exchange rates; each has documents of its own.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from rulebook.reference import Books, corresponding_day

TURNING_DAYS = [
    date(2020, 3, 27),
    date(2023, 1, 30),
    date(2023, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 12, 1),
    date(2024, 12, 15),
    date(2025, 1, 26),  # a Sunday on which people worked
    date(2025, 2, 5),  # the first working day after Spring Festival
    date(2025, 2, 8),  # a Saturday on which people worked
    date(2025, 5, 6),
    date(2025, 10, 9),
    date(2025, 12, 31),
    date(2026, 4, 1),
    date(2027, 12, 31),
    date(2028, 2, 29),
    date(2028, 8, 31),
]
NEIGHBOURS = [-1, 0, 1]
ENTERPRISES = [
    ["91350100M000100Y43", "3501960ABC"],
    ["9133010000000000X2", "3301960XYZ"],
    ["91310000000000007T"],
    ["2201960K46"],
    ["4403960NEW"],
]
NOT_ON_RECORD = "4403960NEW"
CUSTOMS = ["2204", "2204", "2225", "3105", "4705", "4701", "6002"]
HS_CODES = ["4403910000", "4403000000", "4403970000", "4404000000", "6404110010", "0901110000", "2200000000"]
BAN_PREFIXES = ["44", "4403", "440300", "440397", "4403970000", "4403000000", "64041", "6404110090", "09", "2201"]
REASONS = [
    "quality", "specification", "unsold", "buyer_return", "refused", "undeliverable", "force_majeure", "other",
]  # fmt: skip
RETURN_NUMBERS = ["R-1", "R-9", "R-10", "r-1", "R_1", "é", "退-1", "退-2", "\U00020000"]
LINE_NUMBERS = [1, 2, 9, 10, 11, 100]
QUANTITIES = ["0.00001", "0.1", "0.2", "0.3", "1", "2", "2.5", "3", "5"]
PRICES = ["0", "0.005", "0.045", "0.50999", "1", "12.34", "99999.99999"]


class Dice:
    """Draws of one seed, in the terms of the feeds."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = Random(seed)

    def one(self, values: Sequence[Any]) -> Any:
        return self.random.choice(values)

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def or_null(self, value: Any, share: float = 0.15) -> Any:
        return None if self.often(share) else value

    def count(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def as_of(self) -> date:
        return TURNING_DAYS[self.seed % len(TURNING_DAYS)] + timedelta(days=self.one([*NEIGHBOURS, 0, 0, 2, 30, 200]))

    def day_near(self, as_of: date) -> date:
        """A day whose deadlines, or which itself, lies on an edge as seen from `as_of`."""
        edge = self.one([as_of, as_of, self.one(TURNING_DAYS)])
        years_and_months = self.one([(0, 0), (-1, 0), (-1, 0), (0, -6), (0, -6), (0, -1)])
        return corresponding_day(edge, *years_and_months) + timedelta(days=self.one([0, 0, 0, *range(-4, 5), -9, 9]))

    def moment(self, day: date) -> datetime:
        return datetime.combine(day, self.one([time(), time(23, 59, 59), time(10, 30)]))

    def decimal(self, values: Sequence[str]) -> Decimal:
        return Decimal(self.one(values))


def enterprise_rows(dice: Dice, as_of: date) -> list[dict[str, Any]]:
    """Records of the enterprises on record; one row at least names both codes of those that have two."""
    rows: dict[tuple[str, date | None], dict[str, Any]] = {}
    for codes in ENTERPRISES:
        for nth in range(0 if codes == [NOT_ON_RECORD] else dice.count(1, 3)):
            code, *others = dice.random.sample(codes, len(codes))
            starts = dice.or_null(dice.one([date(2019, 1, 1), date(2019, 1, 1), dice.day_near(as_of)]), 0.1)
            rows[code, starts] = {
                "enterprise_code": code,
                "other_code": others[0] if others and (nth == 0 or dice.often(0.3)) else None,
                "name": "an enterprise",
                "monitoring_from": starts,
                "monitoring_to": dice.or_null(dice.day_near(as_of), 0.8),
            }
    return list(rows.values())


def ban_rows(dice: Dice, as_of: date) -> list[dict[str, Any]]:
    rows = {}
    for _ in range(dice.count(0, 3)):
        key = (dice.one(BAN_PREFIXES), dice.one(["import", "export", "both"]), dice.day_near(as_of))
        rows[key] = dict(zip(("hs_prefix", "scope", "valid_from"), key, strict=True)) | {
            "valid_to": dice.or_null(key[2] + timedelta(days=dice.one([0, 1, 182, 365])), 0.4),
            "source": "a list",
        }
    return list(rows.values())


def rate_rows(dice: Dice, as_of: date) -> list[dict[str, Any]]:
    keys = {(dice.one(["USD", "JPY"]), dice.day_near(as_of)) for _ in range(dice.count(0, 4))}
    return [
        {"currency": currency, "valid_from": day, "cny": dice.decimal(["0.04711", "7.13", "7.12345"])}
        for currency, day in sorted(keys)
    ]


def document_rows(dice: Dice, as_of: date, document_no: str) -> list[dict[str, Any]]:
    """The lines of one document: numbered with gaps, of one enterprise, by either of its codes."""
    codes = dice.one(ENTERPRISES[:4] if dice.often(0.9) else ENTERPRISES)
    released_at = dice.or_null(dice.moment(dice.day_near(as_of)), 0.1)
    mode = dice.one(["9610", "9610", "9610", "9810", "1210", "1210", "9710", "0110"])
    shared = {
        "document_no": document_no,
        "document_type": dice.one(["export_declaration", "retail_list", "outbound_record"]),
        "supervision_mode": mode,
        "zone_flow": dice.or_null(dice.one(["parcel", "overseas_warehouse"]), 0.4 if mode == "1210" else 0.9),
        "customs_code": dice.one(CUSTOMS),
        "statistics_flag": dice.or_null(dice.one("AB"), 0.3),
        "released_at": released_at,
        "destination_country": dice.or_null("USA"),
    }
    return [
        shared
        | {
            "line_no": line_no,
            "enterprise_code": dice.one(codes),
            "item_no": dice.or_null(dice.one(["ITEM-1", "ITEM-1", "ITEM-2"])),
            "hs_code": dice.one(HS_CODES),
            "goods_name": "goods",
            "mark": dice.or_null(dice.one(["MARK-1", "MARK-1", "MARK-2"])),
            "quantity": dice.decimal(QUANTITIES),
            "unit": dice.one(["011", "011", "011", "035"]),
            "unit_price": dice.decimal(PRICES),
            "currency": dice.one(["CNY", "USD", "JPY", "EUR"]),
            "declared_on": dice.or_null(dice.day_near(as_of), 0.5),
            "status": "cancelled" if dice.often(0.06) else "active",
            "is_released_by_receipt": False,
        }
        for line_no in dice.random.sample([1, 2, 3, 11], dice.count(1, 2))
    ]


def day_of_entry(dice: Dice, as_of: date, original: dict[str, Any]) -> date:
    """A day near the night, on a turning day, or on one of the original's two deadlines or shortly after it."""
    if dice.often(0.25):
        return dice.one(TURNING_DAYS) + timedelta(days=dice.one([-1, 0]))
    if original["released_at"] is None or dice.often(0.4):
        return dice.day_near(as_of)
    deadline = corresponding_day(original["released_at"].date(), *dice.one([(1, 0), (0, 6), (0, 3)]))
    return deadline + timedelta(days=dice.count(-1, 5))


def claim_row(dice: Dice, as_of: date, original: dict[str, Any], mess: float) -> dict[str, Any]:
    """A claim on an original line that keeps most rules, or breaks more of them the higher `mess` is."""

    def mostly(value: Any, otherwise: Sequence[Any]) -> Any:
        return dice.one(otherwise) if dice.often(mess) else value

    codes = next(codes for codes in ENTERPRISES if original["enterprise_code"] in codes)
    others = [code for codes in ENTERPRISES for code in codes]
    return {
        "enterprise_code": mostly(dice.one(codes), others) if dice.often(0.3) else dice.one(codes),
        "document_no": mostly(original["document_no"], [original["document_no"], None, "000000000000000999"]),
        "document_line_no": mostly(original["line_no"], [1, 2, 11, None]),
        "applied_on": dice.day_near(as_of),
        "entered_on": dice.or_null(day_of_entry(dice, as_of, original), 0.5),
        "customs_code": dice.one([original["customs_code"], original["customs_code"], *CUSTOMS, None]),
        "reason": dice.or_null(dice.one(REASONS if dice.often(0.5) else REASONS[:2])),
        "evidence_ref": dice.or_null("photos", 0.3),
        "shipment": mostly("bulk", ["individual", None]),
        "item_no": mostly(original["item_no"], ["ITEM-1", "ITEM-2", None]),
        "hs_code": mostly(original["hs_code"], [*HS_CODES, None]),
        "goods_name": dice.or_null("goods"),
        "mark": mostly(original["mark"], ["MARK-1", "MARK-2", None]),
        "quantity": min(dice.decimal(QUANTITIES), original["quantity"] * 2),
        "unit": mostly(original["unit"], ["011", "035"]),
        "original_state": dice.or_null(not dice.often(0.1), 0.2),
        "rebate_settled": dice.or_null(not dice.often(0.3), 0.3),
        "status": "withdrawn" if dice.often(0.08) else "applied",
        "closed_on": dice.or_null(as_of + timedelta(days=dice.one(NEIGHBOURS)), 0.8),
    }


def claim_rows(dice: Dice, as_of: date, originals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Many claims on few lines, with numbers of a small choice."""
    mess = dice.one([0.02, 0.1, 0.3])
    targets = dice.random.sample(originals, min(len(originals), dice.count(1, 3)))
    numbers = dice.random.sample([(name, line) for name in RETURN_NUMBERS for line in LINE_NUMBERS], dice.count(2, 9))
    return [
        claim_row(dice, as_of, dice.one(targets), mess) | {"return_no": return_no, "line_no": line_no}
        for return_no, line_no in numbers
    ]


def first_of_each_key(returns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line of each number of an enterprise, by whichever of its codes; enterprises may share a number."""
    owner = {code: codes[0] for codes in ENTERPRISES for code in codes}
    keyed = {(owner[row["enterprise_code"]], row["return_no"], row["line_no"]): row for row in reversed(returns)}
    return list(keyed.values())


def night(seed: int, feeds: int) -> tuple[Books, date]:
    """The books of a seeded night of so many feeds, and the day for which it is decided."""
    dice = Dice(seed)
    as_of = dice.as_of()
    books = Books(
        enterprises=enterprise_rows(dice, as_of), bans=ban_rows(dice, as_of), exchange_rates=rate_rows(dice, as_of)
    )
    for feed_no in range(feeds):
        documents = [f"{seed % 10**6:06d}{feed_no:06d}{nth:06d}" for nth in range(dice.count(1, 3))]
        originals = [row for document_no in documents for row in document_rows(dice, as_of, document_no)]
        books.originals += originals
        books.returns += claim_rows(dice, as_of, originals)
        books.quarantined_documents += [document_no for document_no in documents if dice.often(0.05)]
    books.returns = first_of_each_key(books.returns)
    return whole(books), as_of


def whole(books: Books) -> Books:
    """The same books, each row with the columns that a draw leaves out, as null."""
    books.returns = [{"order_no": None, "agent_code": None, "file_id": 1, "row_no": 1} | row for row in books.returns]
    books.originals = [{"order_no": None, "file_id": 1, "row_no": 1} | row for row in books.originals]
    for rows in (books.enterprises, books.bans, books.exchange_rates):
        rows[:] = [{"file_id": 1, "row_no": 1} | row for row in rows]
    return books


def shuffled(books: Books, seed: int) -> Books:
    """The same books with the rows of every feed in another order."""
    random = Random(seed)
    return Books(**{name: random.sample(rows, len(rows)) for name, rows in vars(books).items()})

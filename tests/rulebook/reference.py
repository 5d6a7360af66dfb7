"""The rulebook once more, slowly: a row at a time, in the order and the words of the rules, to check the fast one by.

Nothing here is shared with the rulebook it checks but the calendar's file; dated values are copied out by hand.
Each rule is a function from a `Line` to True (kept), False (broken) or None (not decidable). Where cells of the
rules' table overlap, null is read first, then false, then true: the functions ask in that order.
"""

import calendar as months
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache, cached_property
from typing import Any

import yaml

from homeward.resources import path

Row = Mapping[str, Any]
Flag = bool | None

NO_44_IN_FORCE = date(2020, 3, 27)
PILOT_FROM = date(2024, 12, 15)
NATIONWIDE_FROM = date(2026, 4, 1)
PILOT_DISTRICTS = {
    "01", "02", "09", "19", "22", "23", "29", "31", "33", "35",
    "37", "40", "42", "46", "49", "51", "52", "53", "79", "94",
}  # fmt: skip
TARIFF_LAW_FROM = date(2024, 12, 1)
RELIEF_WINDOWS = (
    (date(2023, 1, 30), date(2025, 12, 31), "MOF/GACC/STA 2023-34"),
    (date(2026, 1, 1), date(2027, 12, 31), "MOF/GACC/STA 2026-16"),
)
RELIEF_MODES = {"1210", "9610", "9710", "9810"}
FOOD_CHAPTERS = {"02", "03", "04", "07", "08", "09", "10", "11", "15", "16", "17", "18", "19", "20", "21", "22"}
RELIEF_REASONS = {"unsold", "buyer_return", "refused", "undeliverable", "quality", "specification"}
PARCEL_CHANNELS = {"retail_9610", "zone_parcel_1210"}
WAREHOUSE_CHANNELS = {"warehouse_9810", "zone_warehouse_1210"}


@dataclass
class Books:
    """All that is held on a night: rows with the columns of `sql/tables`, and the documents with a quarantined row."""

    returns: list[dict[str, Any]] = field(default_factory=list)
    originals: list[dict[str, Any]] = field(default_factory=list)
    quarantined_documents: list[str] = field(default_factory=list)
    enterprises: list[dict[str, Any]] = field(default_factory=list)
    bans: list[dict[str, Any]] = field(default_factory=list)
    exchange_rates: list[dict[str, Any]] = field(default_factory=list)


# Days


def corresponding_day(day: date, years: int = 0, months_later: int = 0) -> date:
    """The corresponding day some years or months later, or that month's last day where there is none."""
    month = day.year * 12 + (day.month - 1) + years * 12 + months_later
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


@cache
def calendar_years() -> dict[int, dict[str, list[date]]]:
    """The years of the calendar in use: rest days on weekdays and make-up working days on weekends."""
    file = path("data/reference/calendar.yaml")
    if not file.exists():
        return {}
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {year: days for year, days in content.get("years", content).items() if isinstance(year, int)}


def is_rest_day(day: date) -> bool:
    """Saturdays, Sundays and public holidays, less the make-up working days; other years: Saturdays and Sundays."""
    year = calendar_years().get(day.year) or {}
    if day in (year.get("workdays") or []):
        return False
    return day.weekday() >= 5 or day in (year.get("holidays") or [])


def only_rest_days(first: date, judged_on: date) -> bool:
    """Whether every day from `first` to the day before `judged_on` is a rest day."""
    return all(is_rest_day(first + timedelta(days=n)) for n in range((judged_on - first).days))


# Terms


def same_enterprise_codes(enterprises: Iterable[Row]) -> dict[str, str]:
    """For each code of an enterprise known by two, the code it goes by: that of 18 characters."""
    names = {}
    for row in enterprises:
        if row["other_code"] is not None:
            pair = (row["enterprise_code"], row["other_code"])
            names |= dict.fromkeys(pair, max(pair, key=len))
    return names


def channel_of(original: Row) -> str | None:
    match original["supervision_mode"], original["zone_flow"]:
        case "9610", _:
            return "retail_9610"
        case "9810", _:
            return "warehouse_9810"
        case "1210", "parcel":
            return "zone_parcel_1210"
        case "1210", "overseas_warehouse":
            return "zone_warehouse_1210"
        case "1210", _:
            return "zone_parcel_1210" if original["document_type"] == "retail_list" else "zone_unstated_1210"
    return None


@dataclass
class Line:
    """One return line with what the rules read of the books."""

    given: Row
    books: Books
    as_of: date
    names: Mapping[str, str]

    @cached_property
    def enterprise(self) -> str:
        return self.names.get(self.given["enterprise_code"], self.given["enterprise_code"])

    @cached_property
    def is_withdrawn(self) -> bool:
        return bool(self.given["status"] == "withdrawn")

    @cached_property
    def is_back(self) -> bool:
        entered_on = self.given["entered_on"]
        return entered_on is not None and entered_on <= self.as_of

    @cached_property
    def judged_on(self) -> date:
        return self.given["entered_on"] if self.is_back else self.as_of

    @cached_property
    def document(self) -> list[Row]:
        """Every held line of the document named, whoever's and whatever its status."""
        return [row for row in self.books.originals if row["document_no"] == self.given["document_no"]]

    @cached_property
    def original(self) -> Row | None:
        """The original line: same document and line, same enterprise, and not cancelled."""
        for row in self.document:
            owner = self.names.get(row["enterprise_code"], row["enterprise_code"])
            if row["line_no"] == self.given["document_line_no"] and owner == self.enterprise:
                return None if row["status"] == "cancelled" else row
        return None

    def of_original(self, column: str) -> Any:
        return None if self.original is None else self.original[column]

    @cached_property
    def channel(self) -> str | None:
        return None if self.original is None else channel_of(self.original)

    @cached_property
    def released_on(self) -> date | None:
        released_at = self.of_original("released_at")
        return None if released_at is None else released_at.date()

    @cached_property
    def deadline(self) -> date | None:
        return None if self.released_on is None else corresponding_day(self.released_on, years=1)

    @cached_property
    def relief_deadline(self) -> date | None:
        return None if self.released_on is None else corresponding_day(self.released_on, months_later=6)

    @cached_property
    def declared_on(self) -> date | None:
        """The day declared, or released on where it is not given."""
        return self.of_original("declared_on") or self.released_on


# The eleven rules, in order


def original_found(line: Line) -> Flag:
    given = line.given
    if given["document_no"] is None or given["document_line_no"] is None:
        return None
    if not line.document:
        return None
    if given["document_no"] in line.books.quarantined_documents:
        return None
    return line.original is not None


def is_simplified(hs_code: str) -> bool:
    return hs_code.endswith("000000")


def same_hs_code(one: str, other: str) -> bool:
    if is_simplified(one) or is_simplified(other):
        return one[:4] == other[:4]
    return one == other


def goods_match(line: Line) -> Flag:
    if line.original is None:
        return None
    agreements = []
    if line.given["item_no"] is not None and line.original["item_no"] is not None:
        agreements.append(line.given["item_no"] == line.original["item_no"])
    if line.given["hs_code"] is not None and line.original["hs_code"] is not None:
        agreements.append(same_hs_code(line.given["hs_code"], line.original["hs_code"]))
    return all(agreements) if agreements else None


def channel_covered(line: Line) -> Flag:
    return None if line.original is None else line.channel is not None


def within_one_year(line: Line) -> Flag:
    if line.released_on is None or line.judged_on < line.released_on:
        return None
    if line.judged_on > line.deadline:
        return None if only_rest_days(line.deadline, line.judged_on) else False
    return True


def reason_permitted(line: Line) -> Flag:
    has_one_of_the_two = line.given["reason"] in ("quality", "specification")
    has_evidence = line.given["evidence_ref"] is not None
    if line.channel is None:
        return None
    if line.channel in PARCEL_CHANNELS:
        return True
    if has_one_of_the_two:
        return True if has_evidence else None
    if line.channel in WAREHOUSE_CHANNELS:
        return None if line.given["reason"] is None else False
    return None  # zone_unstated_1210


def shipment_permitted(line: Line) -> Flag:
    return True if line.given["shipment"] in ("individual", "bulk") else None


def identifiable(line: Line) -> Flag:
    read, declared = line.given["mark"], line.of_original("mark")
    if line.channel is None:
        return None
    if line.channel != "retail_9610":
        return True
    if read is None:
        return False if line.is_back else None
    if declared is None:
        return None
    return bool(read == declared)


def is_in_force(row: Row, day: date) -> bool:
    return row["valid_from"] <= day and (row["valid_to"] is None or day <= row["valid_to"])


def ban_in_force(ban: Row, line: Line) -> bool:
    """`import` on judged on, `export` on released on (as of where that is not known), `both` on either."""
    import_side = ban["scope"] in ("import", "both") and is_in_force(ban, line.judged_on)
    export_side = ban["scope"] in ("export", "both") and is_in_force(ban, line.released_on or line.as_of)
    return import_side or export_side


def not_prohibited(line: Line) -> Flag:
    if line.original is None:
        return None
    hs_code = line.original["hs_code"]
    prefixes = [ban["hs_prefix"] for ban in line.books.bans if ban_in_force(ban, line)]
    if not is_simplified(hs_code):
        return not any(hs_code.startswith(prefix) for prefix in prefixes)
    heading = hs_code[:4]
    if any(heading.startswith(prefix) for prefix in prefixes):
        return False
    return None if any(prefix.startswith(heading) for prefix in prefixes) else True


def covers(record: Row, day: date) -> bool:
    begins, ends = record["monitoring_from"], record["monitoring_to"]
    return begins is not None and begins <= day and (ends is None or day <= ends)


def monitoring_system(line: Line) -> Flag:
    records = [
        row
        for row in line.books.enterprises
        if line.names.get(row["enterprise_code"], row["enterprise_code"]) == line.enterprise
    ]
    if all(record["monitoring_from"] is None for record in records):
        return None
    return any(covers(record, line.given["applied_on"]) and covers(record, line.judged_on) for record in records)


def district_permitted(line: Line) -> Flag:
    if line.given["customs_code"] is None or line.channel is None:
        return None
    ours, theirs = line.given["customs_code"], line.of_original("customs_code")
    same_district = ours[:2] == theirs[:2]
    if line.of_original("supervision_mode") == "1210":
        return True if ours == theirs else None
    if line.of_original("supervision_mode") == "9810":
        return True if same_district else None
    if same_district or line.judged_on >= NATIONWIDE_FROM:
        return True
    if line.judged_on < PILOT_FROM:
        return False
    return True if {ours[:2], theirs[:2]} <= PILOT_DISTRICTS else None


OTHER_RULES = (
    original_found,
    goods_match,
    channel_covered,
    within_one_year,
    reason_permitted,
    shipment_permitted,
    identifiable,
    not_prohibited,
    monitoring_system,
    district_permitted,
)
RULES = (*(rule.__name__ for rule in OTHER_RULES), "quantity_available")
OLDER_THAN_NO_44 = {"original_found", "goods_match", "not_prohibited"}


def flags_but_quantity(line: Line) -> dict[str, Flag]:
    """The first ten flags, as in force on judged on: before No. 44 only those that do not rest on it."""
    in_force = line.judged_on >= NO_44_IN_FORCE
    return {
        rule.__name__: rule(line) if in_force or rule.__name__ in OLDER_THAN_NO_44 else None for rule in OTHER_RULES
    }


# Quantities


def is_claim(line: Line) -> bool:
    return not line.is_withdrawn and line.original is not None and line.given["unit"] == line.original["unit"]


def turn(line: Line) -> tuple[Any, ...]:
    """First those whose goods are back, by the day they entered; then the others, by the day applied for."""
    day = line.given["entered_on"] if line.is_back else line.given["applied_on"]
    return not line.is_back, day, line.given["return_no"], line.given["line_no"]


def settle_claims(lines: Sequence[Line], flags: Sequence[dict[str, Flag]]) -> None:
    """Fill in `quantity_available` of each line's flags."""
    claims = defaultdict(list)
    for line, flags_of_line in zip(lines, flags, strict=True):
        flags_of_line["quantity_available"] = None
        if is_claim(line):
            claims[line.given["document_no"], line.given["document_line_no"]].append((line, flags_of_line))
    for claims_on_one in claims.values():
        settle(sorted(claims_on_one, key=lambda claim: turn(claim[0])))


def settle(claims: Sequence[tuple[Line, dict[str, Flag]]]) -> None:
    """Take the claims on one original line in their order."""
    left = claims[0][0].of_original("quantity")
    for line, flags in claims:
        fits = line.given["quantity"] <= left
        if fits and (line.is_back or False not in flags.values()):
            left -= line.given["quantity"]
        flags["quantity_available"] = fits


# Verdict, route, tax


def three_valued_and(flags: Iterable[Flag], kept: str, broken: str, unknown: str) -> str:
    held = list(flags)
    if False in held:
        return broken
    return unknown if None in held else kept


def verdict_of(line: Line, flags: Mapping[str, Flag]) -> str:
    if line.is_withdrawn:
        return "withdrawn"
    return three_valued_and(flags.values(), "eligible", "ineligible", "needs_evidence")


def route_of(verdict: str, failed: Sequence[str]) -> str | None:
    if verdict == "withdrawn":
        return None
    if verdict != "ineligible":
        return "ecommerce_return"
    if "not_prohibited" in failed:
        return "none"
    return "ordinary_return_4561" if set(failed) <= {"channel_covered", "reason_permitted"} else "ask_customs"


def awaits_arrival(line: Line) -> bool:
    """A mark not read yet, while the goods are not back, of a line whose mark matters."""
    return (
        line.channel == "retail_9610"
        and line.given["mark"] is None
        and not line.is_back
        and line.judged_on >= NO_44_IN_FORCE
    )


def relief_mode(line: Line) -> Flag:
    return None if line.original is None else line.original["supervision_mode"] in RELIEF_MODES


def window_of(line: Line) -> str | None:
    for first, last, source in RELIEF_WINDOWS:
        if line.declared_on is not None and first <= line.declared_on <= last:
            return source
    return None


def relief_window(line: Line) -> Flag:
    if line.declared_on is None:
        return None
    if window_of(line) is not None:
        return True
    return False if line.declared_on < RELIEF_WINDOWS[0][0] else None


def relief_goods(line: Line) -> Flag:
    return None if line.original is None else line.original["hs_code"][:2] not in FOOD_CHAPTERS


def relief_reason(line: Line) -> Flag:
    if line.given["reason"] in RELIEF_REASONS:
        return True
    return False if line.given["reason"] == "force_majeure" else None


def relief_original_state(line: Line) -> Flag:
    return line.given["original_state"]


def relief_six_months(line: Line) -> Flag:
    if line.released_on is None or line.judged_on < line.released_on:
        return None
    if line.judged_on <= line.relief_deadline:
        return True
    if only_rest_days(line.relief_deadline, line.judged_on) or line.of_original("supervision_mode") == "1210":
        return None
    return False


def relief_rebate_settled(line: Line) -> Flag:
    settled, simplified_list = line.given["rebate_settled"], line.of_original("statistics_flag") == "A"
    if settled is False:
        return None if simplified_list else False
    return True if settled or simplified_list else None


RELIEF_RULES = (
    relief_mode,
    relief_window,
    relief_goods,
    relief_reason,
    relief_original_state,
    relief_six_months,
    relief_rebate_settled,
)


def tax_note_of(line: Line, tax_relief: str, flags: Mapping[str, Flag]) -> str | None:
    reasons = {"quality", "specification"} | ({"force_majeure"} if line.judged_on >= TARIFF_LAW_FROM else set())
    applies = (
        tax_relief != "exempt"
        and line.given["reason"] in reasons
        and line.given["original_state"] is True
        and flags["within_one_year"] is True
    )
    return "tariff_law_39" if applies else None


def value_cny_of(line: Line) -> Decimal | None:
    """Returned quantity x unit price x the rate in force on released on, half up to 0.01; none of 17 digits."""
    if line.original is None or line.given["unit"] != line.original["unit"]:
        return None
    rate = rate_of(line)
    with localcontext(prec=80):
        value = None if rate is None else line.given["quantity"] * line.original["unit_price"] * rate
        rounded = None if value is None else value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return None if rounded is None or rounded >= 10**17 else rounded


def rate_of(line: Line) -> Decimal | None:
    currency = line.of_original("currency")
    if currency == "CNY":
        return Decimal(1)
    known = [
        row
        for row in line.books.exchange_rates
        if row["currency"] == currency and line.released_on is not None and row["valid_from"] <= line.released_on
    ]
    return max(known, key=lambda row: row["valid_from"])["cny"] if known else None


# A night


def decided(line: Line, flags: Mapping[str, Flag]) -> dict[str, Any]:
    """One row of `eligibility`, without what the night itself adds."""
    failed = [rule for rule in RULES if flags[rule] is False]
    unknown = [rule for rule in RULES if flags[rule] is None]
    verdict = verdict_of(line, flags)
    relief = {rule.__name__: rule(line) for rule in RELIEF_RULES}
    tax_relief = three_valued_and(relief.values(), "exempt", "not_exempt", "needs_evidence")
    given, closed_on = line.given, line.given["closed_on"]
    return {
        "return_no": given["return_no"],
        "line_no": given["line_no"],
        "enterprise_code": given["enterprise_code"],
        "document_no": given["document_no"],
        "document_line_no": given["document_line_no"],
        "channel": line.channel,
        "supervision_mode": line.of_original("supervision_mode"),
        "applied_on": given["applied_on"],
        "released_on": line.released_on,
        "entered_on": given["entered_on"],
        "judged_on": line.judged_on,
        "deadline": line.deadline,
        "days_left": None if line.is_back or line.deadline is None else (line.deadline - line.as_of).days,
        "quantity": given["quantity"],
        "value_cny": value_cny_of(line),
        **{rule: flags[rule] for rule in RULES},
        "verdict": verdict,
        "failed_rules": failed,
        "open_rules": unknown,
        "awaited_rules": ["identifiable"] if awaits_arrival(line) else [],
        "route": route_of(verdict, failed),
        "tax_relief": tax_relief,
        "relief_source": window_of(line),
        "tax_note": tax_note_of(line, tax_relief, flags),
        **relief,
        "enterprise": line.enterprise,
        "destination_country": line.of_original("destination_country"),
        "relief_deadline": line.relief_deadline,
        "is_back": line.is_back,
        "is_open": not line.is_withdrawn and (closed_on is None or closed_on > line.as_of),
    }


def decide_plainly(books: Books, as_of: date) -> list[dict[str, Any]]:
    """Decide every return line of the books, in their order."""
    names = same_enterprise_codes(books.enterprises)
    lines = [Line(row, books, as_of, names) for row in books.returns]
    flags = [flags_but_quantity(line) for line in lines]
    settle_claims(lines, flags)
    return [decided(line, flags_of_line) for line, flags_of_line in zip(lines, flags, strict=True)]

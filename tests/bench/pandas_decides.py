"""The same job with pandas and pandera: `python pandas_decides.py INBOX OUT.parquet AS_OF`.

Reads the feeds of an inbox written by `homeward generate --plain`, validates them, decides every return line by the
rulebook and writes the results as Parquet. It shares data with Homeward (`data/reference`), but no code. It keeps no
account of quarantined rows, no history, makes no reports; a refused row is counted and let go.
"""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as arrow
import yaml
from pandas_contracts import FILE, REFERENCE, TEXT, Feed, latest, natural, read_feed, reference_feed, rest_days
from pandas_contracts import shipped_bans as read_shipped_bans

RULES = [
    "original_found", "goods_match", "channel_covered", "within_one_year", "reason_permitted", "shipment_permitted",
    "identifiable", "not_prohibited", "monitoring_system", "district_permitted", "quantity_available",
]  # fmt: skip
RELIEF = [
    "relief_mode", "relief_window", "relief_goods", "relief_reason", "relief_original_state", "relief_six_months",
    "relief_rebate_settled",
]  # fmt: skip
DAYS = ["released_on", "judged_on", "deadline"]
OUTPUT = [
    "return_no", "line_no", "enterprise_code", "channel", *DAYS, "days_left", *RULES, "verdict", "failed_rules",
    "open_rules", "awaited_rules", "route", *RELIEF, "tax_relief", "relief_source", "tax_note",
]  # fmt: skip
# Not touched by the day on which the channel came into force. Source: rules.md, Rules are dated.
ALWAYS = {"original_found", "goods_match", "not_prohibited", "quantity_available"}
IN_FORCE_FROM = pd.Timestamp("2020-03-27")
KEY = ["enterprise", "return_no", "line_no"]
ORIGINAL = [
    "document_no", "line_no", "document_type", "supervision_mode", "zone_flow", "customs_code", "enterprise_code",
    "statistics_flag", "released_at", "item_no", "hs_code", "mark", "quantity", "unit", "declared_on", "status",
]  # fmt: skip
Mask: TypeAlias = "np.ndarray[Any, Any]"


class Feeds(NamedTuple):
    """Valid rows only; `torn_documents` are those of which a row was dropped."""

    declarations: pd.DataFrame
    returns: pd.DataFrame
    enterprises: pd.DataFrame
    bans: pd.DataFrame
    torn_documents: pd.Series


def _true(condition: pd.Series) -> Mask:
    """Where a condition surely holds: a missing value is no yes."""
    return np.asarray(condition.fillna(False).to_numpy(dtype=bool))


def _missing(column: pd.Series) -> Mask:
    return np.asarray(column.isna().to_numpy(dtype=bool))


def _flag(*, unknown: Mask, refused: Mask) -> pd.Series:
    """Three values; `unknown` is read first, then `refused`; what is neither is kept."""
    return pd.Series(pd.arrays.BooleanArray(~refused, unknown.copy()))


def _law(rule: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((REFERENCE / "rulebook" / f"{rule}.yaml").read_text(encoding="utf-8"))
    return read


def _tell(name: str, feed: Feed) -> Feed:
    kept = len(feed.rows)
    print(f"{name}: {feed.read:,} rows read, {kept:,} kept, {feed.read - kept:,} dropped or replaced")
    return feed


def enterprise_of_code(enterprises: pd.DataFrame) -> dict[str, str]:
    """The enterprise that each code on record means: its 18-character code where that is known."""
    known = {code: code for code in enterprises["enterprise_code"]}
    pairs = enterprises[["enterprise_code", "other_code"]].dropna().drop_duplicates()
    for pair in pairs.itertuples(index=False):
        # The longer code first, and of two of one length the lesser.
        main, other = sorted(pair, key=lambda code: (-len(code), code))
        known |= {main: main, other: main}
    return known


def _enterprises_of(codes: pd.Series, known: dict[str, str]) -> pd.Series:
    numbers, different = pd.factorize(codes)
    meant = pd.array([*(known.get(code, code) for code in different), None], dtype=TEXT)
    return pd.Series(meant.take(numbers), index=codes.index)


def _with_updates(returns: pd.DataFrame, paths: list[Path], known: dict[str, str]) -> pd.DataFrame:
    """Files without all of a feed's columns change held rows: columns that they have, empty cells too."""
    places = pd.MultiIndex.from_frame(returns[KEY])
    changed = 0
    for path in paths:
        read = read_feed("returns", [path], is_update=True)
        rows = latest(
            read._replace(rows=read.rows.assign(enterprise=_enterprises_of(read.rows["enterprise_code"], known))), KEY
        ).rows
        at = places.get_indexer(pd.MultiIndex.from_frame(rows[KEY]))
        rows, at = rows[at >= 0], at[at >= 0]
        for name in rows.columns.difference([*KEY, FILE]):
            returns.loc[returns.index[at], name] = rows[name].array
        changed += len(rows)
    print(f"updates of returns: {changed:,} applied")
    return returns


def read_feeds(inbox: Path) -> Feeds:
    """Everything the rules read, valid and in its last version; a receipt's release stands before the line's own."""

    def files(pattern: str) -> list[Path]:
        return sorted(inbox.glob(pattern), key=natural)

    enterprises = _tell("enterprises", reference_feed("enterprises", inbox, ["enterprise_code", "monitoring_from"]))
    banned = _tell("prohibited goods", reference_feed("prohibited_goods", inbox, ["hs_prefix", "scope", "valid_from"]))
    _tell("exchange rates", reference_feed("exchange_rates", inbox, ["currency", "valid_from"]))
    known = enterprise_of_code(enterprises.rows)
    declared = _tell(
        "declarations", latest(read_feed("declarations", files("declarations-2*.csv")), ["document_no", "line_no"])
    )
    receipts = _tell("receipts", latest(read_feed("receipts", files("receipts-*.csv")), ["document_no", "status"])).rows
    asked = read_feed("returns", files("returns-2*.csv"))
    asked = asked._replace(rows=asked.rows.assign(enterprise=_enterprises_of(asked.rows["enterprise_code"], known)))
    returns = _with_updates(_tell("returns", latest(asked, KEY)).rows, files("returns-update-*.csv"), known)

    # Only the claimed documents are read further: a fraction of those declared.
    declarations = declared.rows.loc[declared.rows["document_no"].isin(returns["document_no"]), ORIGINAL]
    release = receipts[receipts["status"] == "800"].set_index("document_no")["released_at"]
    told = declarations["document_no"].map(release)
    declarations = declarations.assign(
        released_at=told.fillna(declarations["released_at"]),
        enterprise=_enterprises_of(declarations["enterprise_code"], known),
    )
    return Feeds(
        declarations,
        returns,
        enterprises.rows.assign(enterprise=_enterprises_of(enterprises.rows["enterprise_code"], known)),
        pd.concat([read_shipped_bans(), banned.rows], ignore_index=True),
        declared.dropped["document_no"].dropna(),
    )


def _channel(lines: pd.DataFrame) -> pd.Series:
    mode, flow = lines["original_supervision_mode"], lines["original_zone_flow"]
    zone = _true(mode == "1210")
    parcel = _true(flow == "parcel") | (_missing(flow) & _true(lines["original_document_type"] == "retail_list"))
    names = np.select(
        [
            _true(mode == "9610"),
            _true(mode == "9810"),
            zone & _true(flow == "overseas_warehouse"),
            zone & parcel,
            zone,
        ],
        ["retail_9610", "warehouse_9810", "zone_warehouse_1210", "zone_parcel_1210", "zone_unstated_1210"],
        default="",
    )
    return pd.Series(names, dtype=TEXT).mask(names == "")


def with_terms(feeds: Feeds, as_of: pd.Timestamp) -> pd.DataFrame:
    """The return lines beside their original lines (missing where there is none), with the rulebook's terms."""
    held = feeds.declarations.add_prefix("original_")
    lines = feeds.returns.merge(
        held,
        how="left",
        left_on=["document_no", "document_line_no"],
        right_on=["original_document_no", "original_line_no"],
        validate="many_to_one",
        indicator="held",
    )
    lines["line_is_held"] = lines["held"] == "both"
    lines["document_is_held"] = lines["document_no"].isin(feeds.declarations["document_no"])
    lines["document_is_torn"] = lines["document_no"].isin(feeds.torn_documents)
    own = _true(lines["original_enterprise"] == lines["enterprise"])
    active = _true(lines["original_status"] == "active")
    has_original = lines["line_is_held"].to_numpy() & own & active
    lines["has_original"] = has_original
    for name in held.columns:
        lines[name] = lines[name].where(has_original)
    lines["is_back"] = lines["entered_on"] <= as_of
    lines["judged_on"] = lines["entered_on"].where(lines["is_back"], as_of)
    lines["released_on"] = lines["original_released_at"].dt.normalize()
    lines["deadline"] = lines["released_on"] + pd.DateOffset(years=1)
    lines["relief_deadline"] = lines["released_on"] + pd.DateOffset(months=6)
    lines["channel"] = _channel(lines)
    lines["is_withdrawn"] = lines["status"] == "withdrawn"
    return lines


def _time(lines: pd.DataFrame, last: str) -> tuple[Mask, Mask]:
    """Where being in time cannot be told (but for 1210's other clock), and where it is later than the last day."""
    days, judged_on = lines[last], lines["judged_on"]
    # A calendar of seven working days a week, less the rest days: make-up working days are no weekend to it.
    first_day = min(days.min(), judged_on.min()) if days.notna().any() else judged_on.min()
    calendar = np.busdaycalendar("1111111", rest_days(first_day, judged_on.max() + pd.Timedelta(days=40)))
    late = _true(days < judged_on)
    plain = days.where(late, judged_on.min()).to_numpy().astype("datetime64[D]")
    next_working_day = np.busday_offset(plain, 0, roll="forward", busdaycal=calendar)
    only_through_rest_days = late & (next_working_day >= judged_on.to_numpy().astype("datetime64[D]"))
    early = _true(judged_on < lines["released_on"])
    return _missing(lines["released_on"]) | early | only_through_rest_days, late


def _covers(pairs: pd.DataFrame, day: str, first: str, last: str) -> pd.Series:
    return (pairs[first] <= pairs[day]) & ((pairs[day] <= pairs[last]) | pairs[last].isna())


def _bans(lines: pd.DataFrame, bans: pd.DataFrame, as_of: pd.Timestamp) -> tuple[Mask, Mask]:
    """Where a ban in force names the original's HS code, and where one names a code under a simplified one's heading.

    The different codes are matched, not the lines; which bans are in force is then asked of each line.
    """
    codes = pd.DataFrame({"original_hs_code": lines["original_hs_code"].dropna().unique()})
    simplified = _true(codes["original_hs_code"].str.endswith("000000"))
    narrow = codes[~simplified]
    heading = codes[simplified].assign(heading=codes["original_hs_code"].str[:4])
    short = bans["hs_prefix"].str.len() <= 4
    named = [codes.assign(hs_prefix=codes["original_hs_code"].str[:n]).merge(bans[short]) for n in range(2, 5)]
    named += [narrow.assign(hs_prefix=narrow["original_hs_code"].str[:n]).merge(bans[~short]) for n in range(5, 11)]
    under = heading.merge(bans[~short].assign(heading=bans["hs_prefix"].str[:4]), on="heading")

    asked = lines[["original_hs_code", "judged_on"]].assign(
        line=lines.index, exported_on=lines["released_on"].fillna(as_of)
    )

    def hit(found: pd.DataFrame) -> Mask:
        pairs = asked.merge(found[["original_hs_code", "scope", "valid_from", "valid_to"]], on="original_hs_code")
        enters = _covers(pairs, "judged_on", "valid_from", "valid_to") & pairs["scope"].isin(["import", "both"])
        leaves = _covers(pairs, "exported_on", "valid_from", "valid_to") & pairs["scope"].isin(["export", "both"])
        return np.asarray(lines.index.isin(pairs.loc[enters | leaves, "line"]))

    return hit(pd.concat(named)), hit(under)


def _monitored(lines: pd.DataFrame, enterprises: pd.DataFrame) -> tuple[Mask, Mask]:
    """Where the enterprise has a record with a start, and where one covers both days."""
    records = enterprises.loc[
        enterprises["monitoring_from"].notna(), ["enterprise", "monitoring_from", "monitoring_to"]
    ]
    pairs = lines[["enterprise", "applied_on", "judged_on"]].assign(line=lines.index).merge(records, on="enterprise")
    covered = _covers(pairs, "applied_on", "monitoring_from", "monitoring_to")
    covered &= _covers(pairs, "judged_on", "monitoring_from", "monitoring_to")
    return _true(lines["enterprise"].isin(records["enterprise"])), lines.index.isin(pairs.loc[covered, "line"])


def _goods(lines: pd.DataFrame) -> tuple[Mask, Mask]:
    """Where nothing can be compared, and where something compared differs."""
    item, hs_code = lines["item_no"], lines["hs_code"]
    original_item, original_hs_code = lines["original_item_no"], lines["original_hs_code"]
    has_item = ~_missing(item) & ~_missing(original_item)
    has_code = ~_missing(hs_code) & ~_missing(original_hs_code)
    simplified = _true(hs_code.str.endswith("000000")) | _true(original_hs_code.str.endswith("000000"))
    same_code = np.where(
        simplified, _true(hs_code.str[:4] == original_hs_code.str[:4]), _true(hs_code == original_hs_code)
    )
    return ~has_item & ~has_code, (has_item & ~_true(item == original_item)) | (has_code & ~same_code)


def _district(lines: pd.DataFrame) -> tuple[Mask, Mask]:
    """Where another place is not decided, and where it is refused."""
    back, out, judged_on = lines["customs_code"], lines["original_customs_code"], lines["judged_on"]
    retail, zone = _true(lines["channel"] == "retail_9610"), _true(lines["original_supervision_mode"] == "1210")
    elsewhere = np.where(zone, ~_true(back == out), ~_true(back.str[:2] == out.str[:2]))
    unknown, refused = elsewhere & ~retail, np.zeros(len(lines), dtype=bool)
    for entry in _law("district_permitted")["entries"]:
        from_day, to_day = pd.Timestamp(entry["valid_from"]), pd.Timestamp(entry["valid_to"] or "2262-01-01")
        there = elsewhere & retail & judged_on.between(from_day, to_day).to_numpy()
        match entry["values"]["rule"]:
            case "original_district":
                refused |= there
            case "pilot":
                pilots = entry["values"]["pilot_districts"]
                unknown |= there & ~_true(back.str[:2].isin(pilots) & out.str[:2].isin(pilots))
    return unknown | _missing(back), refused


def _reason(lines: pd.DataFrame) -> tuple[Mask, Mask]:
    channel, reason = lines["channel"], lines["reason"]
    warehouse = _true(channel.isin(["warehouse_9810", "zone_warehouse_1210"]))
    counts = _true(reason.isin(["quality", "specification"]))
    proved = counts & ~_missing(lines["evidence_ref"])
    unknown = (warehouse & (_missing(reason) | (counts & ~proved))) | (_true(channel == "zone_unstated_1210") & ~proved)
    return unknown, warehouse & ~counts


def _mark(lines: pd.DataFrame) -> tuple[Mask, Mask]:
    retail, is_back = _true(lines["channel"] == "retail_9610"), lines["is_back"].to_numpy()
    mark, declared = lines["mark"], lines["original_mark"]
    unread = _missing(mark)
    unknown = retail & ((unread & ~is_back) | (~unread & _missing(declared)))
    return unknown, retail & (unread | ~_true(mark == declared))


def with_rules(lines: pd.DataFrame, feeds: Feeds, as_of: pd.Timestamp) -> pd.DataFrame:
    """Ten of the eleven rules: each line by itself."""
    none, no_channel = ~lines["has_original"].to_numpy(), _missing(lines["channel"])
    never = np.zeros(len(lines), dtype=bool)
    unnamed = _missing(lines["document_no"]) | _missing(lines["document_line_no"])
    no_time, late = _time(lines, "deadline")
    banned, may_be_banned = _bans(lines, feeds.bans, as_of)
    on_record, monitored = _monitored(lines, feeds.enterprises)
    nothing, differs = _goods(lines)
    no_reason, bad_reason = _reason(lines)
    no_mark, bad_mark = _mark(lines)
    no_district, bad_district = _district(lines)
    found: dict[str, tuple[Mask, Mask]] = {
        "original_found": (
            unnamed | ~lines["document_is_held"].to_numpy(dtype=bool) | lines["document_is_torn"].to_numpy(dtype=bool),
            none,
        ),
        "goods_match": (none | nothing, differs),
        "channel_covered": (none, no_channel),
        "within_one_year": (none | no_time, late),
        "reason_permitted": (none | no_channel | no_reason, bad_reason),
        "shipment_permitted": (_missing(lines["shipment"]), never),
        "identifiable": (none | no_channel | no_mark, bad_mark),
        "not_prohibited": (none | (may_be_banned & ~banned), banned),
        "monitoring_system": (~on_record, ~monitored),
        "district_permitted": (none | no_channel | no_district, bad_district),
    }
    too_early = (lines["judged_on"] < IN_FORCE_FROM).to_numpy()
    flags = {
        name: _flag(unknown=unknown if name in ALWAYS else unknown | too_early, refused=refused)
        for name, (unknown, refused) in found.items()
    }
    return lines.assign(**flags)


def _settled(claims: pd.DataFrame) -> list[bool]:
    """Claim after claim, exactly: one that fits may use up what is left, one that does not uses nothing."""
    fits, original, left = [], -1, Decimal(0)
    columns = (claims[name].tolist() for name in ("original", "original_quantity", "quantity", "uses_up"))
    for number, exported, quantity, uses_up in zip(*columns, strict=True):
        if number != original:
            original, left = number, exported
        fits.append(quantity <= left)
        if fits[-1] and uses_up:
            left -= quantity
    return fits


def quantity_available(lines: pd.DataFrame) -> pd.Series:
    """Whether each claim fits. Where all claims on an original fit together, their order does not matter."""
    claiming = lines["has_original"] & ~lines["is_withdrawn"] & _true(lines["unit"] == lines["original_unit"])
    claims = lines.loc[claiming, ["quantity", "original_quantity", "return_no", "line_no", "enterprise"]].copy()
    claims["original"] = lines[claiming].groupby(["document_no", "document_line_no"], sort=False).ngroup()
    totals = arrow.table(
        {
            "original": arrow.array(claims["original"]),
            # Wide enough for any sum of what a contract lets in.
            "quantity": arrow.array(claims["quantity"]).cast(arrow.decimal128(38, 5)),
        }
    )
    claimed = totals.group_by("original").aggregate([("quantity", "sum")])
    total = pd.Series(
        pd.arrays.ArrowExtensionArray(claimed["quantity_sum"]), index=claimed["original"].to_numpy()
    ).reindex(claims["original"])
    contested = claims[_true(total.set_axis(claims.index) > claims["original_quantity"])].copy()
    is_back, refused = lines["is_back"], np.zeros(len(lines), dtype=bool)
    for name in RULES[:-1]:
        refused |= _true(~lines[name])
    contested["uses_up"] = (is_back | ~refused)[contested.index]
    contested["is_planned"] = ~is_back[contested.index]
    contested["day"] = lines["entered_on"].where(is_back, lines["applied_on"])[contested.index]
    # Code points: the order of UTF-8 bytes, and of Python's own texts.
    contested = contested.sort_values(["original", "is_planned", "day", "return_no", "line_no", "enterprise"])
    fits = pd.Series(pd.NA, index=lines.index, dtype="boolean")
    fits[claiming] = True
    fits[contested.index] = _settled(contested)
    return fits


def _named(names: list[str], masks: list[Mask]) -> pd.Series:
    """The names whose masks hold, joined; each different combination is written once."""
    bits = sum(mask.astype(np.int64) << place for place, mask in enumerate(masks))
    different, which = np.unique(np.asarray(bits), return_inverse=True)
    texts = [";".join(name for place, name in enumerate(names) if code >> place & 1) for code in different.tolist()]
    return pd.Series(np.array(texts, dtype=object)[which], dtype=TEXT)


def _conjunction(lines: pd.DataFrame, names: list[str], words: tuple[str, str, str]) -> np.ndarray[Any, Any]:
    """The three-valued AND: the words for no, unknown, yes."""
    refused = np.logical_or.reduce([_true(~lines[name]) for name in names])
    unknown = np.logical_or.reduce([_missing(lines[name]) for name in names])
    return np.select([refused, unknown], list(words[:2]), default=words[2])


def with_verdicts(lines: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Verdict, the three lists of rules, route and the days that are left."""
    failed = [_true(~lines[name]) for name in RULES]
    still_open = [_missing(lines[name]) for name in RULES]
    is_back = lines["is_back"].to_numpy()
    unread = _true(lines["channel"] == "retail_9610") & _missing(lines["mark"]) & ~is_back
    awaited = unread & (lines["judged_on"] >= IN_FORCE_FROM).to_numpy()
    withdrawn = lines["is_withdrawn"].to_numpy(dtype=bool)
    verdict = _conjunction(lines, RULES, ("ineligible", "needs_evidence", "eligible"))
    ordinary = {"channel_covered", "reason_permitted"}
    others = np.logical_or.reduce([mask for name, mask in zip(RULES, failed, strict=True) if name not in ordinary])
    route = np.select(
        [verdict != "ineligible", _true(~lines["not_prohibited"]), others],
        ["ecommerce_return", "none", "ask_customs"],
        default="ordinary_return_4561",
    )
    return lines.assign(
        verdict=pd.Series(np.where(withdrawn, "withdrawn", verdict), dtype=TEXT),
        failed_rules=_named(RULES, failed),
        open_rules=_named(RULES, still_open),
        awaited_rules=_named(["identifiable"], [awaited]),
        route=pd.Series(route, dtype=TEXT).mask(withdrawn),
        days_left=(lines["deadline"] - as_of).dt.days.mask(is_back).astype("Int32"),
    )


def with_relief(lines: pd.DataFrame) -> pd.DataFrame:
    """The seven conditions of tax relief, what they come to, and what holds where there is none."""
    none, reason = ~lines["has_original"].to_numpy(), lines["reason"]
    never = np.zeros(len(lines), dtype=bool)
    mode = lines["original_supervision_mode"]
    declared = lines["original_declared_on"].fillna(lines["released_on"])
    windows = _law("relief_window")["windows"]
    inside = [declared.between(*map(pd.Timestamp, (w["declared_from"], w["declared_to"]))).to_numpy() for w in windows]
    source = np.select(inside, [window["source"] for window in windows], default="")
    before = _true(declared < pd.Timestamp(min(window["declared_from"] for window in windows)))
    no_time, late = _time(lines, "relief_deadline")
    settled, simplified = lines["rebate_settled"], _true(lines["original_statistics_flag"] == "A")
    denied = _true(~settled)
    flags = {
        "relief_mode": _flag(unknown=none, refused=~_true(mode.isin(["1210", "9610", "9710", "9810"]))),
        "relief_window": _flag(unknown=(source == "") & ~before, refused=before),
        "relief_goods": _flag(
            unknown=none, refused=_true(lines["original_hs_code"].str[:2].isin(_law("relief_goods")["food_chapters"]))
        ),
        "relief_reason": _flag(
            unknown=_missing(reason) | _true(reason == "other"), refused=_true(reason == "force_majeure")
        ),
        "relief_original_state": lines["original_state"],
        "relief_six_months": _flag(unknown=none | no_time | (late & _true(mode == "1210")), refused=late),
        "relief_rebate_settled": _flag(
            unknown=(denied & simplified) | (_missing(settled) & ~simplified), refused=denied
        ),
    }
    lines = lines.assign(**flags)
    relief = _conjunction(lines, RELIEF, ("not_exempt", "needs_evidence", "exempt"))
    levied = never.copy()
    for entry in yaml.safe_load((REFERENCE / "tariff_law.yaml").read_text(encoding="utf-8"))["entries"]:
        from_day, to_day = entry["valid_from"] or "1677-12-31", entry["valid_to"] or "2262-01-01"
        in_force = lines["judged_on"].between(pd.Timestamp(from_day), pd.Timestamp(to_day))
        levied |= in_force.to_numpy() & _true(reason.isin(entry["reasons"]))
    noted = (relief != "exempt") & levied & _true(lines["original_state"]) & _true(lines["within_one_year"])
    return lines.assign(
        tax_relief=pd.Series(relief, dtype=TEXT),
        relief_source=pd.Series(source, dtype=TEXT).mask(source == ""),
        tax_note=pd.Series("tariff_law_39", index=lines.index, dtype=TEXT).where(noted),
    )


def decide(feeds: Feeds, as_of: pd.Timestamp) -> pd.DataFrame:
    """Every return line decided for a day in China."""
    lines = with_rules(with_terms(feeds, as_of), feeds, as_of)
    lines = lines.assign(quantity_available=quantity_available(lines))
    decided = with_relief(with_verdicts(lines, as_of))[OUTPUT]
    return decided.astype(dict.fromkeys(DAYS, pd.ArrowDtype(arrow.date32())))


def main() -> None:
    inbox, out, as_of = Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3])
    eligibility = decide(read_feeds(inbox), pd.Timestamp(as_of))
    eligibility.to_parquet(out, index=False)
    print(eligibility["verdict"].value_counts().to_string())


if __name__ == "__main__":
    main()

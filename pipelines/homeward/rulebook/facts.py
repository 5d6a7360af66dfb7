"""Facts a line's rules need from other tables: bans in force, monitoring records, districts, windows, rest days."""

from datetime import date, timedelta

import narwhals.stable.v2 as nw
import polars as pl

from homeward.rulebook.law import Law
from homeward.rulebook.tables import Rows, beside, in_memory, local
from homeward.rulebook.terms import LINE_ID, enterprise_of_code
from homeward.rulebook.vocabulary import HEADING_DIGITS, heading, is_simplified
from homeward.years import FIRST_YEAR

_FIRST_DAY = date(FIRST_YEAR, 1, 1)


def _in_force(as_of: date) -> nw.Expr:
    export_day = nw.coalesce(nw.col("released_on"), nw.lit(as_of))
    import_ban = _covers(nw.col("judged_on")) & nw.col("scope").is_in(["import", "both"])
    return import_ban | (_covers(export_day) & nw.col("scope").is_in(["export", "both"]))


def _covers(day: nw.Expr) -> nw.Expr:
    return (day >= nw.col("valid_from")) & ((day <= nw.col("valid_to")) | nw.col("valid_to").is_null())


def _named(codes: Rows, bans: Rows) -> Rows:
    """Each code with each ban that names it: a simplified one stands for its heading, and only a ban of that, or of a
    shorter prefix, decides.
    """
    simplified = is_simplified(nw.col("original_hs_code"))
    by_length = []
    for length in range(2, 11):
        some = bans.filter(nw.col("hs_prefix").str.len_chars() == length)
        decidable = codes if length <= HEADING_DIGITS else codes.filter(~simplified)
        prefixed = decidable.with_columns(hs_prefix=nw.col("original_hs_code").str.slice(0, length))
        by_length.append(prefixed.join(some, on="hs_prefix", how="inner"))
    return nw.concat(by_length)


def _near(codes: Rows, bans: Rows) -> Rows:
    """Each simplified code with each ban of a longer prefix under its heading."""
    longer = bans.filter(nw.col("hs_prefix").str.len_chars() > HEADING_DIGITS)
    under = longer.with_columns(ban_heading=heading(nw.col("hs_prefix")))
    simplified = codes.filter(is_simplified(nw.col("original_hs_code")))
    headed = simplified.with_columns(ban_heading=heading(nw.col("original_hs_code")))
    return headed.join(under, on="ban_heading", how="inner").drop("ban_heading")


def with_bans(lines: Rows, bans: Rows, as_of: date) -> Rows:
    """Add `ban_names_it`, `ban_is_possible` (a simplified code over a longer prefix) and `ban_shown`.

    Prefixes are looked for once for each code, days once for each line. Source: rules.md.
    """
    narrow = lines.select(LINE_ID, "original_hs_code", "judged_on", "released_on")
    codes = local(narrow.select("original_hs_code").filter(~nw.col("original_hs_code").is_null()).unique())
    plain = bans.select("hs_prefix", "scope", "valid_from", "valid_to", "source")
    named, near = (local(found(codes, plain)) for found in (_named, _near))
    decisive = (
        narrow.join(named, on="original_hs_code", how="inner")
        .filter(_in_force(as_of))
        .with_columns(ban_shown=nw.concat_str([nw.col("hs_prefix"), nw.lit(" · "), nw.col("source").fill_null("")]))
        .group_by(LINE_ID)
        .agg(ban_shown=nw.col("ban_shown").min())
    )
    possible = narrow.join(near, on="original_hs_code", how="inner").filter(_in_force(as_of)).select(LINE_ID).unique()
    lines = beside(lines, decisive, LINE_ID)
    lines = beside(lines, possible.with_columns(ban_is_possible=nw.lit(value=True)), LINE_ID)
    return lines.with_columns(
        ban_names_it=~nw.col("ban_shown").is_null(),
        ban_is_possible=nw.col("ban_is_possible").fill_null(value=False),
    )


def _records(enterprises: Rows) -> pl.DataFrame:
    """`enterprise`, `monitoring_from`, `monitoring_to`, `shown`, `place` (from 0, in the order of `shown`)."""
    codes = enterprise_of_code(enterprises).select(nw.col("code").alias("enterprise_code"), "enterprise")
    records = enterprises.join(codes, on="enterprise_code", how="left").filter(~nw.col("monitoring_from").is_null())
    ends = nw.col("monitoring_to").cast(nw.String).fill_null("")
    shown = nw.concat_str([nw.col("monitoring_from").cast(nw.String), nw.lit(" … "), ends])
    named = in_memory(records.select("enterprise", "monitoring_from", "monitoring_to", shown=shown))
    return named.sort("shown").with_row_index("place").cast({"place": pl.Int64})


def with_monitoring(lines: Rows, enterprises: Rows) -> Rows:
    """Add `has_monitoring_start`, `is_monitored` and `monitoring_shown`: a record that covers both days, or the latest.

    Records stand in one order, those that cover behind all others, so that the last of a line's is the one to show.
    Source: rules.md, monitoring_system.
    """
    known = _records(enterprises)
    records, count = nw.from_native(known.lazy()), nw.lit(known.height)
    pairs = lines.select(LINE_ID, "enterprise", "applied_on", "judged_on").join(records, on="enterprise", how="inner")
    first, last = nw.min_horizontal("applied_on", "judged_on"), nw.max_horizontal("applied_on", "judged_on")
    ends = nw.col("monitoring_to").is_null() | (last <= nw.col("monitoring_to"))
    covers = (nw.col("monitoring_from") <= first) & ends
    placed = pairs.select(LINE_ID, place=nw.when(covers).then(nw.col("place") + count).otherwise(nw.col("place")))
    lines = beside(lines, placed.group_by(LINE_ID).agg(last_place=nw.col("place").max()), LINE_ID)
    lines = lines.with_columns(
        has_monitoring_start=~nw.col("last_place").is_null(),
        is_monitored=(nw.col("last_place") >= count).fill_null(value=False),
        place=nw.col("last_place") % count,
    )
    return beside(lines, records.select("place", monitoring_shown="shown"), "place").drop("place", "last_place")


def _span(day: str, valid_from: date | None, valid_to: date | None) -> nw.Expr:
    inside = ~nw.col(day).is_null()
    if valid_from:
        inside = inside & (nw.col(day) >= nw.lit(valid_from))
    return inside & (nw.col(day) <= nw.lit(valid_to)) if valid_to else inside


def with_law(lines: Rows, law: Law) -> Rows:
    """Add what the dated law says of each line: `district_rule`, `both_districts_in_pilot`, `relief_source`,
    `is_before_windows`, `declared_day`, `is_relief_mode`, `is_relief_reason`, `is_food`, `tariff_reason`,
    `is_in_force`.
    """
    district, pilots = nw.lit(None).cast(nw.String), nw.lit(value=False)
    for entry in law.rules["district_permitted"].entries:
        inside = _span("judged_on", entry.valid_from, entry.valid_to)
        district = nw.when(inside).then(nw.lit(entry.values["rule"])).otherwise(district)
        named = entry.values.get("pilot_districts", [])
        both = [nw.col(c).str.slice(0, 2).is_in(named) for c in ("customs_code", "original_customs_code")]
        pilots = nw.when(inside).then(both[0] & both[1]).otherwise(pilots) if named else pilots
    declared = nw.coalesce(nw.col("original_declared_on"), nw.col("released_on"))
    lines = lines.with_columns(
        district_rule=district, both_districts_in_pilot=pilots.fill_null(value=False), declared_day=declared
    )
    windows = law.rules["relief_window"].windows
    source = nw.lit(None).cast(nw.String)
    for window in windows:
        inside = _span("declared_day", window.declared_from, window.declared_to)
        source = nw.when(inside).then(nw.lit(window.source)).otherwise(source)
    first = min(window.declared_from for window in windows)
    chapters = list(law.rules["relief_goods"].food_chapters)
    tariff = nw.lit(value=False)
    for change in law.tariff:
        inside = _span("judged_on", change.valid_from, change.valid_to)
        tariff = nw.when(inside).then(nw.col("reason").is_in(list(change.reasons))).otherwise(tariff)
    return lines.with_columns(
        relief_source=source,
        is_before_windows=(nw.col("declared_day") < nw.lit(first)).fill_null(value=False),
        is_relief_mode=nw.col("original_supervision_mode").is_in(law.value("relief_mode", "modes")),
        is_relief_reason=nw.col("reason").is_in(law.value("relief_reason", "reasons")),
        is_food=nw.col("original_hs_code").str.slice(0, 2).is_in(chapters).fill_null(value=False),
        tariff_reason=tariff.fill_null(value=False),
        is_in_force=nw.col("judged_on") >= nw.lit(law.in_force_from),
    )


def with_rest_days(lines: Rows, law: Law, as_of: date) -> Rows:
    """Add `deadline_working_day` and `relief_working_day`: the first working day on or after each last day."""
    # A deadline that lies further ahead is of goods released after the night, and is not looked at.
    calendar = law.calendar.working_days(_FIRST_DAY, as_of + timedelta(days=800))
    days = nw.from_native(calendar.lazy())
    for day, name in (("deadline", "deadline_working_day"), ("relief_deadline", "relief_working_day")):
        lines = beside(lines, days.select(nw.col("day").alias(day), nw.col("working_day").alias(name)), day)
    return lines


def _rates_of(lines: Rows, rates: Rows) -> Rows:
    """`original_currency`, `released_on`, `cny`: the rate in force on each day that a currency was asked for."""
    asked: pl.LazyFrame = nw.to_native(lines.select("original_currency", "released_on").unique())
    known: pl.LazyFrame = nw.to_native(rates.select(original_currency="currency", valid_from="valid_from", cny="cny"))
    dated = asked.filter(pl.col("released_on").is_not_null()).sort("released_on").join_asof(
        known.sort("valid_from"), left_on="released_on", right_on="valid_from", by="original_currency",
        check_sortedness=False,  # Polars cannot check it within groups, and warns.
    )  # fmt: skip
    return nw.from_native(dated.select("original_currency", "released_on", "cny"))


def with_value(lines: Rows, rates: Rows) -> Rows:
    """Add `value_cny`: quantity × price × the rate in force on the day of release, half up to a cent. Yuan are yuan."""
    rated: pl.LazyFrame = nw.to_native(beside(lines, _rates_of(lines, rates), "original_currency", "released_on"))
    yuan = pl.when(pl.col("original_currency") == "CNY").then(pl.lit(1).cast(pl.Decimal(19, 5)))
    rated = rated.with_columns(cny=pl.coalesce("cny", yuan))
    value = _half_up(pl.struct("quantity", "original_unit_price", "cny"))
    is_comparable = pl.col("unit") == pl.col("original_unit")
    return nw.from_native(rated.with_columns(value_cny=pl.when(is_comparable).then(value)).drop("cny"))


def _half_up(parts: pl.Expr) -> pl.Expr:
    """Exact: the three factors as whole hundred-thousandths, their product halved up to cents.

    Null where no column of the warehouse could hold it: 10^17 yuan and more, which are a slip in a file, not a value.
    """
    wide = pl.Decimal(38, 0)

    def whole(name: str) -> pl.Expr:
        return (parts.struct.field(name).cast(pl.Decimal(38, 5)) * 100_000).cast(pl.Int128)

    factors = [whole(name) for name in ("quantity", "original_unit_price", "cny")]
    about = factors[0].cast(pl.Float64) * factors[1].cast(pl.Float64) * factors[2].cast(pl.Float64)
    cents = (factors[0] * factors[1] * factors[2] + 5 * 10**12) // 10**13
    # Asked of the rough product first: the exact one of greater factors would not fit 128 bits, and wrap around.
    held = pl.when((about < 1e34) & (cents < 10**19)).then(cents)
    return held.cast(wide).cast(pl.Decimal(38, 2)) / pl.lit(100).cast(pl.Decimal(38, 2))

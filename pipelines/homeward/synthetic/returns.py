"""Return lines, each made from its number alone: mostly sound, now and then with a fault that returns have."""

import polars as pl

from homeward.synthetic.catalogue import catalogue
from homeward.synthetic.chance import Chance, at
from homeward.synthetic.declarations import export_lines
from homeward.synthetic.originals import originals_of
from homeward.synthetic.plan import Plan
from homeward.synthetic.tiling import TILE

_LINE = "index"
_FIRST_NUMBER = 100_001
# What is wrong with a line, if anything, and how often in a thousand.
STORIES = {
    "edge": 7,  # back on the last day, or on the first working day after it
    "late": 6,  # back after its year
    "unclaimed": 13,  # does not say which document it comes from
    "unknown document": 12,
    "unknown line": 3,
    "another's line": 3,
    "other goods": 4,
    "no goods named": 5,
    "other unit": 3,
    "too many": 4,
    "other mark": 4,
    "mark lost": 4,
    "mark unread": 22,
    "no shipment": 8,
    "no customs code": 7,
    "before release": 2,
    "withdrawn": 12,
    "no reason": 9,
    "unfit reason": 9,
    "no evidence": 14,
    "waiting for evidence": 12,
}
_PARCEL_REASONS = {
    "buyer_return": 42, "refused": 14, "undeliverable": 13, "unsold": 10,
    "quality": 12, "specification": 6, "force_majeure": 2, "other": 1,
}  # fmt: skip
_UNFIT_REASONS = ["unsold", "buyer_return", "other", "force_majeure"]


def _story(chance: Chance) -> pl.Expr:
    usual = 1000 - sum(STORIES.values())
    return at(["usual", *STORIES], chance.weighted("story", [usual, *STORIES.values()], _LINE))


def _tells(*stories: str) -> pl.Expr:
    return pl.col("story").is_in(stories)


def _placed(index: pl.Series, plan: Plan) -> pl.DataFrame:
    """Which return, whose, which line of it, its story, and the day it was applied for."""
    tile, place, batches = pl.col(_LINE) // TILE, pl.col(_LINE) % TILE, plan.batches
    return (
        index.rename(_LINE)
        .to_frame()
        .with_columns(
            (tile * batches.groups + at(batches.group, place)).alias("batch"),
            (tile * TILE + at(batches.starts, at(batches.group, place))).alias("first_line"),
            at(batches.line_no, place).alias("line_no"),
            at(batches.seller, place).alias("seller"),
            _story(plan.chance).alias("story"),
        )
        .with_columns(plan.applied_day(pl.col("first_line")).alias("applied_day"))
    )


def _with_originals(placed: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    originals = export_lines(originals_of(placed, plan), plan, plan.night)
    return placed.hstack(originals.select(pl.all().name.prefix("original_")))


def _dated(lines: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """When it was applied for, comes home and is closed: days that stand, whether they have come or not."""
    chance = plan.chance
    released = pl.col("original_clears_at").dt.date()
    deadline = released.dt.offset_by("1y")
    after_deadline = pl.when(deadline.dt.weekday() >= 6).then(8 - deadline.dt.weekday()).otherwise(0)
    journey = 12 + chance.below("journey", 55, _LINE)
    applied = pl.lit(plan.begin) + pl.duration(days=pl.col("applied_day"))
    # Nobody asks to return what is not yet released; what comes back comes before its year is over.
    known_by = pl.lit(plan.begin) + pl.duration(days=pl.max_horizontal("applied_day", pl.lit(plan.history_days - 1)))
    asked = pl.max_horizontal(applied, released + pl.duration(days=1)).fill_null(applied).clip(None, known_by)
    home = pl.col("applied_on") + pl.duration(days=journey)
    never = chance.happens("never came", 0.015, _LINE) & ~_tells("edge", "late")
    return (
        lines.with_columns(applied_on=pl.when(_tells("edge", "late")).then(applied).otherwise(asked))
        .with_columns(
            comes_on=pl.when(never)
            .then(None)
            .when(_tells("edge"))
            .then(deadline + pl.duration(days=after_deadline))
            .when(_tells("late"))
            .then(deadline + pl.duration(days=3 + chance.below("days late", 40, _LINE)))
            .when(_tells("before release"))
            .then(released - pl.duration(days=2))
            .otherwise(pl.min_horizontal(home, deadline).fill_null(home)),
        )
        .with_columns(
            settles_on=pl.when(_tells("withdrawn")).then(pl.col("applied_on") + pl.duration(days=5)),
            closes_on=pl.when(chance.happens("closed", 0.7, _LINE)).then(
                pl.col("comes_on") + pl.duration(days=8 + chance.below("days to close", 25, _LINE))
            ),
            proves_on=pl.col("applied_on") + pl.duration(days=1 + chance.below("days to prove", 60, _LINE)),
        )
    )


def _claimed(lines: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """What the line says of its original."""
    chance = plan.chance
    number = pl.col("original_document_no")
    # A document of a serial that no office has given yet.
    unknown = number.str.slice(0, 9) + "9" + number.str.slice(10)
    names_goods = ~_tells("no goods named")
    own_item = pl.when(_tells("other goods")).then(pl.lit("SKU0000001")).otherwise(pl.col("original_item_no"))
    others = pl.Series([seller.other_code for seller in plan.sellers])
    codes = pl.Series([seller.code for seller in plan.sellers])
    whose = pl.when(_tells("another's line")).then((pl.col("seller") + 1) % len(codes)).otherwise(pl.col("seller"))
    return lines.with_columns(
        document_no=pl.when(_tells("unclaimed"))
        .then(None)
        .when(_tells("unknown document"))
        .then(unknown)
        .otherwise(number),
        document_line_no=pl.when(_tells("unclaimed"))
        .then(None)
        .when(_tells("unknown line"))
        .then(pl.col("original_line_no") + 100)
        .otherwise(pl.col("original_line_no")),
        enterprise_code=pl.when(chance.happens("short code", 0.1, "batch"))
        .then(at(others, whose))
        .otherwise(at(codes, whose)),
        item_no=pl.when(names_goods & ~chance.happens("no item number", 0.1, _LINE) | _tells("other goods")).then(
            own_item
        ),
        hs_code=pl.when(names_goods & ~chance.happens("no code", 0.15, _LINE)).then(pl.col("original_full_hs_code")),
        goods_name=pl.col("original_goods_name"),
        order_no=pl.col("original_order_no"),
        unit=pl.when(_tells("other unit")).then(pl.lit("006")).otherwise(pl.col("original_unit")),
    )


def _measured(lines: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """How much comes home, how, and through which customs office."""
    chance = plan.chance
    pieces = pl.col("original_quantity").cast(pl.Int64)
    some = 1 + (chance.share("pieces home", _LINE).pow(2) * 0.4 * pieces).cast(pl.Int64)
    quantity = pl.when(_tells("too many")).then(pieces + 3).otherwise(some)
    away = (pl.col("original_supervision_mode") == "9610") & chance.happens("another district", 0.12, "batch")
    elsewhere = at(
        catalogue()["other_offices"], chance.below("which district", len(catalogue()["other_offices"]), "batch")
    )
    is_bulk = chance.happens("bulk", 0.6, "batch")
    shipment = pl.when(is_bulk).then(pl.lit("bulk")).otherwise(pl.lit("individual"))
    return lines.with_columns(
        quantity=quantity.cast(pl.Decimal(19, 5)),
        customs_code=pl.when(_tells("no customs code"))
        .then(None)
        .when(away)
        .then(elsewhere)
        .otherwise(pl.col("original_customs_code")),
        shipment=pl.when(~_tells("no shipment")).then(shipment),
        shipment_no=pl.when(is_bulk).then(pl.lit("BL") + (10_000 + pl.col("batch") // 4).cast(pl.String)),
        return_no=pl.lit("RT") + (_FIRST_NUMBER + pl.col("batch")).cast(pl.String),
    )


def _reasoned(lines: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Why it comes home, and what proves it; from a warehouse abroad mostly for a reason that counts."""
    chance = plan.chance
    parcel = at(list(_PARCEL_REASONS), chance.weighted("reason", list(_PARCEL_REASONS.values()), _LINE))
    unfit = at(_UNFIT_REASONS, chance.below("unfit reason", len(_UNFIT_REASONS), _LINE))
    fit = pl.when(chance.happens("quality", 0.7, _LINE)).then(pl.lit("quality")).otherwise(pl.lit("specification"))
    from_parcel = (pl.col("original_document_type") == "retail_list") & ~_tells("unfit reason")
    needs_proof = pl.col("reason").is_in(["quality", "specification"])
    return lines.with_columns(
        reason=pl.when(_tells("no reason"))
        .then(None)
        .when(from_parcel)
        .then(parcel)
        .when(_tells("unfit reason"))
        .then(unfit)
        .otherwise(fit)
    ).with_columns(
        proof=pl.when(needs_proof & ~_tells("no evidence")).then(
            pl.lit("EV-") + (10**6 + chance.below("evidence", 9 * 10**6, _LINE)).cast(pl.String)
        ),
        original_state=_mostly(chance, "original state", 0.9, 0.04),
        rebate_settled=_mostly(chance, "rebate", 0.72, 0.05),
        agent_code=pl.when(chance.happens("by a broker", 0.15, "batch")).then(pl.lit(plan.sellers[0].other_code)),
    )


def _mostly(chance: Chance, stream: str, yes: float, no: float) -> pl.Expr:
    share = chance.share(stream, _LINE)
    return pl.when(share < yes).then(True).when(share < yes + no).then(False)


def return_facts(index: pl.Series, plan: Plan) -> pl.DataFrame:
    """All that is true of the return lines of these numbers, whether it is told yet or not.

    Takes Int64 numbers of lines. Gives columns of returns, `story` (what is wrong with the line, or `usual`), the days
    on which things happen, and the columns of the line each comes from, after `original_`.
    """
    placed = _dated(_with_originals(_placed(index.cast(pl.Int64), plan), plan), plan)
    return _reasoned(_measured(_claimed(placed, plan), plan), plan)


def as_told(lines: pl.DataFrame, plan: Plan, night: int) -> pl.DataFrame:
    """What the seller's system says on the morning of a night: of `return_facts`, what has happened by then.

    Gives all canonical columns of returns beside the facts.
    """
    chance = plan.chance
    today = pl.lit(plan.first_night) + pl.duration(days=night - 1)
    is_back = (pl.col("comes_on") < today).fill_null(False)
    # Some arrivals are entered as plans, before they are.
    planned = chance.happens("planned", 0.1, _LINE) & ~_tells("withdrawn")
    is_closed = (pl.col("closes_on") < today).fill_null(False) & is_back & ~_tells("withdrawn")
    is_withdrawn = _tells("withdrawn") & (pl.col("settles_on") < today)
    marked = pl.when(_tells("other mark")).then(pl.lit("TM000000000000")).otherwise(pl.col("original_mark"))
    waits = _tells("waiting for evidence") & (pl.col("proves_on") >= today)
    refused = chance.happens("refused by customs", 0.03, _LINE)
    return lines.with_columns(
        entered_on=pl.when((is_back | planned) & ~_tells("withdrawn")).then(pl.col("comes_on")),
        mark=pl.when((~_tells("mark unread") | is_back) & ~_tells("mark lost")).then(marked),
        evidence_ref=pl.when(~waits).then(pl.col("proof")),
        status=pl.when(is_withdrawn).then(pl.lit("withdrawn")).otherwise(pl.lit("applied")),
        closed_on=pl.when(is_closed).then(pl.col("closes_on")),
        customs_outcome=pl.when(is_closed).then(pl.when(refused).then(pl.lit("refused")).otherwise(pl.lit("accepted"))),
    )

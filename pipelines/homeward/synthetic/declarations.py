"""Export lines, each made from its number alone."""

from functools import cache

import polars as pl

from homeward.synthetic.catalogue import catalogue
from homeward.synthetic.chance import Chance, at
from homeward.synthetic.plan import Plan
from homeward.synthetic.tiling import TILE

_DOCUMENT = "document"
_LINE = "index"
# Serial numbers as an office gives them: nine digits.
_FIRST_SERIAL = 100_000_001


@cache
def _column(heading: str, field: str) -> pl.Series:
    return pl.Series([entry[field] for entry in catalogue()[heading]])


@cache
def _weights(heading: str) -> tuple[float, ...]:
    return tuple(entry["weight"] for entry in catalogue()[heading])


def _placed(index: pl.Series, plan: Plan) -> pl.DataFrame:
    """Which document, whose, which line of it, and the day it was declared."""
    tile, place = pl.col(_LINE) // TILE, pl.col(_LINE) % TILE
    documents = plan.documents
    return (
        index.rename(_LINE)
        .to_frame()
        .with_columns(
            (tile * documents.groups + at(documents.group, place)).alias(_DOCUMENT),
            (tile * TILE + at(documents.starts, at(documents.group, place))).alias("first_line"),
            at(documents.line_no, place).alias("line_no"),
            at(documents.seller, place).alias("seller"),
        )
        .with_columns(plan.declared_day(pl.col("first_line")).alias("declared_day"))
    )


def _shipped(lines: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """How the document left: its channel, kind, customs office, declaration and release."""
    chance = plan.chance
    lines = lines.with_columns(
        channel=chance.weighted("channel", _weights("channels"), _DOCUMENT),
        destination=chance.weighted("destination", _weights("destinations"), _DOCUMENT),
        declared_on=pl.lit(plan.begin) + pl.duration(days=pl.col("declared_day")),
    )
    offices = pl.Series([seller.office for seller in plan.sellers])
    zones = pl.Series([seller.zone for seller in plan.sellers])
    return lines.with_columns(
        document_type=at(_column("channels", "document_type"), pl.col("channel")),
        supervision_mode=at(_column("channels", "mode"), pl.col("channel")),
        zone_flow=at(_column("channels", "flow"), pl.col("channel")),
        customs_code=pl.when(at(_column("channels", "at"), pl.col("channel")) == "zone")
        .then(at(zones, pl.col("seller")))
        .otherwise(at(offices, pl.col("seller"))),
        destination_country=at(_column("destinations", "iso"), pl.col("destination")),
        currency=at(_column("destinations", "currency"), pl.col("destination")),
        clears_at=_clearance(chance),
    ).with_columns(
        document_no=pl.concat_str(
            "customs_code",
            pl.col("declared_on").dt.year().cast(pl.String),
            at(_column("channels", "mark"), pl.col("channel")),
            (pl.col(_DOCUMENT) + _FIRST_SERIAL).cast(pl.String),
        ),
        order_no=pl.when(pl.col("document_type") == "retail_list").then(
            pl.lit("SO") + (10**9 + chance.below("order", 9 * 10**9, _DOCUMENT)).cast(pl.String)
        ),
        status=pl.when(chance.happens("cancelled", 0.004, _DOCUMENT))
        .then(pl.lit("cancelled"))
        .otherwise(pl.lit("active")),
        is_in_english=chance.happens("english name", 0.4, _DOCUMENT),
        statistics_flag=pl.when(pl.col("supervision_mode") == "9610").then(
            pl.when(chance.happens("summary list", 0.35, _DOCUMENT)).then(pl.lit("B")).otherwise(pl.lit("A"))
        ),
    )


def _clearance(chance: Chance) -> pl.Expr:
    """The moment of release, mostly within a day; some documents are never released."""
    minutes = 9 * 60 + chance.below("minutes to release", 26 * 60, _DOCUMENT)
    moment = pl.col("declared_on").cast(pl.Datetime("us")) + pl.duration(
        minutes=minutes, seconds=chance.below("second of release", 60, _DOCUMENT)
    )
    return pl.when(~chance.happens("never released", 0.007, _DOCUMENT)).then(moment)


def _released(lines: pl.DataFrame, plan: Plan, night: int) -> pl.DataFrame:
    """What the export of a night says of the release: nothing where it came later, or comes by receipt."""
    exported = plan.first_night.toordinal() - plan.begin.toordinal() + night - 1
    in_time = pl.col("clears_at") < pl.lit(plan.begin).cast(pl.Datetime("us")) + pl.duration(days=exported)
    by_receipt = plan.chance.happens("released by receipt", 0.08, _DOCUMENT)
    return lines.with_columns(
        by_receipt=by_receipt & in_time.fill_null(False),
        comes_late=(~in_time).fill_null(False),
        released_at=pl.when(in_time & ~by_receipt).then(pl.col("clears_at")),
    )


def _goods(lines: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """What the line holds, under its full or, on a simplified list, its four-digit code."""
    chance = plan.chance
    goods = pl.col("goods")
    names = pl.when("is_in_english").then(at(_column("goods", "en"), goods))
    hs = at(_column("goods", "hs"), goods)
    simplified = (pl.col("statistics_flag") == "A").fill_null(False)
    return lines.with_columns(goods=chance.weighted("goods", _weights("goods"), _LINE)).with_columns(
        full_hs_code=hs,
        hs_code=pl.when(simplified).then(hs.str.slice(0, 4) + "000000").otherwise(hs),
        goods_name=names.otherwise(at(_column("goods", "zh"), goods)),
        goods_spec=pl.when(~simplified).then(at(_column("goods", "spec"), goods)),
        item_no=pl.concat_str(
            pl.lit("SKU"), hs.str.slice(0, 4), (100 + goods * 20 + chance.below("variant", 20, _LINE)).cast(pl.String)
        ),
        unit=at(_column("goods", "unit"), goods),
        dollars=at(_column("goods", "usd"), goods) * (0.8 + 0.5 * chance.share("price", _LINE)),
    )


def _measured(lines: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Quantities, prices, marks: few pieces in a parcel, many to a warehouse abroad."""
    chance = plan.chance
    is_parcel = pl.col("document_type") == "retail_list"
    few = 1 + (chance.share("few pieces", _LINE).pow(1.4) * 9).cast(pl.Int64)
    many = 10 + (chance.share("many pieces", _LINE).pow(2) * 400).cast(pl.Int64)
    kilos = pl.when(pl.col("unit") == "035").then(chance.below("grams", 4, _LINE) * 25).otherwise(0)
    dollar = catalogue()["currencies"]["USD"]["cny"]
    rates = {name: float(entry["cny"]) / float(dollar) for name, entry in catalogue()["currencies"].items()}
    in_currency = pl.col("dollars") / pl.col("currency").replace_strict(rates, return_dtype=pl.Float64)
    return lines.with_columns(
        # In hundredths of a piece: exact decimals, never floats.
        quantity=_hundredths(pl.when(is_parcel).then(few).otherwise(many) * 100 + kilos),
        unit_price=_hundredths((in_currency * 100).round(0).cast(pl.Int64)),
        mark=pl.when((pl.col("supervision_mode") == "9610") & ~chance.happens("no mark declared", 0.02, _LINE)).then(
            pl.lit("TM") + (10**11 + chance.below("mark", 9 * 10**11, _LINE)).cast(pl.String)
        ),
    )


def _hundredths(whole: pl.Expr) -> pl.Expr:
    return (whole.cast(pl.Decimal(19, 5)) / pl.lit(100).cast(pl.Decimal(19, 5))).cast(pl.Decimal(19, 5))


def _named(documents: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Whose document it is, by the code that its kind of export is declared under."""
    codes = pl.Series([seller.code for seller in plan.sellers])
    others = pl.Series([seller.other_code for seller in plan.sellers])
    by_short_code = plan.chance.happens("exported under the short code", 0.03, _DOCUMENT)
    return documents.with_columns(
        enterprise_code=pl.when(by_short_code).then(at(others, pl.col("seller"))).otherwise(at(codes, pl.col("seller")))
    )


def export_lines(index: pl.Series, plan: Plan, night: int) -> pl.DataFrame:
    """The export lines of these numbers, as night `night`'s delivery tells them.

    Takes Int64 numbers of lines. Gives the canonical columns of declarations, and of our own: `index`, `document`,
    `seller`, `clears_at` (the moment of release, told or not), `by_receipt` and `comes_late` (told by a receipt, with
    this delivery or a later one), `full_hs_code`.
    """
    placed = _placed(index.cast(pl.Int64), plan)
    documents = placed.unique(_DOCUMENT, maintain_order=True).drop(_LINE, "line_no")
    left = _released(_shipped(_named(documents, plan), plan), plan, night)
    lines = placed.select(_LINE, _DOCUMENT, "line_no").join(left, on=_DOCUMENT, how="left", maintain_order="left")
    return _measured(_goods(lines, plan), plan)

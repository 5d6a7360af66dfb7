"""The reference feeds: enterprises with their monitoring records, monthly exchange rates, a seller's own bans."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl

from homeward.synthetic.catalogue import Seller, catalogue
from homeward.synthetic.plan import Plan

_SAMPLE = "sample data, not law"


def _records(seller: Seller, plan: Plan) -> list[tuple[date | None, date | None]]:
    """When the seller ran its process monitoring, by how it is on record (see `catalogue.yaml`)."""
    start = plan.begin - timedelta(days=200)
    match seller.records:
        case "open":
            return [(start, None)]
        case "renewed":
            gap = plan.first_night - timedelta(days=250)
            return [(start, gap), (gap + timedelta(days=8), None)]
        case "ended":
            return [(start, plan.first_night - timedelta(days=60))]
        case "blank":
            return [(None, None)]
        case _:
            return []


def enterprises(plan: Plan) -> pl.DataFrame:
    """A row per seller and monitoring record."""
    rows = [
        (seller.code, seller.other_code, seller.name, first, last, seller.email or None)
        for seller in plan.sellers
        for first, last in _records(seller, plan)
    ]
    columns = ["enterprise_code", "other_code", "name", "monitoring_from", "monitoring_to", "contact_email"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def exchange_rates(plan: Plan) -> pl.DataFrame:
    """Yuan for one unit, from the first of each month of history; the rates are invented."""
    first = plan.begin.replace(day=1)
    months = pl.date_range(first, plan.as_of, "1mo", eager=True)
    rows = [
        (name, month, Decimal(entry["cny"]) * (1 + Decimal((number * 7 + len(name) * 3) % 9 - 4) / 400), _SAMPLE)
        for name, entry in catalogue()["currencies"].items()
        if entry["rate"]
        for number, month in enumerate(months)
    ]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "currency": pl.String,
        "valid_from": pl.Date,
        "cny": pl.Decimal(19, 5),
        "source": pl.String,
    }
    exact = [(name, month, cny.quantize(Decimal("0.00001")), source) for name, month, cny, source in rows]
    return pl.DataFrame(exact, schema=schema, orient="row")


def prohibited_goods() -> pl.DataFrame:
    """Bans that a seller keeps beside the shipped list."""
    rows = [{**ban, "valid_to": ban["valid_to"] or None, "source": _SAMPLE} for ban in catalogue()["bans"]]
    frame = pl.DataFrame(rows).with_columns(pl.col("valid_from", "valid_to").cast(pl.Date))
    return frame.select("hs_prefix", "scope", "valid_from", "valid_to", "source", "description")

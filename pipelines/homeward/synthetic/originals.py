"""Which export line each return line comes from: one of the same seller, exported the chosen number of days before."""

import polars as pl

from homeward.synthetic.chance import at
from homeward.synthetic.plan import Plan
from homeward.synthetic.tiling import TILE

# Days between export and the request to return it; most come soon.
_SHORTEST, _LONGEST = 4, 325
# Those that come back just at the deadline, or past it, were asked for late in their year.
_LATE_SHORTEST, _LATE_DAYS = 338, 24


def _days_since_export(plan: Plan) -> pl.Expr:
    chance = plan.chance
    usual = _SHORTEST + (chance.share("days out", "index").pow(1.15) * (_LONGEST - _SHORTEST)).cast(pl.Int64)
    late = _LATE_SHORTEST + chance.below("days out, late", _LATE_DAYS, "index")
    wanted = pl.when(pl.col("story").is_in(["edge", "late"])).then(late).otherwise(usual)
    # History has a beginning: early returns come from what there was before them.
    fits = wanted < pl.col("applied_day")
    return pl.when(fits).then(wanted).otherwise(chance.share("days out, early", "index") * pl.col("applied_day"))


def originals_of(returned: pl.DataFrame, plan: Plan) -> pl.Series:
    """The number of the export line for each return line.

    Takes `index`, `seller`, `story`, `applied_day`; gives Int64 numbers of lines of the first delivery.
    """
    per_day = max(plan.first_declarations // plan.history_days, 1)
    day = pl.col("applied_day").clip(0, plan.history_days) - _days_since_export(plan).cast(pl.Int64)
    near = day.clip(0) * plan.first_declarations // plan.history_days + plan.chance.below("line", per_day, "index")
    # Whole tiles only: in them every seller has lines.
    last = plan.first_declarations // TILE * TILE - 1
    documents = plan.documents
    tile, place = pl.col("near") // TILE, pl.col("near") % TILE
    rank = place * at(documents.place_count, pl.col("seller")) // TILE
    return (
        returned.select(near.clip(0, last).alias("near"), "seller")
        .select(
            (tile * TILE + at(documents.places, at(documents.first_place, pl.col("seller")) + rank)).alias("original")
        )
        .to_series()
    )

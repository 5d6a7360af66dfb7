"""Claims on an original line, settled in their order: those that have come home first, then by application."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

import narwhals.stable.v2 as nw
import polars as pl

from homeward.rulebook.tables import Rows, beside, in_memory, local
from homeward.rulebook.terms import LINE_ID

_ORIGINAL = ["document_no", "document_line_no"]
_ORDER = [*_ORIGINAL, "is_planned", "claim_day", "return_no", "line_no", LINE_ID]
_SCHEMA = pl.Schema({LINE_ID: pl.Int64(), "claim_fits": pl.Boolean(), "claim_left": pl.Decimal(19, 5)})


def _claims(lines: pl.DataFrame) -> pl.DataFrame:
    claiming = pl.col("has_original") & ~pl.col("is_withdrawn") & (pl.col("unit") == pl.col("original_unit"))
    claims = lines.lazy().filter(claiming.fill_null(value=False))
    return (
        claims.select(
            *_ORIGINAL, "return_no", "line_no", LINE_ID, "quantity", "original_quantity",
            is_planned=~pl.col("is_back"),
            claim_day=pl.when("is_back").then("entered_on").otherwise("applied_on"),
            uses_up=pl.col("is_back") | ~pl.col("another_rule_is_false"),
        )
        .collect(engine="in-memory")
    )  # fmt: skip


def _settle(claims: Iterable[tuple[Decimal, int, Decimal, bool]]) -> Iterator[tuple[int, bool, Decimal]]:
    """One original line, exactly: a claim that fits is true and may use up; one that does not uses nothing."""
    left: Decimal | None = None
    for original_quantity, key, quantity, uses_up in claims:
        left = original_quantity if left is None else left
        fits = quantity <= left
        yield key, fits, left
        if fits and uses_up:
            left -= quantity


def _settled(contested: pl.DataFrame) -> pl.DataFrame:
    rows = contested.select(*_ORIGINAL, "original_quantity", LINE_ID, "quantity", "uses_up").iter_rows()
    groups = groupby(rows, key=itemgetter(0, 1))
    settled = [row for _, group in groups for row in _settle(claim[2:] for claim in group)]
    return pl.DataFrame(settled, schema=_SCHEMA, orient="row")


def _claimed_once(claims: pl.DataFrame) -> pl.DataFrame:
    fits = pl.col("quantity") <= pl.col("original_quantity")
    return claims.select(LINE_ID, claim_fits=fits, claim_left="original_quantity")


def _claimed_often(claims: pl.DataFrame) -> list[pl.DataFrame]:
    """A running sum finds the originals that are contested; only those few are settled claim by claim."""
    used = pl.when("uses_up").then("quantity").otherwise(pl.lit(0).cast(pl.Decimal(19, 5)))
    claims = claims.sort(_ORDER).with_columns(
        before=used.cum_sum().over(_ORIGINAL) - used,
        contested=(pl.col("quantity").sum().over(_ORIGINAL) > pl.col("original_quantity")),
    )
    easy = claims.filter(~pl.col("contested")).select(
        LINE_ID, claim_fits=pl.lit(value=True), claim_left=pl.col("original_quantity") - pl.col("before")
    )
    return [easy.cast(_SCHEMA), _settled(claims.filter("contested"))]


def settle_claims(lines: pl.DataFrame) -> pl.DataFrame:
    """`line_id`, `claim_fits`, `claim_left` for every line that claims something.

    `lines` has the terms and `another_rule_is_false`. Source: rules.md, quantity_available.
    """
    claims = _claims(lines)
    is_shared = claims.select(pl.struct(_ORIGINAL).is_duplicated()).to_series()
    alone, shared = _claimed_once(claims.filter(~is_shared)), _claimed_often(claims.filter(is_shared))
    return pl.concat([alone.cast(_SCHEMA), *shared])


def with_claims(lines: Rows) -> Rows:
    """Add `claim_fits` and `claim_left`."""
    lines = local(lines)
    return beside(lines, nw.from_native(settle_claims(in_memory(lines)).lazy()), LINE_ID)

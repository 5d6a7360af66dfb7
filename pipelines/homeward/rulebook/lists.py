"""The rules that a line fails, leaves open, or waits for, by name: its flags said in words."""

import polars as pl

from homeward.rulebook.registry import RULES

LISTS = ("failed_rules", "open_rules", "awaited_rules")
AWAITED = "identifiable_is_awaited"


def _named(conditions: dict[str, pl.Expr]) -> pl.Expr:
    return pl.concat_list(pl.when(holds).then(pl.lit(name)) for name, holds in conditions.items()).list.drop_nulls()


def with_lists(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `failed_rules`, `open_rules` and `awaited_rules` to decided lines.

    Lines are many and their outcomes few: each is put in words once. Source: rules.md, The verdict.
    """
    flags = (*RULES, AWAITED)
    outcomes = lines.select(flags).unique().with_columns(
        failed_rules=_named({name: ~pl.col(name) for name in RULES}),
        open_rules=_named({name: pl.col(name).is_null() for name in RULES}),
        awaited_rules=_named({"identifiable": pl.col(AWAITED)}),
    )  # fmt: skip
    return lines.join(outcomes, on=flags, how="left", nulls_equal=True, maintain_order="left")

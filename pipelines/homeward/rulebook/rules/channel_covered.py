"""The original was exported under a mode that the e-commerce return channel covers."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import missing, outcome


def result() -> nw.Expr:
    """9710, 0110, 1239 and the like have no channel."""
    return outcome(null=~nw.col("has_original"), false=missing("channel"), true=~missing("channel"))


def value() -> nw.Expr:
    """The original's supervision mode."""
    return nw.col("original_supervision_mode")


def limit() -> nw.Expr:
    """The modes covered."""
    return nw.lit("9610, 9810, 1210")

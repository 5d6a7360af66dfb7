"""No ban in force names the original's HS code."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import outcome


def result() -> nw.Expr:
    """A simplified code with a ban somewhere under its heading stays open."""
    return outcome(
        null=~nw.col("has_original") | (nw.col("ban_is_possible") & ~nw.col("ban_names_it")),
        false=nw.col("ban_names_it"),
        true=~nw.col("ban_names_it"),
    )


def value() -> nw.Expr:
    """The original's HS code."""
    return nw.col("original_hs_code")


def limit() -> nw.Expr:
    """The ban that decides, where there is one."""
    return nw.col("ban_shown")

"""The original line is held and is the enterprise's own."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import joined, missing, outcome


def result() -> nw.Expr:
    """Null before false before true, as rules.md reads its cells."""
    unnamed = missing("document_no") | missing("document_line_no")
    unknown = unnamed | ~nw.col("document_is_held") | nw.col("is_in_quarantine")
    refused = ~nw.col("line_is_held") | ~nw.col("is_own") | nw.col("is_cancelled")
    return outcome(null=unknown, false=refused, true=nw.col("has_original"))


def value() -> nw.Expr:
    """The document and line that the return names."""
    return joined(nw.col("document_no"), nw.col("document_line_no"), by=" / ")


def limit() -> nw.Expr:
    """What is held of it; never whose it is."""
    held = nw.when(nw.col("has_original")).then(nw.lit("held, the enterprise's own")).otherwise(nw.lit("document held"))
    held = nw.when(nw.col("is_in_quarantine")).then(nw.lit("a row of it lies in quarantine")).otherwise(held)
    return nw.when(nw.col("document_is_held") | nw.col("is_in_quarantine")).then(held).otherwise(nw.lit("not held"))

"""One process-monitoring record of the enterprise covers the day of application and the day judged on."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import joined, outcome


def result() -> nw.Expr:
    """Unknown enterprises, and records without a start, leave it open."""
    return outcome(null=~nw.col("has_monitoring_start"), false=~nw.col("is_monitored"), true=nw.col("is_monitored"))


def value() -> nw.Expr:
    """The two days to be covered."""
    return joined(nw.col("applied_on"), nw.col("judged_on"), by=" … ")


def limit() -> nw.Expr:
    """The record that covers them, or the latest one on record."""
    return nw.col("monitoring_shown")

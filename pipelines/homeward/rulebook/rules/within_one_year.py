"""Back within one year of the day of release, the corresponding day included."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import missing, outcome, text


def result() -> nw.Expr:
    """In time only through a rest day's move is not decided: nothing says that customs follows Civil Code 203."""
    judged_on, deadline = nw.col("judged_on"), nw.col("deadline")
    late = judged_on > deadline
    only_through_rest_days = late & (nw.col("deadline_working_day") >= judged_on)
    unknown = missing("released_on") | (judged_on < nw.col("released_on")) | only_through_rest_days
    return outcome(null=~nw.col("has_original") | unknown, false=late, true=judged_on <= deadline)


def value() -> nw.Expr:
    """The day the line is judged on."""
    return text("judged_on")


def limit() -> nw.Expr:
    """The deadline."""
    return text("deadline")

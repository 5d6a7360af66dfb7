"""Back within six months of export."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import missing, outcome


def result() -> nw.Expr:
    """1210's clock starts on leaving the zone, a day that is not held: late by the other clock is not decided."""
    judged_on, last = nw.col("judged_on"), nw.col("relief_deadline")
    late = judged_on > last
    through_rest_days = late & (nw.col("relief_working_day") >= judged_on)
    zone = nw.col("original_supervision_mode") == "1210"
    unknown = missing("released_on") | (judged_on < nw.col("released_on")) | through_rest_days | (late & zone)
    return outcome(null=~nw.col("has_original") | unknown, false=late, true=judged_on <= last)

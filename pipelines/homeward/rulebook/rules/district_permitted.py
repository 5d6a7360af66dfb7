"""Goods come back through their own district; 9610 through another where pilot or nationwide rules allow it."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import joined, missing, one_of, outcome


def result() -> nw.Expr:
    """1210 goes back to its own zone; another place needs evidence, it is not refused."""
    back, out = nw.col("customs_code"), nw.col("original_customs_code")
    same_district, same_code = back.str.slice(0, 2) == out.str.slice(0, 2), back == out
    retail, zone = one_of("channel", "retail_9610"), nw.col("original_supervision_mode") == "1210"
    nationwide, piloted = nw.col("district_rule") == "nationwide", nw.col("district_rule") == "pilot"
    in_pilot = nw.col("both_districts_in_pilot")
    true = nw.when(zone).then(same_code).otherwise(same_district | (retail & (nationwide | (piloted & in_pilot))))
    false = retail & ~same_district & ~nationwide & ~piloted
    unknown = ~nw.col("has_original") | missing("channel") | missing("customs_code")
    return outcome(null=unknown | (~true & ~false), false=false, true=true)


def value() -> nw.Expr:
    """Where the goods come back."""
    return nw.col("customs_code")


def limit() -> nw.Expr:
    """Where they left, and of 9610 goods, which alone may come back elsewhere, the rule in force."""
    left = nw.col("original_customs_code")
    return nw.when(one_of("channel", "retail_9610")).then(joined(left, nw.col("district_rule"))).otherwise(left)

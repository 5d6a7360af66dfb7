"""A rebate that was paid is repaid; a simplified list never had one."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import outcome


def result() -> nw.Expr:
    """False beside flag A is a contradiction: not decided."""
    settled = nw.col("rebate_settled").fill_null(value=False)
    denied = (~nw.col("rebate_settled")).fill_null(value=False)
    simplified = (nw.col("original_statistics_flag") == "A").fill_null(value=False)
    unknown = (denied & simplified) | (~settled & ~denied & ~simplified)
    return outcome(null=unknown, false=denied, true=settled | simplified)

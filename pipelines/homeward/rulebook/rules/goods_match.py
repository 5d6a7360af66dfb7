"""The goods are those of the original line: item number and HS code agree where both sides have them."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import heading, is_simplified, joined, outcome

_ITEM, _ORIGINAL_ITEM = nw.col("item_no"), nw.col("original_item_no")
_HS, _ORIGINAL_HS = nw.col("hs_code"), nw.col("original_hs_code")


def _same_hs() -> nw.Expr:
    either = is_simplified(_HS) | is_simplified(_ORIGINAL_HS)
    return nw.when(either).then(heading(_HS) == heading(_ORIGINAL_HS)).otherwise(_HS == _ORIGINAL_HS)


def result() -> nw.Expr:
    """Null where there is nothing to compare."""
    same_item, same_hs = _ITEM == _ORIGINAL_ITEM, _same_hs()
    nothing = ~nw.col("has_original") | (same_item.is_null() & same_hs.is_null())
    return outcome(null=nothing, false=~same_item | ~same_hs, true=~nothing)


def value() -> nw.Expr:
    """The return's item number and HS code."""
    return joined(_ITEM, _HS)


def limit() -> nw.Expr:
    """The original's."""
    return joined(_ORIGINAL_ITEM, _ORIGINAL_HS)

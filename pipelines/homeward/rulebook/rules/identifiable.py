"""9610 goods bear the mark declared, so that customs can see that they are the goods exported."""

import narwhals.stable.v2 as nw

from homeward.rulebook.vocabulary import missing, one_of, outcome


def result() -> nw.Expr:
    """Other channels need no mark; a mark not read yet while the goods are not back is awaited."""
    retail, unread, undeclared = one_of("channel", "retail_9610"), missing("mark"), missing("original_mark")
    unknown = missing("channel") | (retail & unread & ~nw.col("is_back")) | (retail & ~unread & undeclared)
    lost = retail & unread & nw.col("is_back")
    differs = retail & (nw.col("mark") != nw.col("original_mark"))
    same = ~retail | (nw.col("mark") == nw.col("original_mark"))
    return outcome(null=~nw.col("has_original") | unknown, false=lost | differs, true=same)


def is_awaited() -> nw.Expr:
    """Open only because the goods have not arrived: nobody can have read the mark yet."""
    return nw.col("has_original") & one_of("channel", "retail_9610") & missing("mark") & ~nw.col("is_back")


def value() -> nw.Expr:
    """The mark read on the goods."""
    return nw.col("mark")


def limit() -> nw.Expr:
    """The mark declared."""
    return nw.col("original_mark")

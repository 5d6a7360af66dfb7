"""Keys that come more than once: which row is current, which were, which are duplicates, which go to quarantine."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl


class Settled(NamedTuple):
    """What became of contested rows.

    `outcomes`: per staged row `file_id, row_no, outcome, check` (accepted, amended, duplicate or quarantined).
    `current`: the row that now holds for each key. `superseded`: former rows, with what replaced them.
    `duplicates`: `file_id, row_no, held_file_id, held_row_no`: which row each duplicate repeats.
    """

    outcomes: pl.DataFrame
    current: pl.DataFrame
    superseded: pl.DataFrame
    duplicates: pl.DataFrame


def _same_as(other: pl.Expr, column: str) -> pl.Expr:
    return pl.col(column).eq_missing(other)


def _judge_within_files(events: pl.DataFrame, key: list[str], columns: list[str]) -> pl.DataFrame:
    """Rows of one key in one file: all conflict where any differs, else all but the first are duplicates."""
    within = ["file_id", *key]
    same = pl.all_horizontal(_same_as(pl.col(c).first().over(within, order_by="row_no"), c) for c in columns)
    # Held rows were judged on their own night; two may have become one key since, when two codes proved one enterprise.
    conflicts = ~pl.col("is_held") & ~pl.col("same").all().over(within)
    return events.with_columns(same=same).with_columns(
        check=pl.when(conflicts).then(pl.lit("conflicting_rows")),
        is_repeat=~pl.col("is_held") & (pl.col("row_no") > pl.col("row_no").min().over(within)),
    )


def _judge_order(events: pl.DataFrame, key: list[str], owner: str | None) -> pl.DataFrame:
    """Updates need a row to change; a document stays with the enterprise that first declared it."""
    known = (~pl.col("is_update")).cum_max().over(key, order_by="file_id")
    first = pl.col(owner).drop_nulls().first().over(key, order_by="file_id") if owner else None
    is_other = pl.col(owner) != first if owner else pl.lit(value=False)
    check = pl.when(~known).then(pl.lit("unknown_key")).when(is_other).then(pl.lit("other_enterprise"))
    return events.with_columns(check=check)


def _carried(column: str, key: list[str], with_column: list[int]) -> pl.Expr:
    """The value that holds after each row: the last one given by a file that has the column (held rows have all)."""
    given = pl.col("file_id").is_in(with_column) | pl.col("is_held")
    last = pl.when(given).then(pl.col("position")).forward_fill().over(key, order_by="file_id")
    return pl.col(column).gather(last).alias(column)


def _versions(
    events: pl.DataFrame, key: list[str], columns: list[str], present: Mapping[int, frozenset[str]]
) -> pl.DataFrame:
    rows = events.sort(*key, "file_id").with_row_index("position")
    rows = rows.with_columns(
        _carried(c, key, [file_id for file_id, names in present.items() if c in names]) for c in columns
    )
    same = pl.all_horizontal(_same_as(pl.col(c).shift(1).over(key, order_by="file_id"), c) for c in columns)
    first = pl.col("position") == pl.col("position").min().over(key)
    return rows.with_columns(
        outcome=pl.when(pl.col("is_held")).then(pl.lit("held"))
        .when(first).then(pl.lit("accepted"))
        .when(same).then(pl.lit("duplicate"))
        .otherwise(pl.lit("amended"))
    )  # fmt: skip


def _repeated_rows(rows: pl.DataFrame, repeated: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Of each duplicate the row it repeats: the version before it, or what the first of its file stands for."""
    version = pl.when(pl.col("outcome") != "duplicate").then(pl.col("position")).forward_fill()
    version = version.over(key, order_by="file_id")
    stands_for = rows.with_columns(
        held_file_id=pl.col("file_id").gather(version), held_row_no=pl.col("row_no").gather(version)
    )
    firsts = stands_for.select("file_id", *key, "held_file_id", "held_row_no")
    again = repeated.filter(pl.col("outcome") == "duplicate").join(firsts, on=["file_id", *key], nulls_equal=True)
    shown = ["file_id", "row_no", "held_file_id", "held_row_no"]
    return pl.concat([stands_for.filter(pl.col("outcome") == "duplicate").select(shown), again.select(shown)])


def _superseded(versions: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    following = [
        pl.col(name).shift(-1).over(key, order_by="file_id").alias(f"superseded_by_{name}")
        for name in ("file_id", "row_no")
    ]
    return versions.with_columns(following).filter(pl.col("superseded_by_file_id").is_not_null())


def settle(
    events: pl.DataFrame,
    key: list[str],
    columns: list[str],
    present: Mapping[int, frozenset[str]],
    owner: str | None = None,
) -> Settled:
    """Settle every key in the order of the files.

    `events`: `columns` and `key` columns, `file_id` (ascending in the order in which the newest wins), `row_no`,
    `is_update`, `is_held` (the row the warehouse holds; its file_id is of an earlier night). `present`: by file of
    the night its columns; an absent one leaves the held value. `owner`: the column that may not change.
    Source: contract.md, Keys, amendments, and where every row goes.
    """
    judged = _judge_within_files(events, key, columns)
    conflicting = judged.filter(pl.col("check").is_not_null())
    repeats = judged.filter(pl.col("check").is_null() & pl.col("is_repeat"))
    single = _judge_order(judged.filter(pl.col("check").is_null() & ~pl.col("is_repeat")), key, owner)
    refused = single.filter(pl.col("check").is_not_null())
    rows = _versions(single.filter(pl.col("check").is_null()), key, columns, present)
    versions = rows.filter(pl.col("outcome") != "duplicate")
    quarantined = pl.concat([conflicting, refused]).with_columns(outcome=pl.lit("quarantined"))
    repeated = _repeat_outcomes(repeats, quarantined, key)
    shown = ["file_id", "row_no", "outcome", "check"]
    return Settled(
        outcomes=pl.concat(
            [quarantined.select(shown), repeated.select(shown), rows.filter(~pl.col("is_held")).select(shown)]
        ),
        current=versions.sort(*key, "file_id").unique(subset=key, keep="last", maintain_order=True),
        superseded=_superseded(versions, key),
        duplicates=_repeated_rows(rows, repeated, key),
    )


def _repeat_outcomes(repeats: pl.DataFrame, quarantined: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """A row said twice in one file goes where its first went: to quarantine, or nowhere anew."""
    firsts = quarantined.select("file_id", *key, refused_for="check").unique(subset=["file_id", *key])
    return repeats.join(firsts, on=["file_id", *key], how="left", nulls_equal=True).with_columns(
        outcome=pl.when(pl.col("refused_for").is_null()).then(pl.lit("duplicate")).otherwise(pl.lit("quarantined")),
        check=pl.col("refused_for"),
    )

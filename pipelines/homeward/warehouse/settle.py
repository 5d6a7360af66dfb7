"""Keys that come more than once: which row is current, which were, which are duplicates, which go to quarantine."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from homeward.feeds.whole_rows import with_defaults


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


def _starts(columns: list[str]) -> pl.Expr:
    """Where one of these columns differs from the row before."""
    return pl.any_horizontal(pl.col(c).ne_missing(pl.col(c).shift(1)) for c in columns) | (pl.int_range(pl.len()) == 0)


def _in_order(events: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Sorted by key, file and row, with `key_id`: each later step looks at neighbours only, and so is fast."""
    return events.sort(*key, "file_id", "row_no", nulls_last=True).with_columns(
        key_id=_starts(key).cast(pl.UInt32).cum_sum()
    )


def _judge_within_files(events: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Rows of one key in one file: all conflict where any differs, else all but the first are duplicates."""
    events = events.with_columns(is_repeat=~_starts(["key_id", "file_id"]) & ~pl.col("is_held"))
    if not events["is_repeat"].any():
        return events.with_columns(check=pl.lit(None, dtype=pl.String))
    same = pl.all_horizontal(pl.col(c).eq_missing(pl.col(c).shift(1)) for c in columns) | ~pl.col("is_repeat")
    # Held rows were judged on their own night; two may have become one key since, when two codes proved one enterprise.
    conflicts = ~pl.col("is_held") & ~same.all().over("key_id", "file_id")
    return events.with_columns(check=pl.when(conflicts).then(pl.lit("conflicting_rows")))


def _not_judged(events: pl.DataFrame) -> pl.DataFrame:
    """Each row a version of its own: two rows of one file may have become one key since they were taken."""
    return events.with_columns(is_repeat=pl.lit(value=False), check=pl.lit(None, dtype=pl.String))


def _judge_order(events: pl.DataFrame, owner: str | None) -> pl.DataFrame:
    """Updates need a row to change; a document stays with the enterprise that first declared it."""
    known = (~pl.col("is_update")).cum_max().over("key_id")
    is_other = pl.col(owner) != pl.col(owner).drop_nulls().first().over("key_id") if owner else pl.lit(value=False)
    check = pl.when(~known).then(pl.lit("unknown_key")).when(is_other).then(pl.lit("other_enterprise"))
    return events.with_columns(check=check)


def _carried(rows: pl.DataFrame, columns: list[str], present: Mapping[int, frozenset[str]]) -> pl.DataFrame:
    """Values that hold after each row: a column that a file lacks has that of the row before (held rows have all)."""
    given = {
        c: pl.col("file_id").is_in([file_id for file_id, names in present.items() if c in names])
        | pl.col("is_held")
        | pl.col("is_first")
        for c in columns
        if not all(c in names for names in present.values())
    }
    last = {c: pl.when(is_given).then(pl.col("position")).forward_fill() for c, is_given in given.items()}
    return rows.with_columns(pl.col(c).gather(position) for c, position in last.items())


def _versions(
    events: pl.DataFrame, columns: list[str], present: Mapping[int, frozenset[str]], defaults: Mapping[str, str]
) -> pl.DataFrame:
    numbered = events.with_row_index("position").with_columns(is_first=_starts(["key_id"]))
    rows = _carried(numbered, columns, present)
    # Before rows are compared: a row that says what an absent column stands for repeats one without the column.
    rows = with_defaults(rows, defaults)
    same = pl.all_horizontal(pl.col(c).eq_missing(pl.col(c).shift(1)) for c in columns)
    return rows.with_columns(
        outcome=pl.when(pl.col("is_held")).then(pl.lit("held"))
        .when(pl.col("is_first")).then(pl.lit("accepted"))
        .when(same).then(pl.lit("duplicate"))
        .otherwise(pl.lit("amended"))
    )  # fmt: skip


def _repeated_rows(rows: pl.DataFrame, repeated: pl.DataFrame) -> pl.DataFrame:
    """Of each duplicate the row it repeats: the version before it, or what the first of its file stands for."""
    version = pl.when(pl.col("outcome") != "duplicate").then(pl.col("position")).forward_fill()
    stands_for = rows.with_columns(
        held_file_id=pl.col("file_id").gather(version), held_row_no=pl.col("row_no").gather(version)
    )
    firsts = stands_for.select("file_id", "key_id", "held_file_id", "held_row_no")
    again = repeated.filter(pl.col("outcome") == "duplicate").join(firsts, on=["file_id", "key_id"])
    shown = ["file_id", "row_no", "held_file_id", "held_row_no"]
    return pl.concat([stands_for.filter(pl.col("outcome") == "duplicate").select(shown), again.select(shown)])


def _superseded(versions: pl.DataFrame) -> pl.DataFrame:
    following = {f"superseded_by_{name}": pl.col(name).shift(-1) for name in ("file_id", "row_no")}
    return versions.with_columns(**following).filter(pl.col("key_id") == pl.col("key_id").shift(-1))


def settle(
    events: pl.DataFrame,
    key: list[str],
    columns: list[str],
    present: Mapping[int, frozenset[str]],
    owner: str | None = None,
    *,
    defaults: Mapping[str, str] | None = None,
    were_taken: bool = False,
) -> Settled:
    """Settle every key in the order of the files.

    `events`: `columns` and `key` columns, `file_id` (ascending in the order in which the newest wins), `row_no`,
    `is_update`, `is_held` (the row the warehouse holds; its file_id is of an earlier night). `present`: by file of
    the night its columns; an absent one leaves the held value. `owner`: the column that may not change.
    `defaults`: by column what holds where no file of a row gave it.
    `were_taken`: all rows were taken on their own nights, so that none contradicts another of its file.
    Source: contract.md, Keys, amendments, and where every row goes.
    """
    ordered = _in_order(events, key)
    judged = _not_judged(ordered) if were_taken else _judge_within_files(ordered, columns)
    conflicting = judged.filter(pl.col("check").is_not_null())
    repeats = judged.filter(pl.col("check").is_null() & pl.col("is_repeat"))
    single = _judge_order(judged.filter(pl.col("check").is_null() & ~pl.col("is_repeat")), owner)
    refused = single.filter(pl.col("check").is_not_null())
    rows = _versions(single.filter(pl.col("check").is_null()), columns, present, defaults or {})
    versions = rows.filter(pl.col("outcome") != "duplicate")
    quarantined = pl.concat([conflicting, refused]).with_columns(outcome=pl.lit("quarantined"))
    repeated = _repeat_outcomes(repeats, quarantined)
    shown = ["file_id", "row_no", "outcome", "check"]
    return Settled(
        outcomes=pl.concat(
            [quarantined.select(shown), repeated.select(shown), rows.filter(~pl.col("is_held")).select(shown)]
        ),
        current=versions.filter(pl.col("key_id").ne_missing(pl.col("key_id").shift(-1))),
        superseded=_superseded(versions),
        duplicates=_repeated_rows(rows, repeated),
    )


def _repeat_outcomes(repeats: pl.DataFrame, quarantined: pl.DataFrame) -> pl.DataFrame:
    """A row said twice in one file goes where its first went: to quarantine, or nowhere anew."""
    firsts = quarantined.select("file_id", "key_id", refused_for="check").unique(subset=["file_id", "key_id"])
    return repeats.join(firsts, on=["file_id", "key_id"], how="left").with_columns(
        outcome=pl.when(pl.col("refused_for").is_null()).then(pl.lit("duplicate")).otherwise(pl.lit("quarantined")),
        check=pl.col("refused_for"),
    )

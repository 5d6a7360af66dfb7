"""A bad delivery taken back: what is held becomes what it would be had the file never come, and all stays on record."""

from collections.abc import Iterator
from typing import NamedTuple

import duckdb
import polars as pl

from homeward.feeds.feed import Feed, all_feeds
from homeward.warehouse.archived_rows import archived_rows
from homeward.warehouse.enterprise_codes import resettle_return_lines
from homeward.warehouse.layout import Layout
from homeward.warehouse.load import TAKEN_AGAIN, check_accounts, dismiss_taken_again
from homeward.warehouse.merge import (
    ROWS_AT_ONCE,
    feed_columns,
    heal_by_key,
    insert_current,
    insert_duplicates,
    merge_key,
    quarantine_refused,
    refused_rows,
    release_held_lines,
)
from homeward.warehouse.settle import Settled, settle
from homeward.warehouse.statement import statement

REASON = "Its file was taken back."
_OUTCOMES = ("accepted", "amended", "duplicate", "quarantined")


class LoadedFile(NamedTuple):
    """A file that was loaded and may be taken back."""

    file_id: int
    path: str
    feed: str
    sha256: str


class Retracted(NamedTuple):
    """What taking a file back did: keys that are gone, and keys that hold what other files say.

    `quarantined`: rows of other files that only changed what this one had brought, and now wait in quarantine.
    """

    gone: int
    restored: int
    quarantined: int


def loaded_files(con: duckdb.DuckDBPyConnection, name: str, paths: list[str]) -> list[LoadedFile]:
    """Loaded files by one of these paths, or by number or beginning of hash as `name`."""
    rows = con.execute(statement("retract/loaded_files"), {"name": name, "paths": paths}).fetchall()
    return [LoadedFile(*row) for row in rows]


def _find_touched(con: duckdb.DuckDBPyConnection, feed: Feed, file_id: int) -> None:
    names = {"columns": feed_columns(feed), "table": feed.table}
    con.execute(statement("merge/enterprise_by_code"))
    con.execute(statement("merge/held", **names))
    con.execute(statement("retract/versions", **names))
    con.execute(statement("retract/touched", key=merge_key(feed)), {"file_id": file_id})
    con.execute(statement("retract/staged"))


def _touched(con: duckdb.DuckDBPyConnection, feed: Feed) -> Iterator[pl.DataFrame]:
    """The touched keys in shares that fit the memory, each key with all its versions."""
    versions = int(con.sql(statement("retract/count_touched")).fetchall()[0][0])
    buckets = 1 + versions // ROWS_AT_ONCE
    for bucket in range(buckets):
        sql = statement("retract/touched_bucket", key=merge_key(feed), buckets=buckets, bucket=bucket)
        yield con.sql(sql).pl()


class _Files(NamedTuple):
    """The loaded files of a feed, by number: the columns that each has, and its hash."""

    columns: dict[int, frozenset[str]]
    hashes: dict[int, str]


def _files(con: duckdb.DuckDBPyConnection, feed: Feed) -> _Files:
    rows = con.execute(statement("retract/files_of_feed"), {"feed": feed.name}).fetchall()
    return _Files(
        {file_id: frozenset(columns) for file_id, columns, _ in rows}, {file_id: sha256 for file_id, _, sha256 in rows}
    )


def _as_taken(events: pl.DataFrame, feed: Feed, present: dict[int, frozenset[str]]) -> pl.DataFrame:
    """The versions in the order of their files; whatever came first of its key was held without another.

    A whole row loses what it had from the version before it in columns that its file has not: that may be the one that
    goes.
    """
    updates = [file_id for file_id, columns in present.items() if not feed.required <= columns]
    changes_another = pl.col("file_id").is_in(updates) & ~pl.struct(merge_key(feed)).is_first_distinct()
    without = {
        column: [file_id for file_id, columns in present.items() if feed.required <= columns and column not in columns]
        for column in feed_columns(feed)
        if column not in feed.key
    }
    own = {name: pl.when(~pl.col("file_id").is_in(files)).then(name) for name, files in without.items() if files}
    ordered = events.sort("file_id", "row_no")
    return ordered.with_columns(is_update=changes_another, is_held=pl.lit(value=False), **own)


def _replay(events: pl.DataFrame, feed: Feed, present: dict[int, frozenset[str]]) -> Settled:
    """The versions settled in their order.

    All were taken: where two codes prove to be one enterprise, or are found to be two after all, rows that were right
    on their own nights are not refused for it.
    """
    return settle(events, merge_key(feed), feed_columns(feed), present, defaults=feed.defaults, were_taken=True)


def _take_out(con: duckdb.DuckDBPyConnection, feed: Feed, file_id: int, run_id: str) -> None:
    for table in (feed.table, f"{feed.table}_superseded", "duplicate_row"):
        con.execute(statement("retract/delete_touched", table=table))
    keep = statement("retract/keep_own_rows", table=feed.table, columns=feed_columns(feed))
    con.execute(keep, {"file_id": file_id, "run_id": run_id})


def _put_back(
    con: duckdb.DuckDBPyConnection, feed: Feed, settled: Settled, layout: Layout, hashes: dict[int, str]
) -> None:
    refused = refused_rows(settled.outcomes)
    quarantine_refused(con, feed, refused, archived_rows(layout, feed, hashes, refused))
    con.register("current_rows", settled.current)
    con.register("superseded", settled.superseded)
    con.execute(statement("retract/insert_superseded", table=feed.table, columns=feed_columns(feed)))
    insert_current(con, feed, "current_rows")
    con.unregister("current_rows")
    con.unregister("superseded")
    insert_duplicates(con, settled.duplicates)


def _recount(con: duckdb.DuckDBPyConnection, before: pl.DataFrame, after: pl.DataFrame, file_id: int) -> None:
    """The files' accounts: each row of the other files leaves its old place and takes its new one."""
    sides = [before.with_columns(rows=pl.lit(-1)), after.with_columns(rows=pl.lit(1))]
    moved = pl.concat(sides).filter(pl.col("file_id") != file_id)
    sums = [pl.col("rows").filter(pl.col("outcome") == name).sum().alias(name) for name in _OUTCOMES]
    con.register("moved", moved.group_by("file_id").agg(sums))
    con.execute(statement("retract/recount"))
    con.unregister("moved")


def _heal_anew(con: duckdb.DuckDBPyConnection, feed: Feed, run_id: str) -> None:
    """Rows that wait again are closed by the other files that bring their keys rightly."""
    con.execute(statement("retract/staged_corrections", feed=feed.name, key=list(feed.key)))
    heal_by_key(con, feed, run_id)


def _close(con: duckdb.DuckDBPyConnection, file: LoadedFile, run_id: str) -> None:
    con.execute(statement("retract/mark_file"), {"file_id": file.file_id, "run_id": run_id})
    con.execute(statement("retract/reopen_quarantine"), {"file_id": file.file_id, "taken_again": TAKEN_AGAIN})
    con.execute(statement("retract/close_quarantine"), {"run_id": run_id, "reason": REASON})
    dismiss_taken_again(con, run_id)
    _heal_anew(con, all_feeds()[file.feed], run_id)
    if file.feed == "enterprises":
        resettle_return_lines(con, run_id)
    if file.feed == "receipts":
        con.execute(statement("merge/releases"))
        con.execute(statement("retract/take_back_releases"))
    if file.feed in ("receipts", "declarations"):
        release_held_lines(con)


def retract(con: duckdb.DuckDBPyConnection, file: LoadedFile, run_id: str, layout: Layout) -> Retracted:
    """Take a file back: every key it touched is settled anew from all other files, in their order.

    So a row that it amended returns to its former version, a row that another file repeated is now that file's, a later
    update keeps its own columns alone, and a row that only it brought goes. What it brought stays among the former
    versions, superseded by no row; its waiting quarantined rows are dismissed, those it had corrected wait
    again, but for those that another file corrects too. Rows that go to quarantine are as the archive of `layout` has
    them, or as they were read where it has them no more.
    Raises AccountsDoNotAddUp. Source: contract.md, Keys and amendments.
    """
    feed = all_feeds()[file.feed]
    con.execute(statement("retract/forget_own_duplicates"), {"file_id": file.file_id})
    files = _files(con, feed)
    con.execute(statement("retract/staged_files"))
    _find_touched(con, feed, file.file_id)
    _take_out(con, feed, file.file_id, run_id)
    gone = restored = quarantined = 0
    for touched in _touched(con, feed):
        events = _as_taken(touched, feed, files.columns)
        others = events.filter(pl.col("file_id") != file.file_id)
        before, after = _replay(events, feed, files.columns), _replay(others, feed, files.columns)
        _put_back(con, feed, after, layout, files.hashes)
        _recount(con, before.outcomes, after.outcomes, file.file_id)
        gone += before.current.height - after.current.height
        restored += after.current.height
        quarantined += refused_rows(after.outcomes).height
    _close(con, file, run_id)
    check_accounts(con, "feed", feed.name)
    return Retracted(gone, restored, quarantined)

"""The staged files of one feed into the next warehouse: add, amend, keep former versions, quarantine, heal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import escape
from itertools import chain
from pathlib import Path

import duckdb
import polars as pl

from homeward.feeds.as_they_were import ROW_AS_IT_WAS, rows_as_they_were
from homeward.feeds.feed import Feed
from homeward.feeds.intake_texts import check_texts
from homeward.feeds.rejection import FileRejected
from homeward.feeds.stage import StagedFile
from homeward.warehouse.fresh_rows import fresh_rows
from homeward.warehouse.settle import Settled, settle
from homeward.warehouse.statement import statement
from homeward.warehouse.streamed import insert_streamed

# Contested rows settled at once: bounds the memory of a night that amends everything.
ROWS_AT_ONCE = 200_000


@dataclass
class FileCounts:
    """Where the rows of one file went. Their sum is the rows read."""

    accepted: int = 0
    amended: int = 0
    duplicate: int = 0
    quarantined: int = 0


def feed_columns(feed: Feed) -> list[str]:
    """All columns of a feed, in the order of its contract."""
    return list(feed.columns)


def merge_key(feed: Feed) -> list[str]:
    """The columns by which rows are one: of returns the enterprise itself, under whichever code."""
    return ["enterprise" if feed.name == "returns" and name == "enterprise_code" else name for name in feed.key]


def _sql_list(paths: Sequence[Path]) -> str:
    """Paths as DuckDB reads them: a bracket in the name of a folder is no pattern."""
    quoted = ", ".join("'" + escape(str(path)).replace("'", "''") + "'" for path in paths)
    return f"[{quoted}]"


def _in_place(files: Sequence[StagedFile]) -> list[int]:
    return [file.file_id for file in files if file.is_in_place]


def _updates(files: Sequence[StagedFile]) -> list[int]:
    return [file.file_id for file in files if file.header.is_update]


def _views(con: duckdb.DuckDBPyConnection, feed: Feed, files: Sequence[StagedFile]) -> None:
    parts = [part for file in files for part in file.good]
    names = {"columns": feed_columns(feed), "table": feed.table}
    for view in ("held", "held_row"):
        con.execute(statement(f"merge/{view}", **names))
    con.execute(statement("merge/taken_out", **names))
    con.execute(
        statement("merge/staged_row", parts=_sql_list(parts) if parts else None, in_place=_in_place(files), **names)
    )
    without_enterprise = any(file.header.is_update and "enterprise_code" not in file.header.columns for file in files)
    by_number = feed.name == "returns" and without_enterprise
    if by_number:
        con.execute(
            statement(
                "merge/enterprises_by_number",
                columns=feed_columns(feed),
                update_files=_updates(files),
                in_place=_in_place(files),
            )
        )
    con.execute(statement("merge/staged_returns_of_one_enterprise" if by_number else "merge/staged", **names))


def holds_rows(con: duckdb.DuckDBPyConnection, feed: Feed) -> bool:
    """Whether the feed's table holds any row."""
    return bool(con.sql(statement("merge/has_rows", table=feed.table)).fetchall()[0][0])


def _rows_by(key: list[str]) -> dict[str, str]:
    """The views by which rows of a key are looked for: with their enterprise, if that is a part of it.

    To look up the enterprise of millions of rows takes as long as to find those of a key.
    """
    ending = "" if "enterprise" in key else "_row"
    return {"staged": f"staged{ending}", "held": f"held{ending}"}


def _find_contested(con: duckdb.DuckDBPyConnection, feed: Feed, files: Sequence[StagedFile]) -> int:
    key = merge_key(feed)
    con.execute(
        statement(
            "merge/contested",
            key=key,
            **_rows_by(key),
            # Rows are in place only where none were held.
            has_held=not _in_place(files) and holds_rows(con, feed),
            update_files=_updates(files),
        )
    )
    return int(con.sql(statement("merge/count_contested")).fetchall()[0][0])


def _insert_rows(feed: Feed, source: str) -> str:
    return statement("merge/insert_rows", table=feed.table, columns=feed_columns(feed), source=source)


def insert_current(con: duckdb.DuckDBPyConnection, feed: Feed, source: str) -> None:
    """Put rows of the relation `source` into the feed's table; `release_held_lines` is to follow for declarations."""
    con.execute(_insert_rows(feed, source))


def insert_as_they_come(con: duckdb.DuckDBPyConnection, feed: Feed, rows: Iterator[pl.DataFrame]) -> None:
    """The same of rows (`row_types` of the feed) that are being made, in their order. Raises what `rows` raises."""
    insert_streamed(con, _insert_rows(feed, "made"), "made", rows)


def _given_defaults(feed: Feed, files: Sequence[StagedFile]) -> dict[str, list[int]]:
    """By column the files in place that have it not, and whose rows hold what an empty cell stands for."""
    without = {
        name: [file.file_id for file in files if file.is_in_place and name not in file.header.columns]
        for name in feed.defaults
    }
    return {name: file_ids for name, file_ids in without.items() if file_ids}


def _contested_rows(con: duckdb.DuckDBPyConnection, feed: Feed, files: Sequence[StagedFile]) -> pl.DataFrame:
    """`file_id` and `row_no` of the staged rows of contested keys; those that are in place are taken out."""
    key = merge_key(feed)
    rows: pl.DataFrame = con.sql(statement("merge/contested_rows", key=key, staged=_rows_by(key)["staged"])).pl()
    out = rows.filter(pl.col("file_id").is_in(_in_place(files)))
    if not out.is_empty():
        con.register("replaced", out)
        defaults = _given_defaults(feed, files)
        con.execute(statement("merge/take_out", table=feed.table, columns=feed_columns(feed), defaults=defaults))
        con.execute(statement("merge/delete_replaced", table=feed.table))
        con.unregister("replaced")
    return rows


def _insert_fresh(
    con: duckdb.DuckDBPyConnection,
    feed: Feed,
    files: Sequence[StagedFile],
    contested: pl.DataFrame,
    counts: dict[int, FileCounts],
) -> None:
    """Put the rows of uncontested keys in as they are, where they are not in place."""
    settled = dict(contested.group_by("file_id").len().iter_rows())
    fresh = {file.file_id: file.rows_good - settled.get(file.file_id, 0) for file in files}
    for file_id, accepted in fresh.items():
        counts[file_id].accepted += accepted
    with_fresh = [file for file in files if fresh[file.file_id] and not file.is_in_place]
    if with_fresh:
        rows = fresh_rows(feed, with_fresh, contested)
        insert_as_they_come(con, feed, iter(rows.collect_batches(maintain_order=True)))


def _settled_buckets(
    con: duckdb.DuckDBPyConnection, feed: Feed, files: Sequence[StagedFile], contested: int
) -> Iterator[Settled]:
    buckets = 1 + contested // ROWS_AT_ONCE
    updates = _updates(files)
    present = {file.file_id: frozenset(file.header.columns) for file in files}
    key = merge_key(feed)
    for bucket in range(buckets):
        names = {"key": key, "columns": feed_columns(feed), "buckets": buckets, "bucket": bucket}
        events = con.sql(statement("merge/contested_events", **names)).pl()
        events = events.with_columns(is_update=pl.col("file_id").is_in(updates) & ~pl.col("is_held"))
        owner = "enterprise" if feed.name == "declarations" else None
        yield settle(events, key, feed_columns(feed), present, owner, defaults=feed.defaults)


def _keep_as_they_were(con: duckdb.DuckDBPyConnection, rows: Iterator[pl.DataFrame]) -> None:
    """Rows as they were, for `quarantine_settled`; none where a file cannot be read as it was staged any more."""
    sql, none = statement("merge/row_as_it_was"), pl.DataFrame(schema=ROW_AS_IT_WAS)
    try:
        insert_streamed(con, sql, "made", chain([none], rows))
    except (FileRejected, OSError):
        insert_streamed(con, sql, "made", iter([none]))


def refused_rows(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Those rows of `outcomes` that are refused."""
    return outcomes.filter(pl.col("outcome") == "quarantined")


def quarantine_refused(
    con: duckdb.DuckDBPyConnection, feed: Feed, refused: pl.DataFrame, as_they_were: Iterator[pl.DataFrame]
) -> None:
    """Rows of `staged` that are `refused` (`file_id`, `row_no`, `check`) go to quarantine.

    `as_they_were`: what their files had, `ROW_AS_IT_WAS`; a row that is not among it is kept as it was read.
    """
    if refused.is_empty():
        return
    _keep_as_they_were(con, as_they_were)
    con.register("refused", refused.with_columns(message=pl.col("check").replace_strict(check_texts("en"), default="")))
    sql = statement("merge/quarantine_settled", key=list(feed.key), columns=feed_columns(feed))
    con.execute(sql, {"feed": feed.name, "column": ", ".join(feed.key)})
    con.unregister("refused")


def insert_duplicates(con: duckdb.DuckDBPyConnection, duplicates: pl.DataFrame) -> None:
    """Keep on record which row each duplicate repeats."""
    if not duplicates.is_empty():
        con.register("duplicates", duplicates)
        con.execute(statement("merge/insert_duplicates"))
        con.unregister("duplicates")


def _apply(con: duckdb.DuckDBPyConnection, feed: Feed, settled: Settled, run_id: str) -> None:
    insert_duplicates(con, settled.duplicates)
    replaced = settled.superseded.filter(pl.col("is_held"))
    current = settled.current.filter(~pl.col("is_held"))
    con.register("replaced", replaced.select("file_id", "row_no"))
    con.register("current_rows", current)
    con.register("superseded", settled.superseded)
    con.execute(statement("merge/insert_superseded", table=feed.table, columns=feed_columns(feed)), {"run_id": run_id})
    if not replaced.is_empty():
        con.execute(statement("merge/delete_replaced", table=feed.table))
    if not current.is_empty():
        insert_current(con, feed, "current_rows")
    for name in ("replaced", "current_rows", "superseded"):
        con.unregister(name)


def _as_they_were(files: Sequence[StagedFile], refused: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The refused rows of all files as they were; only files that have such rows are read once more."""
    with_refused = set(refused["file_id"])
    return chain.from_iterable(rows_as_they_were(file, refused) for file in files if file.file_id in with_refused)


def _count(counts: dict[int, FileCounts], outcomes: pl.DataFrame) -> None:
    for file_id, outcome, rows in outcomes.group_by("file_id", "outcome").len().iter_rows():
        of_file = counts[file_id]
        setattr(of_file, outcome, getattr(of_file, outcome) + rows)


def _quarantine_bad(con: duckdb.DuckDBPyConnection, feed: Feed, files: Sequence[StagedFile]) -> None:
    parts = [part for file in files for part in file.bad]
    if parts:
        con.execute(statement("merge/quarantine_staged", parts=_sql_list(parts)), {"feed": feed.name})


def heal_by_key(con: duckdb.DuckDBPyConnection, feed: Feed, run_id: str) -> None:
    """Close the quarantined rows of a feed whose keys came since, rightly, in a row of `staged`."""
    parameters = {"run_id": run_id, "feed": feed.name, "required": sorted(feed.required)}
    con.execute(statement("merge/heal_by_key", key=list(feed.key)), parameters)


def _heal(con: duckdb.DuckDBPyConnection, feed: Feed, run_id: str) -> None:
    waiting = con.execute(statement("merge/waiting_rows"), {"feed": feed.name}).fetchall()
    if waiting[0][0]:
        heal_by_key(con, feed, run_id)
        con.execute(statement("merge/heal_by_id"), {"run_id": run_id, "feed": feed.name})


def merge_feed(
    con: duckdb.DuckDBPyConnection, feed: Feed, files: Sequence[StagedFile], run_id: str
) -> dict[int, FileCounts]:
    """Merge all of a feed's staged files, in the order of their file_id, and say by file_id where its rows went.

    Rows of uncontested keys go in as they are, or are in place; contested keys are settled in order. The tables
    `staged_file` (file_id, sha256, columns) and `enterprise_by_code` must be there. Source: contract.md, Keys,
    amendments, and where every row goes.
    """
    counts = {file.file_id: FileCounts(quarantined=file.rows_bad) for file in files}
    _quarantine_bad(con, feed, files)
    if any(file.rows_good for file in files):
        _views(con, feed, files)
        contested = _find_contested(con, feed, files)
        rows = _contested_rows(con, feed, files)
        if contested:
            refusals = []
            for settled in _settled_buckets(con, feed, files, contested):
                _count(counts, settled.outcomes)
                _apply(con, feed, settled, run_id)
                refusals.append(refused_rows(settled.outcomes))
            refused = pl.concat(refusals)
            quarantine_refused(con, feed, refused, _as_they_were(files, refused))
        _insert_fresh(con, feed, files, rows, counts)
        _heal(con, feed, run_id)
    return counts


def release_held_lines(con: duckdb.DuckDBPyConnection) -> None:
    """Put the release of every receipt on the lines that are held: those that waited, and those that came before."""
    con.execute(statement("merge/releases"))
    con.execute(statement("merge/release_held_lines"))

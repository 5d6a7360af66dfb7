"""The staged inbox into the next warehouse, feed by feed, and the record of every file."""

import json
from collections.abc import Sequence

import duckdb
import polars as pl

from homeward.feeds.feed import Feed, all_feeds
from homeward.feeds.stage import StagedFile
from homeward.feeds.take_in import Intake, KnownFiles, UntakenFile, rejected_after_staging
from homeward.warehouse.enterprise_codes import files_with_shared_codes, resettle_return_lines
from homeward.warehouse.merge import FileCounts, merge_feed, release_held_lines
from homeward.warehouse.statement import statement

_LOAD_FILE_SCHEMA: dict[str, pl.DataType] = {
    "file_id": pl.Int32(),
    "run_id": pl.String(),
    "path": pl.String(),
    "sha256": pl.String(),
    "feed": pl.String(),
    "status": pl.String(),
    "reason": pl.String(),
    "rows_read": pl.Int64(),
    "rows_accepted": pl.Int64(),
    "rows_amended": pl.Int64(),
    "rows_duplicate": pl.Int64(),
    "rows_quarantined": pl.Int64(),
    "columns": pl.List(pl.String),
    "unknown_columns": pl.List(pl.String),
    "size_bytes": pl.Int64(),
    "reason_code": pl.String(),
    "reason_details": pl.String(),
}


# Why a row waits no longer whose file was taken again: its newer copy waits, or was taken.
TAKEN_AGAIN = "Its file was taken again."


class AccountsDoNotAddUp(Exception):
    """A row of a file is nowhere, or twice somewhere: the night must not be published."""


def known_files(con: duckdb.DuckDBPyConnection) -> tuple[KnownFiles, int]:
    """What is on record of files, and the next free file number.

    A file that was taken back stays known: it lies in the inbox still, and comes again only when asked for.
    """
    rows = con.sql(statement("warehouse/known_files")).fetchall()
    known = KnownFiles(
        loaded=frozenset(sha256 for _, sha256, status in rows if status == "loaded"),
        on_record=frozenset((path, sha256) for path, sha256, _ in rows),
        rejected=frozenset((path, sha256) for path, sha256, status in rows if status == "rejected"),
    )
    return known, int(con.sql(statement("warehouse/next_file_id")).fetchall()[0][0])


def _loaded_row(file: StagedFile, counts: FileCounts, run_id: str) -> dict[str, object]:
    return {
        "file_id": file.file_id,
        "run_id": run_id,
        "path": file.relative,
        "sha256": file.survey.sha256,
        "feed": file.feed.name,
        "status": "loaded",
        "reason": None,
        "rows_read": file.rows_read,
        "rows_accepted": counts.accepted,
        "rows_amended": counts.amended,
        "rows_duplicate": counts.duplicate,
        "rows_quarantined": counts.quarantined,
        "columns": list(file.header.columns),
        "unknown_columns": list(file.header.unknown),
        "size_bytes": file.survey.size,
    }


def _untaken_row(file: UntakenFile, run_id: str) -> dict[str, object]:
    rows = dict.fromkeys(("rows_read", "rows_accepted", "rows_amended", "rows_duplicate", "rows_quarantined"), 0)
    return {
        "file_id": file.file_id,
        "run_id": run_id,
        "path": file.relative,
        "sha256": file.sha256,
        "status": file.status,
        "reason": file.reason,
        "size_bytes": file.size,
        "reason_code": file.code,
        "reason_details": json.dumps(file.details, ensure_ascii=False) if file.code else None,
        **rows,
    }


def _number_staged_files(con: duckdb.DuckDBPyConnection, intake: Intake) -> None:
    rows = [(file.file_id, file.survey.sha256, list(file.header.columns)) for file in intake.staged]
    schema = pl.Schema({"file_id": pl.Int32(), "sha256": pl.String(), "columns": pl.List(pl.String())})
    con.register("staged_file_rows", pl.DataFrame(rows, schema=schema, orient="row"))
    con.execute(statement("merge/staged_files"))
    con.unregister("staged_file_rows")


def _record(con: duckdb.DuckDBPyConnection, rows: Sequence[dict[str, object]]) -> None:
    con.register("load_rows", pl.DataFrame(list(rows), schema=_LOAD_FILE_SCHEMA))
    con.execute(statement("warehouse/insert_load_files"))
    con.unregister("load_rows")


def _of_feed(intake: Intake, feed: Feed) -> list[StagedFile]:
    return sorted((file for file in intake.staged if file.feed.name == feed.name), key=lambda file: file.file_id)


def _reject_shared_codes(con: duckdb.DuckDBPyConnection, intake: Intake) -> None:
    files = _of_feed(intake, all_feeds()["enterprises"])
    for file, rejection in files_with_shared_codes(con, files) if files else []:
        intake.staged.remove(file)
        intake.untaken.append(rejected_after_staging(file, rejection))


def _check_in_place(con: duckdb.DuckDBPyConnection, intake: Intake) -> None:
    """Of rows put into their tables before the merge, those of files that are taken stay, and all of them are there."""
    for file in intake.put_in_vain:
        con.execute(statement("merge/delete_file", table=file.feed.table), {"file_id": file.file_id})
    for file in intake.staged:
        if file.is_in_place:
            sql = statement("merge/count_file", table=file.feed.table)
            (rows,) = con.execute(sql, {"file_id": file.file_id}).fetchall()[0]
            if rows != file.rows_good:
                raise AccountsDoNotAddUp(
                    f"{file.relative}: rows that keep their contract {file.rows_good}, rows in their table {rows}."
                )


def load(con: duckdb.DuckDBPyConnection, intake: Intake, run_id: str) -> None:
    """Merge every feed, reference feeds and receipts first, and record each file with where its rows went.

    Raises AccountsDoNotAddUp. Source: contract.md, Keys, amendments, and where every row goes.
    """
    _check_in_place(con, intake)
    _reject_shared_codes(con, intake)
    _number_staged_files(con, intake)
    rows = [_untaken_row(file, run_id) for file in intake.untaken if file.is_new]
    con.execute(statement("merge/enterprise_by_code"))
    for feed in all_feeds().values():
        files = _of_feed(intake, feed)
        if not files:
            continue
        counts = merge_feed(con, feed, files, run_id)
        rows += [_loaded_row(file, counts[file.file_id], run_id) for file in files]
        if feed.name == "enterprises":
            # Return lines in place are not merged yet, and none were held before them.
            if any(file.is_in_place for file in _of_feed(intake, all_feeds()["returns"])):
                con.execute(statement("merge/enterprise_by_code"))
            else:
                resettle_return_lines(con, run_id)
    if any(file.feed.name in ("receipts", "declarations") for file in intake.staged):
        release_held_lines(con)
    _check_that_all_are_recorded(intake, rows)
    _record(con, sorted(rows, key=lambda row: int(str(row["file_id"]))))
    dismiss_taken_again(con, run_id)
    check_accounts(con, "run_id", run_id)


def dismiss_taken_again(con: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Close what waits of files whose bytes were taken again: a row waits once, under the id that both copies have."""
    con.execute(statement("merge/dismiss_taken_again"), {"reason": TAKEN_AGAIN, "run_id": run_id})


def _check_that_all_are_recorded(intake: Intake, rows: Sequence[dict[str, object]]) -> None:
    recorded = {row["path"] for row in rows}
    for file in intake.staged:
        if file.relative not in recorded:
            raise AccountsDoNotAddUp(f"{file.relative}: rows read {file.rows_read}, and the file is not on record.")


def check_accounts(con: duckdb.DuckDBPyConnection, column: str, value: str) -> None:
    """Raise AccountsDoNotAddUp unless the rows of every loaded file with this `run_id` or `feed` add up."""
    sql = statement("warehouse/file_accounts", column=column)
    wrong = con.execute(sql, {"value": value}).fetchall()
    if wrong:
        path, read, placed, held, counted, _ = wrong[0]
        raise AccountsDoNotAddUp(
            f"{path}: rows read {read}, placed {placed}; {counted} counted as quarantined, {held} in quarantine."
        )

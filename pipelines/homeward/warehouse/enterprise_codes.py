"""A code belongs to one enterprise only, and what two codes hold of one enterprise is one thing."""

from collections.abc import Sequence

import duckdb
import polars as pl

from homeward.feeds.reference_file import refuse_shared_codes
from homeward.feeds.rejection import FileRejected
from homeward.feeds.stage import StagedFile
from homeward.warehouse.statement import statement

_KEY = ["enterprise_code", "monitoring_from"]


def _codes(file: StagedFile, held: pl.DataFrame) -> pl.DataFrame:
    """The codes of a file's rows; where it has no column for the other code, the one that is held stays."""
    rows = pl.read_parquet(file.good, glob=False)
    if "monitoring_from" not in rows.columns:
        rows = rows.with_columns(monitoring_from=pl.lit(None, dtype=pl.Date()))
    if "other_code" not in rows.columns:
        rows = rows.join(held, on=_KEY, how="left", nulls_equal=True)
    return rows.select(*_KEY, "other_code")


def files_with_shared_codes(
    con: duckdb.DuckDBPyConnection, files: Sequence[StagedFile]
) -> list[tuple[StagedFile, FileRejected]]:
    """Staged enterprise files, in their order, that would give a code on record to a second enterprise.

    Rows that a file replaces do not count against it. Source: rules.md, enterprise.
    """
    held = con.sql(statement("merge/enterprise_codes")).pl()
    refused = []
    for file in files:
        rows = _codes(file, held)
        after = pl.concat([held.join(rows, on=_KEY, how="anti", nulls_equal=True), rows])
        try:
            refuse_shared_codes(after)
            held = after
        except FileRejected as rejection:
            refused.append((file, rejection))
    return refused


def resettle_return_lines(con: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Hold return lines by what the codes of enterprises now say, once rows of `enterprise` have changed.

    Of lines under two codes of one enterprise the newest holds, and the others are kept as former versions; what gave
    way to a line of another code that proves to be another enterprise's after all holds again.
    """
    for name in (
        "enterprise_by_code",
        "parted_return_lines",
        "insert_parted_return_lines",
        "delete_parted_return_lines",
    ):
        con.execute(statement(f"merge/{name}"))
    con.execute(statement("merge/return_lines_of_one_key"))
    con.execute(statement("merge/supersede_return_lines"), {"run_id": run_id})
    con.execute(statement("merge/delete_replaced", table="return_line"))
    con.execute(statement("merge/drop_replaced"))

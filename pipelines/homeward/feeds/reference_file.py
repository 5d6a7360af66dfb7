"""Reference files are taken whole or not at all: they change how everyone is judged."""

import polars as pl

from homeward.feeds.rejection import FileRejected
from homeward.feeds.stage import StagedFile


def _refuse_bad_rows(staged: StagedFile) -> None:
    bad = pl.read_parquet(staged.bad, glob=False)
    first = bad.row(0, named=True)
    error = first["errors"][0]
    raise FileRejected(
        "reference_rows",
        count=bad.height,
        rows=staged.rows_read,
        row=first["row_no"],
        column=error["column"],
        message=error["message"],
    )


def _refuse_conflicts(staged: StagedFile, rows: pl.DataFrame) -> None:
    key = [name for name in staged.feed.key if name in rows.columns]
    different = rows.drop("row_no", "file_id").unique()
    conflicts = different.filter(different.select(key).is_duplicated())
    if not conflicts.is_empty():
        found = " / ".join(str(value) for value in conflicts.select(key).row(0))
        raise FileRejected(
            "reference_rows",
            count=conflicts.height,
            rows=staged.rows_read,
            row="–",
            column=", ".join(key),
            message=f"{found} comes more than once with different values",
        )


def refuse_shared_codes(rows: pl.DataFrame) -> None:
    """A code belongs to one enterprise only: each code has at most one partner.

    Takes columns `enterprise_code, other_code`. Raises FileRejected (reference_code). Source: rules.md, enterprise.
    """
    pairs = rows.select("enterprise_code", "other_code").drop_nulls().unique()
    both = pl.concat([pairs, pairs.select(enterprise_code="other_code", other_code="enterprise_code")]).unique()
    shared = both.filter(pl.col("enterprise_code").is_duplicated()).sort("enterprise_code", "other_code")
    if not shared.is_empty():
        code = shared["enterprise_code"][0]
        found = shared.filter(pl.col("enterprise_code") == code)["other_code"].to_list()
        raise FileRejected("reference_code", party=code, found=", ".join(found))


def check_reference_file(staged: StagedFile) -> None:
    """Nothing for the other feeds. Raises FileRejected (reference_rows, reference_code).

    Source: contract.md, Reference feeds.
    """
    if not staged.feed.reference:
        return
    if staged.bad:
        _refuse_bad_rows(staged)
    rows = pl.read_parquet(staged.good, glob=False)
    _refuse_conflicts(staged, rows)
    if "other_code" in rows.columns:
        refuse_shared_codes(rows)

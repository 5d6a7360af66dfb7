"""The rulebook on one machine, stateless: tables in as Parquet, decisions and their summary out.

Decided in shares, as in a night, all claims on a document in one: held at once are the return lines and the originals
they claim, and of what is worked out that of a few shares.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from math import ceil
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from homeward.engines.parquet_tables import parquet_tables
from homeward.in_order import in_order
from homeward.known_sum import known_sum
from homeward.rulebook.decide import Decision, decided_lines, decision
from homeward.rulebook.fingerprint import rulebook_in_use
from homeward.rulebook.law import Law
from homeward.rulebook.tables import Tables, in_memory
from homeward.rulebook.terms import claimed_of

# As many lines as a night decides at once.
SHARE_LINES = 100_000
# As in a night: one share at a time leaves most of a second core idle.
_SIDE_BY_SIDE = 2
_SEED = 0
_UNFINISHED = ".unfinished"


def _shares(claimed: Tables, share_lines: int) -> Iterator[Tables]:
    """The claimed tables in shares, at least one. A line of no document is by itself."""
    returns, originals = in_memory(claimed.returns), in_memory(claimed.originals)
    shares = max(1, ceil(returns.height / share_lines))
    of_line = returns.select(pl.coalesce("document_no", "return_no").hash(_SEED) % shares).to_series()
    of_original = originals.select(pl.col("document_no").hash(_SEED) % shares).to_series()
    for share in range(shares):
        yield claimed._replace(
            returns=nw.from_native(returns.filter(of_line == share).lazy()),
            originals=nw.from_native(originals.filter(of_original == share).lazy()),
        )


def _summary(eligibility: pl.DataFrame) -> pl.DataFrame:
    return eligibility.group_by("verdict", "channel").agg(lines=pl.len(), value_cny=known_sum("value_cny"))


def _write(decided: Iterator[Decision], out: Path) -> pl.DataFrame:
    """Write decisions as they come; files bear their names once all are written. Gives the summary."""
    writers: dict[str, pq.ParquetWriter] = {}
    summaries: list[pl.DataFrame] = []
    with ExitStack() as files:
        for part in decided:
            summaries.append(_summary(part.eligibility))
            for name, frame in part._asdict().items():
                rows: pa.Table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
                if name not in writers:
                    writer = pq.ParquetWriter(out / f"{name}{_UNFINISHED}", rows.schema, compression="zstd")
                    writers[name] = files.enter_context(writer)
                writers[name].write_table(rows)
    summed = pl.concat(summaries).group_by("verdict", "channel").agg(pl.col("lines").sum(), known_sum("value_cny"))
    summary = summed.sort("verdict", "channel", nulls_last=True)
    summary.write_parquet(out / f"summary{_UNFINISHED}")
    for name in (*writers, "summary"):
        (out / f"{name}{_UNFINISHED}").replace(out / f"{name}.parquet")
    return summary


def decide_folder(folder: Path, out: Path, law: Law, as_of: date, share_lines: int = SHARE_LINES) -> pl.DataFrame:
    """Decide the tables of `folder` for a day; write `eligibility`, `comparison` and `summary` as Parquet to `out`.

    Gives the summary: `verdict`, `channel`, `lines`, `value_cny`. Raises TablesMissing, OSError,
    polars.exceptions.PolarsError where a file is no such table.
    """
    tables = parquet_tables(folder)
    of_run = {"as_of": pl.lit(as_of), "rulebook": pl.lit(rulebook_in_use(law, tables))}

    def decide_share(share: Tables) -> Decision:
        decided = decision(decided_lines(share, law, as_of))
        return decided._replace(eligibility=decided.eligibility.with_columns(**of_run))

    shares = _shares(claimed_of(tables), share_lines)
    out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as workers:
        return _write(in_order(workers, decide_share, shares, _SIDE_BY_SIDE + 1), out)

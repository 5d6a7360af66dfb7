"""Rows per second of intake, by format, beside polars and DuckDB merely reading the same file; and memory by length.

`python tests/bench/intake.py [--rows 200000] [--memory 1000000 5000000 10000000]` prints two tables.
"""

import argparse
import gzip
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import zstandard

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.long_files import in_own_process, long_csv
from feeds.test_forms import LINE, LIST, LISTS

LINES_OF_A_LIST = 50


def _xml(rows: int) -> bytes:
    lines = "".join(LINE.format(line_no=number) for number in range(1, LINES_OF_A_LIST + 1))
    count = rows // LINES_OF_A_LIST
    lists = "".join(LIST.format(document_no=f"53012024E{number:09}", lines=lines) for number in range(count))
    return LISTS.format(lists=lists).encode()


def _parquet(text: str) -> bytes:
    out = io.BytesIO()
    pl.read_csv(io.StringIO(text), infer_schema=False).write_parquet(out)
    return out.getvalue()


def _in_forms(text: str, rows: int) -> dict[str, bytes]:
    """The same rows in each form, by file name."""
    plain = text.encode()
    return {
        "comma.csv": plain,
        "semicolon.csv": text.replace(",", ";").encode(),
        "utf16.csv": text.encode("utf-16"),
        "gb18030.csv": text.encode("gb18030"),
        "gzip.csv.gz": gzip.compress(plain, 6),
        "zstd.csv.zst": zstandard.compress(plain),
        "columns.parquet": _parquet(text),
        "lists.xml": _xml(rows),
    }


def _seconds(read: Callable[[Path], object], path: Path) -> float | None:
    began = time.perf_counter()
    try:
        read(path)
    except (pl.exceptions.PolarsError, duckdb.Error, UnicodeDecodeError):
        return None
    return time.perf_counter() - began


def _by_polars(path: Path) -> object:
    if path.suffix == ".parquet":
        return pl.read_parquet(path)
    separator = ";" if path.name.startswith("semicolon") else ","
    return pl.read_csv(path, infer_schema=False, separator=separator)


def _by_duckdb(path: Path) -> object:
    reader = "read_parquet(?)" if path.suffix == ".parquet" else "read_csv(?, all_varchar = true, strict_mode = true)"
    with duckdb.connect() as con:
        con.execute("SET enable_progress_bar = false")
        return con.execute(f"CREATE TABLE rows AS FROM {reader}", [str(path)])


def _rate(rows: int, seconds: float | None) -> str:
    return f"{rows / seconds:>12,.0f}" if seconds else f"{'cannot':>12}"


def rates(rows: int) -> None:
    """Print the rows per second of each form: taken in, taken in and merged, read by polars, read by DuckDB."""
    print(f"{rows:,} rows\n{'file':18}{'MB':>8}{'taken in':>12}{'and merged':>12}{'polars':>12}{'DuckDB':>12}")
    with tempfile.TemporaryDirectory() as folder:
        text = (long_csv(Path(folder) / "text", rows) / "long.csv").read_text(encoding="utf-8")
        for name, content in _in_forms(text, rows).items():
            path = Path(folder) / name.replace(".", "-") / name
            path.parent.mkdir()
            path.write_bytes(content)
            one = in_own_process(path.parent)
            assert (one["rows"], one["quarantined"]) == (rows, 0), (name, one)
            # Neither polars nor DuckDB reads XML.
            readers = () if path.suffix == ".xml" else (_by_polars, _by_duckdb)
            others = [_seconds(read, path) for read in readers] or [None, None]
            taken = (one["stage_seconds"], one["stage_seconds"] + one["load_seconds"])
            print(
                f"{name:18}{len(content) / 1e6:8.1f}" + "".join(_rate(rows, seconds) for seconds in (*taken, *others))
            )


def memory(lengths: list[int]) -> None:
    """Print the peak memory of an intake by its length, all rows taken and all rows quarantined."""
    print(f"{'rows':>12}{'quarantined':>14}{'MB taken in':>12}{'MB in all':>12}{'seconds':>10}")
    for rows in lengths:
        for quantity in (1, 0):
            with tempfile.TemporaryDirectory() as folder:
                one = in_own_process(long_csv(Path(folder) / "long", rows, quantity))
            seconds = one["stage_seconds"] + one["load_seconds"]
            figures = (one["stage_megabytes"], one["megabytes"])
            print(f"{rows:12,}{one['quarantined']:14,}{figures[0]:12,}{figures[1]:12,}{seconds:10,.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--memory", type=int, nargs="*", default=[])
    told = parser.parse_args()
    rates(told.rows)
    memory(told.memory)


if __name__ == "__main__":
    main()

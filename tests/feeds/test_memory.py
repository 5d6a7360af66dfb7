"""Memory stays flat however long a file is, whether its rows are taken or quarantined."""

from pathlib import Path

import pytest

from bench.long_files import in_own_process, long_csv


@pytest.mark.slow
@pytest.mark.parametrize("quantity", [1, 0], ids=["all taken", "all quarantined"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, quantity: int) -> None:
    short, long = (in_own_process(long_csv(tmp_path / str(rows), rows, quantity)) for rows in (1_000_000, 3_000_000))

    assert [one["quarantined"] for one in (short, long)] == ([0, 0] if quantity else [1_000_000, 3_000_000])
    assert long["megabytes"] < 1250
    # Three times the rows; what still grows is DuckDB's cache, up to its limit.
    assert long["megabytes"] < short["megabytes"] * 2, (short, long)

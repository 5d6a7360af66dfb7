"""`homeward decide` on exported tables says what the night said, cell by cell."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from demo_nights import homeward
from homeward.engines.on_one_machine import decide_folder
from homeward.engines.parquet_tables import TablesMissing
from homeward.rulebook.law import load_law

LAST_DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def tables(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "tables"
    done = homeward("export", "--out", folder, folder=demo)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_decisions_are_the_nights(tables: Path, tmp_path: Path) -> None:
    summary = decide_folder(tables, tmp_path / "decided", load_law(), LAST_DAY)

    night = pl.read_parquet(tables / "eligibility.parquet").drop("run_id", "ship_by")
    decided = pl.read_parquet(tmp_path / "decided" / "eligibility.parquet").select(night.columns)
    key = ["return_no", "line_no", "enterprise_code"]
    assert decided.sort(key).equals(night.sort(key))
    assert summary["lines"].sum() == night.height

    told = pl.read_parquet(tables / "comparison.parquet")
    compared = pl.read_parquet(tmp_path / "decided" / "comparison.parquet").select(told.columns)
    assert compared.sort(key).equals(told.sort(key)), "the view says in SQL what the rules say in polars"


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(TablesMissing, match=r"return_line\.parquet is not there.*homeward export"):
        decide_folder(tmp_path, tmp_path / "decided", load_law(), LAST_DAY)


def test_the_command_says_where_the_decisions_are(tables: Path, demo: Path, tmp_path: Path) -> None:
    done = homeward("decide", "--input", tables, "--out", tmp_path / "decided", "--as-of", LAST_DAY, folder=demo)
    assert done.returncode == 0, done.stderr
    assert "needs evidence, retail_9610:" in done.stdout
    assert (tmp_path / "decided" / "summary.parquet").exists()

"""`homeward decide` on exported tables says what the night said, cell by cell."""

import shutil
from datetime import date
from itertools import count
from pathlib import Path

import duckdb
import polars as pl
import pytest

from demo_nights import homeward
from homeward.engines import on_one_machine
from homeward.engines.on_one_machine import decide_folder
from homeward.engines.parquet_tables import TablesMissing
from homeward.rulebook.decide import Decision, decision
from homeward.rulebook.law import load_law
from rulebook.as_tables import TABLES, frames
from rulebook.random_feeds import night

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


@pytest.mark.parametrize("share_lines", [50, 200])
def test_shares_are_decided_as_the_whole(tables: Path, tmp_path: Path, share_lines: int) -> None:
    whole = decide_folder(tables, tmp_path / "whole", load_law(), LAST_DAY)
    summary = decide_folder(tables, tmp_path / "shares", load_law(), LAST_DAY, share_lines)

    assert summary.equals(whole)
    for name in ("eligibility", "comparison"):
        key = ["return_no", "line_no", "enterprise_code"]
        one, other = (pl.read_parquet(tmp_path / folder / f"{name}.parquet") for folder in ("whole", "shares"))
        assert other.sort(key).equals(one), name


@pytest.mark.parametrize("share_lines", [10, 1000])
def test_the_summary_is_what_sql_says_of_the_decisions(tmp_path: Path, share_lines: int) -> None:
    """Of some verdicts and channels no line's value is known: their sum is unknown, not zero."""
    books, as_of = night(1, 15)
    rows = frames(books)
    for name, table in TABLES.items():
        rows[name].write_parquet(tmp_path / f"{table}.parquet")
    waiting = rows["quarantined_documents"].with_columns(status=pl.lit("open"), feed=pl.lit("declarations"))
    waiting.write_parquet(tmp_path / "quarantine.parquet")

    summary = decide_folder(tmp_path, tmp_path / "decided", load_law(), as_of, share_lines)

    assert summary["value_cny"].null_count() > 0
    with duckdb.connect() as con:
        summed = con.execute(
            "SELECT verdict, channel, count(*), sum(value_cny) FROM read_parquet($decided) GROUP BY ALL"
            " ORDER BY verdict, channel NULLS LAST",
            {"decided": str(tmp_path / "decided" / "eligibility.parquet")},
        )
        assert summed.fetchall() == summary.rows()


def test_what_goes_wrong_halfway_leaves_no_file_that_looks_whole(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = count(1)

    def fail_later(lines: pl.DataFrame) -> Decision:
        if next(calls) > 1:
            raise OSError("No space left on device")
        return decision(lines)

    monkeypatch.setattr(on_one_machine, "decision", fail_later)
    with pytest.raises(OSError, match="No space left"):
        decide_folder(tables, tmp_path / "decided", load_law(), LAST_DAY, 50)
    assert not list((tmp_path / "decided").glob("*.parquet"))


@pytest.mark.parametrize("name", ["tab[1]", "*", "{a,b}?"])
def test_the_name_of_a_folder_is_no_pattern(tables: Path, tmp_path: Path, name: str) -> None:
    """Tables are there as files and, as Spark leaves them, as folders of files."""
    shutil.copytree(tables, tmp_path / name)
    (tmp_path / name / "lines").mkdir()
    (tmp_path / name / "return_line.parquet").rename(tmp_path / name / "lines" / "part-1.parquet")
    (tmp_path / name / "lines").rename(tmp_path / name / "return_line")

    summary = decide_folder(tmp_path / name, tmp_path / f"out{name}", load_law(), LAST_DAY)

    assert summary.equals(decide_folder(tables, tmp_path / "decided", load_law(), LAST_DAY))


def test_a_folder_without_files_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "return_line").mkdir()
    with pytest.raises(TablesMissing, match=r"return_line\.parquet is not there"):
        decide_folder(tmp_path, tmp_path / "decided", load_law(), LAST_DAY)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(TablesMissing, match=r"return_line\.parquet is not there.*homeward export"):
        decide_folder(tmp_path, tmp_path / "decided", load_law(), LAST_DAY)


def test_the_command_says_where_the_decisions_are(tables: Path, demo: Path, tmp_path: Path) -> None:
    done = homeward("decide", "--input", tables, "--out", tmp_path / "decided", "--as-of", LAST_DAY, folder=demo)
    assert done.returncode == 0, done.stderr
    assert "needs evidence, retail_9610:" in done.stdout
    assert (tmp_path / "decided" / "summary.parquet").exists()


@pytest.mark.parametrize(
    ("table", "column"), [("return_line", "mark"), ("exchange_rate", "cny"), ("quarantine", "status")]
)
def test_the_command_names_a_column_that_a_table_lacks(
    tables: Path, demo: Path, tmp_path: Path, table: str, column: str
) -> None:
    shutil.copytree(tables, tmp_path / "tables")
    pl.read_parquet(tables / f"{table}.parquet").drop(column).write_parquet(tmp_path / "tables" / f"{table}.parquet")

    done = homeward("decide", "--input", tmp_path / "tables", "--out", tmp_path / "decided", folder=demo)

    assert done.returncode == 2
    assert column in done.stderr
    assert "Traceback" not in done.stderr


def test_decisions_never_take_the_place_of_the_tables(tables: Path) -> None:
    before = (tables / "eligibility.parquet").read_bytes()

    done = homeward("decide", "--input", tables, "--out", tables.parent / "x" / ".." / tables.name, folder=tables)

    assert done.returncode == 2
    assert "would take the place of the tables" in done.stderr
    assert (tables / "eligibility.parquet").read_bytes() == before

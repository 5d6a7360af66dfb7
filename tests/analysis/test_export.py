"""`homeward export`: what another tool reads is what the warehouse holds."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from demo_nights import homeward
from homeward.analysis.catalogue import catalogue
from homeward.analysis.tables_out_folder import copy_tables
from homeward.analysis.tables_out_target import CannotWrite
from homeward.warehouse.database import open_published


def test_polars_reads_every_table_and_view_as_it_is(published: Path, tmp_path: Path) -> None:
    with open_published(published) as con:
        written = copy_tables(con, tmp_path / "copies")
        columns = catalogue(con)
        counts = {
            f"{table}.parquet": con.table(table).count("*").fetchall()[0][0] for table in {c.table for c in columns}
        }
    assert {copied.file: copied.rows for copied in written} == counts
    for file, rows in counts.items():
        copy = pl.read_parquet(tmp_path / "copies" / file)
        assert copy.height == rows, file
        assert copy.columns == [column.name for column in columns if f"{column.table}.parquet" == file]


def test_values_are_the_same(published: Path, tmp_path: Path) -> None:
    with open_published(published) as con:
        copy_tables(con, tmp_path / "copies", ["eligibility"])
        held = con.sql("FROM eligibility ORDER BY ALL").fetchall()
    with duckdb.connect() as con:
        assert con.sql(f"FROM '{tmp_path}/copies/eligibility.parquet' ORDER BY ALL").fetchall() == held


def test_a_folder_with_something_in_it_is_left_alone(published: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with open_published(published) as con, pytest.raises(CannotWrite, match="not empty"):
        copy_tables(con, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_failure_leaves_no_folder(published: Path, tmp_path: Path) -> None:
    with open_published(published) as con:
        con.execute("CREATE TEMP VIEW run AS SELECT CAST('x' AS INTEGER) AS run_id")
        with pytest.raises(duckdb.Error):
            copy_tables(con, tmp_path / "copies", ["run"])
    assert list(tmp_path.iterdir()) == []


def test_the_command_copies_what_is_named(demo: Path, tmp_path: Path) -> None:
    done = homeward("export", "--out", tmp_path / "a/b", "--tables", "run, v_deadlines", folder=demo)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "a/b").iterdir()) == ["run.parquet", "v_deadlines.parquet"]
    assert "run.parquet: 2 rows" in done.stdout

    wrong = homeward("export", "--out", tmp_path / "c", "--tables", "runs", folder=demo)
    assert wrong.returncode == 2
    assert "runs: no such table or view" in wrong.stderr
    assert not (tmp_path / "c").exists()

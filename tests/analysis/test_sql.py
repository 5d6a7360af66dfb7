"""`homeward sql`: what it refuses, how it prints, and what it writes."""

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
from rich.console import Console

from demo_nights import homeward
from homeward.analysis.as_text import distinct
from homeward.analysis.query import QueryRefused, locked, plainly
from homeward.analysis.tables_out import guarded, write_rows
from homeward.analysis.tables_out_target import CannotWrite, check_target
from homeward.analysis.tables_printed import print_rows

HOSTILE = "SELECT '=cmd()' AS goods_name, -2.50 AS quantity, ['a', 'b'] AS rules, {'cause': 'clock'} AS cause"


@pytest.mark.parametrize(
    "query",
    [
        "COPY run TO '{folder}/out.csv'",
        "COPY run FROM '{folder}/other.csv'",
        "FROM read_csv('{folder}/other.csv')",
        "FROM read_blob('{folder}/other.csv')",
        "FROM glob('{folder}/*')",
        "ATTACH '{folder}/new.duckdb' AS other",
        "EXPORT DATABASE '{folder}/exported'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '1TB'",
        "RESET lock_configuration",
        "DELETE FROM run",
        "CREATE TABLE mine (a INTEGER)",
        "DROP VIEW v_line",
        "UPDATE eligibility SET verdict = 'eligible'",
    ],
)
def test_a_query_reaches_nothing_but_the_published_tables(query: str, published: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a\n1\n")

    with pytest.raises(QueryRefused, match=r"refused.*nothing else.*--out FILE"), locked(published) as con, plainly():
        con.execute(query.format(folder=tmp_path)).fetchall()

    assert [path.name for path in tmp_path.iterdir()] == ["other.csv"]


def test_a_python_variable_is_no_table(published: Path) -> None:
    goods = pl.DataFrame({"a": [1]})
    with pytest.raises(QueryRefused, match="goods does not exist"), locked(published) as con, plainly():
        con.execute("FROM goods").fetchall()
    assert goods.height == 1


def test_nothing_is_left_beside_the_warehouse(published: Path) -> None:
    before = sorted(path.name for path in published.parent.iterdir())
    with locked(published) as con:
        con.execute("SELECT count(*) FROM eligibility AS a, eligibility AS b").fetchall()
    assert sorted(path.name for path in published.parent.iterdir()) == before


def test_a_misspelt_column_is_said_with_what_may_be_meant(demo: Path) -> None:
    done = homeward("sql", "SELECT verdikt FROM eligibility", folder=demo)
    assert done.returncode == 2
    assert "verdikt" in done.stderr
    assert '"verdict"' in done.stderr
    assert "homeward dictionary" in done.stderr
    assert "Traceback" not in done.stderr


def test_queries_come_through_a_pipe_too(demo: Path) -> None:
    done = homeward("sql", folder=demo, given="-- two\nSELECT 1 AS one;\nSELECT max(as_of) AS last_day FROM run;")
    assert done.returncode == 0
    assert "2026-11-23" in done.stdout
    assert "one" in done.stdout
    assert homeward("sql", folder=demo, given="-- nothing").returncode == 2


def test_into_a_pipe_every_row_is_a_line_with_all_its_columns(demo: Path) -> None:
    done = homeward("sql", "FROM eligibility LIMIT 500", folder=demo)
    lines = done.stdout.splitlines()
    assert len(lines) == 1 + 500
    assert lines[0].split()[:3] == ["return_no", "line_no", "enterprise_code"]
    assert lines[0].split()[-1] == "is_by_another_district"
    assert "500 rows" in done.stderr


def test_no_warehouse_yet_is_said(tmp_path: Path) -> None:
    done = homeward("sql", "SELECT 1", folder=tmp_path)
    assert done.returncode == 2
    assert "homeward demo" in done.stderr


def test_a_file_that_is_no_warehouse_is_said(tmp_path: Path) -> None:
    (tmp_path / "notes.duckdb").write_text("not a database at all, but text of some length " * 400)
    done = homeward("sql", "SELECT 1", "--warehouse", "notes.duckdb", folder=tmp_path)
    assert done.returncode == 3
    assert "the warehouse cannot be read" in done.stderr


def printed(width: int, names: list[str], rows: list[tuple[object, ...]]) -> list[str]:
    console = Console(width=width, force_terminal=True, color_system=None, highlight=False)
    with console.capture() as capture:
        print_rows(names, rows, console)
    return capture.get().splitlines()


def test_a_table_that_fits_is_a_table_and_no_line_is_wider_than_the_terminal() -> None:
    lines = printed(60, ["goods_name", "quantity"], [("茶杯 mug", Decimal("2.00000")), ("伞", Decimal("0.50000"))])
    assert lines[0].split() == ["goods_name", "quantity"]
    assert [line.split()[-1] for line in lines[1:]] == ["2", "0.5"]


def test_a_wide_table_becomes_records() -> None:
    names = [f"column_number_{number}" for number in range(20)]
    lines = printed(60, names, [tuple(range(20)), tuple(range(20))])
    assert len(lines) == 2 * 21
    assert lines[1].split() == ["column_number_0", "0"]
    assert max(map(len, lines)) <= 60


def test_what_others_wrote_cannot_steer_the_terminal() -> None:
    [_, line] = printed(60, ["goods_name"], [("cup\x1b]0;title\x07\x1b[2J\u202e\nnext",)])
    assert line.strip() == "cup next"


def test_markup_is_text_and_null_is_said() -> None:
    [_, line] = printed(60, ["a", "b"], [("[bold]x[/]", None)])
    assert line.split() == ["[bold]x[/]", "null"]


def write(query: str, target: Path) -> int:
    with duckdb.connect() as con:
        return write_rows(con.sql(query).to_arrow_reader(1000), target)


def test_csv_guards_text_and_leaves_numbers(tmp_path: Path) -> None:
    assert write(HOSTILE, tmp_path / "rows.csv") == 1
    text = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "goods_name,quantity,rules,cause"
    assert text.splitlines()[1] == """'=cmd(),-2.50,a; b,"{""cause"": ""clock""}\""""


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_whatever_a_spreadsheet_would_run_is_guarded(first: str) -> None:
    assert guarded(pl.DataFrame({"a": [first + "1"]})).to_dicts() == [{"a": f"'{first}1"}]


def test_a_workbook_has_no_formula(tmp_path: Path) -> None:
    write(HOSTILE, tmp_path / "rows.xlsx")
    header, row = openpyxl.load_workbook(tmp_path / "rows.xlsx")["rows"].iter_rows()
    assert [cell.value for cell in header] == ["goods_name", "quantity", "rules", "cause"]
    assert (row[0].value, row[0].data_type) == ("=cmd()", "s")
    assert row[1].value == -2.5


def test_json_keeps_what_can_be_kept(tmp_path: Path) -> None:
    write(HOSTILE.replace("SELECT", "SELECT DATE '2026-11-22' AS as_of, NULL AS mark,"), tmp_path / "rows.json")
    assert json.loads((tmp_path / "rows.json").read_text(encoding="utf-8")) == [
        {
            "as_of": "2026-11-22", "mark": None, "goods_name": "=cmd()", "quantity": -2.5, "rules": ["a", "b"],
            "cause": {"cause": "clock"},
        }
    ]  # fmt: skip


def test_parquet_keeps_types(tmp_path: Path) -> None:
    write("SELECT DATE '2026-11-22' AS as_of, CAST(1.5 AS DECIMAL(19, 5)) AS quantity", tmp_path / "rows.parquet")
    assert pl.read_parquet(tmp_path / "rows.parquet").rows() == [(date(2026, 11, 22), Decimal("1.50000"))]


@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "xlsx"])
def test_no_rows_are_a_file_too(ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"rows.{ending}"
    assert write("SELECT 1 AS a WHERE false", target) == 0
    assert target.stat().st_size > 0


@pytest.mark.parametrize(
    ("name", "said"),
    [("rows.pdf", "use .csv"), ("here.csv", "is there already"), ("none/rows.csv", "no such folder")],
)
def test_a_target_that_cannot_be_is_refused_before_the_query_runs(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "here.csv").write_text("mine")
    with pytest.raises(CannotWrite, match=said):
        check_target(tmp_path / name)


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="Could not convert string 'x'"), duckdb.connect() as con:
        rows = con.sql("SELECT CAST(if(i < 5000, '1', 'x') AS INTEGER) FROM range(10000) AS t(i)")
        write_rows(rows.to_arrow_reader(1000), tmp_path / "rows.csv")
    assert list(tmp_path.iterdir()) == []


UNUSUAL = {
    "moments with an offset": "SELECT now() AS at, [now()] AS more",
    "names twice": "SELECT 1 AS a, 2 AS a, 3 AS A",
    "intervals": "SELECT INTERVAL 1 DAY AS wait, [INTERVAL 1 DAY] AS waits",
    "days far away": "SELECT DATE '20000-01-01' AS day, DATE '0001-01-01' AS other, TIMESTAMP '20000-01-01' AS at",
    "moments without end": "SELECT 'infinity'::TIMESTAMP AS at, '-infinity'::DATE AS day, DATE '2026-11-22' AS other",
    "bytes": "SELECT 'x'::BLOB AS bytes",
}


@pytest.mark.parametrize("unusual", UNUSUAL)
def test_unusual_values_are_printed_and_written(unusual: str, demo: Path, tmp_path: Path) -> None:
    assert homeward("sql", UNUSUAL[unusual], folder=demo).returncode == 0
    for ending in (".csv", ".json", ".parquet", ".xlsx"):
        done = homeward("sql", UNUSUAL[unusual], "--out", tmp_path / f"rows{ending}", folder=demo)
        assert (done.returncode, done.stderr) == (0, ""), ending


def test_names_that_come_twice_are_numbered() -> None:
    assert distinct(["a", "a", "a_2", "A"]) == ["a", "a_2", "a_2_2", "A_3"]


def test_days_without_end_are_told_as_in_the_warehouse(tmp_path: Path) -> None:
    endless = "SELECT 'infinity'::DATE AS day, '-infinity'::TIMESTAMP AS at"
    write(f"{endless} UNION ALL SELECT DATE '2026-11-22', TIMESTAMP '2026-11-22 10:00:00'", tmp_path / "rows.xlsx")
    _, *rows = openpyxl.load_workbook(tmp_path / "rows.xlsx")["rows"].iter_rows(values_only=True)
    assert rows == [("infinity", "-infinity"), ("2026-11-22", "2026-11-22 10:00:00.000000")]


def test_moments_of_other_units_are_told_as_in_the_warehouse(demo: Path, tmp_path: Path) -> None:
    query = "SELECT 'infinity'::TIMESTAMP_S AS s, 'infinity'::TIMESTAMP_MS AS ms, 'infinity'::TIMESTAMP_NS AS ns"
    assert homeward("sql", query, "--out", tmp_path / "rows.xlsx", folder=demo).returncode == 0
    _, row = openpyxl.load_workbook(tmp_path / "rows.xlsx")["rows"].iter_rows(values_only=True)
    assert row == ("infinity", "infinity", "infinity")


def test_what_no_file_can_hold_is_said(demo: Path, tmp_path: Path) -> None:
    done = homeward("sql", "SELECT TIMESTAMP '294000-01-01'", "--out", tmp_path / "rows.xlsx", folder=demo)
    assert done.returncode == 2
    assert "These rows cannot be written as .xlsx: " in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "asked", [("sql", "SELECT '\udcff'"), ("explain", "\udcff"), ("ask", "ledger", "--document", "\udcff")]
)
def test_bytes_that_are_no_text_are_said_to_be_none(asked: tuple[str, ...], demo: Path) -> None:
    done = homeward(*asked, folder=demo)
    assert (done.returncode, done.stdout) == (2, "")
    assert "holds bytes that are no text in UTF-8" in done.stderr


def test_the_command_writes_what_it_says(demo: Path, tmp_path: Path) -> None:
    target = tmp_path / "changes.csv"
    done = homeward("sql", "FROM v_night_changes", "--out", target, folder=demo)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    rows = pl.read_csv(target).height
    assert done.stdout == f"{target}: {rows:,} rows.\n"
    assert homeward("sql", "FROM v_line", "--out", target, folder=demo).returncode == 2
    assert pl.read_csv(target).height == rows


def at_a_terminal(lines: list[str], folder: Path) -> str:
    """What a user sees who types these lines at `homeward sql`, each at its prompt, and ends with Ctrl-D."""
    ours, theirs = pty.openpty()
    asked = subprocess.Popen(
        [sys.executable, "-m", "homeward", "sql"], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    seen, answered = "", 0
    typed = [*(f"{line}\n" for line in lines), "\x04"]
    with suppress(OSError):  # the terminal is gone when the command has ended
        while part := os.read(ours, 4096):
            seen += part.decode(errors="replace")
            if seen.count("> ") > answered and typed:
                answered += 1
                os.write(ours, typed.pop(0).encode())
    os.close(ours)
    assert asked.wait(timeout=60) == 0
    return seen


def test_at_a_terminal_a_prompt_goes_on_after_a_mistake(demo: Path) -> None:
    seen = at_a_terminal(["SELECT nope FROM run;", "SELECT count(*)", "AS nights FROM run;"], demo)
    assert '"nope" not found' in seen
    assert "nights" in seen.split("AS nights FROM run;")[-1]
    assert "Traceback" not in seen

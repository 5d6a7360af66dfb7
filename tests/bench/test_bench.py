"""The benchmark suite runs whole, and its peers decide as Homeward does: what is compared is the same work."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import duckdb
import polars as pl
import pytest

from bench.night import AS_OF, BARE, COLD, NEXT, ratios

HERE = Path(__file__).parent
KEY = ["enterprise_code", "return_no", "line_no"]
LISTS = ["failed_rules", "open_rules", "awaited_rules"]
DECIDED = [
    *KEY, "channel", "released_on", "judged_on", "deadline", "days_left", "original_found", "goods_match",
    "channel_covered", "within_one_year", "reason_permitted", "shipment_permitted", "identifiable", "not_prohibited",
    "monitoring_system", "district_permitted", "quantity_available", "verdict", *LISTS, "route", "tax_relief",
    "relief_source", "tax_note", "relief_mode", "relief_window", "relief_goods", "relief_reason",
    "relief_original_state", "relief_six_months", "relief_rebate_settled",
]  # fmt: skip


def run(*command: object) -> str:
    ended = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="module", params=[1, 2])
def inbox(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("bench") / "inbox"
    sizes = ("--declarations", 20_000, "--returns", 3_000, "--seed", request.param)
    run("-m", "homeward", "generate", *sizes, "--plain", "--as-of", AS_OF, "--out", folder)
    return folder


@pytest.fixture(scope="module")
def of_the_night(inbox: Path) -> list[tuple[object, ...]]:
    """What Homeward decides."""
    warehouse = inbox.parent / "w" / "homeward.duckdb"
    run(
        "-m", "homeward", "run", inbox, "--warehouse", warehouse, "--reports", inbox.parent / "reports",
        "--as-of", AS_OF, "--no-mail",
    )  # fmt: skip
    return rows_of(warehouse)


def rows_of(file: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as con:
        return comparable(con.sql(f"SELECT {', '.join(DECIDED)} FROM eligibility").pl())


def comparable(decided: pl.DataFrame) -> list[tuple[object, ...]]:
    return decided.select(DECIDED).sort(KEY).rows()


def test_the_duckdb_script_decides_as_the_night_does(inbox: Path, of_the_night: list[tuple[object, ...]]) -> None:
    file = inbox.parent / "decided.duckdb"
    run(HERE / "duckdb_decides.py", inbox, file, AS_OF)

    assert len(of_the_night) == 3_000
    assert rows_of(file) == of_the_night


def test_the_pandas_script_decides_as_the_night_does(inbox: Path, of_the_night: list[tuple[object, ...]]) -> None:
    file = inbox.parent / "decided.parquet"
    run(HERE / "pandas_decides.py", inbox, file, AS_OF)

    decided = pl.read_parquet(file)
    as_lists = [pl.col(name).str.split(";").list.filter(pl.element() != "") for name in LISTS]
    assert comparable(decided.with_columns(as_lists)) == of_the_night


def test_the_suite_measures_draws_and_keeps_what_a_later_session_compares_with(tmp_path: Path) -> None:
    kept, drawn = tmp_path / "kept.json", tmp_path / "night.svg"
    told = ("--declarations", 20_000, 30_000, "--runs", 1, "--json", kept, "--plot", drawn)
    said = run(HERE / "night.py", *told)

    assert "20,000 declaration lines, 2,000 return lines" in said
    assert "microseconds a declaration line" in said
    content = json.loads(kept.read_text())
    assert [(one["declarations"], one["returns"]) for one in content["sizes"]] == [(20_000, 2_000), (30_000, 3_000)]
    for one in content["sizes"]:
        assert set(one["runs"]) == {BARE, "polars reads", "DuckDB decides", "pandas decides", COLD, NEXT}
        assert all(run["seconds"] > 0 and run["peak_megabytes"] > 0 for runs in one["runs"].values() for run in runs)
        assert {"take in", "load", "decide", "report"} <= set(one["steps"][COLD][0])
        earlier = ratios(content, one["declarations"])
        assert earlier[BARE] == 1
        assert f"{earlier[COLD]:.2f}" in said
    assert drawn.read_text().count("<rect") == 1 + 2 * 6
    ET.fromstring(drawn.read_text())


def test_reports_are_measured_part_by_part() -> None:
    said = run(HERE / "report.py", "--lines", 1_000)

    for part in ("index.html", "exceptions.xlsx", "mail: text/html", "mail: the mail as sent"):
        assert part in said

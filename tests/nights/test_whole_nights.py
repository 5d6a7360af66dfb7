"""Whole nights, end to end, through the same function as `homeward run`."""

import shutil
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner

from feed_rows import ENTERPRISE, declaration, returned
from homeward.cli import homeward
from homeward.cli.failure import CommandFailed
from homeward.cli.night_runner import run_and_tell
from homeward.exit_codes import WRONG_CALL
from homeward.settings import SettingsError
from homeward.warehouse.layout import Layout
from homeward.warehouse.verify import verify
from nights.conftest import House


def test_the_first_night_decides_and_publishes(house: House) -> None:
    house.deliver_usual()

    result = house.night("2024-10-01")

    assert result.exit_code == 0
    assert result.verdicts == {"eligible": 1, "needs_evidence": 0, "ineligible": 0, "withdrawn": 0}
    assert (house.reports / "2024-10-01" / "index.html").exists()
    mode = stat.S_IMODE(house.warehouse.stat().st_mode)
    assert mode & 0o222 == 0, "the published file is read-only"
    assert not Path(f"{house.warehouse}.wal").exists()


@pytest.mark.parametrize("name", ["g[1]", "line_no=7", "*", "{a,b}", "it's"])
def test_the_name_of_a_folder_is_no_pattern(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    house, other = House(tmp_path / name), House(tmp_path / "g1")
    monkeypatch.setattr("tempfile.tempdir", str(house.folder))
    for one in (house, other):
        one.deliver_usual()
        one.deliver("returns.csv", [returned(), returned(return_no="R2", quantity="none")])
        one.deliver("update.csv", [{"return_no": "R1", "line_no": 1, "closed_on": "2024-09-30"}])
        pl.DataFrame([returned(return_no="R3")]).write_parquet(one.inbox / "parts[1].parquet")

    assert house.night("2024-10-01").exit_code == 1

    assert house.ask("SELECT return_no, closed_on IS NULL FROM return_line ORDER BY ALL") == [
        ("R1", False),
        ("R3", True),
    ]
    assert house.ask("SELECT row_no FROM quarantine") == [(2,)]
    proofs = verify(house.warehouse, Layout(house.warehouse), 1096, date(2024, 10, 1))
    assert {proof.outcome for proof in proofs} == {"proven"}


def test_the_same_night_twice_gives_the_same_tables(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    tables = [name for (name,) in house.ask("SELECT table_name FROM duckdb_tables() WHERE table_name <> 'run'")]
    without_run = {
        table: house.ask(f"SELECT * EXCLUDE (run_id) FROM {table} ORDER BY ALL")
        if ("run_id",) in house.ask(f"SELECT column_name FROM duckdb_columns() WHERE table_name = '{table}'")
        else house.ask(f"SELECT * FROM {table} ORDER BY ALL")
        for table in tables
    }

    house.night("2024-10-01")

    for table, rows in without_run.items():
        columns = house.ask(f"SELECT column_name FROM duckdb_columns() WHERE table_name = '{table}'")
        query = f"SELECT * EXCLUDE (run_id) FROM {table}" if ("run_id",) in columns else f"SELECT * FROM {table}"
        assert house.ask(f"{query} ORDER BY ALL") == rows, table


def test_an_earlier_day_is_refused_unless_backdated(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-02")

    with pytest.raises(SettingsError, match="--backdate"):
        house.night("2024-10-01")

    assert house.night("2024-10-01", backdate=True).exit_code == 0


# Counts the lines, waits for a word, and counts again on the same connection.
READER = """
import sys, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as reader:
    print(reader.sql("SELECT count(*) FROM eligibility").fetchall()[0][0], flush=True)
    sys.stdin.readline()
    print(reader.sql("SELECT count(*) FROM eligibility").fetchall()[0][0], flush=True)
"""


def test_a_reader_keeps_its_snapshot_while_nights_go_on(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    with subprocess.Popen(
        [sys.executable, "-c", READER, house.warehouse], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout and reader.stdout.readline() == "1\n"
        house.deliver("more.csv", [returned(return_no="R2")])
        house.night("2024-10-02")
        assert reader.communicate("again\n")[0] == "1\n"
    assert house.ask("SELECT count(*) FROM eligibility") == [(2,)]


def test_a_stray_log_beside_the_warehouse_is_not_replayed_onto_the_new_file(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    house.warehouse.chmod(0o640)
    stray = duckdb.connect(str(house.warehouse))
    stray.execute("SET wal_autocheckpoint = '1TB'; PRAGMA disable_checkpoint_on_shutdown; DELETE FROM decision")
    stray.close()
    log = Path(f"{house.warehouse}.wal")
    assert log.exists()
    log_bytes = log.read_bytes()

    house.deliver("more.csv", [returned(return_no="R2")])
    house.night("2024-10-02")

    assert house.ask("SELECT count(*) FROM eligibility") == [(2,)]
    assert not log.exists()
    kept = list(house.warehouse.parent.glob("*.wal.stray-*"))
    assert [path.read_bytes() for path in kept] == [log_bytes]


def test_a_receipt_that_comes_later_releases_the_lines(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration(released_at="")])
    house.deliver("returns.csv", [returned()])
    house.night("2024-10-01")
    assert house.ask("SELECT within_one_year, verdict FROM eligibility") == [(None, "needs_evidence")]

    document_no = declaration()["document_no"]
    house.deliver("receipts.csv", [{"invtNo": document_no, "returnStatus": "800", "returnTime": "20240601101500000"}])
    house.night("2024-10-02")

    assert house.ask("SELECT within_one_year, verdict FROM eligibility") == [(True, "eligible")]
    assert house.ask("SELECT is_released_by_receipt FROM declaration_line") == [(True,)]


def test_a_corrected_row_heals_the_quarantined_one(house: House) -> None:
    house.deliver("declarations.csv", [declaration(hs_code="691200100")])
    assert house.night("2024-10-01").exit_code == 1

    house.deliver("declarations-corrected.csv", [declaration()])
    assert house.night("2024-10-02").exit_code == 0

    assert house.ask("SELECT status FROM quarantine") == [("healed",)]
    assert house.ask("SELECT count(*) FROM declaration_line") == [(1,)]


def test_reports_of_the_night_can_be_made_again_after_a_file_was_taken_back(house: House) -> None:
    house.deliver_usual()
    house.deliver("refused.csv", [returned(return_no="R2", mark="M-2")])
    house.night("2024-10-01")
    report = (house.reports / "2024-10-01" / "index.html").read_text(encoding="utf-8")
    places = ["--warehouse", str(house.warehouse)]

    taken_back = CliRunner().invoke(homeward, ["retract", "refused.csv", *places])
    again = CliRunner().invoke(homeward, ["report", *places, "--reports", str(house.reports)])

    assert (taken_back.exit_code, again.exit_code) == (0, 0), again.output
    told_again = (house.reports / "2024-10-01" / "index.html").read_text(encoding="utf-8")
    assert report.count("R2") == told_again.count("R2"), "the report shows what the night decided"


def test_a_file_outside_the_inbox_cannot_be_taken_again(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    copy = shutil.copy(house.inbox / "returns.csv", house.folder / "returns.csv")
    flags = {"inbox": house.inbox, "warehouse": house.warehouse, "reports": house.reports, "as_of": date(2024, 10, 2)}

    with pytest.raises(CommandFailed, match="not in the inbox") as refused:
        run_and_tell(None, flags, [Path(copy)], backdate=False, mail=False, as_json=False)

    assert refused.value.exit_code == WRONG_CALL
    assert house.ask("SELECT count(*) FROM run") == [(1,)], "nothing was touched"


def test_an_old_rejected_file_counts_once(house: House) -> None:
    house.deliver_usual()
    (house.inbox / "notes.csv").write_text("colour,size\nred,3\n")

    assert house.night("2024-10-01").exit_code == 1
    assert house.night("2024-10-02").exit_code == 0

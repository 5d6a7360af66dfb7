"""`homeward quarantine`: the workbench."""

import csv
import fcntl
import json
import stat
from pathlib import Path

from homeward.cli.failure import CommandFailed
from homeward.cli.quarantine import command
from quarantine.conftest import Bench


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_it_lists_by_file_and_cause(bench: Bench) -> None:
    listed = bench.call(command).output

    assert "declarations.csv" in listed
    assert "1 × document_no (scientific_notation), first in row 1" in listed
    assert "1 × quantity (above_zero), first in row 2" in listed
    assert "returns.csv" in listed


def test_it_lists_in_chinese_and_for_scripts(bench: Bench) -> None:
    chinese = bench.call(command, "--lang", "zh").output
    assert "科学计数法" in chinese
    assert "1 × quantity（above_zero），首见于第 2 行" in chinese
    causes = json.loads(bench.call(command, "--json").output)["causes"]
    assert len(causes) == 4


def test_an_export_is_corrected_and_dropped_back_into_the_inbox(bench: Bench) -> None:
    bench.call(command, "--export", str(bench.folder / "correct.csv"))
    declarations, returns = (bench.folder / f"correct-{feed}.csv" for feed in ("declarations", "returns"))
    rows = _rows(declarations)
    assert [row["document_no"] for row in rows] == ["5.3012E+17", "53012024E000000001"], "as they were"
    assert "phone" not in rows[0]
    assert "scientific notation" in rows[0]["problem"]
    rows[0]["document_no"] = "53012024E000000001"
    rows[1].update(hs_code="6912001000", quantity="10")

    bench.publish(**{"corrected": rows, "corrected-returns": [_rows(returns)[0] | {"quantity": "2"}]})

    assert bench.ask("SELECT status, count(*) FROM quarantine GROUP BY status") == [("healed", 3)]
    assert bench.ask("SELECT count(*) FROM declaration_line") == [(3,)]
    assert bench.ask("SELECT unknown_columns FROM load_file WHERE path = 'corrected.csv'") == [
        (["problem", "from_file", "from_row"],)
    ]
    wrong = (
        "SELECT * FROM load_file WHERE rows_read <> rows_accepted + rows_amended + rows_duplicate + rows_quarantined"
    )
    assert bench.ask(wrong) == []


def test_rows_of_files_with_other_columns_are_exported_apart(bench: Bench) -> None:
    bench.publish(update=[{"return_no": "R9", "line_no": 1, "closed_on": "2024-10-01"}])

    bench.call(command, "--export", str(bench.folder / "out.csv"))

    assert sorted(path.name for path in bench.folder.glob("out*.csv")) == [
        "out-declarations.csv", "out-returns-2.csv", "out-returns.csv",
    ]  # fmt: skip
    headers = {
        tuple(row)[:3] for name in ("out-returns.csv", "out-returns-2.csv") for row in _rows(bench.folder / name)
    }
    assert ("return_no", "line_no", "closed_on") in headers


def test_an_export_of_two_files_writes_both_or_none(bench: Bench) -> None:
    (bench.folder / "out-returns.csv").write_text("mine")

    result = bench.call(command, "--export", str(bench.folder / "out.csv"))

    assert isinstance(result.exception, CommandFailed)
    assert "out-returns.csv: is there already" in str(result.exception)
    assert sorted(path.name for path in bench.folder.glob("out*")) == ["out-returns.csv"]


def test_an_export_overwrites_nothing(bench: Bench) -> None:
    (bench.folder / "correct-returns.csv").write_text("mine")

    result = bench.call(command, "--export", str(bench.folder / "correct.csv"))

    assert isinstance(result.exception, CommandFailed)
    assert (bench.folder / "correct-returns.csv").read_text() == "mine"


def test_what_will_never_be_corrected_is_dismissed_with_a_reason_and_stays(bench: Bench) -> None:
    [(quarantine_id,)] = bench.ask("SELECT quarantine_id FROM quarantine WHERE feed = 'returns'")

    result = bench.call(command, "--dismiss", quarantine_id, "--reason", "a total row")

    assert result.return_value == 0, result.output
    assert bench.ask("SELECT status, dismissed_reason FROM quarantine WHERE feed = 'returns'") == [
        ("dismissed", "a total row")
    ]
    assert "returns.csv" not in bench.call(command).output
    assert stat.S_IMODE(bench.warehouse.stat().st_mode) & 0o222 == 0
    assert not Path(f"{bench.warehouse}.wal").exists()


def test_an_unknown_id_changes_nothing(bench: Bench) -> None:
    [(quarantine_id,)] = bench.ask("SELECT quarantine_id FROM quarantine WHERE feed = 'returns'")
    before = bench.warehouse.read_bytes()

    result = bench.call(command, "--dismiss", quarantine_id, "--dismiss", "nothing-1", "--reason", "x")

    assert isinstance(result.exception, CommandFailed)
    assert "nothing-1" in str(result.exception)
    assert bench.warehouse.read_bytes() == before


def test_a_dismissal_needs_a_reason(bench: Bench) -> None:
    assert isinstance(bench.call(command, "--dismiss", "a-1").exception, CommandFailed)
    assert isinstance(bench.call(command, "--dismiss", "a-1", "--reason", " ").exception, CommandFailed)


def test_nothing_changes_while_a_night_runs(bench: Bench) -> None:
    [(quarantine_id,)] = bench.ask("SELECT quarantine_id FROM quarantine WHERE feed = 'returns'")
    with (bench.folder / "homeward.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = bench.call(command, "--dismiss", quarantine_id, "--reason", "x")

    assert isinstance(result.exception, CommandFailed)
    assert result.exception.exit_code == 4

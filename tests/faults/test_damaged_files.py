"""What lies beside the inbox and the warehouse, damaged or left behind."""

import json
import random
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from faults.conftest import FIRST, SECOND, THIRD, NightHouse


def flip(house: NightHouse, at: int) -> None:
    """Flip one bit of the published file, as a failing disk does."""
    mode = stat.S_IMODE(house.warehouse.stat().st_mode)
    house.warehouse.chmod(0o600)
    with house.warehouse.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0x10]))
    house.warehouse.chmod(mode)


def test_a_damaged_warehouse_stops_the_night_and_a_kept_one_takes_its_place(
    house: NightHouse, undisturbed: NightHouse
) -> None:
    assert house.run_night(FIRST).code == 1
    assert house.run_night(SECOND).code == 0
    flip(house, 20)
    before = house.published_bytes()

    ended = house.run_night(SECOND)

    assert ended.code == 3, ended.err
    assert "homeward restore" in ended.err
    assert "Traceback" not in ended.err
    assert house.published_bytes() == before
    listed = house.start("nights").end()
    assert "damaged" in listed.out
    assert "The database failed" in listed.out

    restored = house.start("restore", FIRST).end()

    assert restored.code == 0, restored.err
    assert "is current again" in restored.out
    assert house.run_night(SECOND).code == 0
    assert house.tables()["decision"] == undisturbed.tables()["decision"]
    kept = list(house.warehouse.parent.glob("homeward.duckdb.damaged-*"))
    assert [path.read_bytes() for path in kept] == [before]


def test_a_warehouse_of_another_version_is_left_alone(house: NightHouse) -> None:
    mode = stat.S_IMODE(house.warehouse.stat().st_mode)
    house.warehouse.chmod(0o600)
    with duckdb.connect(str(house.warehouse)) as con:
        con.execute("ALTER TABLE run DROP COLUMN warning_details")
    house.warehouse.chmod(mode)
    before = house.published_bytes()

    ended = house.run_night(SECOND)

    assert ended.code == 3
    assert "run.warning_details" in ended.err
    assert "Run that version" in ended.err
    assert house.published_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_flipped_bit_anywhere_is_noticed_or_harmless(house: NightHouse, undisturbed: NightHouse, seed: int) -> None:
    flip(house, random.Random(seed).randrange(house.warehouse.stat().st_size))
    before = house.published_bytes()

    ended = house.run_night(SECOND)

    if ended.code == 3:
        assert house.published_bytes() == before
        assert "Traceback" not in ended.err
    else:
        assert ended.code == 1, ended.err
        assert house.tables() == undisturbed.tables()


def test_verify_finds_flipped_bits(house: NightHouse) -> None:
    """One in every block past the headers: some block is free, and what is in it nobody's."""
    for at in range(13_000, house.warehouse.stat().st_size, 256 * 1024):
        flip(house, at)

    proof = house.start("verify").end()

    assert proof.code == 3, proof.out + proof.err
    assert "cannot be read" in proof.out + proof.err
    assert "Traceback" not in proof.err


def test_a_lock_file_left_by_a_dead_process_holds_nobody_up(house: NightHouse) -> None:
    (house.warehouse.parent / "homeward.lock").write_text("process 4000000", encoding="utf-8")

    assert house.run_night(SECOND).code == 1


def test_what_a_killed_night_left_is_thrown_away(house: NightHouse, undisturbed: NightHouse) -> None:
    workspace = house.warehouse.parent / "homeward.night"
    (workspace / "spill").mkdir(parents=True)
    (workspace / "next.duckdb").write_bytes(house.published_bytes()[:100_000])
    (workspace / "next.duckdb.wal").write_bytes(b"half a log")

    assert house.run_night(SECOND).code == 1
    assert house.tables() == undisturbed.tables()
    assert house.left_behind() == []


def test_a_stray_log_beside_the_warehouse_is_kept_aside_and_said(house: NightHouse, undisturbed: NightHouse) -> None:
    house.warehouse.chmod(0o640)
    with duckdb.connect(str(house.warehouse)) as stray:
        stray.execute("SET wal_autocheckpoint = '1TB'; PRAGMA disable_checkpoint_on_shutdown; DELETE FROM decision")

    ended = house.run_night(SECOND)

    assert ended.code == 1, ended.err
    assert "stray write-ahead log" in ended.err
    assert house.tables()["decision"] == undisturbed.tables()["decision"]


def test_a_clock_set_back_is_noticed(house: NightHouse) -> None:
    before = house.published_bytes()

    ended = house.run_night("2024-09-30")

    assert ended.code == 2
    assert f"before that of the last published night, {FIRST}" in ended.err
    assert "--backdate" in ended.err
    assert "homeward restore" in ended.err
    assert house.published_bytes() == before


def test_a_damaged_journal_stops_the_night(house: NightHouse) -> None:
    before = house.published_bytes()
    (house.warehouse.parent / "homeward.journal.sqlite").write_bytes(b"no database at all" * 100)

    ended = house.run_night(SECOND)

    assert ended.code == 3, ended.err
    assert "journal" in ended.err
    assert house.published_bytes() == before


def journal_of(house: NightHouse) -> Path:
    return house.warehouse.parent / "homeward.journal.sqlite"


def test_what_can_be_read_is_told_beside_a_damaged_journal(house: NightHouse) -> None:
    journal_of(house).write_bytes(b"no database at all" * 100)

    status, nights = house.start("status").end(), house.start("nights").end()
    as_json = house.start("status", "--json").end()

    assert {ended.code for ended in (status, as_json, nights)} == {3}
    assert FIRST in status.out
    assert FIRST in nights.out
    assert "Nothing needs a hand" not in status.out
    assert json.loads(as_json.out)["needs_a_hand"][0].startswith("the journal ")
    for ended in (status, as_json, nights):
        assert "is damaged" in ended.err
        assert "Move it aside" in ended.err


def test_what_the_journal_knows_is_told_beside_a_damaged_warehouse(house: NightHouse) -> None:
    flip(house, 20)
    house.run_night(SECOND)

    ended = house.start("status").end()

    assert ended.code == 3
    assert f"The night of {SECOND} failed" in ended.out
    assert "the warehouse cannot be read" in ended.err
    assert "Where none is kept, move the warehouse aside" in ended.err


def test_without_a_kept_night_a_damaged_warehouse_is_built_anew_from_the_inbox(
    house: NightHouse, undisturbed: NightHouse
) -> None:
    flip(house, 20)
    assert "the whole inbox is taken in anew" in house.run_night(SECOND).err

    house.warehouse.rename(house.folder / "damaged")

    assert house.run_night(SECOND).code == 1
    assert house.ask("SELECT verdict, count(*) FROM eligibility GROUP BY ALL ORDER BY ALL") == undisturbed.ask(
        "SELECT verdict, count(*) FROM eligibility GROUP BY ALL ORDER BY ALL"
    )


def test_a_night_whose_warehouse_is_gone_begins_anew_and_says_so(house: NightHouse, undisturbed: NightHouse) -> None:
    house.warehouse.unlink()

    status = house.start("status").end()
    stopped = house.run_night(SECOND, on_suspicious_feed="stop")
    ended = house.run_night(SECOND)

    assert (status.code, stopped.code, ended.code) == (3, 3, 1)
    assert "the warehouse is not there, though nights were published" in status.err
    for said in (stopped, ended):
        assert "The warehouse was not there, though nights were published" in said.err
    assert "warehouse was not there" in (house.reports / SECOND / "index.html").read_text(encoding="utf-8")
    assert house.ask("SELECT verdict, count(*) FROM eligibility GROUP BY ALL ORDER BY ALL") == undisturbed.ask(
        "SELECT verdict, count(*) FROM eligibility GROUP BY ALL ORDER BY ALL"
    )
    assert "warehouse was not there" not in house.run_night(THIRD).err


def test_a_kept_night_takes_the_place_of_a_warehouse_that_is_gone(house: NightHouse) -> None:
    house.run_night(SECOND)
    house.warehouse.unlink()

    restored = house.start("restore", FIRST).end()

    assert restored.code == 0, restored.err
    assert house.ask("SELECT max(as_of)::VARCHAR FROM run") == [(FIRST,)]


def test_a_journal_that_another_program_holds_is_said_to_be_held(house: NightHouse) -> None:
    with closing(sqlite3.connect(journal_of(house), isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")

        ended = house.run_night(SECOND)

    assert ended.code == 3
    assert "Another program holds it open" in ended.err
    assert "untouched" in ended.err
    assert house.run_night(SECOND).code == 1


def test_a_journal_of_another_version_is_said_to_be_one(house: NightHouse) -> None:
    with closing(sqlite3.connect(journal_of(house))) as other:
        other.execute("ALTER TABLE night RENAME COLUMN outcome TO result")

    ended = house.run_night(SECOND)

    assert ended.code == 3
    assert "It has other tables than this version of Homeward writes" in ended.err
    journal_of(house).unlink()
    assert house.run_night(SECOND).code == 1


@pytest.mark.parametrize("command", [("run",), ("status",), ("explain", "R1"), ("export", "--out", "copies")])
def test_the_journal_named_as_the_warehouse_is_refused_without_the_net(
    house: NightHouse, command: tuple[str, ...]
) -> None:
    copied = Path(shutil.copy(journal_of(house), house.folder / "mistaken.duckdb"))

    ended = house.start(*command, warehouse=str(copied)).end()

    assert ended.code == 3
    assert "is a database of SQLite" in ended.err
    assert "download" not in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("command", [("run",), ("status",), ("explain", "R1"), ("report",)])
def test_the_file_of_another_program_is_left_alone(house: NightHouse, command: tuple[str, ...]) -> None:
    other = house.folder / "other.duckdb"
    with duckdb.connect(str(other)) as con:
        con.execute("CREATE TABLE stock AS SELECT 1 AS shelf")
    before = other.read_bytes()

    ended = house.start(*command, warehouse=str(other)).end()

    assert ended.code == 3
    assert "it may be another program's" in ended.err
    assert other.read_bytes() == before

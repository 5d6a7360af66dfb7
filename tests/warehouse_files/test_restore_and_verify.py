"""A former night made current, and a night proved."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
import zstandard
from click.testing import CliRunner, Result

from feed_rows import returned
from homeward.cli import homeward
from homeward.cli.failure import CommandFailed
from homeward.feeds.survey import sha256_of
from homeward.warehouse.archive import archived_path
from homeward.warehouse.generations import kept_generations
from homeward.warehouse.layout import Layout
from homeward.warehouse.lock import night_lock
from homeward.warehouse.verify import Proof, verify
from nights.conftest import House

ARCHIVE_DAYS = 100_000


def call(house: House, *arguments: str) -> Result:
    flags = ["--warehouse", str(house.warehouse)]
    if arguments[0] == "restore":
        flags += ["--inbox", str(house.inbox)]
    return CliRunner().invoke(homeward, [*arguments, *flags], standalone_mode=False)


def proofs(house: House, layout: Layout, file: Path | None = None) -> dict[str, Proof]:
    found = verify(file or house.warehouse, layout, ARCHIVE_DAYS, date(2024, 10, 3))
    return {proof.subject: proof for proof in found}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("two-nights"))
    house.deliver_usual()
    house.night("2024-10-01")
    house.deliver("more.csv", [returned(return_no="R2")])
    house.deliver("again/more.csv", [returned(return_no="R3")])
    house.night("2024-10-02")
    return house


@pytest.fixture
def house(prepared: House, tmp_path: Path) -> House:
    return prepared.copy_to(tmp_path / "house")


@pytest.fixture
def two_nights(house: House) -> House:
    """A second return line came with the second night."""
    return house


def test_restore_makes_a_night_current_and_says_what_becomes_of_files_taken_in_since(two_nights: House) -> None:
    (two_nights.inbox / "more.csv").unlink()

    result = call(two_nights, "restore", "2024-10-01")

    assert result.exception is None
    assert two_nights.ask("SELECT return_no FROM eligibility") == [("R1",)]
    assert "again/more.csv: still in the inbox; the next night takes it in again" in result.output
    assert "more.csv: no longer in the inbox; kept as" in result.output
    two_nights.night("2024-10-03")
    assert two_nights.ask("SELECT return_no FROM eligibility ORDER BY ALL") == [("R1",), ("R3",)]


def test_files_taken_in_since_are_given_back_from_the_archive(two_nights: House, tmp_path: Path) -> None:
    bytes_before = (two_nights.inbox / "more.csv").read_bytes()
    (two_nights.inbox / "more.csv").unlink()

    call(two_nights, "restore", "2024-10-01", "--give-back", str(tmp_path / "lost"))

    assert (tmp_path / "lost" / "more.csv").read_bytes() == bytes_before
    assert [path.name for path in (tmp_path / "lost").rglob("*")] == ["more.csv"]


def test_a_delivery_that_was_taken_back_is_told_of_for_the_restored_night_does_not_know(two_nights: House) -> None:
    for path in ("more.csv", "returns.csv"):
        assert call(two_nights, "retract", path).exception is None

    result = call(two_nights, "restore", "2024-10-01")

    assert "  more.csv: you took it back; still in the inbox; the next night takes it in again, unless" in result.output
    assert "You took returns.csv back since; its rows are in again" in result.output
    assert two_nights.ask("SELECT return_no FROM eligibility") == [("R1",)]


def test_a_delivery_that_was_taken_back_is_not_given_back(two_nights: House, tmp_path: Path) -> None:
    assert call(two_nights, "retract", "more.csv").exception is None
    (two_nights.inbox / "more.csv").unlink()

    result = call(two_nights, "restore", "2024-10-01", "--give-back", str(tmp_path / "lost"))

    assert "more.csv: you took it back; no longer in the inbox, so it stays out" in result.output
    assert not (tmp_path / "lost" / "more.csv").exists()


def _other_bytes(archived: Path) -> None:
    archived.write_bytes(zstandard.compress(b"other bytes"))


def _cut_off(archived: Path) -> None:
    archived.write_bytes(archived.read_bytes()[:-20])


@pytest.mark.parametrize("damage", [_other_bytes, _cut_off])
def test_what_the_archive_holds_damaged_is_not_given_back_and_the_rest_is(
    two_nights: House, layout: Layout, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    files = [two_nights.inbox / "more.csv", two_nights.inbox / "again" / "more.csv"]
    archived = archived_path(layout, sha256_of(files[0]))
    for file in files:
        file.unlink()
    archived.chmod(0o600)
    damage(archived)

    result = call(two_nights, "restore", "2024-10-01", "--give-back", str(tmp_path / "lost"))

    assert isinstance(result.exception, CommandFailed)
    assert f"  not given back: more.csv: {archived}:" in result.output
    assert "Ask their senders for them" in str(result.exception)
    assert result.exception.exit_code == 1
    assert [path.relative_to(tmp_path / "lost").as_posix() for path in (tmp_path / "lost").rglob("*.csv")] == [
        "again/more.csv"
    ]
    assert two_nights.ask("SELECT as_of FROM run ORDER BY as_of DESC LIMIT 1") == [(date(2024, 10, 1),)]


def test_nothing_is_given_back_into_the_inbox(two_nights: House) -> None:
    result = call(two_nights, "restore", "2024-10-01", "--give-back", str(two_nights.inbox / "lost"))
    assert isinstance(result.exception, CommandFailed)
    assert result.exception.exit_code == 2
    assert "the inbox is never written to" in str(result.exception)


def test_the_current_night_is_said_to_be_current(two_nights: House) -> None:
    result = call(two_nights, "restore", "2024-10-02")
    assert isinstance(result.exception, CommandFailed)
    assert str(result.exception) == "The night 2024-10-02 is the current one already."


def test_a_restore_can_be_undone(two_nights: House) -> None:
    call(two_nights, "restore", "2024-10-01")
    result = call(two_nights, "restore", "2024-10-02")
    assert result.exception is None
    assert two_nights.ask("SELECT count(*) FROM eligibility") == [(3,)]


def test_a_damaged_generation_is_not_made_current(two_nights: House, layout: Layout) -> None:
    kept = next(layout.generations.iterdir())
    kept.chmod(0o600)
    damaged = bytearray(kept.read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 200_000] = bytes(200_000)
    kept.write_bytes(damaged)
    before = two_nights.warehouse.read_bytes()

    result = call(two_nights, "restore", "2024-10-01")

    assert isinstance(result.exception, CommandFailed)
    assert result.exception.exit_code == 3
    assert "Nothing was touched" in str(result.exception)
    assert two_nights.warehouse.read_bytes() == before


def test_no_restore_while_a_night_runs(two_nights: House, layout: Layout) -> None:
    with night_lock(layout.lock):
        result = call(two_nights, "restore", "2024-10-01")
    assert isinstance(result.exception, CommandFailed)
    assert result.exception.exit_code == 4


def test_nights_are_listed_the_current_one_first(two_nights: House) -> None:
    result = call(two_nights, "nights", "--json")
    nights = json.loads(result.output)
    assert [(night["as_of"], night["is_current"]) for night in nights["kept"]] == [
        ("2024-10-02", True), ("2024-10-01", False),
    ]  # fmt: skip
    assert nights["failed"] == []
    shown = call(two_nights, "nights").output
    assert all(night["run_id"] in shown for night in nights["kept"])
    assert max(map(len, shown.splitlines())) <= 80


def test_a_sound_night_is_proven(two_nights: House, layout: Layout) -> None:
    for file in (two_nights.warehouse, *layout.generations.iterdir()):
        found = proofs(two_nights, layout, file)
        assert {proof.outcome for proof in found.values()} == {"proven"}, found
        assert set(found) == {"file", "accounts", "keys", "archive", "verdicts"}


def tampered(house: House, statement: str) -> None:
    """Change the published file behind Homeward's back."""
    house.warehouse.chmod(0o600)
    with duckdb.connect(str(house.warehouse)) as con:
        con.execute(statement)


@pytest.mark.parametrize(
    ("statement", "subject", "words"),
    [
        ("UPDATE load_file SET rows_accepted = 7 WHERE path = 'more.csv'", "accounts", "more.csv: 1 row read, 7"),
        ("UPDATE load_file SET rows_quarantined = 1, rows_accepted = 0 WHERE path = 'more.csv'", "accounts", "0 in q"),
        ("INSERT INTO return_line SELECT * FROM return_line WHERE return_no = 'R2'", "keys", "return_line"),
        ("UPDATE outcome SET verdict = 'withdrawn'", "verdicts", "the first is R1 1"),
        ("UPDATE decision SET value_cny = 1 WHERE return_no = 'R2'", "verdicts", "the first is R2 1"),
        ("DELETE FROM decision WHERE return_no = 'R3'", "verdicts", "the first is R3 1"),
        ("UPDATE prohibited_goods SET valid_to = '2020-01-01'", "verdicts", "bans or exchange rates in the file are"),
    ],
)
def test_what_was_tampered_with_is_found(
    two_nights: House, layout: Layout, statement: str, subject: str, words: str
) -> None:
    tampered(two_nights, statement)

    proof = proofs(two_nights, layout)[subject]

    assert proof.outcome == "failed"
    assert words in proof.sentence
    assert call(two_nights, "verify").return_value == 3


def test_a_raw_file_that_is_missing_or_another_is_found(two_nights: House, layout: Layout) -> None:
    missing, other = (
        archived_path(layout, sha256_of(two_nights.inbox / name)) for name in ("more.csv", "again/more.csv")
    )
    other.parent.chmod(0o700)
    other.chmod(0o600)
    other.write_bytes(missing.read_bytes())
    missing.unlink()

    proof = proofs(two_nights, layout)["archive"]

    assert proof.outcome == "failed"
    assert "more.csv is not in the archive" in proof.sentence
    assert "holds other bytes" in proof.sentence


def test_a_night_of_another_version_names_the_one_to_install(two_nights: House, layout: Layout) -> None:
    tampered(two_nights, "UPDATE run SET version = '0.0.7'")

    proof = proofs(two_nights, layout)["verdicts"]

    assert proof.outcome == "unproven"
    assert "Install homeward==0.0.7" in proof.sentence
    assert call(two_nights, "verify").return_value == 1


def test_what_was_taken_back_since_is_said_and_is_no_tampering(two_nights: House, layout: Layout) -> None:
    CliRunner().invoke(homeward, ["retract", "more.csv", "--warehouse", str(two_nights.warehouse)])

    verdicts = proofs(two_nights, layout)["verdicts"]

    assert verdicts.outcome == "unproven"
    assert "Since this night taken back: 1 file;" in verdicts.sentence
    as_it_was = proofs(two_nights, layout, kept_generations(layout)[0].path)
    assert as_it_was["verdicts"].outcome == "proven"

"""`homeward generate` as a user calls it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from homeward.cli.failure import CommandFailed
from homeward.cli.generate import command

CALL = ["--declarations", "600", "--returns", "50", "--as-of", "2026-11-22"]


def test_it_says_how_much_was_written_and_where(tmp_path: Path) -> None:
    told = CliRunner().invoke(command, [*CALL, "--out", str(tmp_path / "inbox")], catch_exceptions=False)
    assert told.exit_code == 0
    assert "600 declarations" in told.output
    assert "50 returns" in told.output
    assert str(tmp_path / "inbox") in told.output


def test_a_later_night_needs_the_first(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="what the first one brought") as failed:
        CliRunner().invoke(command, [*CALL, "--out", str(tmp_path), "--night", "2"], catch_exceptions=False)
    assert failed.value.exit_code == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--declarations", str(10**20)], "At most 1,000,000,000,000 declarations"),
        (["--returns", str(10**9)], "and 100,000,000 returns can be written"),
        (["--night", "100000000", "--first", "1000", "50"], "would follow a first one before 1900"),
    ],
)
def test_more_than_can_be_counted_is_refused(tmp_path: Path, options: list[str], said: str) -> None:
    with pytest.raises(CommandFailed, match=said):
        CliRunner().invoke(command, [*CALL, *options, "--out", str(tmp_path)], catch_exceptions=False)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CommandFailed, match="Name another folder"):
        CliRunner().invoke(command, [*CALL, "--out", str(tmp_path / "file" / "in")], catch_exceptions=False)

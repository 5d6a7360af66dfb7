"""`homeward check` on files alone."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feed_rows import ENTERPRISE, csv_text, declaration, returned
from homeward.cli.check import command


def _check(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], standalone_mode=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.csv").write_text(csv_text([declaration()]))
    (tmp_path / "bad.csv").write_text(csv_text([declaration(hs_code="691200100"), declaration(line_no=2, mark="x")]))
    (tmp_path / "no.csv").write_text("colour\nred\n")
    (tmp_path / "update.csv").write_text("return_no,line_no,closed_on\nR1,1,2024-10-01\n")
    (tmp_path / "enterprises.csv").write_text(csv_text([ENTERPRISE]))
    return tmp_path


def test_a_good_file_is_well(folder: Path) -> None:
    result = _check(folder / "good.csv")

    assert result.return_value == 0
    assert "declarations, 1 row, all well" in result.output


@pytest.mark.parametrize(("lang", "said"), [("en", "1 would be quarantined"), ("zh", "其中 1 行将被隔离")])
def test_causes_are_said_in_the_readers_language(folder: Path, lang: str, said: str) -> None:
    result = _check(folder / "bad.csv", "--lang", lang)

    assert result.return_value == 1
    assert said in result.output
    assert "hs_code" in result.output
    assert "691200100" in result.output


def test_a_rejected_file_gives_its_reason(folder: Path) -> None:
    result = _check(folder / "no.csv")

    assert result.return_value == 1
    assert "The columns fit no feed" in result.output


def test_an_update_is_checked_in_form_only(folder: Path) -> None:
    result = _check(folder / "update.csv")

    assert result.return_value == 0
    assert "seen only in the night" in result.output


def test_a_reference_file_is_told_where_to_go(folder: Path) -> None:
    result = _check(folder / "enterprises.csv")

    assert result.return_value == 0
    assert "reference/" in result.output


def test_rows_of_two_files_that_would_amend_each_other_are_well(folder: Path) -> None:
    (folder / "again.csv").write_text(csv_text([declaration(mark="M-7")]))

    assert _check(folder / "good.csv", folder / "again.csv").return_value == 0


def test_a_folder_is_checked_whole_as_json(folder: Path) -> None:
    result = _check(folder, "--json")

    found = {Path(file["path"]).name: file["status"] for file in json.loads(result.output)["files"]}
    assert found == {
        "good.csv": "good", "bad.csv": "quarantined", "no.csv": "rejected", "update.csv": "good",
        "enterprises.csv": "good",
    }  # fmt: skip


def test_contradicting_rows_of_one_file_are_found(folder: Path) -> None:
    path = folder / "twice.csv"
    path.write_text(csv_text([returned(), returned(quantity=9)]))

    result = _check(path)

    assert result.return_value == 1
    assert "conflicting_rows" in result.output


def test_a_file_whose_name_is_no_utf8_is_checked_as_any_other(folder: Path) -> None:
    named = folder / os.fsdecode(b"bad\xff.csv")
    (folder / "good.csv").rename(named)

    assert "bad\\xff.csv: declarations, 1 row, all well" in _check(named).output
    assert "bad\\\\xff.csv" in _check(named, "--json").output

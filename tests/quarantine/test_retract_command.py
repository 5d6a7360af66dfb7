"""`homeward retract` from the command line."""

import os

from feed_rows import declaration
from homeward.cli.failure import CommandFailed
from homeward.cli.retract import command
from quarantine.conftest import Bench


def test_a_file_is_taken_back_and_published(bench: Bench) -> None:
    result = bench.call(command, "declarations.csv")

    assert result.return_value == 0, result.exception
    assert "1 row gone" in result.output
    assert bench.ask("SELECT count(*) FROM declaration_line") == [(0,)]
    assert bench.ask("SELECT retracted_run_id IS NOT NULL FROM load_file ORDER BY path") == [(True,), (False,)]
    assert list((bench.folder / "homeward.generations").glob("*.duckdb")), "the night before stays restorable"


def test_a_name_that_fits_no_file_changes_nothing(bench: Bench) -> None:
    before = bench.warehouse.read_bytes()

    result = bench.call(command, "nothing.csv")

    assert isinstance(result.exception, CommandFailed)
    assert bench.warehouse.read_bytes() == before


def test_a_link_that_leads_to_itself_fits_no_file(bench: Bench) -> None:
    link = bench.folder / "link.csv"
    link.symlink_to(link)

    assert isinstance(bench.call(command, str(link)).exception, CommandFailed)


def test_a_file_can_be_taken_back_once(bench: Bench) -> None:
    bench.call(command, "declarations.csv")

    assert isinstance(bench.call(command, "declarations.csv").exception, CommandFailed)


def test_a_file_whose_name_is_no_utf8_is_taken_back_by_it(bench: Bench) -> None:
    name = os.fsdecode(b"bad\xff")
    bench.publish(**{name: [declaration(document_no="53012024E000000009")]})

    result = bench.call(command, f"{name}.csv")

    assert result.return_value == 0, result.exception
    assert "bad\\xff.csv is taken back: 1 row gone" in result.output

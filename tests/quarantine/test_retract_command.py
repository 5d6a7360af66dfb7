"""`homeward retract` from the command line."""

import os

import pytest

from feed_rows import declaration
from homeward.cli.failure import CommandFailed
from homeward.cli.retract import command
from homeward.warehouse.archive import archived_path
from homeward.warehouse.layout import Layout
from homeward.warehouse.packing import pack
from quarantine.conftest import Bench


def test_a_file_is_taken_back_and_published(bench: Bench) -> None:
    result = bench.call(command, "declarations.csv")

    assert result.return_value == 0, result.exception
    assert "1 row gone" in result.output
    assert bench.ask("SELECT count(*) FROM declaration_line") == [(0,)]
    assert bench.ask("SELECT retracted_run_id IS NOT NULL FROM load_file ORDER BY path") == [(True,), (False,)]
    assert list((bench.folder / "homeward.generations").glob("*.duckdb")), "the night before stays restorable"


@pytest.mark.parametrize("is_archived", [True, False])
def test_an_update_of_what_is_gone_waits_as_its_file_had_it_where_the_archive_has_it(
    bench: Bench, is_archived: bool
) -> None:
    key = {"document_no": declaration()["document_no"], "line_no": 3}
    bench.publish(update=[key | {"mark": " M-2 ", "quantity": "1,200"}])
    if is_archived:
        layout, packed = Layout(bench.warehouse), bench.folder / "packed"
        archived = archived_path(layout, pack(bench.inbox / "update.csv", packed))
        archived.parent.mkdir(parents=True)
        packed.rename(archived)

    result = bench.call(command, "declarations.csv")

    assert "1 update of what is gone in quarantine" in result.output
    [(mark, quantity)] = bench.ask(
        "SELECT raw->>'mark', raw->>'quantity' FROM quarantine WHERE errors[1].check = 'unknown_key'"
    )
    assert (mark, quantity) == ((" M-2 ", "1,200") if is_archived else ("M-2", "1200.00000"))


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

"""A bad delivery taken back leaves what would be held had it never come, and everything on record."""

import pytest

from feed_rows import ENTERPRISE, SELLER, declaration, returned
from homeward.warehouse.layout import Layout
from homeward.warehouse.retract import Retracted, loaded_files, retract
from warehouse.conftest import Store

DOCUMENT = declaration()["document_no"]
TEN = "3501960ABC"


def _retract(store: Store, path: str) -> Retracted:
    [file] = loaded_files(store.con, path, [path])
    return retract(store.con, file, "change-1", Layout(store.workspace / "homeward.duckdb"))


def _held(store: Store) -> list[tuple[int, str, int]]:
    return store.ask("SELECT line_no, mark, file_id FROM declaration_line ORDER BY line_no")


def _night(store: Store, name: str, *rows: dict[str, object]) -> None:
    store.deliver(name, rows)
    store.load()


def test_what_it_brought_goes_and_stays_on_record(store: Store) -> None:
    _night(store, "a.csv", declaration())

    assert _retract(store, "a.csv") == Retracted(gone=1, restored=0, quarantined=0)

    assert _held(store) == []
    assert store.ask(
        "SELECT mark, file_id, superseded_by_file_id, superseded_run_id FROM declaration_line_superseded"
    ) == [("M-1", 1, None, "change-1")]
    assert store.ask("SELECT retracted_run_id, rows_accepted FROM load_file") == [("change-1", 1)]


def test_what_it_amended_returns_to_its_former_version(store: Store) -> None:
    _night(store, "a.csv", declaration(), declaration(line_no=2))
    _night(store, "b.csv", declaration(mark="bad"), declaration(line_no=3, mark="bad"))

    assert _retract(store, "b.csv") == Retracted(gone=1, restored=1, quarantined=0)

    assert _held(store) == [(1, "M-1", 1), (2, "M-1", 1)]
    assert store.outcomes()["a.csv"] == (2, 0, 0, 0)


def test_what_came_after_it_still_holds(store: Store) -> None:
    _night(store, "a.csv", declaration(mark="first"))
    _night(store, "b.csv", declaration(mark="bad"))
    _night(store, "c.csv", declaration(mark="third"))
    _retract(store, "b.csv")

    assert _held(store) == [(1, "third", 3)]
    former = store.ask("SELECT mark, superseded_by_file_id FROM declaration_line_superseded ORDER BY file_id")
    assert former == [("first", 3), ("bad", None)]


def test_a_row_that_another_file_repeated_is_now_that_files(store: Store) -> None:
    _night(store, "a.csv", declaration(), declaration(line_no=2))
    _night(store, "b.csv", declaration())
    assert store.outcomes()["b.csv"] == (0, 0, 1, 0)

    _retract(store, "a.csv")

    assert _held(store) == [(1, "M-1", 2)]
    assert store.outcomes()["b.csv"] == (1, 0, 0, 0)
    _retract(store, "b.csv")
    assert _held(store) == []


def test_a_row_said_twice_in_a_file_and_repeated_by_another(store: Store) -> None:
    _night(store, "a.csv", declaration(), declaration())
    _night(store, "b.csv", declaration(note="x"), declaration(note="x"))
    _retract(store, "a.csv")

    assert _held(store) == [(1, "M-1", 2)]
    assert store.outcomes()["b.csv"] == (1, 0, 1, 0)


def test_a_repetition_of_its_amendment_amends_in_its_place(store: Store) -> None:
    _night(store, "a.csv", declaration(mark="first"))
    _night(store, "b.csv", declaration(mark="second"))
    _night(store, "c.csv", declaration(mark="second", note="x"))
    _retract(store, "b.csv")

    assert _held(store) == [(1, "second", 3)]
    assert store.outcomes()["c.csv"] == (0, 1, 0, 0)


def test_an_amendment_that_says_what_was_before_becomes_a_duplicate(store: Store) -> None:
    _night(store, "a.csv", declaration(mark="first"))
    _night(store, "b.csv", declaration(mark="bad"))
    _night(store, "c.csv", declaration(mark="first", note="x"))
    _retract(store, "b.csv")

    assert _held(store) == [(1, "first", 1)]
    assert store.outcomes()["c.csv"] == (0, 0, 1, 0)


def test_a_later_update_keeps_its_own_columns_alone(store: Store) -> None:
    _night(store, "a.csv", returned(reason="quality", evidence_ref="E-1"))
    _night(store, "b.csv", returned(reason="unsold", evidence_ref="E-2"))
    _night(store, "c.csv", {"return_no": "R1", "line_no": 1, "evidence_ref": "E-3"})
    _retract(store, "b.csv")

    assert store.ask("SELECT reason, evidence_ref FROM return_line") == [("quality", "E-3")]


def test_an_update_of_what_goes_waits_in_quarantine(store: Store) -> None:
    _night(store, "a.csv", returned())
    _night(store, "b.csv", {"return_no": "R1", "line_no": 1, "evidence_ref": "E-3"})

    assert _retract(store, "a.csv").quarantined == 1

    assert store.ask("SELECT count(*) FROM return_line") == [(0,)]
    assert store.checks() == [("open", "unknown_key")]
    assert store.outcomes()["b.csv"] == (0, 0, 0, 1)


def test_its_quarantined_rows_are_dismissed_and_those_it_corrected_wait_again(store: Store) -> None:
    _night(store, "a.csv", declaration(hs_code="691200100"))
    _night(store, "b.csv", declaration(), declaration(line_no=2, hs_code="1"))
    _retract(store, "b.csv")

    assert store.checks() == [("open", "lost_leading_zero"), ("dismissed", "hs_form")]


def test_a_receipt_taken_back_releases_no_longer(store: Store) -> None:
    _night(store, "a.csv", declaration(released_at="2024-05-01"), declaration(line_no=2, released_at=""))
    _night(store, "r.csv", {"invtNo": DOCUMENT, "returnStatus": "800", "returnTime": "2024-06-01"})
    _retract(store, "r.csv")

    released = (
        "SELECT CAST(released_at AS DATE)::VARCHAR, is_released_by_receipt FROM declaration_line ORDER BY line_no"
    )
    assert store.ask(released) == [("2024-05-01", False), (None, False)]


def test_a_line_returns_with_the_release_of_its_receipt(store: Store) -> None:
    _night(store, "a.csv", declaration(released_at=""))
    _night(store, "b.csv", declaration(released_at="", mark="bad"))
    _night(store, "r.csv", {"invtNo": DOCUMENT, "returnStatus": "800", "returnTime": "2024-06-01"})
    _retract(store, "b.csv")

    assert store.ask("SELECT mark, CAST(released_at AS DATE)::VARCHAR FROM declaration_line") == [("M-1", "2024-06-01")]


def test_it_lies_in_the_inbox_still_and_comes_again_only_when_asked_for(store: Store) -> None:
    _night(store, "a.csv", declaration())
    _retract(store, "a.csv")
    store.load()
    assert _held(store) == []

    store.load(again=(store.inbox / "a.csv",))

    assert _held(store) == [(1, "M-1", 2)]


@pytest.mark.parametrize("name", ["a.csv", "1"])
def test_a_file_goes_by_path_number_or_hash(store: Store, name: str) -> None:
    _night(store, "a.csv", declaration())
    [(sha256,)] = store.ask("SELECT sha256 FROM load_file")

    assert len(loaded_files(store.con, name, [name])) == 1
    assert len(loaded_files(store.con, sha256[:12], [])) == 1
    assert loaded_files(store.con, sha256[:3], []) == []


def _linked(store: Store) -> None:
    """Two sellers' returns of one number, then a row that says they are one enterprise."""
    _night(store, "a.csv", returned(mark="A"))
    _night(store, "b.csv", returned(enterprise_code=TEN, mark="B"))
    _night(store, "reference/link.csv", ENTERPRISE | {"other_code": TEN})


HELD_MARKS = "SELECT enterprise_code, mark FROM return_line ORDER BY mark"


def test_a_line_that_gave_way_to_a_wrong_link_holds_again_once_the_link_is_taken_back(store: Store) -> None:
    _linked(store)
    assert store.ask(HELD_MARKS) == [(TEN, "B")]

    _retract(store, "reference/link.csv")

    assert store.ask(HELD_MARKS) == [(SELLER, "A"), (TEN, "B")]
    assert store.ask("SELECT count(*) FROM return_line_superseded") == [(0,)]


def test_a_corrected_link_parts_the_lines_again_each_with_its_newest_version(store: Store) -> None:
    _linked(store)
    _night(store, "a-2.csv", returned(enterprise_code=TEN, mark="B-2"))
    _night(store, "reference/no-link.csv", ENTERPRISE | {"other_code": ""})

    assert store.ask(HELD_MARKS) == [(SELLER, "A"), (TEN, "B-2")]
    assert store.ask("SELECT mark FROM return_line_superseded") == [("B",)]


def test_a_row_waits_again_in_its_first_copy_once_the_second_is_taken_back(store: Store) -> None:
    _night(store, "a.csv", declaration(hs_code="1"))
    store.load(again=(store.inbox / "a.csv",))
    _retract(store, "2")

    assert store.ask("SELECT file_id, status, dismissed_reason FROM quarantine ORDER BY file_id") == [
        (1, "open", None), (2, "dismissed", "Its file was taken back."),
    ]  # fmt: skip


def test_a_row_of_a_file_taken_back_waits_no_more_once_its_correction_is_taken_back_too(store: Store) -> None:
    _night(store, "a.csv", declaration(hs_code="1"))
    _night(store, "b.csv", declaration())
    _retract(store, "a.csv")
    _retract(store, "b.csv")

    assert store.checks() == [("dismissed", "hs_form")]


def test_a_file_is_taken_back_where_one_path_brought_as_many_rows_night_after_night(store: Store) -> None:
    _night(store, "daily.csv", declaration(hs_code="1"))
    _night(store, "daily.csv", declaration(hs_code="2"))
    _night(store, "b.csv", declaration(line_no=2))
    _retract(store, "b.csv")

    assert store.checks() == [("open", "hs_form"), ("open", "hs_form")]


def test_an_amendment_goes_where_two_rows_of_one_file_have_become_one_line(store: Store) -> None:
    _night(store, "a.csv", returned(mark="A"), returned(enterprise_code=TEN, mark="B"))
    _night(store, "reference/link.csv", ENTERPRISE | {"other_code": TEN})
    _night(store, "b.csv", returned(enterprise_code=TEN, mark="bad"))
    _retract(store, "b.csv")

    assert store.ask(HELD_MARKS) == [(TEN, "B")]
    assert store.checks() == []


def test_an_amendment_goes_where_a_document_was_amended_under_a_code_now_found_to_be_anothers(store: Store) -> None:
    _night(store, "a.csv", declaration())
    _night(store, "reference/link.csv", ENTERPRISE | {"other_code": TEN})
    _night(store, "b.csv", declaration(enterprise_code=TEN, mark="M-2"))
    _retract(store, "reference/link.csv")
    _night(store, "c.csv", {"document_no": DOCUMENT, "line_no": 1, "mark": "bad"})
    _retract(store, "c.csv")

    assert _held(store) == [(1, "M-2", 3)]


def test_the_accounts_of_a_line_that_came_as_new_under_another_code_stay_true(store: Store) -> None:
    _linked(store)
    _retract(store, "a.csv")

    assert store.ask(HELD_MARKS) == [(TEN, "B")]
    assert store.outcomes()["b.csv"] == (1, 0, 0, 0)


def test_an_update_under_a_code_found_to_be_anothers_still_holds_once_what_amended_it_is_taken_back(
    store: Store,
) -> None:
    _night(store, "a.csv", returned(mark="A"))
    _night(store, "reference/link.csv", ENTERPRISE | {"other_code": TEN})
    _night(store, "b.csv", {"return_no": "R1", "line_no": 1, "enterprise_code": TEN, "mark": "B"})
    _retract(store, "reference/link.csv")
    _night(store, "c.csv", returned(enterprise_code=TEN, mark="bad"))
    _retract(store, "c.csv")

    assert store.ask(HELD_MARKS) == [(SELLER, "A"), (TEN, "B")]


@pytest.mark.parametrize("earlier", [False, True])
def test_a_row_that_another_file_corrects_too_does_not_wait_again(store: Store, earlier: bool) -> None:
    if earlier:  # so that both corrections only repeat what is held
        _night(store, "0.csv", returned())
    _night(store, "a.csv", returned(quantity="two"))
    _night(store, "b.csv", returned(order_no=""))
    _night(store, "c.csv", returned(evidence_ref=""))
    _retract(store, "b.csv")

    assert store.ask("SELECT status, healed_by_file_id FROM quarantine") == [("healed", 4 if earlier else 3)]


def test_what_only_it_said_goes_from_a_whole_row_that_came_after_it(store: Store) -> None:
    _night(store, "a.csv", returned(evidence_ref="wrong", status="withdrawn"))
    _night(store, "b.csv", returned(quantity=3))
    _retract(store, "a.csv")

    assert store.ask("SELECT evidence_ref, status, quantity::INTEGER FROM return_line") == [(None, "applied", 3)]


def test_a_row_corrected_by_an_update_that_has_lost_its_line_waits_again(store: Store) -> None:
    update = {"document_no": DOCUMENT, "line_no": 1, "mark": "M-2"}
    _night(store, "a.csv", update)
    _night(store, "b.csv", declaration())
    _night(store, "c.csv", declaration(hs_code="1"))
    _night(store, "d.csv", {**update, "item_no": "A2"})
    _retract(store, "b.csv")

    assert store.checks() == [("open", "unknown_key"), ("open", "hs_form"), ("open", "unknown_key")]

"""Keys that come more than once: every rule of where a row goes, on small tables."""

from typing import Any

import polars as pl

from homeward.warehouse.settle import Settled, settle

COLUMNS = ["k", "goods", "unit", "enterprise"]


def _events(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {"k": "K1", "goods": "cup", "unit": "007", "enterprise": "E1", "is_update": False, "is_held": False}
    schema = {
        "k": pl.String, "goods": pl.String, "unit": pl.String, "enterprise": pl.String,
        "file_id": pl.Int32, "row_no": pl.Int32, "is_update": pl.Boolean, "is_held": pl.Boolean,
    }  # fmt: skip
    return pl.DataFrame([{"row_no": 1, **usual, **row} for row in rows], schema=schema)


def _settle(*rows: dict[str, Any], present: dict[int, set[str]] | None = None, owner: str | None = None) -> Settled:
    files = {int(row["file_id"]) for row in rows}
    told = {file_id: frozenset((present or {}).get(file_id, set(COLUMNS))) for file_id in files}
    return settle(_events(*rows), ["k"], COLUMNS, told, owner)


def _outcomes(settled: Settled) -> dict[tuple[int, int], str]:
    rows = settled.outcomes.iter_rows(named=True)
    return {(row["file_id"], row["row_no"]): row["check"] or row["outcome"] for row in rows}


def test_a_later_file_amends_and_the_former_version_is_kept() -> None:
    settled = _settle({"file_id": 1, "is_held": True}, {"file_id": 2, "goods": "mug"})

    assert _outcomes(settled) == {(2, 1): "amended"}
    assert settled.current["goods"].to_list() == ["mug"]
    assert settled.superseded.select("file_id", "goods", "superseded_by_file_id").rows() == [(1, "cup", 2)]


def test_the_same_values_are_a_duplicate_and_change_nothing() -> None:
    settled = _settle({"file_id": 1, "is_held": True}, {"file_id": 2})

    assert _outcomes(settled) == {(2, 1): "duplicate"}
    assert settled.current["file_id"].to_list() == [1]
    assert settled.superseded.is_empty()


def test_within_a_night_the_last_file_wins_and_every_version_between_is_kept() -> None:
    settled = _settle({"file_id": 2}, {"file_id": 3, "goods": "mug"}, {"file_id": 4, "goods": "cup"})

    assert _outcomes(settled) == {(2, 1): "accepted", (3, 1): "amended", (4, 1): "amended"}
    assert settled.current["file_id"].to_list() == [4]
    assert settled.superseded.sort("file_id").select("file_id", "superseded_by_file_id").rows() == [(2, 3), (3, 4)]


def test_two_different_rows_of_one_key_in_one_file_are_both_refused() -> None:
    settled = _settle({"file_id": 1, "is_held": True}, {"file_id": 2}, {"file_id": 2, "row_no": 2, "goods": "mug"})

    assert _outcomes(settled) == {(2, 1): "conflicting_rows", (2, 2): "conflicting_rows"}
    assert settled.current["file_id"].to_list() == [1]


def test_a_row_said_twice_in_one_file_counts_once() -> None:
    settled = _settle({"file_id": 2}, {"file_id": 2, "row_no": 2})

    assert _outcomes(settled) == {(2, 1): "accepted", (2, 2): "duplicate"}


def test_an_update_leaves_what_its_file_has_no_column_for() -> None:
    settled = _settle(
        {"file_id": 1, "is_held": True},
        {"file_id": 2, "goods": "mug", "unit": None, "is_update": True},
        present={2: {"k", "goods", "enterprise"}},
    )

    assert _outcomes(settled) == {(2, 1): "amended"}
    assert settled.current.select("goods", "unit").rows() == [("mug", "007")]


def test_an_empty_cell_in_a_present_column_clears_the_held_value() -> None:
    settled = _settle(
        {"file_id": 1, "is_held": True},
        {"file_id": 2, "goods": None, "unit": None, "is_update": True},
        present={2: {"k", "goods", "enterprise"}},
    )

    assert settled.current.select("goods", "unit").rows() == [(None, "007")]


def test_two_updates_in_one_night_each_change_their_own_columns() -> None:
    settled = _settle(
        {"file_id": 1, "is_held": True},
        {"file_id": 2, "goods": "mug", "unit": None, "is_update": True},
        {"file_id": 3, "goods": None, "unit": "011", "is_update": True},
        present={2: {"k", "goods", "enterprise"}, 3: {"k", "unit", "enterprise"}},
    )

    assert settled.current.select("goods", "unit").rows() == [("mug", "011")]


def test_an_update_of_an_unknown_key_is_refused() -> None:
    settled = _settle({"file_id": 2, "is_update": True})

    assert _outcomes(settled) == {(2, 1): "unknown_key"}
    assert settled.current.is_empty()


def test_an_update_before_its_row_in_the_same_night_is_refused_and_one_after_it_is_taken() -> None:
    settled = _settle(
        {"file_id": 2, "is_update": True, "goods": "a"},
        {"file_id": 3},
        {"file_id": 4, "is_update": True, "goods": "b"},
    )

    assert _outcomes(settled) == {(2, 1): "unknown_key", (3, 1): "accepted", (4, 1): "amended"}


def test_a_document_is_not_given_to_another_enterprise() -> None:
    settled = _settle({"file_id": 1, "is_held": True}, {"file_id": 2, "enterprise": "E2"}, owner="enterprise")

    assert _outcomes(settled) == {(2, 1): "other_enterprise"}
    assert settled.current["enterprise"].to_list() == ["E1"]

"""Where every row of every file goes, over several nights."""

from dataclasses import replace

import duckdb
import pytest

from feed_rows import ENTERPRISE, OTHER_SELLER, SELLER, declaration, returned
from homeward.feeds.feed import all_feeds
from homeward.feeds.take_in import KnownFiles, take_in
from homeward.warehouse.load import AccountsDoNotAddUp, load
from warehouse.conftest import Store

SHORT_CODE = "3501960ABC"
BOTH_CODES = {**ENTERPRISE, "other_code": SHORT_CODE}
DOCUMENT = declaration()["document_no"]


def test_later_files_amend_duplicate_and_add(store: Store) -> None:
    store.deliver("a.csv", [declaration(), declaration(line_no=2, mark="M-2")])
    store.load()
    store.deliver("b.csv", [declaration(), declaration(line_no=2, mark="M-3"), declaration(line_no=3)])
    store.load()

    assert store.outcomes() == {"a.csv": (2, 0, 0, 0), "b.csv": (1, 1, 1, 0)}
    assert store.ask("SELECT line_no, mark, file_id FROM declaration_line ORDER BY line_no") == [
        (1, "M-1", 1), (2, "M-3", 2), (3, "M-1", 2),
    ]  # fmt: skip
    assert store.ask("SELECT mark, superseded_by_file_id, superseded_run_id FROM declaration_line_superseded") == [
        ("M-2", 2, "night-2")
    ]


def test_within_a_night_the_newest_is_by_natural_order(store: Store) -> None:
    store.deliver("x-10.csv", [declaration(mark="ten")])
    store.deliver("x-9.csv", [declaration(mark="nine")])
    store.load()

    assert store.outcomes() == {"x-9.csv": (1, 0, 0, 0), "x-10.csv": (0, 1, 0, 0)}
    assert store.ask("SELECT mark FROM declaration_line") == [("ten",)]


def test_the_same_bytes_are_skipped_unless_asked_for_again(store: Store) -> None:
    path = store.deliver("a.csv", [declaration()])
    store.load()
    store.load()
    assert store.ask("SELECT status FROM load_file") == [("loaded",)], "the same file at its place needs no word"

    store.load(again=(path,))

    assert store.ask("SELECT status, rows_accepted, rows_duplicate FROM load_file ORDER BY file_id") == [
        ("loaded", 1, 0), ("loaded", 0, 1),
    ]  # fmt: skip


def test_the_same_bytes_under_two_names_are_taken_again_once(store: Store) -> None:
    paths = tuple(store.deliver(name, [declaration()]) for name in ("a.csv", "b.csv"))
    store.load()
    store.load(again=paths)

    assert store.ask("SELECT path, status FROM load_file ORDER BY file_id") == [
        ("a.csv", "loaded"), ("b.csv", "skipped"), ("a.csv", "loaded"),
    ]  # fmt: skip


def test_an_update_changes_its_own_columns_only(store: Store) -> None:
    store.deliver("a.csv", [returned(evidence_ref="E-1", reason="quality")])
    store.load()
    store.deliver("b.csv", [{"return_no": "R1", "line_no": 1, "entered_on": "2024-09-20", "evidence_ref": ""}])
    store.load()

    assert store.outcomes()["b.csv"] == (0, 1, 0, 0)
    assert store.ask("SELECT CAST(entered_on AS VARCHAR), evidence_ref, reason FROM return_line") == [
        ("2024-09-20", None, "quality")
    ]


def test_an_update_of_a_number_that_two_enterprises_use_is_refused(store: Store) -> None:
    store.deliver("a.csv", [returned(), returned(enterprise_code=OTHER_SELLER)])
    store.load()
    store.deliver("b.csv", [{"return_no": "R1", "line_no": 1, "entered_on": "2024-09-20"}])
    store.deliver("c.csv", [
        {"return_no": "R1", "line_no": 1, "enterprise_code": SELLER, "entered_on": "2024-09-21"}
    ])  # fmt: skip
    store.load()

    assert store.outcomes() == {"a.csv": (2, 0, 0, 0), "b.csv": (0, 0, 0, 1), "c.csv": (0, 1, 0, 0)}
    assert store.checks() == [("open", "unknown_key")]


def test_two_codes_of_one_enterprise_make_one_key(store: Store) -> None:
    store.deliver("reference/enterprises.csv", [BOTH_CODES])
    store.deliver("a.csv", [returned()])
    store.load()
    store.deliver("b.csv", [returned(enterprise_code=SHORT_CODE, reason="quality")])
    store.load()

    assert store.outcomes()["b.csv"] == (0, 1, 0, 0)
    assert store.ask("SELECT enterprise_code, reason FROM return_line") == [(SHORT_CODE, "quality")]


def test_what_two_codes_hold_becomes_one_once_they_prove_to_be_one_enterprise(store: Store) -> None:
    store.deliver("a.csv", [returned(reason="quality")])
    store.deliver("b.csv", [returned(enterprise_code=SHORT_CODE, reason="unsold")])
    store.load()
    store.deliver("reference/enterprises.csv", [BOTH_CODES])
    store.load()

    assert store.ask("SELECT reason FROM return_line") == [("unsold",)], "the newest of them holds"
    assert store.ask("SELECT reason FROM return_line_superseded") == [("quality",)]


def test_a_document_stays_with_its_enterprise_under_either_code(store: Store) -> None:
    store.deliver("reference/enterprises.csv", [BOTH_CODES])
    store.deliver("a.csv", [declaration()])
    store.load()
    store.deliver("b.csv", [declaration(enterprise_code=SHORT_CODE)])
    store.deliver("c.csv", [declaration(enterprise_code=OTHER_SELLER)])
    store.load()

    assert store.outcomes()["b.csv"] == (0, 1, 0, 0)
    assert store.checks() == [("open", "other_enterprise")]


def test_a_code_that_already_belongs_to_another_enterprise_is_refused_in_a_later_file(store: Store) -> None:
    store.deliver("reference/enterprises.csv", [BOTH_CODES])
    store.load()
    store.deliver("reference/more.csv", [{**BOTH_CODES, "enterprise_code": OTHER_SELLER, "name": "another"}])
    store.load()

    [(status, reason)] = store.ask("SELECT status, reason FROM load_file WHERE path = 'reference/more.csv'")
    assert status == "rejected"
    assert SHORT_CODE in reason
    assert store.ask("SELECT enterprise_code FROM enterprise") == [(SELLER,)]


def test_a_file_without_other_codes_frees_none_for_another_enterprise(store: Store) -> None:
    store.deliver("reference/a.csv", [BOTH_CODES])
    store.load()
    store.deliver("reference/b.csv", [{**ENTERPRISE, "name": "new name"}])
    store.deliver("reference/c.csv", [{**BOTH_CODES, "enterprise_code": OTHER_SELLER, "name": "another"}])
    store.load()

    assert store.ask("SELECT path, status FROM load_file ORDER BY file_id") == [
        ("reference/a.csv", "loaded"), ("reference/b.csv", "loaded"), ("reference/c.csv", "rejected"),
    ]  # fmt: skip
    assert store.ask("SELECT enterprise_code, other_code, name FROM enterprise") == [(SELLER, SHORT_CODE, "new name")]


def test_receipts_release_lines_that_came_before_and_wait_for_those_that_come_after(store: Store) -> None:
    store.deliver("a.csv", [declaration(released_at="")])
    store.deliver("r.csv", [{"invtNo": DOCUMENT, "returnStatus": "800", "returnTime": "20240601101500000"}])
    store.load()
    store.deliver("b.csv", [declaration(line_no=2, released_at="")])
    store.load()

    assert store.ask("SELECT line_no, CAST(released_at AS VARCHAR) FROM declaration_line ORDER BY line_no") == [
        (1, "2024-06-01 10:15:00"), (2, "2024-06-01 10:15:00"),
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["899", "-301001"])
def test_only_status_800_releases(store: Store, status: str) -> None:
    store.deliver("a.csv", [declaration(released_at="")])
    store.deliver("r.csv", [{"invtNo": DOCUMENT, "returnStatus": status, "returnTime": "20240601101500000"}])
    store.load()

    assert store.outcomes()["r.csv"] == (1, 0, 0, 0)
    assert store.ask("SELECT released_at FROM declaration_line") == [(None,)]


WITH_OR_WITHOUT_STATUS = [{}, {"status": ""}, {"status": "800"}]


@pytest.mark.parametrize("first", WITH_OR_WITHOUT_STATUS)
@pytest.mark.parametrize("second", WITH_OR_WITHOUT_STATUS)
def test_a_receipt_is_amended_whether_its_files_have_a_status_or_not(
    store: Store, first: dict[str, str], second: dict[str, str]
) -> None:
    store.deliver("a.csv", [declaration(released_at="")])
    store.deliver("r-1.csv", [{"document_no": DOCUMENT, "released_at": "2023-06-05", **first}])
    store.load()
    store.deliver("r-2.csv", [{"document_no": DOCUMENT, "released_at": "2024-06-07", **second}])
    store.deliver("r-3.csv", [{"document_no": DOCUMENT, "released_at": "2024-06-07 00:00", **first}])
    store.load()
    store.deliver("b.csv", [declaration(document_no="53012024E000000099")])
    store.load()

    assert {name: store.outcomes()[name] for name in ("r-1.csv", "r-2.csv", "r-3.csv")} == {
        "r-1.csv": (1, 0, 0, 0), "r-2.csv": (0, 1, 0, 0), "r-3.csv": (0, 0, 1, 0),
    }  # fmt: skip
    assert store.ask("SELECT status, CAST(released_at AS VARCHAR) FROM receipt") == [("800", "2024-06-07 00:00:00")]
    assert store.ask(
        f"SELECT CAST(released_at AS DATE)::VARCHAR FROM declaration_line WHERE document_no = '{DOCUMENT}'"
    ) == [("2024-06-07",)]


def test_a_quarantined_receipt_without_status_is_healed_by_one_with_it(store: Store) -> None:
    store.deliver("r-1.csv", [{"document_no": DOCUMENT, "released_at": "soon"}])
    store.load()
    store.deliver("r-2.csv", [{"document_no": DOCUMENT, "released_at": "2024-06-07", "status": "800"}])
    store.load()

    assert store.ask("SELECT key, status FROM quarantine") == [(f"{DOCUMENT}/800", "healed")]


def test_a_line_sent_again_without_its_release_keeps_the_one_of_its_receipt(store: Store) -> None:
    store.deliver("a.csv", [declaration(released_at="")])
    store.deliver("r.csv", [{"invtNo": DOCUMENT, "returnStatus": "", "returnTime": "2024-06-01"}])
    store.load()
    store.deliver("b.csv", [declaration(released_at="", mark="M-9")])
    store.load()

    assert store.outcomes()["b.csv"] == (0, 1, 0, 0)
    assert store.ask("SELECT mark, CAST(released_at AS DATE)::VARCHAR FROM declaration_line") == [("M-9", "2024-06-01")]


def test_a_corrected_row_closes_the_quarantined_one_by_its_key(store: Store) -> None:
    store.deliver("a.csv", [declaration(hs_code="691200100"), declaration(line_no=2)])
    store.load()
    store.deliver("b.csv", [declaration()])
    store.load()

    assert store.ask("SELECT status, healed_by_file_id, healed_by_row_no, closed_run_id FROM quarantine") == [
        ("healed", 2, 1, "night-2")
    ]
    assert store.outcomes()["a.csv"] == (1, 0, 0, 1), "the account of a file is history and stays"


def test_a_row_whose_key_was_damaged_is_closed_by_its_quarantine_id(store: Store) -> None:
    store.deliver("a.csv", [declaration(document_no="5.3012E+17")])
    store.load()
    [(quarantine_id,)] = store.ask("SELECT quarantine_id FROM quarantine")
    store.deliver("b.csv", [declaration(quarantine_id=quarantine_id)])
    store.load()

    assert store.ask("SELECT status, healed_by_file_id FROM quarantine") == [("healed", 2)]


def test_a_correction_that_is_refused_itself_closes_nothing(store: Store) -> None:
    store.deliver("a.csv", [declaration(document_no="5.3012E+17")])
    store.load()
    [(quarantine_id,)] = store.ask("SELECT quarantine_id FROM quarantine")
    store.deliver("b.csv", [declaration(hs_code="1", quarantine_id=quarantine_id)])
    store.load()

    assert [status for status, _ in store.checks()] == ["open", "open"]


def test_conflicting_rows_are_all_refused_and_healed_by_the_right_one(store: Store) -> None:
    store.deliver("a.csv", [declaration(), declaration(mark="M-2")])
    store.load()
    assert store.checks() == [("open", "conflicting_rows")] * 2

    store.deliver("b.csv", [declaration()])
    store.load()

    assert [status for status, _ in store.checks()] == ["healed", "healed"]


def test_a_row_refused_for_its_key_is_kept_as_its_file_had_it(store: Store) -> None:
    """An auditor compares it with the file, to the sign."""
    store.deliver("a.csv", [declaration(quantity=" 1,200 ", unit="件"), declaration(quantity=" 1,300 ", unit="件")])
    store.deliver(
        "b.csv", [{"return_no": "R1", "line_no": 1, "enterprise_code": SELLER, "entered_on": "2024年9月10日"}]
    )
    store.load()

    assert store.checks() == [("open", "conflicting_rows")] * 2 + [("open", "unknown_key")]
    assert store.ask("SELECT row_no, raw->>'quantity', raw->>'unit' FROM quarantine WHERE file_id = 1") == [
        (1, " 1,200 ", "件"), (2, " 1,300 ", "件"),
    ]  # fmt: skip
    assert store.ask("SELECT json_keys(raw), raw->>'entered_on' FROM quarantine WHERE file_id = 2") == [
        (["return_no", "line_no", "enterprise_code", "entered_on"], "2024年9月10日")
    ]
    assert store.ask("SELECT DISTINCT errors[1].value FROM quarantine WHERE file_id = 1") == [(f"{DOCUMENT}/1",)]


def test_a_refused_row_of_a_file_read_record_by_record_is_kept_as_it_was(store: Store) -> None:
    path = store.deliver("a.csv", [declaration(), declaration(mark='six" wide'), declaration(line_no=2)])
    path.write_text(path.read_text(encoding="utf-8").replace('"six"" wide"', 'six" wide'), encoding="utf-8")
    store.load()

    assert store.ask("SELECT row_no, raw->>'mark' FROM quarantine ORDER BY ALL") == [(1, "M-1"), (2, 'six" wide')]


def test_a_refused_row_of_a_file_that_changed_since_is_kept_as_it_was_read(store: Store) -> None:
    path = store.deliver("a.csv", [declaration(quantity="2"), declaration(quantity="3")])
    intake = take_in(store.inbox, KnownFiles(), 1, store.workspace)
    path.write_text(path.read_text(encoding="utf-8").replace(",3,", ",4,") + "\n", encoding="utf-8")
    load(store.con, intake, "night-1")

    assert store.ask("SELECT row_no, raw->>'quantity' FROM quarantine ORDER BY ALL") == [(1, "2.00000"), (2, "3.00000")]


def test_a_healed_return_under_the_other_code_is_closed_too(store: Store) -> None:
    store.deliver("reference/enterprises.csv", [BOTH_CODES])
    store.deliver("a.csv", [returned(quantity="0")])
    store.load()
    store.deliver("b.csv", [returned(enterprise_code=SHORT_CODE)])
    store.load()

    assert [status for status, _ in store.checks()] == ["healed"]


def test_an_update_that_came_before_its_line_waits_until_it_is_sent_again(store: Store) -> None:
    """The line alone says nothing of the day on which the goods came back."""
    update = {"return_no": "R1", "line_no": 1, "enterprise_code": SELLER, "entered_on": "2024-09-10"}
    store.deliver("a.csv", [update])
    store.load()
    store.deliver("b.csv", [returned()])
    store.load()
    assert store.checks() == [("open", "unknown_key")]
    store.deliver("c.csv", [update | {"mark": "M-1"}])
    store.load()

    assert store.checks() == [("healed", "unknown_key")]
    assert store.ask("SELECT CAST(entered_on AS VARCHAR) FROM return_line") == [("2024-09-10",)]


def test_an_update_that_came_before_its_line_is_closed_by_a_line_that_says_as_much(store: Store) -> None:
    store.deliver("a.csv", [{"return_no": "R1", "line_no": 1, "enterprise_code": SELLER, "mark": "M-2"}])
    store.deliver("b.csv", [returned()])
    store.load()

    assert store.checks() == [("healed", "unknown_key")]


def test_a_damaged_update_is_not_closed_by_an_update_of_another_column(store: Store) -> None:
    line = {"return_no": "R1", "line_no": 1, "enterprise_code": SELLER}
    store.deliver("a.csv", [returned()])
    store.deliver("b.csv", [line | {"entered_on": "soon"}])
    store.deliver("c.csv", [line | {"mark": "M-2"}])
    store.load()
    assert store.checks() == [("open", "not_a_date")]
    store.deliver("d.csv", [line | {"entered_on": "2024-09-10"}])
    store.load()

    assert store.checks() == [("healed", "not_a_date")]


def test_the_accounts_add_up_for_every_file(store: Store) -> None:
    rows = [declaration(line_no=n + 1) for n in range(40)]
    store.deliver("a.csv", rows[:30])
    store.deliver("b.csv", [*rows[20:35], declaration(line_no=5, mark="x"), declaration(line_no=5, mark="y")])
    store.deliver("c.csv", [declaration(line_no=3, quantity="0"), *rows[38:], rows[38]])
    store.load()

    wrong = store.ask(
        "SELECT * FROM load_file WHERE rows_read <> rows_accepted + rows_amended + rows_duplicate + rows_quarantined"
    )
    assert wrong == []
    assert store.outcomes() == {"a.csv": (30, 0, 0, 0), "b.csv": (5, 0, 10, 2), "c.csv": (2, 0, 1, 1)}


def test_a_file_belongs_to_its_feed_by_name(store: Store) -> None:
    """Files are staged side by side: each may have read the declaration of its feed for itself."""
    store.deliver("a.csv", [declaration()])
    intake = take_in(store.inbox, KnownFiles(), 1, store.workspace)
    all_feeds.cache_clear()
    load(store.con, intake, "night-1")

    assert store.outcomes() == {"a.csv": (1, 0, 0, 0)}


def test_a_staged_file_that_is_nowhere_on_record_stops_the_night(store: Store) -> None:
    store.deliver("a.csv", [declaration(), declaration(line_no=2)])
    intake = take_in(store.inbox, KnownFiles(), 1, store.workspace)
    intake.staged[0].feed = replace(intake.staged[0].feed, name="a feed that nobody merges")

    with pytest.raises(AccountsDoNotAddUp, match=r"a\.csv: rows read 2, and the file is not on record"):
        load(store.con, intake, "night-1")


def test_many_files_are_all_taken_in_the_order_of_their_names(store: Store) -> None:
    for number in range(40):
        store.deliver(f"d-{number}.csv", [declaration(line_no=number + 1)])
    store.deliver("d-40.csv", [declaration(line_no=7)])
    store.load()

    assert store.ask("SELECT path FROM load_file WHERE status = 'loaded' ORDER BY file_id") == [
        (f"d-{number}.csv",) for number in range(40)
    ]
    assert store.ask("SELECT path, file_id FROM load_file WHERE status = 'skipped'") == [("d-40.csv", 41)]


def test_a_rejected_file_is_on_record_once(store: Store) -> None:
    (store.inbox / "notes.csv").write_text("colour,size\nred,3\n")
    store.load()
    store.load()

    assert store.ask("SELECT path, status FROM load_file") == [("notes.csv", "rejected")]


@pytest.mark.parametrize("name", ["it's.csv", "ünïcode 数据.csv", "a b;--.csv"])
def test_any_name_of_a_file_will_do(store: Store, name: str) -> None:
    store.deliver(name, [declaration(), declaration(line_no=2, quantity=0)])
    store.load()

    assert store.outcomes() == {name: (1, 0, 0, 1)}


def test_keys_stay_unique(store: Store) -> None:
    for n in range(3):
        store.deliver(f"{n}.csv", [declaration(line_no=k + 1, mark=f"{n}") for k in range(20)])
        store.load()

    assert store.ask("SELECT count(*), count(DISTINCT (document_no, line_no)) FROM declaration_line") == [(20, 20)]
    assert isinstance(store.con, duckdb.DuckDBPyConnection)


def test_rows_stand_in_the_order_of_their_files_also_around_contested_ones(store: Store) -> None:
    lines = [[declaration(line_no=line_no) for line_no in range(first, first + 2_000)] for first in (1, 2_001, 4_001)]
    for number, rows in enumerate(lines, start=1):
        contested = [declaration(line_no=line_no, mark=f"M-{number}") for line_no in (7, 2_500)] if number > 1 else []
        store.deliver(f"{number}.csv", rows + contested)
    store.load()

    assert store.outcomes() == {"1.csv": (2_000, 0, 0, 0), "2.csv": (1_999, 1, 0, 2), "3.csv": (2_001, 1, 0, 0)}
    held = store.ask("SELECT file_id, row_no FROM declaration_line WHERE line_no NOT IN (7, 2500) ORDER BY rowid")
    assert held == sorted(held)
    assert len(held) == 5_998


def test_a_row_refused_once_more_when_its_file_is_taken_again_waits_once(store: Store) -> None:
    path = store.deliver("a.csv", [declaration(), declaration(line_no=2, hs_code="1")])
    store.load()
    store.load(again=(path,))

    assert store.ask("SELECT file_id, status, dismissed_reason FROM quarantine ORDER BY file_id") == [
        (1, "dismissed", "Its file was taken again."), (2, "open", None),
    ]  # fmt: skip


def test_an_update_without_enterprise_is_not_unsure_for_what_is_refused_or_comes_later(store: Store) -> None:
    other = returned(enterprise_code=OTHER_SELLER)
    store.deliver("a.csv", [returned(), other, {**other, "mark": "M-2"}])
    store.deliver(
        "b.csv", [{"return_no": "R1", "line_no": 1, "enterprise_code": SHORT_CODE, "closed_on": "2024-10-01"}]
    )
    store.deliver("c.csv", [{"return_no": "R1", "line_no": 1, "reason": "quality"}])
    store.deliver("d.csv", [other])
    store.load()

    assert store.outcomes() == {
        "a.csv": (1, 0, 0, 2), "b.csv": (0, 0, 0, 1), "c.csv": (0, 1, 0, 0), "d.csv": (1, 0, 0, 0),
    }  # fmt: skip
    assert store.ask("SELECT reason FROM return_line ORDER BY reason DESC LIMIT 1") == [("quality",)]


def test_an_update_without_enterprise_is_closed_by_its_correction(store: Store) -> None:
    store.deliver("a.csv", [returned(), returned(enterprise_code=OTHER_SELLER, line_no=2)])
    store.load()
    store.deliver("b.csv", [{"return_no": "R1", "line_no": line, "quantity": "two"} for line in (1, 2)])
    store.load()
    store.deliver("c.csv", [{"return_no": "R1", "line_no": 1, "quantity": 1}])
    store.load()

    assert store.ask("SELECT key, status, healed_by_file_id FROM quarantine ORDER BY key") == [
        ("R1/1", "healed", 3), ("R1/2", "open", None),
    ]  # fmt: skip


@pytest.mark.parametrize("nights", [1, 2])
def test_an_empty_status_repeats_a_row_without_the_column_in_one_night_as_in_two(store: Store, nights: int) -> None:
    store.deliver("a.csv", [returned()])
    if nights == 2:
        store.load()
    store.deliver("b.csv", [returned(status="")])
    store.deliver("c.csv", [{"return_no": "R1", "line_no": 1, "status": "已申请"}])
    store.load()

    assert store.outcomes() == {"a.csv": (1, 0, 0, 0), "b.csv": (0, 0, 1, 0), "c.csv": (0, 0, 1, 0)}

"""Synthetic feeds: the same seed, the same bytes; as many lines as asked for; nothing that intake refuses."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from homeward.feeds.codes import has_check_digit
from homeward.feeds.take_in import Intake, KnownFiles, take_in
from homeward.synthetic.catalogue import sellers
from homeward.synthetic.feeds import Written, write_feeds
from homeward.synthetic.plan import MOST_SELLERS, FeedsError, plan_of

EVE, DAY = date(2026, 11, 22), date(2026, 11, 23)
FIRST = (2_000, 300)


def deliver(out: Path, night: int = 1, seed: int = 7, **given: object) -> Written:
    declarations, returns = FIRST if night == 1 else (200, 40)
    given = {"as_of": EVE if night == 1 else DAY, "night": night, "first": FIRST, **given}
    return write_feeds(out, declarations, returns, seed, **given)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def taken_in(inbox: Path, workspace: Path) -> Intake:
    workspace.mkdir()
    return take_in(inbox, KnownFiles(), 1, workspace, ())


def rows(folder: Path, pattern: str) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(file) for file in sorted(folder.glob(pattern))])


def broken(intake: Intake) -> set[str]:
    parts = [part for file in intake.staged for part in file.bad]
    return {error["check"] for part in parts for errors in pl.read_parquet(part)["errors"] for error in errors}


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two nights' deliveries as Parquet."""
    folder = tmp_path_factory.mktemp("typed")
    deliver(folder, format="parquet")
    deliver(folder, night=2, format="parquet")
    return folder


@pytest.mark.parametrize("night", [1, 2])
def test_the_same_seed_gives_the_same_bytes_mess_and_all(tmp_path: Path, night: int) -> None:
    deliver(tmp_path / "once", night, mess=True)
    deliver(tmp_path / "again", night, mess=True)
    assert bytes_of(tmp_path / "once") == bytes_of(tmp_path / "again")


def test_another_seed_gives_other_goods(tmp_path: Path) -> None:
    deliver(tmp_path / "one", seed=1)
    deliver(tmp_path / "other", seed=2)
    one, other = bytes_of(tmp_path / "one"), bytes_of(tmp_path / "other")
    assert one.keys() == other.keys()
    assert not [name for name in one if name.startswith("declarations-") and one[name] == other[name]]


def test_sound_deliveries_are_taken_in_to_the_last_row(tmp_path: Path) -> None:
    first, second = deliver(tmp_path / "inbox"), deliver(tmp_path / "inbox", night=2)
    intake = taken_in(tmp_path / "inbox", tmp_path / "work")
    assert intake.untaken == []
    assert sum(file.rows_bad for file in intake.staged) == 0
    assert sum(file.rows_good for file in intake.staged) == sum(first.rows.values()) + sum(second.rows.values())
    assert [file.header.unknown for file in intake.staged if file.header.unknown] == []


def test_as_many_lines_as_asked_for(tmp_path: Path) -> None:
    rows_by_feed = deliver(tmp_path).rows
    assert (rows_by_feed["declarations"], rows_by_feed["returns"]) == FIRST


def test_files_come_in_every_vocabulary_and_in_gb18030(tmp_path: Path) -> None:
    deliver(tmp_path)
    headers = {file.read_bytes().split(b"\n")[0] for file in tmp_path.glob("declarations-*.csv")}
    assert any(header.startswith(b"document_no,") for header in headers)
    assert any(b"invtNo" in header for header in headers)
    assert any(header.startswith("清单编号".encode()) for header in headers)
    assert any(header.startswith("清单编号".encode("gb18030")) for header in headers)


def test_plain_files_share_one_header_for_other_tools_to_load(tmp_path: Path) -> None:
    written = deliver(tmp_path, plain=True)
    loaded = pl.concat([pl.read_csv(file, infer_schema=False) for file in tmp_path.glob("declarations-*.csv")])
    assert loaded.height == written.rows["declarations"]


def test_csv_and_parquet_hold_the_same_lines(tmp_path: Path, typed: Path) -> None:
    deliver(tmp_path, plain=True)
    text = pl.concat(
        [pl.read_csv(file, infer_schema=False) for file in sorted(tmp_path.glob("declarations-*.csv"))]
    ).select("document_no", "line_no", "hs_code", "mark")
    same = rows(typed, "declarations-20??-??.parquet").select(pl.col(text.columns).cast(pl.String))
    assert text.sort("document_no", "line_no").equals(same.sort("document_no", "line_no"))


def test_document_numbers_have_the_form_of_their_kind(typed: Path) -> None:
    marks = rows(typed, "declarations-20*").select("document_type", pl.col("document_no").str.slice(8, 1)).unique()
    assert set(marks.rows()) == {
        ("export_declaration", "0"),
        ("retail_list", "E"),
        ("outbound_record", "0"),
        ("outbound_record", "E"),
    }


def test_lists_have_a_line_to_a_hundred_and_most_have_few(typed: Path) -> None:
    sizes = rows(typed, "declarations-20??-??.parquet").group_by("document_no").len()["len"]
    assert sizes.min() == 1
    assert sizes.max() <= 100
    assert sizes.median() <= 3


def test_no_line_comes_twice_over_the_nights(typed: Path) -> None:
    assert rows(typed, "declarations-20*").select("document_no", "line_no").is_duplicated().sum() == 0
    assert rows(typed, "returns-20*").select("enterprise_code", "return_no", "line_no").is_duplicated().sum() == 0


def test_most_returns_name_an_export_that_is_held(typed: Path) -> None:
    exported = rows(typed, "declarations-20*").select("document_no", document_line_no="line_no")
    returned = rows(typed, "returns-20*")
    assert returned.join(exported, on=exported.columns, how="semi").height > 0.85 * returned.height


def test_nothing_is_told_before_its_day(typed: Path) -> None:
    history = rows(typed, "declarations-20??-??.parquet")
    assert history["declared_on"].max() < EVE
    assert history["released_at"].dt.date().max() < EVE
    assert rows(typed, "returns-20??-??.parquet")["applied_on"].max() < EVE


def test_the_next_night_brings_releases_arrivals_and_amendments_of_what_is_held(typed: Path) -> None:
    held = rows(typed, "declarations-20??-??.parquet")
    late = rows(typed, "receipts-late-*")
    assert held.filter(pl.col("document_no").is_in(late["document_no"].implode()))["released_at"].null_count() > 0
    amended = rows(typed, "declarations-amended-*").select("document_no", "line_no", now="quantity")
    both = amended.join(held, on=["document_no", "line_no"])
    assert both.height == amended.height
    assert (both["now"] - both["quantity"] == 1).all()
    changed = rows(typed, "returns-update-late-*").select("return_no", "line_no")
    assert changed.join(rows(typed, "returns-20??-??.parquet"), on=["return_no", "line_no"], how="anti").is_empty()


def test_every_enterprise_has_two_codes_of_the_right_form_and_lines_of_its_own() -> None:
    many = sellers(MOST_SELLERS)
    assert all(has_check_digit(seller.code) for seller in many)
    assert pl.Series([seller.other_code for seller in many]).str.contains(r"^\d{4}[0-9A-Z]{6}$").all()
    assert len({code for seller in many for code in (seller.code, seller.other_code)}) == 2 * MOST_SELLERS
    plan = plan_of(*FIRST, 3, DAY, seller_count=MOST_SELLERS)
    assert plan.documents.place_count.min() >= 1
    assert plan.batches.place_count.min() >= 1


def test_a_mess_has_damaged_cells_and_bad_files_and_the_rest_is_taken_in(tmp_path: Path) -> None:
    written = deliver(tmp_path / "inbox", mess=True)
    intake = taken_in(tmp_path / "inbox", tmp_path / "work")
    assert {"scientific_notation", "lost_leading_zero", "serial_date", "total_row", "unknown_unit", "party_code"} <= (
        broken(intake)
    )
    assert {file.code for file in intake.untaken if file.status == "rejected"} == {
        "workbook",
        "damaged_archive",
        "no_known_column",
    }
    assert [file.relative for file in intake.untaken if file.status == "skipped"] == [f"sent-twice-{EVE}.csv"]
    assert sum(file.rows_good for file in intake.staged) > sum(written.rows.values())


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    deliver(tmp_path)
    before = bytes_of(tmp_path)
    with pytest.raises(FeedsError, match="is there already"):
        deliver(tmp_path, seed=8)
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize(
    ("night", "given", "words"),
    [
        (2, {"first": None}, "what the first one brought"),
        (1, {"enterprise_count": MOST_SELLERS + 1}, "From 1 to 50"),
        (2, {"first": (100, 300)}, "At least 512"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, night: int, given: dict[str, object], words: str) -> None:
    with pytest.raises(FeedsError, match=words):
        deliver(tmp_path, night, **given)

"""A bad file is rejected whole, with its reason, and the rest goes on."""

import gzip
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import zstandard

from faults.conftest import NO_OVERRIDE
from feed_rows import ENTERPRISE, csv_text, declaration, returned
from feeds.conftest import DECLARATIONS, ENTERPRISES, RETURNS, Inbox
from feeds.test_forms import lists
from homeward.feeds import stage
from homeward.feeds.inbox import list_inbox
from homeward.feeds.take_in import KnownFiles, take_in


def _zip(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr(name, content)
    return out.getvalue()


def _workbook() -> bytes:
    return _zip("xl/workbook.xml", "<workbook/>")


def _parquet(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


GOOD_PARQUET = _parquet(pl.DataFrame([declaration(line_no=n + 1) for n in range(5000)]))
HEADER = DECLARATIONS.splitlines()[0]
TORN = "return_no,line_no,enterprise_code,applied_on,quantity,unit,goods_name\n" + "".join(
    f'{number},1,91350100M000100Y43,2024-09-01,1,007,"{goods}\n' for number, goods in (("A1", "cup"), ("A2", 'mug"'))
)
ENTITY = (
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><CEB603Message><Inventory>&x;</Inventory></CEB603Message>'
)
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><CEB604Message>&b;</CEB604Message>'

BAD_FILES: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "empty", "The file is empty"),
    "only a byte-order mark": (b"\xef\xbb\xbf", "empty", "The file is empty"),
    "empty archive": (gzip.compress(b""), "empty", "The file is empty"),
    "header only": (f"{HEADER}\n".encode(), "header_only", "declarations and no row"),
    "header and blank lines": (f"{HEADER}\n\n , \n".encode(), "header_only", "declarations and no row"),
    "Parquet without rows": (_parquet(pl.DataFrame([declaration()]).clear()), "header_only", "no row"),
    "binary": (bytes(range(256)) * 20, "binary", "not text"),
    "UTF-16 without a mark": (DECLARATIONS.encode("utf-16-le"), "unmarked_utf16", "Export again as UTF-8"),
    "UTF-16 of big ends": (DECLARATIONS.encode("utf-16-be"), "unmarked_utf16", "Export again as UTF-8"),
    "UTF-16 of Chinese names": ("清单编号,商品序号\n1,2\n".encode("utf-16-le"), "unmarked_utf16", "UTF-16 without"),
    "XML in UTF-16 without a mark": (lists("53012024E000000001").encode("utf-16-le"), "unmarked_utf16", "UTF-16"),
    "a NUL in a cell": (DECLARATIONS.replace("M-2", "M\x002").encode(), "nul", "Line 3 has a NUL character"),
    "a NUL in GB18030": (DECLARATIONS.replace("M-2", "M\x002").encode("gb18030"), "nul", "Line 3 has a NUL"),
    "a NUL in UTF-16": (DECLARATIONS.replace("M-2", "M\x002").encode("utf-16"), "nul", "Line 3 has a NUL"),
    "a NUL in the header": (DECLARATIONS.replace("hs_code", "hs_code\x00").encode(), "nul", "Line 1 has a NUL"),
    "half written": (DECLARATIONS.encode() + bytes(4096), "nul", "Line 4 has a NUL character"),
    "image": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100), "binary", "not text"),
    "workbook": (_workbook(), "workbook", "Save the sheet as CSV UTF-8"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "workbook", "Save the sheet"),
    "workbook in an archive": (gzip.compress(_workbook()), "workbook", "Save the sheet"),
    "open document": (_zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "workbook", "Save the sheet"),
    "zip of a CSV": (_zip("申报清单.csv", DECLARATIONS), "zip", "Unpack it and put the files into the inbox"),
    "zip in an archive": (gzip.compress(_zip("a.csv", DECLARATIONS)), "zip", "is a ZIP archive"),
    "archive in an archive": (gzip.compress(gzip.compress(DECLARATIONS.encode())), "binary", "not text"),
    "gzip cut off": (gzip.compress(DECLARATIONS.encode())[:-20], "damaged_archive", "cut off or damaged"),
    "gzip with a flipped byte": (
        gzip.compress(DECLARATIONS.encode())[:-6] + b"\x00" + gzip.compress(DECLARATIONS.encode())[-5:],
        "damaged_archive",
        "cut off or damaged",
    ),
    "zstd cut off": (zstandard.compress(DECLARATIONS.encode())[:-5], "damaged_archive", "cut off or damaged"),
    "Parquet cut off": (GOOD_PARQUET[:-30], "damaged_parquet", "cut off or damaged"),
    "Parquet cut within": (GOOD_PARQUET[:200] + GOOD_PARQUET[400:], "damaged_parquet", "cut off or damaged"),
    "wrong feed": (b"colour,size\nred,3\n", "no_known_column", "The columns fit no feed"),
    "prose": ("敬启者：附件为本月数据。\n此致\n".encode(), "no_known_column", "The columns fit no feed"),
    "a blank line above the header": (f"\n{DECLARATIONS}".encode(), "blank_header", "Remove the blank rows"),
    "blank rows above the header": (f" ,\t,\r\n\n{DECLARATIONS}".encode(), "blank_header", "Remove the blank rows"),
    "blank lines alone": (b"\n\n\n", "blank_header", "first row is blank"),
    "a near miss": (DECLARATIONS.replace("hs_code", "hs_codee").encode(), "misspelt_feed", "'hs_codee' → 'hs_code'?"),
    "two feeds' columns": (
        csv_text([{**ENTERPRISE, **returned()}]).encode(),
        "two_feeds",
        "enterprises + returns",
    ),
    "duplicate header": (
        csv_text([{**declaration(), "gcode": "6912001000"}]).encode(),
        "duplicate_header",
        "hs_code, gcode",
    ),
    "undecodable": (DECLARATIONS.encode() + b"\xff\xff\xfe,\x81\n", "undecodable", "neither UTF-8"),
    "broken after its mark": (b"\xef\xbb\xbf" + DECLARATIONS.encode() + b"\xff\n", "undecodable", "neither UTF-8"),
    "quote not closed": (DECLARATIONS.replace("茶杯 mug", '"茶杯 mug', 1).encode(), "broken_quotes", "not closed"),
    "quote not closed in one row": (TORN.encode(), "broken_quotes", "not closed"),
    "quote not closed, no line end": (TORN.rstrip("\n").encode(), "broken_quotes", "not closed"),
    "external entity": (ENTITY.encode(), "forbidden_xml", "declares entities"),
    "entity bomb": (BOMB.encode(), "forbidden_xml", "declares entities"),
    "XML cut off": (lists("53012024E000000001")[:-200].encode(), "damaged_xml", "cut off or damaged"),
    "XML in another encoding": (
        lists("53012024E000000001").replace('encoding="UTF-8"', "encoding='Big5'").encode("big5"),
        "xml_encoding",
        "declares the encoding Big5",
    ),
    "foreign XML": (b"<html><body/></html>", "foreign_xml", "none of the platform's messages"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_rejected_with_its_reason_and_the_rest_goes_on(inbox: Inbox, name: str) -> None:
    content, code, sentence = BAD_FILES[name]
    inbox.put("a-bad", content)
    inbox.put("b-good.csv", RETURNS)

    intake = inbox.take_in()

    [rejected] = intake.untaken
    assert (rejected.relative, rejected.status, rejected.code) == ("a-bad", "rejected", code)
    assert sentence in rejected.reason
    assert [file.relative for file in intake.staged] == ["b-good.csv"]
    assert not list(inbox.workspace.glob(f"{rejected.file_id:06d}-*")), "no part of a rejected file is left"


def test_a_zip_named_as_a_workbook_is_told_how_workbooks_come(inbox: Inbox) -> None:
    assert inbox.taken("Exports.XLSX", b"PK\x03\x04" + bytes(100)).rejection == "workbook"


def test_an_archive_that_grows_without_end_is_not_opened(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeward.feeds.survey.EXPANSION_ALLOWANCE", 1 << 20)

    for packed in (gzip.compress(bytes(1 << 23)), zstandard.compress(bytes(1 << 23))):
        assert inbox.taken("bomb", packed).rejection in ("expands_too_much", "binary")
    for packed in (gzip.compress(b"a" * (1 << 23)), zstandard.compress(b"a" * (1 << 23))):
        assert inbox.taken("bomb", packed).rejection == "expands_too_much"


def test_a_link_out_of_the_inbox_is_not_followed(inbox: Inbox, tmp_path: Path) -> None:
    outside = tmp_path / "secret.csv"
    outside.write_text(RETURNS)
    (inbox.folder / "linked.csv").symlink_to(outside)
    (inbox.folder / "gone.csv").symlink_to(tmp_path / "nowhere")
    (inbox.folder / "folder").symlink_to(tmp_path)

    intake = inbox.take_in()

    assert {(file.relative, file.code) for file in intake.untaken} == {
        ("linked.csv", "link_out"),
        ("gone.csv", "link_out"),
    }
    assert intake.staged == []


def test_a_link_that_leads_to_itself_is_no_file(inbox: Inbox) -> None:
    inbox.put("returns.csv", RETURNS)
    (inbox.folder / "a.csv").symlink_to("b.csv")
    (inbox.folder / "b.csv").symlink_to("a.csv")
    (inbox.folder / "c.csv").symlink_to("c.csv")

    intake = take_in(inbox.folder, KnownFiles(), 1, inbox.workspace, again=[inbox.folder / "a.csv"])

    assert [file.relative for file in intake.staged] == ["returns.csv"]
    assert intake.untaken == []


def test_an_inbox_that_leads_to_itself_cannot_be_listed(tmp_path: Path) -> None:
    (tmp_path / "inbox").symlink_to("inbox")

    with pytest.raises(OSError, match="Too many levels of symbolic links"):
        list_inbox(tmp_path / "inbox")


def _append(path: Path) -> None:
    with path.open("a") as file:
        file.write("x")


def _touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("change", [_append, _touch, Path.unlink])
def test_a_file_that_changes_while_it_is_read_waits_for_the_next_night(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    path = inbox.put("returns.csv", RETURNS)
    sort_out = stage.sort_out

    def meanwhile(*args: object) -> object:
        if path.exists():
            change(path)
        return sort_out(*args)

    monkeypatch.setattr(stage, "sort_out", meanwhile)

    [rejected] = inbox.take_in().untaken

    assert rejected.code in ("changed", "unreadable")
    assert rejected.sha256 == "", "it is not on record by its hash: the next night looks again"


def test_a_file_that_cannot_be_read_is_named(inbox: Inbox) -> None:
    inbox.put("returns.csv", RETURNS).chmod(0)
    take_in = (
        "import sys; from pathlib import Path; from homeward.feeds.take_in import KnownFiles, take_in; "
        "print(take_in(Path(sys.argv[1]), KnownFiles(), 1, Path(sys.argv[2])).untaken)"
    )

    command = [*NO_OVERRIDE, sys.executable, "-c", take_in, inbox.folder, inbox.workspace]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert "relative='returns.csv'" in said
    assert "The file cannot be read (Permission denied). Check its permissions." in said


@pytest.mark.parametrize("folder", ["", "sub/reference/", "referenced/", "REFERENCE/"])
def test_reference_feeds_are_read_from_their_own_folder_only(inbox: Inbox, folder: str) -> None:
    assert inbox.taken(f"{folder}enterprises.csv", ENTERPRISES).rejection == "not_in_reference"


def test_a_reference_feed_in_its_folder_is_read(inbox: Inbox) -> None:
    assert inbox.taken("reference/deep/enterprises.csv", ENTERPRISES).feed == "enterprises"


def test_a_reference_file_is_taken_whole_or_not_at_all(inbox: Inbox) -> None:
    rows = [ENTERPRISE, {**ENTERPRISE, "enterprise_code": "", "name": "two"}]
    taken = inbox.taken("reference/enterprises.csv", csv_text(rows))

    assert taken.rejection == "reference_rows"
    assert "keep the contract: 1 of 2" in str(taken.reason)
    assert "row 2, enterprise_code" in str(taken.reason)


OPEN_ENDS = ["9999-12-31", "2999-12-31", "9999-12-31 23:59:59", "99991231", "2200-01-01", ""]


@pytest.mark.parametrize("end", OPEN_ENDS)
def test_an_end_after_the_last_year_in_reach_is_no_end(inbox: Inbox, end: str) -> None:
    ban = {"hs_prefix": "8506", "scope": "both", "valid_from": "2024-01-01", "valid_to": end, "source": "own"}
    ended = {**ban, "hs_prefix": "8507", "valid_to": "2199-12-31"}
    inbox.put("reference/enterprises.csv", csv_text([{**ENTERPRISE, "monitoring_to": end}]))
    inbox.put("reference/bans.csv", csv_text([ban, ended]))
    inbox.put("reference/bans.parquet", _parquet(pl.DataFrame([ban, ended]).cast({"valid_to": pl.String})))

    intake = inbox.take_in()

    assert intake.untaken == []
    read = {file.relative: pl.read_parquet(file.good) for file in intake.staged}
    assert read["reference/enterprises.csv"]["monitoring_to"].to_list() == [None]
    assert read["reference/bans.csv"]["valid_to"].to_list() == [None, date(2199, 12, 31)]
    assert read["reference/bans.parquet"]["valid_to"].to_list() == [None, date(2199, 12, 31)]


@pytest.mark.parametrize(
    ("column", "day", "said"),
    [
        ("monitoring_from", "9999-12-31", "outside the years that are read, 1900 to 2199"),
        ("monitoring_to", "1024-12-31", "outside the years that are read, 1900 to 2199"),
        ("monitoring_to", "9999-02-30", "not a day that exists"),
    ],
)
def test_other_days_out_of_reach_are_named_so(inbox: Inbox, column: str, day: str, said: str) -> None:
    taken = inbox.taken("reference/enterprises.csv", csv_text([{**ENTERPRISE, column: day}]))

    assert taken.rejection == "reference_rows"
    assert f"{day} " in str(taken.reason)
    assert said in str(taken.reason)


def test_a_reference_file_that_contradicts_itself_is_rejected(inbox: Inbox) -> None:
    rates = "currency,valid_from,cny\nUSD,2024-01-01,7.1\nUSD,2024-01-01,7.2\n"

    assert inbox.taken("reference/rates.csv", rates).rejection == "reference_rows"


def test_a_code_belongs_to_one_enterprise_only(inbox: Inbox) -> None:
    rows = [
        {"enterprise_code": "91350100M000100Y43", "other_code": "3501960ABC", "name": "one"},
        {"enterprise_code": "91350100M000200Y4T", "other_code": "3501960ABC", "name": "two"},
    ]
    taken = inbox.taken("reference/enterprises.csv", csv_text(rows))

    assert taken.rejection == "reference_code", taken.reason
    assert "3501960ABC" in str(taken.reason)


MANY_RETURNS = csv_text([returned(return_no=f"R{number}", goods_name="数据线") for number in range(5_000)])


@pytest.mark.parametrize(
    "content",
    [MANY_RETURNS.encode(), gzip.compress(MANY_RETURNS.encode()), MANY_RETURNS.encode("gb18030")],
    ids=["plain", "gzip", "gb18030"],
)
def test_the_same_bytes_under_another_name_are_taken_once(inbox: Inbox, content: bytes) -> None:
    inbox.put("a.csv", content)
    inbox.put("b.csv", content)

    intake = inbox.take_in()

    assert [(file.relative, file.rows_good) for file in intake.staged] == [("a.csv", 5_000)]
    assert [(file.relative, file.status) for file in intake.untaken] == [("b.csv", "skipped")]


def test_files_come_in_the_natural_order_of_their_paths(inbox: Inbox) -> None:
    for name in ("x-10.csv", "x-9.csv", "x-010.csv", "b/2.csv", "b/11.csv", "Z.csv", ".hidden.csv", "half.csv.part"):
        inbox.put(name, "")

    assert [file.relative for file in list_inbox(inbox.folder)] == [
        "Z.csv", "b/2.csv", "b/11.csv", "x-9.csv", "x-010.csv", "x-10.csv",
    ]  # fmt: skip

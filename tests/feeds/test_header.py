"""A file is of the feed that its header was meant for: a slip in a name never makes it one of another."""

import pytest

from feed_rows import ENTERPRISE, declaration, returned
from homeward.feeds.feed import all_feeds
from homeward.feeds.header import read_header
from homeward.feeds.rejection import FileRejected

RATE = ("currency", "valid_from", "cny")
BAN = ("hs_prefix", "scope", "valid_from", "source")
RECEIPT = ("document_no", "released_at", "status")

MISSPELT = {
    "returns that could change declarations": (
        "return_no,line_no,enterprise_code,document_no,applied_on,customs_code,quantitty,unit,goods_name,order_no,mark",
        "returns",
        "'quantitty' → 'quantity'",
    ),
    "their key misspelt": (
        "retrun_no,line_no,enterprise_code,document_no,applied_on,quantity,unit,goods_name",
        "returns",
        "'retrun_no' → 'return_no'",
    ),
    "an update of returns, its key misspelt": (
        "retrun_no,line_no,document_no,customs_code,mark", "returns", "'retrun_no' → 'return_no'"
    ),
    "an update of returns, its line misspelt": ("return_no,lineno,closed_on", "returns", "'lineno' → 'line_no'"),
    "an update of declarations, its key misspelt": (
        "document_nr,line_no,mark,goods_spec", "declarations", "'document_nr' → 'document_no'"
    ),
    "returns that name the enterprise": (
        "return_no,line_no,enterprise_code,企业名称,applied_on,quantitty,unit", "returns", "'quantitty' → 'quantity'"
    ),
    "declarations with a release, their line misspelt": (
        ",".join(declaration()).replace("line_no", "line_nr"), "declarations", "'line_nr' → 'line_no'"
    ),
    "an update of declarations with a release, its line misspelt": (
        "document_no,line_nr,released_at,mark", "declarations", "'line_nr' → 'line_no'"
    ),
    "declarations that also carry copNo": (
        ",".join(declaration()).replace("hs_code", "hs_codee") + ",copNo", "declarations", "'hs_codee' → 'hs_code'"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MISSPELT)
def test_a_misspelt_file_is_rejected_with_what_was_meant(case: str) -> None:
    header, feed, suggestion = MISSPELT[case]

    with pytest.raises(FileRejected) as rejected:
        read_header(header.split(","))

    assert (rejected.value.code, rejected.value.details["feed"]) == ("misspelt_feed", feed)
    assert suggestion in str(rejected.value.details["suggestions"])


WHOLE = {
    "declarations": tuple(declaration()),
    "returns": tuple(returned()),
    "receipts": RECEIPT,
    "enterprises": tuple(ENTERPRISE),
    "exchange_rates": RATE,
    "prohibited_goods": BAN,
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_slip_in_any_needed_name_is_never_taken_for_another_feed(name: str) -> None:
    for column in all_feeds()[name].required:
        header = [f"{cell}{cell[-1]}" if cell == column else cell for cell in WHOLE[name]]
        with pytest.raises(FileRejected) as rejected:
            read_header(header)
        assert rejected.value.details["feed"] == name or name == "receipts", (column, rejected.value.details)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("beside", [(), ("buyer_phone",), ("num",), ("remarks", "申报表编号")])
def test_other_columns_beside_those_of_a_feed_are_harmless(name: str, beside: tuple[str, ...]) -> None:
    header = read_header([*WHOLE[name], *beside])

    assert (header.feed.name, header.is_update, header.unknown) == (name, False, beside)


@pytest.mark.parametrize(
    ("header", "feed"),
    [
        ("return_no,line_no,document_no,customs_code", "returns"),
        ("document_no,line_no,quantity", "declarations"),
        ("document_no,line_no,released_at", "declarations"),
        ("清单编号,商品序号,溯源码,备注", "declarations"),
        ("return_no,line_no,enterprise_code,gname,status", "returns"),
        ("return_no,line_no,enterprise_code,企业名,结案日期", "returns"),
    ],
)
def test_keys_make_an_update_of_returns_before_one_of_declarations(header: str, feed: str) -> None:
    read = read_header(header.split(","))

    assert (read.feed.name, read.is_update) == (feed, True)

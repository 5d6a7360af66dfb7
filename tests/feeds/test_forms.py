"""Every form the contract names comes out the same."""

import gzip
import io
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from feed_rows import csv_text, declaration, returned
from feeds.conftest import DECLARATIONS, RETURNS, Inbox, with_cells

NAME = '茶杯, "mug";\tA|B\nsecond line'
ROWS = [declaration(goods_name=NAME), declaration(line_no=2, goods_name="plain", zone_flow="")]


def _bytes(separator: str = ",", line_end: str = "\n", encoding: str = "utf-8") -> bytes:
    return csv_text(ROWS, separator, line_end).encode(encoding)


FORMS: dict[str, Callable[[], bytes]] = {
    "comma": _bytes,
    "semicolon": lambda: _bytes(";"),
    "tab": lambda: _bytes("\t"),
    "pipe": lambda: _bytes("|"),
    "CRLF": lambda: _bytes(line_end="\r\n"),
    "UTF-8 with BOM": lambda: _bytes(encoding="utf-8-sig"),
    "UTF-16": lambda: _bytes(encoding="utf-16"),
    "UTF-16 big-endian": lambda: b"\xfe\xff" + _bytes(encoding="utf-16-be"),
    "GB18030": lambda: _bytes(encoding="gb18030"),
    "gzip": lambda: gzip.compress(_bytes()),
    "two gzip members": lambda: gzip.compress(_bytes()[:100]) + gzip.compress(_bytes()[100:]),
    "zstd": lambda: zstandard.compress(_bytes()),
    "gzip of GB18030": lambda: gzip.compress(_bytes(encoding="gb18030")),
    "no line end at the end": lambda: _bytes().rstrip(b"\n"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_delimited_file_of_any_form_is_read_the_same(inbox: Inbox, form: str) -> None:
    taken = inbox.taken("export", FORMS[form]())

    assert taken.reason is None
    assert taken.checks == []
    assert taken.feed == "declarations"
    line_ends = "\r\n" if form == "CRLF" else "\n"
    assert taken.good["goods_name"].to_list() in ([NAME, "plain"], [NAME.replace("\n", line_ends), "plain"])
    assert taken.good["row_no"].to_list() == [1, 2]
    assert taken.good["quantity"].to_list() == [Decimal(10), Decimal(10)]
    assert taken.good["released_at"].to_list() == [datetime(2024, 6, 1, 10)] * 2
    assert taken.good["zone_flow"].to_list() == [None, None]


def _parquet(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


MOMENT = datetime(2024, 6, 1, 2, 0, tzinfo=UTC)
PARQUET_TYPES = {
    "text": pl.DataFrame([declaration()]).cast(pl.String),
    "int64": pl.DataFrame([declaration(quantity=10, line_no=1)]),
    "float": pl.DataFrame([declaration(quantity=10.0, line_no=1.0, unit_price=2.5)]),
    "decimal": pl.DataFrame([declaration()]).cast({"quantity": pl.Decimal(12, 2), "unit_price": pl.Decimal(12, 3)}),
    "dictionary": pl.DataFrame([declaration()]).cast({"unit": pl.Categorical, "document_type": pl.Categorical}),
    "moment without zone": pl.DataFrame([declaration(released_at=datetime(2024, 6, 1, 10))]),
    "moment in UTC": pl.DataFrame([declaration(released_at=MOMENT)]),
    "moment in milliseconds": pl.DataFrame([declaration(released_at=MOMENT)]).cast(
        {"released_at": pl.Datetime("ms", "UTC")}
    ),
    "moment in nanoseconds": pl.DataFrame([declaration(released_at=MOMENT)]).cast(
        {"released_at": pl.Datetime("ns", "Asia/Shanghai")}
    ),
}


@pytest.mark.parametrize("types", PARQUET_TYPES)
def test_a_parquet_file_with_the_types_writers_use_is_read_the_same(inbox: Inbox, types: str) -> None:
    taken = inbox.taken("export.parquet", _parquet(PARQUET_TYPES[types]))

    assert (taken.reason, taken.checks) == (None, [])
    row = taken.good.row(0, named=True)
    assert (row["line_no"], row["quantity"], row["unit_price"]) == (1, Decimal(10), Decimal("2.5"))
    assert row["released_at"] == datetime(2024, 6, 1, 10)
    assert (row["unit"], row["document_type"]) == ("007", "retail_list")


COUNTRIES = {"USA": "USA", "usa": "usa", "502": "502", "ＵＳＡ": "USA", "５０２": "502", "999": "999", "": None}


@pytest.mark.parametrize("cell", COUNTRIES)
def test_a_country_is_kept_as_it_is_written(inbox: Inbox, cell: str) -> None:
    taken = inbox.taken("export.csv", with_cells(declaration(), destination_country=cell))

    assert taken.checks == []
    assert taken.good["destination_country"].to_list() == [COUNTRIES[cell]]


def test_large_strings_and_lists_of_pyarrow_are_read(inbox: Inbox) -> None:
    row = {name: str(value) for name, value in declaration().items()}
    table = pa.table({name: pa.array([value], pa.large_string()) for name, value in row.items()})
    table = table.append_column("extras", pa.array([["a", "b"]]))
    out = io.BytesIO()
    pq.write_table(table, out)

    taken = inbox.taken("export.parquet", out.getvalue())

    assert taken.checks == []
    assert taken.unknown == ("extras",)


LISTS = """<?xml version="1.0" encoding="UTF-8"?>
<ceb:CEB603Message xmlns:ceb="http://www.chinaport.gov.cn/ceb">
{lists}
</ceb:CEB603Message>"""
LIST = """<ceb:Inventory><ceb:InventoryHead><ceb:invtNo>{document_no}</ceb:invtNo><ceb:tradeMode>9610</ceb:tradeMode>
<ceb:customsCode>5301</ceb:customsCode><ceb:ebcCode>91350100M000100Y43</ceb:ebcCode><ceb:orderNo>O-1</ceb:orderNo>
<ceb:statisticsFlag>A</ceb:statisticsFlag></ceb:InventoryHead>{lines}</ceb:Inventory>"""
LINE = """<ceb:InventoryList><ceb:gnum>{line_no}</ceb:gnum><ceb:itemNo>A1</ceb:itemNo><ceb:gcode>6912001000</ceb:gcode>
<ceb:gname>茶杯</ceb:gname><ceb:qty>10</ceb:qty><ceb:unit>007</ceb:unit><ceb:price>2.5</ceb:price>
<ceb:currency>502</ceb:currency><ceb:country>502</ceb:country></ceb:InventoryList>"""
RECEIPTS = """<CEB604Message><InventoryReturn><invtNo>53012024E000000001</invtNo><returnStatus>800</returnStatus>
<returnTime>20240601101500123</returnTime></InventoryReturn><InventoryReturn><invtNo>53012024E000000001</invtNo>
<returnStatus>120</returnStatus><returnTime>20240531101500000</returnTime></InventoryReturn></CEB604Message>"""


def lists(*documents: str) -> str:
    lines = LINE.format(line_no=1) + LINE.format(line_no=2)
    return LISTS.format(lists="".join(LIST.format(document_no=number, lines=lines) for number in documents))


def test_many_lists_of_one_message_become_declaration_lines(inbox: Inbox) -> None:
    taken = inbox.taken("lists.xml", lists("53012024E000000001", "53012024E000000002"))

    assert (taken.feed, taken.checks) == ("declarations", [])
    assert taken.good["document_no"].to_list() == ["53012024E000000001"] * 2 + ["53012024E000000002"] * 2
    assert taken.good["line_no"].to_list() == [1, 2, 1, 2]
    assert taken.good["document_type"].unique().to_list() == ["retail_list"]
    assert taken.good["currency"].unique().to_list() == ["USD"]


XML_ENCODINGS = ["UTF-8", "utf-8-sig", "GB18030", "GBK", "gb2312", "UTF-16"]


@pytest.mark.parametrize("encoding", XML_ENCODINGS)
def test_a_message_is_read_in_the_encodings_of_text(inbox: Inbox, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    message = lists("53012024E000000001").replace('encoding="UTF-8"', f'encoding="{declared}"')

    taken = inbox.taken("lists.xml", message.encode(encoding))

    assert (taken.reason, taken.checks) == (None, [])
    assert taken.good["goods_name"].unique().to_list() == ["茶杯"]


def test_receipts_of_the_platform_keep_their_status(inbox: Inbox) -> None:
    taken = inbox.taken("receipts.xml", RECEIPTS)

    assert (taken.feed, taken.checks) == ("receipts", [])
    assert taken.good["status"].to_list() == ["800", "120"]
    assert taken.good["released_at"][0] == datetime(2024, 6, 1, 10, 15, 0, 123000)


def test_names_of_all_three_vocabularies_may_be_mixed_and_untidy(inbox: Inbox) -> None:
    text = DECLARATIONS.replace("document_no", " 清单 编号 ", 1).replace("hs_code", "GCODE", 1)
    text = text.replace("customs_code", "ｃｕｓｔｏｍｓＣｏｄｅ", 1).replace("unit_price", '"单价\n"', 1)

    taken = inbox.taken("mixed.csv", text)

    assert taken.reason is None
    assert taken.checks == []
    assert taken.unknown == ()


def test_an_unknown_column_is_kept_out_and_named(inbox: Inbox) -> None:
    taken = inbox.taken("export.csv", with_cells(declaration(), buyer_phone="13800000000"))

    assert taken.unknown == ("buyer_phone",)
    assert "buyer_phone" not in taken.good.columns


def test_what_is_kept_of_a_bad_row_holds_no_column_of_consumers(inbox: Inbox) -> None:
    taken = inbox.taken("export.csv", with_cells(declaration(hs_code="x"), buyer_phone="13800000000"))

    assert "13800000000" not in taken.bad["raw"][0]
    assert '"hs_code":"x"' in taken.bad["raw"][0]


def test_a_list_export_that_also_carries_cop_no_is_declarations(inbox: Inbox) -> None:
    assert inbox.taken("export.csv", with_cells(declaration(), copNo="C-1")).feed == "declarations"


@pytest.mark.parametrize(
    ("columns", "feed"),
    [
        (("return_no", "line_no", "closed_on"), "returns"),
        (("document_no", "line_no", "released_at"), "declarations"),
    ],
)
def test_keys_alone_make_an_update(inbox: Inbox, columns: tuple[str, ...], feed: str) -> None:
    cells = {"return_no": "R1", "line_no": 1, "document_no": "53012024E000000001"}
    row = {name: cells.get(name, "2024-06-01") for name in columns}

    assert inbox.taken("update.csv", csv_text([row])).feed == feed


READ_AS = [
    ("quantity", "1,200", Decimal(1200)),
    ("quantity", "１２.５０", Decimal("12.5")),
    ("line_no", "1,200", 1200),
    ("quantity", " 3 ", Decimal(3)),
    ("released_at", "2024/6/1", datetime(2024, 6, 1)),
    ("released_at", "20240601", datetime(2024, 6, 1)),
    ("released_at", "2024年6月1日", datetime(2024, 6, 1)),
    ("released_at", "2024-06-01T10:15:30", datetime(2024, 6, 1, 10, 15, 30)),
    ("released_at", "2024-06-01T23:30:00Z", datetime(2024, 6, 2, 7, 30)),
    ("released_at", "2024-06-01 23:30:00+09:00", datetime(2024, 6, 1, 22, 30)),
    ("released_at", "20240601101530", datetime(2024, 6, 1, 10, 15, 30)),
    ("released_at", "20240601101530123", datetime(2024, 6, 1, 10, 15, 30, 123000)),
    ("released_at", "2024年2月28日 23:59", datetime(2024, 2, 28, 23, 59)),
    ("released_at", "2024年2月28日10:00:00", datetime(2024, 2, 28, 10)),
    ("released_at", "2024年2月28日 10:00:00+08:00", datetime(2024, 2, 28, 10)),
    ("released_at", "2024年2月28日10:00Z", datetime(2024, 2, 28, 18)),
    ("released_at", "2024/2/28 10:00:00+08:00", datetime(2024, 2, 28, 10)),
    ("released_at", "2024/2/28T10:00:00", datetime(2024, 2, 28, 10)),
    ("released_at", "2024/2/28 10:00:00.5", datetime(2024, 2, 28, 10, 0, 0, 500_000)),
    ("released_at", "20240228 10:00:00", datetime(2024, 2, 28, 10)),
    ("released_at", "20240228T10:00", datetime(2024, 2, 28, 10)),
    ("released_at", "20240228T10:00:00 -0100", datetime(2024, 2, 28, 19)),
    ("released_at", "2024-06-01 23:30:00+09", datetime(2024, 6, 1, 22, 30)),
    ("released_at", "2024-06-01 23:30:00.25 +08", datetime(2024, 6, 1, 23, 30, 0, 250_000)),
    ("released_at", "2024/2/28T10:00-01", datetime(2024, 2, 28, 19)),
    ("currency", "502", "USD"),
    ("currency", "hrk", "HRK"),
    ("unit", "个", "007"),
    ("document_type", "申报清单", "retail_list"),
    ("status", "", "active"),
    ("status", "已删单", "cancelled"),
    ("document_no", "５３０１２０２４Ｅ０００００００１", None),
]


@pytest.mark.parametrize(("column", "cell", "value"), READ_AS)
def test_a_cell_is_read_as_the_contract_says(inbox: Inbox, column: str, cell: str, value: object) -> None:
    taken = inbox.taken("export.csv", with_cells(declaration(), **{column: cell}))

    if value is None:
        assert taken.checks == [(column, "document_form")], "15 places after folding: one too few"
    else:
        assert (taken.checks, taken.good[column].to_list()) == ([], [value])


def test_an_entry_with_an_offset_counts_as_the_day_in_china(inbox: Inbox) -> None:
    taken = inbox.taken("returns.csv", with_cells(returned(), entered_on="2024-09-30T23:30:00Z"))

    assert str(taken.good["entered_on"][0]) == "2024-10-01"


def test_blank_lines_are_no_rows(inbox: Inbox) -> None:
    """They have no number either: the row of which a message speaks is the one that people count."""
    first, row = RETURNS.splitlines()
    blanks = ["\n", "," * first.count(",") + "\n", " ,\u3000" + "," * (first.count(",") - 1) + "\n"]
    for lines in (blanks, blanks[1:]):
        blank = "".join(lines)
        taken = inbox.taken("returns.csv", f"{first}\n{blank}{row}\n{blank}{row.replace('R1', '')}\n{blank}")

        assert (taken.good["row_no"].to_list(), taken.bad["row_no"].to_list()) == ([1], [2])

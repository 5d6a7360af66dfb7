"""Any table, in any encoding and dialect, comes out the same; any bytes end in a known way."""

import csv
import gzip
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feed_rows import csv_text, declaration, returned
from feeds.conftest import DECLARATIONS, RETURNS, Inbox
from feeds.test_forms import RECEIPTS, lists
from homeward.feeds.take_in import KnownFiles, take_in
from homeward.warehouse.load import load
from homeward.warehouse.schema import create_tables

# What a name of goods may hold: anything but what is no text, and blanks at its ends, which are stripped.
NAMES = st.text(
    st.characters(codec="gb18030", exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=30
).map(str.strip)
HALF_WIDTH = {ord(c) + 0xFEE0: c for c in map(chr, (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B)))}
DECIMALS = st.decimals(min_value="0.00001", max_value="9999999", places=5)
ROWS = st.lists(st.tuples(NAMES, DECIMALS, st.dates(date(2000, 1, 1), date(2099, 12, 31))), min_size=1, max_size=12)
SPREADSHEET_ERROR = "#"


@contextmanager
def _inbox() -> Iterator[Inbox]:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("inbox", "workspace"):
            Path(folder, name).mkdir()
        yield Inbox(Path(folder, "inbox"), Path(folder, "workspace"))


def _written(rows: list[dict[str, object]], separator: str, line_end: str, quoting: int) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=separator, lineterminator=line_end, quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


PACKINGS = {"plain": bytes, "gzip": gzip.compress, "zstd": zstandard.compress}


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=ROWS,
    separator=st.sampled_from(",;\t|"),
    line_end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    packing=st.sampled_from(list(PACKINGS)),
)
def test_any_table_in_any_form_comes_out_the_same(
    rows: list[tuple[str, Decimal, date]], separator: str, line_end: str, encoding: str, quoting: int, packing: str
) -> None:
    expected = [
        (number, name.translate(HALF_WIDTH) or "x", quantity, day)
        for number, (name, quantity, day) in enumerate(rows, 1)
        if not name.translate(HALF_WIDTH).startswith(SPREADSHEET_ERROR)
    ]
    if not expected:
        return
    written = [
        declaration(line_no=number, goods_name=name, quantity=f"{quantity:f}", declared_on=day.isoformat())
        for number, name, quantity, day in expected
    ]
    content = PACKINGS[packing](_written(written, separator, line_end, quoting).encode(encoding))

    with _inbox() as inbox:
        taken = inbox.taken("table", content)

        assert taken.reason is None
        assert taken.checks == []
        assert taken.good.select("line_no", "goods_name", "quantity", "declared_on").rows() == expected


SEEDS = [
    DECLARATIONS.encode(), RETURNS.encode(), DECLARATIONS.encode("utf-16"), DECLARATIONS.encode("gb18030"),
    gzip.compress(RETURNS.encode()), zstandard.compress(RETURNS.encode()), RECEIPTS.encode(),
    lists("53012024E000000001").encode(),
]  # fmt: skip
# Signs that mean something somewhere on the way in.
ODD = [
    b"\x00",
    b'"',
    b"\n",
    b"\r",
    b",",
    b"\xff",
    b"\xef\xbb\xbf",
    b"<",
    b"&x;",
    b"\xe8",
    b"{value}",
    b"'",
    b"$",
    b"\xef\xbc\x91",
]


@st.composite
def _spoilt(draw: st.DrawFn) -> bytes:
    """A good file with pieces cut out, doubled, or replaced."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        put = draw(st.one_of(st.just(b""), st.sampled_from(ODD), st.binary(max_size=12), st.just(data[start:end] * 2)))
        data = data[:start] + put + data[end:]
    return data


CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "0", "-1", "1e5", "1,2", "1,000", "NaN", "inf", "2024-13-45", "99999999999999999999", "１２",
                     "#N/A", "合计", "=1+1", "\u202e", "2024-06-01T00:00:00+99:99", "0000-00-00", "1.0", "true"]),
)  # fmt: skip


def _end_in_a_known_way(content: bytes) -> None:
    with _inbox() as inbox, duckdb.connect() as con:
        inbox.put("file", content)
        create_tables(con)
        load(con, take_in(inbox.folder, KnownFiles(), 1, inbox.workspace), "night")
        [(status, read, placed, waiting, quarantined, reason)] = con.execute(
            "SELECT status, rows_read, rows_accepted + rows_amended + rows_duplicate + rows_quarantined, "
            "(SELECT count(*) FROM quarantine), rows_quarantined, reason FROM load_file"
        ).fetchall()
        assert (read, waiting) == (placed, quarantined)
        assert status == "loaded" or (status == "rejected" and reason and read == 0)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=_spoilt())
def test_any_bytes_end_in_accepted_quarantined_or_rejected(content: bytes) -> None:
    _end_in_a_known_way(content)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), base=st.sampled_from([declaration(), returned()]))
def test_any_cells_end_in_accepted_or_quarantined(data: st.DataObject, base: dict[str, object]) -> None:
    rows = [
        {**base, **data.draw(st.dictionaries(st.sampled_from(sorted(base)), CELLS, max_size=6))}
        for _ in range(data.draw(st.integers(1, 5)))
    ]
    content = csv_text(rows).encode("utf-8", errors="replace")
    _end_in_a_known_way(content)


@pytest.mark.slow
@settings(max_examples=800, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.one_of(_spoilt(), st.binary(max_size=400)))
def test_many_more_bytes_end_in_a_known_way(content: bytes) -> None:
    _end_in_a_known_way(content)

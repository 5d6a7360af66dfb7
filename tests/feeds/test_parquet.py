"""Parquet files as other tools write them: every row is counted, every type is read or named."""

import io
import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from feed_rows import ENTERPRISE, returned
from feeds.conftest import RETURNS, Inbox
from homeward.feeds.parquet_file import parquet_batches, read_parquet_header
from homeward.feeds.rejection import FileRejected

LAST_OF_32_BITS, LAST_OF_64_BITS = 2**31 - 1, 2**63 - 1


def _columns(rows: int, **columns: Any) -> dict[str, pa.Array]:
    texts = {name: pa.array([str(value)] * rows) for name, value in returned().items()}
    return {**texts, "line_no": pa.array(range(1, rows + 1)), **columns}


def _file(columns: dict[str, pa.Array], **written: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **written)
    return out.getvalue()


def _moments(unit: str, tz: str | None, *ticks: int | None) -> pa.Array:
    return pa.array(ticks, pa.int64()).cast(pa.timestamp(unit, tz))


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (pa.array([19_875, LAST_OF_32_BITS, None], pa.int32()).cast(pa.date32()), "5881580-07-11"),
        (pa.array([19_875, -(2**31), None], pa.int32()).cast(pa.date32()), "-5877641-06-23"),
        (_moments("us", None, 1_717_200_000_000_000, LAST_OF_64_BITS, None), "294247-01-10 04:00:54.775807"),
        (_moments("us", "UTC", 1_717_200_000_000_000, LAST_OF_64_BITS, None), "294247-01-10 12:00:54.775807"),
        (_moments("ms", None, 1_717_200_000_000, LAST_OF_64_BITS, None), "292278994-08-17 07:12:55.807000"),
    ],
)
def test_a_day_that_no_calendar_reaches_is_quarantined_and_the_others_are_taken(
    inbox: Inbox, cells: pa.Array, shown: str
) -> None:
    taken = inbox.taken("returns.parquet", _file(_columns(3, closed_on=cells), row_group_size=1))

    assert (taken.reason, taken.feed) == (None, "returns")
    assert taken.good["line_no"].to_list() == [1, 3]
    assert taken.good["closed_on"].to_list() == [date(2024, 6, 1), None]
    assert taken.bad["row_no"].to_list() == [2]
    assert taken.checks == [("closed_on", "year_out_of_reach")]
    assert taken.bad["errors"][0][0]["value"] == shown


def test_no_row_of_many_row_groups_is_lost(inbox: Inbox) -> None:
    days = pa.array([LAST_OF_32_BITS if n == 140_000 else 19_875 for n in range(150_000)], pa.int32())

    taken = inbox.taken(
        "returns.parquet", _file(_columns(150_000, closed_on=days.cast(pa.date32())), row_group_size=25_000)
    )

    assert (taken.good.height, taken.bad["row_no"].to_list()) == (149_999, [140_001])
    assert taken.good["row_no"].to_list() == [n for n in range(1, 150_001) if n != 140_001]


def test_rows_of_a_spreadsheet_that_held_nothing_are_no_rows(inbox: Inbox) -> None:
    nothing = pa.array([None], pa.string())
    columns = {
        name: pa.concat_arrays([cells, nothing, cells]) for name, cells in _columns(1, line_no=pa.array(["1"])).items()
    }

    taken = inbox.taken("returns.parquet", _file(columns))

    assert (taken.good["row_no"].to_list(), taken.checks) == ([1, 2], [])


@pytest.mark.parametrize("days", [0, 1, -1, 19_875, -719_162, 2_932_896, 146_097, -146_097])
def test_days_far_and_near_are_those_of_the_calendar(tmp_path: Path, days: int) -> None:
    path = tmp_path / "returns.parquet"
    path.write_bytes(
        _file(
            _columns(
                1,
                closed_on=pa.array([days], pa.int32()).cast(pa.date32()),
                applied_on=_moments("s", None, days * 86_400),
            )
        )
    )

    [batch] = parquet_batches(path, read_parquet_header(path))

    day = (date(1970, 1, 1) + timedelta(days=days)).isoformat()
    assert (batch["closed_on"][0], batch["applied_on"][0]) == (day, f"{day} 00:00:00.000000")


ZONES = ["+05:30", "Z", "UTC", "UTC+08:00", "GMT+8", "CST", "China Standard Time", "Asia/Shanghai", "no zone at all"]


@pytest.mark.parametrize("zone", ZONES)
def test_moments_of_any_zone_are_moments_and_count_by_the_time_in_china(inbox: Inbox, zone: str) -> None:
    late = int(datetime(2024, 9, 20, 17, 30, tzinfo=UTC).timestamp())
    taken = inbox.taken("returns.parquet", _file(_columns(1, entered_on=_moments("us", zone, late * 1_000_000))))

    assert (taken.reason, taken.checks) == (None, [])
    assert taken.good["entered_on"].to_list() == [date(2024, 9, 21)]


def test_moments_of_96_bits_keep_years_that_nanoseconds_do_not_hold(inbox: Inbox) -> None:
    moments = pa.array([datetime(2024, 9, 20, 10), datetime(2999, 12, 31)], pa.timestamp("us"))
    taken = inbox.taken("returns.parquet", _file(_columns(2, entered_on=moments), use_deprecated_int96_timestamps=True))

    assert taken.good["entered_on"].to_list() == [date(2024, 9, 20)]
    assert taken.bad["errors"][0][0]["value"].startswith("2999-12-31")


def test_an_open_end_of_a_database_is_no_end(inbox: Inbox) -> None:
    columns = {name: pa.array([value]) for name, value in ENTERPRISE.items()} | {
        "monitoring_to": pa.array([date(9999, 12, 31)])
    }

    assert inbox.taken("reference/e.parquet", _file(columns)).good["monitoring_to"].to_list() == [None]


NO_SINGLE_VALUES = {
    "list": (pa.array([["M-1", "M-2"]]), "list<"),
    "struct": (pa.array([{"a": "M-1"}]), "struct<"),
    "map": (pa.array([[("a", "M-1")]], pa.map_(pa.string(), pa.string())), "map<"),
    "duration": (pa.array([timedelta(days=1)]), "duration[us]"),
    "time": (pa.array([1], pa.time32("s")), "time32"),
    "long decimal": (pa.array([Decimal(1)], pa.decimal256(60, 2)), "decimal256(60, 2)"),
}


@pytest.mark.parametrize("kind", NO_SINGLE_VALUES)
def test_a_column_that_holds_no_single_values_is_named_with_its_type(inbox: Inbox, kind: str) -> None:
    cells, type_shown = NO_SINGLE_VALUES[kind]
    update = {"return_no": pa.array(["R1"]), "line_no": pa.array([1]), "商品标识": cells}

    for columns in (_columns(1, 商品标识=cells) | {"mark": pa.nulls(1)}, update):
        columns.pop("mark", None)
        taken = inbox.taken("returns.parquet", _file(columns))

        assert taken.rejection == "parquet_type"
        assert f"Column 商品标识 of the Parquet file has the type {type_shown}" in str(taken.reason)


def test_two_columns_of_one_name_are_named(inbox: Inbox) -> None:
    out = io.BytesIO()
    table = pa.table(_columns(1))
    pq.write_table(table.append_column("mark", table["mark"]), out)

    taken = inbox.taken("returns.parquet", out.getvalue())

    assert (taken.rejection, "mark, mark" in str(taken.reason)) == ("duplicate_header", True)


def test_bytes_are_text_where_they_are_utf_8(inbox: Inbox) -> None:
    good = inbox.taken("returns.parquet", _file(_columns(1, goods_name=pa.array(["茶杯".encode()]))))
    bad = inbox.taken("returns.parquet", _file(_columns(1, goods_name=pa.array(["茶杯".encode("gb18030")]))))

    assert good.good["goods_name"].to_list() == ["茶杯"]
    assert (bad.rejection, "Column goods_name" in str(bad.reason)) == ("parquet_text", True)


@pytest.mark.parametrize(
    ("cell", "quantity"), [(1e-5, "0.00001"), (2.5, "2.50000"), (3.0, "3.00000"), (123456789.25, "123456789.25000")]
)
def test_a_float_is_the_number_it_stands_for(inbox: Inbox, cell: float, quantity: str) -> None:
    taken = inbox.taken("returns.parquet", _file(_columns(1, quantity=pa.array([cell]))))

    assert (taken.checks, taken.good["quantity"].to_list()) == ([], [Decimal(quantity)])


def test_a_small_float_has_too_many_decimals_and_was_in_no_spreadsheet(inbox: Inbox) -> None:
    taken = inbox.taken("returns.parquet", _file(_columns(1, quantity=pa.array([1e-6]))))

    assert taken.checks == [("quantity", "too_many_decimals")]
    assert "0.000001 has more than five decimals" in taken.messages[0]


def _flipped(content: bytes, dice: random.Random) -> bytes:
    """Up to three bits flipped, half of the time in the footer, where the counts are."""
    footer = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    spoilt, first = bytearray(content), dice.choice([0, footer])
    for _ in range(dice.randint(1, 3)):
        spoilt[dice.randrange(first, len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


@pytest.mark.parametrize("files", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_flipped_bits_lose_no_row_in_silence(tmp_path: Path, files: int) -> None:
    path, table = tmp_path / "returns.parquet", _columns(300, closed_on=_moments("us", "UTC", *range(300)))
    contents = [
        _file(table, row_group_size=70),
        _file(table, compression="none", use_dictionary=False),
        _file(table, compression="gzip", data_page_version="2.0", write_page_checksum=True),
    ]
    outcomes = set()
    for seed in range(files):
        dice = random.Random(seed)
        path.write_bytes(_flipped(dice.choice(contents), dice))
        try:
            outcomes.add(sum(batch.height for batch in parquet_batches(path, read_parquet_header(path))))
        except FileRejected as rejection:
            outcomes.add(rejection.code)

    assert {300, "damaged_parquet"} <= outcomes
    assert {outcome for outcome in outcomes if isinstance(outcome, int)} == {300}


def test_the_rest_of_the_inbox_is_taken(inbox: Inbox) -> None:
    inbox.put("a.parquet", _file(_columns(1, mark=pa.array([["M-1"]]))))
    inbox.put("b.csv", RETURNS)

    intake = inbox.take_in()

    assert [file.relative for file in intake.untaken] == ["a.parquet"]
    assert [file.relative for file in intake.staged] == ["b.csv"]

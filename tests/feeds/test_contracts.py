"""The contract of a feed, asked of a whole batch and cell by cell."""

import random
from datetime import date, datetime
from decimal import Decimal

import pandera.errors
import polars as pl

from homeward.feeds.contracts import broken_checks, contract, whole_contract
from homeward.feeds.feed import all_feeds
from homeward.feeds.text_file import ROW_NO

# By type: values that keep a check, and values that break one.
CELLS = {
    "document_no": (["53012024E000000001", "530120240000000001"], ["5301", None]),
    "line_no": ([1, 7], [0, None]),
    "code4": (["5301"], ["53O1", None]),
    "party": (["91350100M000100Y43", "3501960ABC"], ["91350100M000100Y44", None]),
    "hs_code": (["6109100000"], ["610910", None]),
    "quantity": ([Decimal("0.00001")], [Decimal("-1.00000"), None]),
    "price": ([Decimal("0.00000")], [Decimal("-0.01000"), None]),
    "country": (["USA", "502"], ["U.S", None]),
    "text": (["a"], ["#N/A", None]),
    "moment": ([datetime(2024, 1, 1)], [None]),
    "day": ([date(2024, 1, 1)], [None]),
}
TYPES_OF_CHOICE = {"document_type": "retail_list", "status": "active"}


def batch(seed: int, spoilt: float) -> pl.DataFrame:
    dice = random.Random(seed)
    columns = {}
    for column in all_feeds()["declarations"].columns.values():
        good, bad = CELLS.get(column.type, ([TYPES_OF_CHOICE.get(column.name, "a")], [None]))
        cells = [dice.choice(bad if dice.random() < spoilt else good) for _ in range(3)]
        columns[column.name] = pl.Series(cells, dtype=column.value_type)
    return pl.DataFrame(columns)


def test_the_whole_batch_keeps_the_contract_exactly_where_no_cell_breaks_it() -> None:
    feed, answers = all_feeds()["declarations"], set()
    for seed in range(90):
        values = batch(seed, spoilt=(0.0, 0.01, 0.3)[seed % 3])
        names = tuple(values.columns)
        try:
            contract(feed, names).validate(values, lazy=True)
            kept_by_cells = True
        except pandera.errors.SchemaErrors:
            kept_by_cells = False
        try:
            whole_contract(feed, names).validate(values)
            kept_as_a_whole = True
        except pandera.errors.SchemaError:
            kept_as_a_whole = False
        assert kept_as_a_whole == kept_by_cells, values
        assert broken_checks(values.with_row_index(ROW_NO), feed).is_empty() == kept_by_cells
        answers.add(kept_by_cells)
    assert answers == {True, False}


def test_a_column_of_another_type_breaks_the_contract() -> None:
    feed = all_feeds()["declarations"]
    values = pl.DataFrame({"document_no": ["53012024E000000001"], "line_no": ["1"]})

    assert not broken_checks(values.with_row_index(ROW_NO), feed).is_empty()

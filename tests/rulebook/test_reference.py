"""Two readings of the rules meet: the rulebook and the plain reference, cell by cell, on random feeds."""

from collections.abc import Callable
from datetime import date
from pprint import pformat
from typing import Any

import duckdb
import polars as pl
import pytest

from homeward.rulebook.decide import decide
from homeward.rulebook.law import load_law
from homeward.rulebook.tables import Tables
from rulebook.as_tables import duckdb_tables, polars_tables
from rulebook.random_feeds import night, shuffled
from rulebook.reference import RELIEF_RULES, RULES, Books, decide_plainly

LAW = load_law()
KEY = ("return_no", "line_no", "enterprise_code")
FEEDS_A_NIGHT = 15
Key = tuple[str, int, str]


def by_key(rows: list[dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    return {tuple(row[name] for name in KEY): row for row in rows}


def by_rulebook(tables: Tables, as_of: date) -> pl.DataFrame:
    return decide(tables, LAW, as_of).eligibility


def differences(rulebook: list[dict[str, Any]], reference: list[dict[str, Any]]) -> dict[Key, dict[str, str]]:
    """Each cell in which the two readings differ."""
    ours, theirs = by_key(rulebook), by_key(reference)
    assert len(ours) == len(rulebook) == len(reference), "each return line is decided once"
    assert ours.keys() == theirs.keys()
    return {
        key: cells
        for key in theirs
        if (
            cells := {
                column: f"rulebook {ours[key][column]!r}, reference {value!r}"
                for column, value in theirs[key].items()
                if ours[key][column] != value
            }
        )
    }


def assert_the_readings_meet(books: Books, as_of: date, tables: Callable[[Books], Tables]) -> None:
    reference = decide_plainly(books, as_of)
    differing = differences(by_rulebook(tables(books), as_of).to_dicts(), reference)
    shown = dict(list(differing.items())[:3])
    documents = {by_key(books.returns)[key]["document_no"] for key in shown}
    assert not differing, (
        f"as of {as_of}: {len(differing)} of {len(reference)} lines differ, the first:\n{pformat(shown)}\n"
        f"returns:\n{pformat([row for row in books.returns if row['document_no'] in documents])}\n"
        f"originals:\n{pformat([row for row in books.originals if row['document_no'] in documents])}\n"
        f"enterprises:\n{pformat(books.enterprises)}\nbans:\n{pformat(books.bans)}"
    )


@pytest.mark.parametrize("seed", range(20))
def test_readings_meet_on_random_feeds(seed: int) -> None:
    books, as_of = night(seed, FEEDS_A_NIGHT)
    assert_the_readings_meet(books, as_of, polars_tables)


@pytest.mark.parametrize("seed", range(3))
def test_order_of_rows_does_not_matter(seed: int) -> None:
    books, as_of = night(seed, FEEDS_A_NIGHT)
    assert by_key(decide_plainly(shuffled(books, seed), as_of)) == by_key(decide_plainly(books, as_of))
    assert_the_readings_meet(shuffled(books, seed), as_of, polars_tables)


def test_readings_meet_on_the_tables_of_a_warehouse() -> None:
    books, as_of = night(1000, FEEDS_A_NIGHT)
    with duckdb.connect() as con:
        assert_the_readings_meet(books, as_of, lambda held: duckdb_tables(held, con))


def test_readings_meet_on_an_empty_night() -> None:
    assert by_rulebook(polars_tables(Books()), date(2025, 1, 31)).is_empty()


@pytest.mark.parametrize("without", ["originals", "quarantined_documents", "enterprises", "bans", "exchange_rates"])
def test_readings_meet_where_a_feed_is_empty(without: str) -> None:
    books, as_of = night(2000, FEEDS_A_NIGHT)
    setattr(books, without, [])
    assert_the_readings_meet(books, as_of, polars_tables)


def test_random_feeds_reach_every_outcome() -> None:
    decided = [row for seed in range(20) for row in decide_plainly(*night(seed, FEEDS_A_NIGHT))]
    flags = [*RULES, *(rule.__name__ for rule in RELIEF_RULES)]
    answers = ["verdict", "route", "tax_relief", "tax_note"]
    outcomes = {column: {row[column] for row in decided} for column in (*flags, *answers)}
    assert outcomes == {flag: {True, False, None} for flag in flags} | {
        "shipment_permitted": {True, None},
        "verdict": {"eligible", "needs_evidence", "ineligible", "withdrawn"},
        "route": {"ecommerce_return", "ordinary_return_4561", "ask_customs", "none", None},
        "tax_relief": {"exempt", "not_exempt", "needs_evidence"},
        "tax_note": {"tariff_law_39", None},
    }


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10_000, 10_150))
def test_readings_meet_on_many_random_feeds(seed: int) -> None:
    books, as_of = night(seed, 2 * FEEDS_A_NIGHT)
    assert_the_readings_meet(books, as_of, polars_tables)
    with duckdb.connect() as con:
        assert_the_readings_meet(shuffled(books, seed), as_of, lambda held: duckdb_tables(held, con))

"""Chance by row: the same for the same seed, stream and row, whatever rows stand beside it; and evenly spread."""

import hashlib
from collections import Counter

import polars as pl
import pytest

from homeward.synthetic.chance import Chance, slots

ROWS = pl.DataFrame({"index": pl.int_range(20_000, eager=True)})


def drawn(expression: pl.Expr, rows: pl.DataFrame = ROWS) -> pl.Series:
    return rows.select(expression).to_series()


def test_a_row_has_its_number_alone_or_among_others() -> None:
    number = Chance(1).number("price", "index")
    assert drawn(number, ROWS.slice(777, 1))[0] == drawn(number)[777]


def split_mix(key: int, start: int) -> int:
    """SplitMix64 in plain integers."""
    mixed = (key * 0x9E3779B97F4A7C15 + start) % 2**64
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
    return mixed ^ (mixed >> 31)


def test_numbers_are_split_mix_whatever_the_engine_does_with_them() -> None:
    start = int.from_bytes(hashlib.blake2b(b"1/price", digest_size=8).digest(), "big")
    assert drawn(Chance(1).number("price", "index")).head(50).to_list() == [split_mix(n, start) for n in range(50)]


def test_seeds_and_streams_are_unlike() -> None:
    one, other = drawn(Chance(1).number("price", "index")), drawn(Chance(2).number("price", "index"))
    third = drawn(Chance(1).number("mark", "index"))
    assert (one == other).sum() == (one == third).sum() == 0


def test_shares_are_even() -> None:
    share = drawn(Chance(5).share("price", "index"))
    assert 0 <= share.min() < share.max() < 1
    assert share.mean() == pytest.approx(0.5, abs=0.01)
    assert share.std() == pytest.approx(12**-0.5, abs=0.01)


def test_weights_are_kept_and_none_is_left_out() -> None:
    counts = Counter(slots([97, 2.9, 0.001]))
    assert set(counts) == {0, 1, 2}
    assert counts[0] / counts.total() == pytest.approx(0.97, abs=0.01)

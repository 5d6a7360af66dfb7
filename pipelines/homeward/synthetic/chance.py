"""Chance that depends on a seed, a named stream and a row's number alone: any row can be made at any time."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

_SLOTS = 4096
_GOLDEN = 0x9E3779B97F4A7C15
# SplitMix64's finaliser (Steele, Lea, Flood 2014): shift to the right, then multiply; integers wrap at 64 bits.
_MIXING = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


def _wide(number: int) -> pl.Expr:
    return pl.lit(number, dtype=pl.UInt64)


@dataclass(frozen=True)
class Chance:
    """Numbers for rows. `key` is a column (or expression) of whole numbers that says which row it is."""

    seed: int

    def number(self, stream: str, key: str | pl.Expr) -> pl.Expr:
        """UInt64, evenly spread, the same for the same seed, stream and key."""
        start = int.from_bytes(hashlib.blake2b(f"{self.seed}/{stream}".encode(), digest_size=8).digest(), "big")
        column = pl.col(key) if isinstance(key, str) else key
        mixed = column.cast(pl.UInt64) * _wide(_GOLDEN) + _wide(start)
        for shift, factor in _MIXING:
            mixed = (mixed ^ (mixed // _wide(1 << shift))) * _wide(factor)
        return mixed ^ (mixed // _wide(1 << 31))

    def below(self, stream: str, limit: int, key: str | pl.Expr) -> pl.Expr:
        """Int64 from 0 to `limit` - 1."""
        return (self.number(stream, key) % _wide(limit)).cast(pl.Int64)

    def share(self, stream: str, key: str | pl.Expr) -> pl.Expr:
        """Float64 from 0 to just under 1."""
        return (self.number(stream, key) // _wide(1 << 12)).cast(pl.Float64) / float(1 << 52)

    def happens(self, stream: str, probability: float, key: str | pl.Expr) -> pl.Expr:
        """Boolean, true with this probability."""
        return self.share(stream, key) < probability

    def weighted(self, stream: str, weights: Sequence[float], key: str | pl.Expr) -> pl.Expr:
        """Int64: a position in `weights`, each as often as its weight says."""
        return at(slots(weights), self.below(stream, _SLOTS, key))


def slots(weights: Sequence[float]) -> list[int]:
    """Positions of `weights`, each repeated by its share: to be chosen from evenly. None goes without a place."""
    shared = (_SLOTS - len(weights)) / sum(weights)
    counts = [1 + int(weight * shared) for weight in weights]
    counts[counts.index(max(counts))] += _SLOTS - sum(counts)
    return [position for position, count in enumerate(counts) for _ in range(count)]


def at(values: Sequence[object] | pl.Series, position: pl.Expr) -> pl.Expr:
    """The value at each row's position."""
    return pl.lit(pl.Series(values) if not isinstance(values, pl.Series) else values).gather(position)

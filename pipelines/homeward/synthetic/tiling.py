"""How lines make up documents: a tile of a few hundred lines, cut into documents and dealt to sellers, laid end to end.

Tiles make every line's place known from its number alone: nothing has to be kept of the lines before it.
"""

from dataclasses import dataclass
from functools import cache
from random import Random

import polars as pl

TILE = 512


@dataclass(frozen=True, eq=False)
class Tile:
    """By place in the tile: which group (document, return) a line is of, its number in it, whose it is.

    `starts` is the first place of each group; `places` the places of each seller's lines, one seller after another,
    `first_place` and `place_count` where each seller's begin and how many they are.
    """

    group: pl.Series
    line_no: pl.Series
    starts: pl.Series
    seller: pl.Series
    places: pl.Series
    first_place: pl.Series
    place_count: pl.Series

    @property
    def groups(self) -> int:
        """How many groups a tile holds."""
        return len(self.starts)


def _sizes(chance: Random, largest: int) -> list[int]:
    """Sizes of groups, most of them small, up to a full tile."""
    sizes: list[int] = []
    while (left := TILE - sum(sizes)) > 0:
        sizes.append(min(left, largest, int(chance.paretovariate(1.25))))
    return sizes


def _owners(sizes: list[int], weights: tuple[float, ...]) -> dict[int, int]:
    """A seller for each group: the smallest one for each, then the largest first to whoever is furthest behind."""
    due = [weight / sum(weights) * TILE for weight in weights]
    by_size = sorted(range(len(sizes)), key=sizes.__getitem__)
    owners = dict(zip(by_size, range(len(weights)), strict=False))
    for group in reversed(by_size):
        owner = owners.setdefault(group, max(range(len(due)), key=due.__getitem__))
        due[owner] -= sizes[group]
    return owners


@cache
def tile(seed: int, largest: int, weights: tuple[float, ...]) -> Tile:
    """The tile of a seed, with groups of at most `largest` lines dealt to sellers by weight."""
    chance = Random(f"{seed}/{largest}")  # noqa: S311 - sample data
    sizes = _sizes(chance, largest)
    owners = _owners(sizes, weights)
    group = [number for number, size in enumerate(sizes) for _ in range(size)]
    line_no = [line for size in sizes for line in range(1, size + 1)]
    by_seller = [[place for place in range(TILE) if owners[group[place]] == seller] for seller in range(len(weights))]
    counts = [len(places) for places in by_seller]
    return Tile(
        group=pl.Series(group, dtype=pl.Int64),
        line_no=pl.Series(line_no, dtype=pl.Int32),
        starts=pl.Series([sum(sizes[:number]) for number in range(len(sizes))], dtype=pl.Int64),
        seller=pl.Series([owners[number] for number in group], dtype=pl.Int64),
        places=pl.Series([place for places in by_seller for place in places], dtype=pl.Int64),
        first_place=pl.Series([sum(counts[:seller]) for seller in range(len(counts))], dtype=pl.Int64),
        place_count=pl.Series(counts, dtype=pl.Int64),
    )

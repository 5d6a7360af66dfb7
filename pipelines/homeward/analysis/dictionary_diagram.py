"""The entity diagram: where each table stands and how the lines between them run, in units of the drawing."""

from collections.abc import Sequence
from typing import NamedTuple

from homeward.analysis.dictionary_entries import Relation

WIDTH, LINE_HEIGHT, ACROSS, DOWN, EDGE = 170, 17, 52, 26, 12
# Each column begins lower than the one before, so that a line past it is seen.
STEP = 44


class Box(NamedTuple):
    """A table with the columns by which it is referred to or refers."""

    table: str
    columns: list[str]
    x: int
    y: int

    @property
    def height(self) -> int:
        """A line for the name, one for each column, and a margin."""
        return LINE_HEIGHT * (1 + len(self.columns)) + 14

    @property
    def middle(self) -> int:
        """Where lines begin and end."""
        return self.y + self.height // 2


class Line(NamedTuple):
    """A relation as a curve from the left edge of one box to the right edge of another."""

    relation: Relation
    start: tuple[int, int]
    end: tuple[int, int]

    @property
    def path(self) -> str:
        """The curve as an SVG path."""
        (from_x, from_y), (to_x, to_y) = self.start, self.end
        bend = max((from_x - to_x) // 2, ACROSS // 2)
        return f"M{from_x} {from_y} C{from_x - bend} {from_y} {to_x + bend} {to_y} {to_x} {to_y}"


class Diagram(NamedTuple):
    """Boxes and lines, and the size of the whole."""

    boxes: list[Box]
    lines: list[Line]
    width: int
    height: int


def _ranks(relations: Sequence[Relation]) -> dict[str, int]:
    """How many relations lead from a table to one that refers to none, at most: the column it is drawn in."""
    tables = list(dict.fromkeys(table for one in relations for table in (one.table, one.other)))
    ranks = dict.fromkeys(tables, 0)
    for _ in tables:
        for one in relations:
            ranks[one.table] = max(ranks[one.table], ranks[one.other] + 1)
    return ranks


def _columns(table: str, relations: Sequence[Relation]) -> list[str]:
    refers = [own for one in relations if one.table == table for own, _ in one.by]
    referred = [other for one in relations if one.other == table for _, other in one.by]
    return list(dict.fromkeys([*referred, *refers]))


def _boxes(relations: Sequence[Relation]) -> list[Box]:
    boxes: list[Box] = []
    ranks = _ranks(relations)
    for rank in range(max(ranks.values()) + 1):
        y = EDGE + rank * STEP
        for table in (name for name, of_table in ranks.items() if of_table == rank):
            box = Box(table, _columns(table, relations), EDGE + rank * (WIDTH + ACROSS), y)
            boxes.append(box)
            y += box.height + DOWN
    return boxes


def diagram(relations: Sequence[Relation]) -> Diagram:
    """Where to draw each table of `relations`, those that others rest on at the left."""
    boxes = _boxes(relations)
    place = {box.table: box for box in boxes}
    lines = [
        Line(
            one,
            (place[one.table].x, place[one.table].middle),
            (place[one.other].x + WIDTH, place[one.other].middle),
        )
        for one in relations
    ]
    return Diagram(
        boxes,
        lines,
        max(box.x for box in boxes) + WIDTH + EDGE,
        max(box.y + box.height for box in boxes) + EDGE,
    )

"""Nights as a table of plain lines within eighty columns; the library that draws tables takes too long to load here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

# Each with the two lines of its heading.
_COUNTS = {
    "eligible": ("", "eligible"),
    "needs_evidence": ("needs", "evidence"),
    "ineligible": ("", "ineligible"),
    "withdrawn": ("", "withdrawn"),
}
_TEXTS = 2


def nights_table(nights: Sequence[Mapping[str, Any]], other: str, others: Sequence[str]) -> Iterator[str]:
    """The lines of a table of `nights` (`as_of`, `run_id`, the counts of each verdict), and of the cells `others` under
    the heading `other`.
    """
    columns = [("", "as of"), ("", "run"), ("", other), *_COUNTS.values()]
    cells = [list(line) for line in zip(*columns, strict=True)]
    for night, told in zip(nights, others, strict=True):
        cells.append([str(night["as_of"]), str(night["run_id"]), told, *(f"{night[name]:,}" for name in _COUNTS)])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = [
            cell.ljust(width) if place < _TEXTS else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield " ".join(padded).rstrip()

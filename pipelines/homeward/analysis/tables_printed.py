"""Rows of a query on a terminal: a table where it fits, else one record below the other."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from homeward.plain_text import plain

Row = Sequence[Any]
_NULL = "null"
_WIDEST = 60
_NARROWEST = 12
_BETWEEN = 2


def _cell(value: object) -> str:
    """One printable line: lists joined, text without anything that a terminal would obey."""
    if value is None:
        return _NULL
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return _amount(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return plain(", ".join(value))
    return plain(value)


def _amount(value: Decimal) -> str:
    """Money keeps its two decimals; a quantity loses the zeros that its column's five decimals add."""
    whole_or_money = int(value.as_tuple().exponent) >= -2
    return f"{value:f}" if whole_or_money else f"{value:f}".rstrip("0").rstrip(".")


def _styled(text: str) -> Text:
    return Text(text, style="dim" if text == _NULL else "")


def _is_number(value: object) -> bool:
    return not isinstance(value, bool) and hasattr(value, "__float__")


def _widths(names: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(cell_len, (name, *column))) for name, *column in zip(names, *cells, strict=True)]


def _fits(widths: Sequence[int], console: Console) -> bool:
    narrowed = [min(width, _NARROWEST) for width in widths]
    return sum(narrowed) + _BETWEEN * len(widths) <= console.width


def _table(names: Sequence[str], rows: Sequence[Row], cells: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, _BETWEEN, 0, 0))
    for number, name in enumerate(names):
        numeric = any(_is_number(row[number]) for row in rows)
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    for row in cells:
        table.add_row(*map(_styled, row))
    return table


def _records(names: Sequence[str], cells: Sequence[Sequence[str]], console: Console) -> None:
    for number, row in enumerate(cells, start=1):
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, _BETWEEN, 0, 0))
        table.add_column(style="bold", no_wrap=True, max_width=_WIDEST)
        table.add_column(overflow="fold")
        for name, cell in zip(names, row, strict=True):
            table.add_row(Text(name), _styled(cell))
        console.print(Text(f"— {number} —", style="dim"))
        console.print(table)


def _lines(names: Sequence[str], cells: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Aligned lines, each a row; far faster than a drawn table where there may be a million."""
    for row in (names, *cells):
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        yield (" " * _BETWEEN).join(padded).rstrip()


def print_rows(names: Sequence[str], rows: Sequence[Row], console: Console) -> None:
    """Print `rows` under `names` as wide as the console is; into a pipe each row stays on a line of its own."""
    names = [plain(name) for name in names]
    cells = [[_cell(value) for value in row] for row in rows]
    widths = _widths(names, cells)
    if not console.is_terminal:
        console.file.writelines(f"{line}\n" for line in _lines(names, cells, widths))
    elif _fits(widths, console) or not rows:
        console.print(_table(names, rows, cells))
    else:
        _records(names, cells, console)

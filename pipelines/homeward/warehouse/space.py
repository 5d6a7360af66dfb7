"""Whether the disk has room for a night, asked before one begins."""

import shutil
from collections.abc import Collection
from pathlib import Path

from homeward.feeds.inbox import InboxFile, list_inbox
from homeward.warehouse.database import open_published
from homeward.warehouse.layout import Layout
from homeward.warehouse.statement import statement

# A night's file is a copy of the last one; deciding anew writes its decisions beside the old ones before they go.
_OF_LAST = 1.5
# Staged parts, rows in the warehouse and the archived file together take less than this many times a file's size.
_OF_PLAIN = 3
_OF_PACKED = 12
_AT_LEAST = 32_000_000
_PACKED = (".gz", ".zst", ".parquet")


class DiskTooFull(Exception):
    """There is no room for a night; the message says how much is needed, how much is free, and what to do."""


def _known_sizes(layout: Layout) -> set[tuple[str, int]]:
    if not layout.published.exists():
        return set()
    with open_published(layout.published) as con:
        return set(con.sql(statement("warehouse/known_sizes")).fetchall())


def _size(file: InboxFile) -> int:
    """Nothing of a file that is taken away or cannot be reached: that is said where it is taken in."""
    try:
        return 0 if file.is_link_out else file.path.stat().st_size
    except OSError:
        return 0


def _of_file(file: InboxFile, known: Collection[tuple[str, int]]) -> int:
    size = _size(file)
    if (file.relative, size) in known:
        return 0
    return size * (_OF_PACKED if file.path.suffix in _PACKED else _OF_PLAIN)


def space_needed(layout: Layout, inbox: Path) -> int:
    """Bytes that a night may take until it is published; rather too many than too few.

    Raises OSError where the inbox cannot be listed, duckdb.Error where the published file is damaged.
    """
    last = layout.published.stat().st_size if layout.published.exists() else 0
    known = _known_sizes(layout)
    return int(last * _OF_LAST) + sum(_of_file(file, known) for file in list_inbox(inbox)) + _AT_LEAST


def check_space(layout: Layout, inbox: Path) -> None:
    """Raise DiskTooFull where the warehouse's disk has less room than a night may need. Raises as space_needed."""
    needed, free = space_needed(layout, inbox), shutil.disk_usage(layout.folder).free
    if free < needed:
        raise DiskTooFull(
            f"{layout.folder}: a night may need {needed / 1e6:,.0f} MB and the disk has {free / 1e6:,.0f} MB free. "
            "Make room, or keep fewer nights (keep_nights, keep_bytes), then run again."
        )

"""Former published files, kept openable: the last nights, bounded by number and by bytes."""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb

from homeward.failpoint import reach
from homeward.warehouse.access import Access
from homeward.warehouse.layout import Layout
from homeward.warehouse.next_warehouse import LastRun, last_run
from homeward.warehouse.sync import sync


class NoSuchNight(Exception):
    """No kept night is of that day or run; the message names those that are."""


class Generation(NamedTuple):
    """A kept file: the night it is of, as its name says, and its size in bytes."""

    as_of: date
    run_id: str
    path: Path
    size: int


def _generation(path: Path) -> Generation | None:
    """The generation of a file named `2026-11-22_<run_id>.duckdb`; None for anything else."""
    day, separator, run_id = path.stem.partition("_")
    try:
        return Generation(date.fromisoformat(day), run_id, path, path.stat().st_size) if separator and run_id else None
    except ValueError:
        return None


def kept_generations(layout: Layout) -> list[Generation]:
    """The generations that are kept, newest run first."""
    if not layout.generations.is_dir():
        return []
    found = (_generation(path) for path in layout.generations.glob("*.duckdb"))
    return sorted((one for one in found if one), key=lambda one: one.run_id, reverse=True)


def _is_current(layout: Layout, night: str) -> bool:
    """Whether a day or run names the published night; a damaged published file is nobody's."""
    with suppress(duckdb.Error):
        last = last_run(layout)
        return last is not None and night in (last.as_of.isoformat(), last.run_id)
    return False


def find_generation(layout: Layout, night: str) -> Generation:
    """The kept night named by its as-of day (its newest run) or by its run. Raises NoSuchNight."""
    kept = kept_generations(layout)
    for one in kept:
        if night in (one.as_of.isoformat(), one.run_id):
            return one
    if _is_current(layout, night):
        raise NoSuchNight(f"The night {night} is the current one already.")
    days = ", ".join(sorted({one.as_of.isoformat() for one in kept})) or "none"
    raise NoSuchNight(f"No kept night is of {night}. Kept are: {days}. `homeward nights` lists them.")


def find_night(layout: Layout, night: str) -> Path:
    """The file of a night, the published one or a kept one; a damaged published file is passed over.

    Raises NoSuchNight.
    """
    return layout.published if _is_current(layout, night) else find_generation(layout, night).path


def keep_generation(layout: Layout, last: LastRun, access: Access) -> Path:
    """Give the published file of the night `last` a second name among the generations.

    No copy is made, for a published file is never written to again.
    """
    access.make_folder(layout.generations)
    kept = layout.generations / f"{last.as_of.isoformat()}_{last.run_id}.duckdb"
    if not kept.exists():
        os.link(layout.published, kept)
        sync(layout.generations)
    reach("after_generation")
    return kept


def surplus(kept: Sequence[Generation], nights: int, most_bytes: int) -> list[Generation]:
    """Those of `kept` (newest first) that may go.

    The newest always stays: without it a bad night could not be undone. Of each as-of day the newest run stands for
    the day; days are counted from the newest on, until there are `nights` of them or they fill `most_bytes`.
    """
    stays: list[Generation] = []
    days: set[date] = set()
    for one in kept:
        is_new_day = one.as_of not in days and len(days) < nights
        fits = sum(other.size for other in stays) + one.size <= most_bytes
        if not stays or (is_new_day and fits):
            stays.append(one)
            days.add(one.as_of)
    return [one for one in kept if one not in stays]


def drop_surplus(layout: Layout, nights: int, most_bytes: int) -> list[Generation]:
    """Remove what retention does not keep, oldest first; gives what was removed. The published file is not touched."""
    gone = surplus(kept_generations(layout), nights, most_bytes)
    for one in reversed(gone):
        one.path.unlink()
    if gone:
        sync(layout.generations)
    return gone

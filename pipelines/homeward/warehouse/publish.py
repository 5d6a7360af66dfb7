"""The one moment at which a night becomes visible: its finished file takes the published name."""

from pathlib import Path

from homeward.failpoint import reach
from homeward.warehouse.access import Access
from homeward.warehouse.layout import Layout
from homeward.warehouse.sync import sync


class UnfinishedWarehouse(Exception):
    """The next warehouse still has a write-ahead log beside it: a rename now would lose what is in it."""


def _move_stray_log_aside(layout: Layout, run_id: str) -> Path | None:
    """A log beside the published name would be replayed onto the new file: it is kept, under another name."""
    if not layout.stray_log.exists():
        return None
    aside = layout.folder / f"{layout.stray_log.name}.stray-{run_id}"
    layout.stray_log.rename(aside)
    return aside


def publish(finished: Path, layout: Layout, run_id: str, access: Access) -> Path | None:
    """Rename the checkpointed and closed `finished` file onto the published name, made read-only and synced.

    Gives the path of a stray write-ahead log that was moved aside, if there was one.
    Raises UnfinishedWarehouse. Source: contract.md, The warehouse.
    """
    if finished.with_name(finished.name + ".wal").exists():
        raise UnfinishedWarehouse(f"{finished}: its changes are still in the log beside it.")
    access.give_finished(finished)
    sync(finished)
    aside = _move_stray_log_aside(layout, run_id)
    reach("before_rename")
    finished.replace(layout.published)
    sync(layout.folder)
    return aside

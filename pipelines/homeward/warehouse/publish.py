"""The one moment at which a night becomes visible: its finished file takes the published name."""

import os
import stat
from pathlib import Path

from homeward.warehouse.layout import Layout


class UnfinishedWarehouse(Exception):
    """The next warehouse still has a write-ahead log beside it: a rename now would lose what is in it."""


def sync(path: Path) -> None:
    """Have the disk hold what was written to a file or folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _move_stray_log_aside(layout: Layout, run_id: str) -> Path | None:
    """A log beside the published name would be replayed onto the new file: it is kept, under another name."""
    if not layout.stray_log.exists():
        return None
    aside = layout.folder / f"{layout.stray_log.name}.stray-{run_id}"
    layout.stray_log.rename(aside)
    return aside


def keep_generation(layout: Layout, name: str) -> Path | None:
    """Give the published file a second name among the generations: no copy, for it is never written to again."""
    if not layout.published.exists():
        return None
    layout.generations.mkdir(exist_ok=True)
    kept = layout.generations / f"{name}.duckdb"
    if not kept.exists():
        os.link(layout.published, kept)
    sync(layout.generations)
    return kept


def publish(finished: Path, layout: Layout, run_id: str, file_mode: int) -> Path | None:
    """Rename the checkpointed and closed `finished` file onto the published name, made read-only and synced.

    Gives the path of a stray write-ahead log that was moved aside, if there was one.
    Raises UnfinishedWarehouse. Source: contract.md, The warehouse.
    """
    if finished.with_name(finished.name + ".wal").exists():
        raise UnfinishedWarehouse(str(finished))
    finished.chmod(file_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    sync(finished)
    aside = _move_stray_log_aside(layout, run_id)
    finished.replace(layout.published)
    sync(layout.folder)
    return aside

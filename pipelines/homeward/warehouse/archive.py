"""Raw files as they came, by the hash of their bytes, compressed: what a night of a year ago was decided on."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import zstandard

from homeward.failpoint import reach
from homeward.feeds.inbox import list_inbox
from homeward.feeds.intake_texts import rejection_text
from homeward.feeds.stage import StagedFile
from homeward.feeds.take_in import NO_HASH, Intake, UntakenFile
from homeward.warehouse.access import Access
from homeward.warehouse.layout import Layout
from homeward.warehouse.packing import CHUNK, UNFINISHED, pack, packed_path
from homeward.warehouse.sync import sync

# Files packed at once: two cores are what a night may count on.
_SIDE_BY_SIDE = 2


class ArchiveDamaged(Exception):
    """An archived file cannot be unpacked; the message names it."""


def archived_path(layout: Layout, sha256: str) -> Path:
    """Where the archive holds the file of these bytes, if it does."""
    return layout.archive / sha256[:2] / f"{sha256}.zst"


def _pack_late(source: Path, target: Path, sha256: str) -> bool:
    """Pack a file that is taken in; False where its bytes are no longer those of the hash."""
    try:
        is_same = pack(source, target) == sha256
    except OSError as error:
        target.unlink(missing_ok=True)
        if error.filename == str(source):
            return False
        raise
    if not is_same:
        target.unlink()
    return is_same


def _keep(layout: Layout, source: Path | None, sha256: str, access: Access) -> bool:
    """Archive one file under its hash; False where its bytes are no longer those that were taken in, or gone."""
    target = archived_path(layout, sha256)
    if target.exists():
        # Taken in anew: its time in the archive begins anew.
        target.touch()
        return True
    access.make_folder(target.parent)
    packed = packed_path(layout, sha256)
    if not packed.exists():
        packed = target.with_suffix(UNFINISHED)
        if source is None or not _pack_late(source, packed, sha256):
            return False
    access.give_finished(packed)
    sync(packed)
    packed.replace(target)
    sync(target.parent)
    return True


def _changed(file: StagedFile) -> UntakenFile:
    reason = rejection_text("changed", {})
    return UntakenFile(file.file_id, file.relative, NO_HASH, "rejected", reason, is_new=True, code="changed")


def archive_intake(layout: Layout, inbox: Path, intake: Intake, access: Access) -> Intake:
    """Archive every file that is taken in, before anything is decided on it.

    A file that was not packed when it was hashed, and changed or went away since, is rejected in its place: nothing is
    decided on bytes that cannot be shown. Raises OSError where the archive cannot be written.
    """
    access.make_folder(layout.archive)
    paths = {file.relative: file.path for file in list_inbox(inbox)}
    kept = Intake(untaken=list(intake.untaken), put_in_vain=list(intake.put_in_vain))

    def keep(file: StagedFile) -> bool:
        return _keep(layout, paths.get(file.relative), file.survey.sha256, access)

    of_bytes = {file.survey.sha256: file for file in reversed(intake.staged)}
    with ThreadPoolExecutor(max_workers=_SIDE_BY_SIDE) as pool:
        is_kept = dict(zip(of_bytes, pool.map(keep, of_bytes.values()), strict=True))
    for file in intake.staged:
        if is_kept[file.survey.sha256]:
            kept.staged.append(file)
        else:
            kept.untaken.append(_changed(file))
            kept.put_in_vain += [file] if file.is_in_place else []
    sync(layout.archive)
    reach("after_archive")
    return kept


def unpacked(path: Path) -> Iterator[bytes]:
    """The bytes of an archived file, piece by piece. Raises ArchiveDamaged, OSError."""
    try:
        unpacker = zstandard.ZstdDecompressor()
        with path.open("rb") as packed, unpacker.stream_reader(packed, read_across_frames=True) as plain:
            while chunk := plain.read(CHUNK):
                yield chunk
    except zstandard.ZstdError as error:
        raise ArchiveDamaged(f"{path}: cannot be unpacked ({error}).") from error


def archived_hash(path: Path) -> str:
    """The hash of what an archived file holds. Raises ArchiveDamaged, OSError."""
    digest = hashlib.sha256()
    for chunk in unpacked(path):
        digest.update(chunk)
    return digest.hexdigest()


def drop_expired(layout: Layout, days: int, counted_from: date) -> list[Path]:
    """Remove archived files older than `days` on the day `counted_from`, and halves that a killed night left.

    `counted_from` is to be the as-of day of the night *before* this one: a clock that jumps ahead is noticed, by that
    night's day, before it removes anything.
    """
    first_kept = datetime.combine(counted_from, datetime.min.time(), UTC) - timedelta(days=days)
    expired = [path for path in layout.archive.glob("??/*.zst") if path.stat().st_mtime < first_kept.timestamp()]
    for path in [*expired, *layout.archive.glob(f"??/*{UNFINISHED}")]:
        path.unlink()
        with suppress(OSError):
            path.parent.rmdir()
    return expired

"""The whole inbox: each file staged, rejected with its reason, or skipped because its bytes are known."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from homeward.feeds.inbox import InboxFile, list_inbox, real_path
from homeward.feeds.intake_texts import rejection_text
from homeward.feeds.reference_file import check_reference_file
from homeward.feeds.rejection import FileRejected
from homeward.feeds.stage import OpenFile, StagedFile, open_file, stage_file
from homeward.feeds.straight import Straight, goes_straight, put_file, put_straight
from homeward.feeds.survey import Survey, sha256_of, survey_file

# Nothing is known of a file that could not be read to its end.
NO_HASH = ""
# Reasons that may have passed by the next night, whatever is on record.
_PASSING = frozenset({"changed", "unreadable"})
_REPEATED = "same_bytes"
# Files read at once, and batches sorted at once: two cores are what a night may count on, and memory stays flat.
_SIDE_BY_SIDE = 2
Made = TypeVar("Made")
HashFile = Callable[[InboxFile], str]


def hash_of(file: InboxFile) -> str:
    """The hash by which a file of the inbox is known."""
    return sha256_of(file.path)


@dataclass(frozen=True)
class KnownFiles:
    """What former nights made of files: hashes loaded (perhaps taken back since), and (path, hash) pairs on record."""

    loaded: frozenset[str] = frozenset()
    on_record: frozenset[tuple[str, str]] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class UntakenFile:
    """A file that was rejected or skipped.

    `is_new` says whether this night is the first to say so; `code` and `details` are those of the rejection, for its
    sentence in another language.
    """

    file_id: int
    relative: str
    sha256: str
    status: str
    reason: str
    is_new: bool
    size: int | None = None
    code: str | None = None
    details: dict[str, str | int] = field(default_factory=dict)


@dataclass
class Intake:
    """The inbox, sorted out.

    `put_in_vain`: files of which rows lie in their table, that are not taken, or not from there.
    """

    staged: list[StagedFile] = field(default_factory=list)
    untaken: list[UntakenFile] = field(default_factory=list)
    put_in_vain: list[StagedFile] = field(default_factory=list)


class _Found(NamedTuple):
    """A file of the inbox with its number, its hash where it could be read, and what is settled of it already.

    `survey`: of a file that nothing settles.
    """

    file: InboxFile
    file_id: int
    sha256: str
    survey: Survey | None
    settled: UntakenFile | None


def _skipped(file: InboxFile, file_id: int, sha256: str, known: KnownFiles) -> UntakenFile:
    pair = (file.relative, sha256)
    reason = rejection_text(_REPEATED, {})
    return UntakenFile(file_id, *pair, "skipped", reason, is_new=pair not in known.on_record, code=_REPEATED)


def _find(file: InboxFile, known: KnownFiles, is_asked_for: bool, workspace: Path, hash_file: HashFile) -> _Found:
    """Hash a file, and settle it without reading it again where that is enough, else survey it.

    Its number is given later. A file is surveyed while the memory still holds what was hashed of it.
    """
    settled, sha256, survey = None, NO_HASH, None
    try:
        if file.is_link_out:
            raise FileRejected("link_out")
        before = file.path.stat()
        sha256 = hash_file(file)
        if not is_asked_for and sha256 in known.loaded:
            settled = _skipped(file, 0, sha256, known)
        elif not is_asked_for and (file.relative, sha256) in known.rejected:
            settled = UntakenFile(0, file.relative, sha256, "rejected", "", is_new=False)
        else:
            survey = survey_file(file.path, sha256, before, workspace)
    except FileRejected as rejection:
        settled = _rejected(file, 0, sha256, rejection, known)
    except OSError as error:
        settled = _rejected(file, 0, NO_HASH, _unreadable(error), known)
    return _Found(file, 0, sha256, survey, settled)


def _numbered(found: Iterable[_Found], first_file_id: int) -> Iterator[_Found]:
    """Files that are new to the record get numbers, in the order of the inbox."""
    file_id = first_file_id
    for one in found:
        settled = replace(one.settled, file_id=file_id) if one.settled else None
        yield one._replace(file_id=file_id, settled=settled)
        file_id += settled is None or settled.is_new


def _or_rejected(found: _Found, known: KnownFiles, work: Callable[[], Made]) -> Made | UntakenFile:
    """What `work` makes of a file, or the file rejected for what it raises."""
    file, file_id, sha256, *_ = found
    try:
        return work()
    except FileRejected as rejection:
        return _rejected(file, file_id, NO_HASH if rejection.code in _PASSING else sha256, rejection, known)
    except OSError as error:
        return _rejected(file, file_id, NO_HASH, _unreadable(error), known)


def _stage(found: _Found, straight: Straight, workspace: Path, workers: Executor) -> StagedFile | OpenFile:
    """A file staged, or opened where it goes straight. Raises FileRejected, OSError."""
    assert found.survey is not None  # noqa: S101 - nothing settled the file
    opened = open_file(found.file, found.survey, found.file_id)
    if goes_straight(opened, straight):
        return opened
    staged = stage_file(opened, workspace, workers)
    check_reference_file(staged)
    return staged


class _Taken(NamedTuple):
    """By number what became of each file, and the files that were put in vain."""

    files: dict[int, StagedFile | UntakenFile]
    put_in_vain: list[StagedFile]


def _take(files: Sequence[_Found], known: KnownFiles, straight: Straight, workspace: Path) -> _Taken:
    """Files staged side by side, then those that go straight, one after the other."""
    taken: dict[int, StagedFile | UntakenFile] = {}
    opened: list[tuple[_Found, OpenFile]] = []
    with _threads() as readers, _threads() as workers:

        def stage(one: _Found) -> StagedFile | OpenFile | UntakenFile:
            return _or_rejected(one, known, partial(_stage, one, straight, workspace, workers))

        for one, result in zip(files, readers.map(stage, files), strict=True):
            if isinstance(result, OpenFile):
                opened.append((one, result))
            else:
                taken[one.file_id] = result
        given_up = put_straight([file for _, file in opened], straight, workspace, workers)
        for one, file in opened:
            why = given_up.get(one.file_id)
            taken[one.file_id] = _or_rejected(one, known, partial(put_file, file, why, workspace, workers))
    return _Taken(taken, [file.staged for one, file in opened if taken[one.file_id] is not file.staged])


def _unreadable(error: OSError) -> FileRejected:
    return FileRejected("unreadable", error=error.strerror or str(error))


def _rejected(file: InboxFile, file_id: int, sha256: str, rejection: FileRejected, known: KnownFiles) -> UntakenFile:
    pair = (file.relative, sha256)
    reason = rejection_text(rejection.code, rejection.details)
    is_new = pair not in known.rejected
    return UntakenFile(file_id, *pair, "rejected", reason, is_new, code=rejection.code, details=rejection.details)


def rejected_after_staging(file: StagedFile, rejection: FileRejected) -> UntakenFile:
    """A staged file that only the warehouse could show to be wrong."""
    return UntakenFile(
        file.file_id,
        file.relative,
        file.survey.sha256,
        "rejected",
        rejection_text(rejection.code, rejection.details),
        is_new=True,
        size=file.survey.size,
        code=rejection.code,
        details=rejection.details,
    )


def take_in(
    inbox: Path,
    known: KnownFiles,
    first_file_id: int,
    workspace: Path,
    again: Collection[Path] = (),
    straight: Straight | None = None,
    hash_file: HashFile = hash_of,
) -> Intake:
    """Stage every new file of the inbox, in the natural order of paths, which is the order in which the newest wins.

    Raises OSError where the inbox itself cannot be listed. Source: contract.md, Feeds and Keys.
    """
    return take_in_files(list_inbox(inbox), known, first_file_id, workspace, again, straight, hash_file)


def take_in_files(
    files: Iterable[InboxFile],
    known: KnownFiles,
    first_file_id: int,
    workspace: Path,
    again: Collection[Path] = (),
    straight: Straight | None = None,
    hash_file: HashFile = hash_of,
) -> Intake:
    """Stage files side by side, numbered in the order given; the same bytes are taken once.

    Files of the feeds of `straight` that bring new rows are put into their tables by it, in their order. `hash_file`
    gives a file's hash, and may keep its bytes meanwhile.
    """
    asked_for = {real_path(path) for path in again}

    def find(file: InboxFile) -> _Found:
        return _find(file, known, real_path(file.path) in asked_for, workspace, hash_file)

    with _threads() as readers:
        found = list(_numbered(readers.map(find, files), first_file_id))
    unsettled = [one for one in found if not one.settled]
    firsts = {one.sha256: one.file_id for one in reversed(unsettled)}
    taken = _take([one for one in unsettled if firsts[one.sha256] == one.file_id], known, straight or {}, workspace)
    intake, seen = Intake(put_in_vain=taken.put_in_vain), set[str]()
    for one in found:
        if one.settled:
            result: StagedFile | UntakenFile = one.settled
        elif one.file_id in taken.files:
            result = taken.files[one.file_id]
        elif one.sha256 in seen:
            result = _skipped(one.file, one.file_id, one.sha256, known)
        else:
            # The first of these bytes was rejected, perhaps for where it lies.
            result = _take([one], known, {}, workspace).files[one.file_id]
        if isinstance(result, UntakenFile):
            intake.untaken.append(result)
        else:
            intake.staged.append(result)
            seen.add(one.sha256)
    return intake


@contextmanager
def _threads() -> Iterator[ThreadPoolExecutor]:
    """A pool that does not begin what waits where the night is stopped."""
    pool = ThreadPoolExecutor(max_workers=_SIDE_BY_SIDE)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)

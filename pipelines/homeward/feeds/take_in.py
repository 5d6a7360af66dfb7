"""The whole inbox: each file staged, rejected with its reason, or skipped because its bytes are known."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from homeward.feeds.inbox import InboxFile, list_inbox
from homeward.feeds.intake_texts import rejection_text
from homeward.feeds.reference_file import check_reference_file
from homeward.feeds.rejection import FileRejected
from homeward.feeds.stage import StagedFile, stage_file
from homeward.feeds.survey import sha256_of, survey_file

# Nothing is known of a file that could not be read to its end.
NO_HASH = ""
# Reasons that may have passed by the next night, whatever is on record.
_PASSING = frozenset({"changed", "unreadable"})
_REPEATED = "same_bytes"


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
    """The inbox, sorted out."""

    staged: list[StagedFile] = field(default_factory=list)
    untaken: list[UntakenFile] = field(default_factory=list)


def _take(file: InboxFile, known: KnownFiles, file_id: int, workspace: Path, again: bool) -> StagedFile | UntakenFile:
    sha256 = NO_HASH
    try:
        if file.is_link_out:
            raise FileRejected("link_out")
        sha256 = sha256_of(file.path)
        pair = (file.relative, sha256)
        if not again and sha256 in known.loaded:
            return UntakenFile(
                file_id,
                *pair,
                "skipped",
                rejection_text(_REPEATED, {}),
                is_new=pair not in known.on_record,
                code=_REPEATED,
            )
        if not again and pair in known.rejected:
            return UntakenFile(file_id, *pair, "rejected", "", is_new=False)
        staged = stage_file(file, survey_file(file.path, sha256, workspace), file_id, workspace)
        check_reference_file(staged)
        return staged
    except FileRejected as rejection:
        sha256 = NO_HASH if rejection.code in _PASSING else sha256
        return _rejected(file, file_id, sha256, rejection, known)
    except OSError as error:
        unreadable = FileRejected("unreadable", error=error.strerror or str(error))
        return _rejected(file, file_id, NO_HASH, unreadable, known)


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
    progress: Callable[[str], None] = lambda _: None,
) -> Intake:
    """Stage every new file of the inbox, in the natural order of paths, which is the order in which the newest wins.

    Raises OSError where the inbox itself cannot be listed. Source: contract.md, Feeds and Keys.
    """
    return take_in_files(list_inbox(inbox), known, first_file_id, workspace, again, progress)


def take_in_files(
    files: Iterable[InboxFile],
    known: KnownFiles,
    first_file_id: int,
    workspace: Path,
    again: Collection[Path] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Intake:
    """Stage files in the order given; the same bytes are taken once."""
    intake = Intake()
    repeated = {path.resolve() for path in again}
    seen: set[str] = set(known.loaded)
    for file in files:
        progress(file.relative)
        file_id = first_file_id + len(intake.staged) + sum(untaken.is_new for untaken in intake.untaken)
        now_known = KnownFiles(frozenset(seen), known.on_record, known.rejected)
        taken = _take(file, now_known, file_id, workspace, file.path.resolve() in repeated)
        if isinstance(taken, UntakenFile):
            intake.untaken.append(taken)
        else:
            intake.staged.append(taken)
            seen.add(taken.survey.sha256)
    return intake

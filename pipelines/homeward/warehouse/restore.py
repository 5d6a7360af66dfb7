"""A former night made the current one, by the same rename that publishes a night."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from homeward.feeds.survey import sha256_of
from homeward.warehouse.access import Access
from homeward.warehouse.archive import ArchiveDamaged, archived_path, unpacked
from homeward.warehouse.database import open_published
from homeward.warehouse.generations import Generation, find_generation, keep_generation
from homeward.warehouse.layout import Layout
from homeward.warehouse.next_warehouse import empty_workspace, last_run
from homeward.warehouse.publish import publish
from homeward.warehouse.statement import statement
from homeward.warehouse.sync import sync
from homeward.warehouse.verify import prove_accounts, prove_file, prove_keys


class NightNotSound(Exception):
    """The kept file is damaged; it is not made current. The message says what is wrong with it."""


class LooseFile(NamedTuple):
    """A file taken in after the restored night, and so unknown to it. `in_inbox`: the next night takes it again.

    `is_taken_back`: it was retracted since, which the restored night does not know either.
    """

    relative: str
    sha256: str
    in_inbox: bool
    archived: Path | None
    is_taken_back: bool


class Restored(NamedTuple):
    """What a restore did. `aside`: where the file that was current is kept.

    `in_again`: files whose rows are in again, for they were taken back since. Both it and `loose` are None where the
    file that was current is unreadable.
    """

    generation: Generation
    aside: Path | None
    loose: list[LooseFile] | None
    in_again: list[str] | None


class _Taken(NamedTuple):
    relative: str
    is_taken_back: bool


def _taken(file: Path) -> dict[str, _Taken]:
    """The files a warehouse has ever taken in, by their hash."""
    with open_published(file) as con:
        return {
            sha256: _Taken(path, back) for path, sha256, back in con.sql(statement("restore/taken_files")).fetchall()
        }


def _loose(layout: Layout, inbox: Path, taken: _Taken, sha256: str) -> LooseFile:
    path, archived = inbox / taken.relative, archived_path(layout, sha256)
    try:
        in_inbox = sha256_of(path) == sha256
    except OSError:
        in_inbox = False
    return LooseFile(taken.relative, sha256, in_inbox, archived if archived.exists() else None, taken.is_taken_back)


class Since(NamedTuple):
    """What the kept night does not know of files: those taken in since, and by path those taken back since."""

    loose: list[LooseFile]
    in_again: list[str]


def files_since(layout: Layout, inbox: Path, generation: Path) -> Since:
    """What became of files in the published warehouse since the kept night. Raises duckdb.Error."""
    before, now = _taken(generation), _taken(layout.published)
    loose = [_loose(layout, inbox, taken, sha256) for sha256, taken in now.items() if sha256 not in before]
    backed_out = {sha256 for sha256, taken in now.items() if taken.is_taken_back}
    return Since(
        loose,
        [taken.relative for sha256, taken in before.items() if sha256 in backed_out and not taken.is_taken_back],
    )


def _check_sound(file: Path) -> None:
    try:
        with open_published(file) as con:
            proofs = [prove_file(con), prove_accounts(con), prove_keys(con)]
    except duckdb.Error as error:
        raise NightNotSound(f"{file}: cannot be read ({str(error).splitlines()[0]}).") from error
    wrong = [proof.sentence for proof in proofs if proof.outcome == "failed"]
    if wrong:
        raise NightNotSound(f"{file}: {' '.join(wrong)}")


def _keep_current(layout: Layout, access: Access) -> Path | None:
    """Keep the file that is current among the generations, or, where it cannot be read, beside them as damaged."""
    try:
        last = last_run(layout)
    except duckdb.Error:
        aside = layout.published.with_name(f"{layout.published.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        os.link(layout.published, aside)
        sync(layout.folder)
        return aside
    return keep_generation(layout, last, access) if last else None


def restore(layout: Layout, inbox: Path, night: str, access: Access) -> Restored:
    """Make a kept night current. The caller holds the night's lock.

    The file that was current stays among the kept ones. Raises NoSuchNight, NightNotSound, OSError.
    """
    generation = find_generation(layout, night)
    _check_sound(generation.path)
    try:
        loose, in_again = files_since(layout, inbox, generation.path)
    except duckdb.Error:
        loose, in_again = None, None
    aside = _keep_current(layout, access)
    with empty_workspace(layout) as workspace:
        second_name = workspace / "next.duckdb"
        os.link(generation.path, second_name)
        publish(second_name, layout, generation.run_id, access)
    return Restored(generation, aside, loose, in_again)


def _write_out(archived: Path, sha256: str, path: Path) -> None:
    """Write what an archived file holds to `path`, which stays only if it is what was taken in.

    Raises FileExistsError, OSError, ArchiveDamaged.
    """
    digest = hashlib.sha256()
    with path.open("xb") as out:
        try:
            for chunk in unpacked(archived):
                digest.update(chunk)
                out.write(chunk)
            if digest.hexdigest() != sha256:
                raise ArchiveDamaged(f"{archived}: does not hold the bytes that were taken in.")
        except BaseException:  # Whatever ends it: half a file is not to be taken for the whole.
            path.unlink()
            raise


class GivenBack(NamedTuple):
    """The files that were written, and a sentence for each that the archive holds damaged: its sender has it."""

    written: list[Path]
    damaged: list[str]


def write_back(loose: list[LooseFile], folder: Path) -> GivenBack:
    """Write archived files, as they came, under their paths into `folder`; not those taken back.

    Nothing there is overwritten.

    Raises FileExistsError, OSError.
    """
    top, given = folder.resolve(), GivenBack([], [])
    for file in loose:
        path = (top / file.relative).resolve()
        if file.archived is None or file.is_taken_back or not path.is_relative_to(top):
            continue
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            _write_out(file.archived, file.sha256, path)
        except ArchiveDamaged as error:
            given.damaged.append(f"{file.relative}: {error}")
        else:
            given.written.append(path)
    return given

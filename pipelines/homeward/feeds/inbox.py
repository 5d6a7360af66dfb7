"""The files of an inbox, in the natural order of their paths, and nothing from outside it."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

REFERENCE_FOLDER = "reference"


@dataclass(frozen=True)
class InboxFile:
    """A file of the inbox.

    `relative` is its path below the inbox, with forward slashes. `may_be_reference`: it lies in the inbox's own
    `reference/`, where alone reference feeds are read.
    """

    path: Path
    relative: str
    is_link_out: bool = False
    may_be_reference: bool = False


def path_as_text(path: Path) -> str:
    """Any bytes make a file name; on record and in reports it must be text."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def real_path(path: Path) -> Path:
    """Where links lead. Of a link that leads to itself the path as far as it goes: `Path.resolve` fails there."""
    return Path(os.path.realpath(path))


def natural_order(text: str) -> list[tuple[int, int, str]]:
    """A key that puts `x-9` before `x-10`. Equal numbers with other zeros fall back to the text."""
    parts = re.split(r"(\d+)", text)
    return [(1, int(part), part) if part.isascii() and part.isdigit() else (0, 0, part) for part in parts]


def _is_hidden(relative: str) -> bool:
    """Names that begin with a dot, and the halves that copying tools leave while they write."""
    name = relative.rsplit("/", 1)[-1]
    return any(part.startswith(".") for part in relative.split("/")) or name.endswith(
        (".part", ".tmp", ".filepart", "~")
    )


def list_inbox(inbox: Path) -> list[InboxFile]:
    """All files of the inbox at any depth, in natural order; links that lead out of it are marked, not followed.

    A link that leads to no file of the inbox, or to itself, is none.
    Raises OSError where the inbox or a folder in it cannot be read: a night must not take that for an empty inbox.
    """
    top = Path(os.path.realpath(inbox, strict=True))
    files = []

    def refuse(error: OSError) -> None:
        raise error

    for folder, _, names in os.walk(top, onerror=refuse, followlinks=False):
        for name in names:
            path = Path(folder, name)
            relative = path_as_text(path.relative_to(top))
            if _is_hidden(relative):
                continue
            outside = path.is_symlink() and not real_path(path).is_relative_to(top)
            if outside or path.is_file():
                files.append(InboxFile(path, relative, outside, relative.startswith(REFERENCE_FOLDER + "/")))
    return sorted(files, key=lambda file: natural_order(file.relative))

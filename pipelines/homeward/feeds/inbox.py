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


def natural_order(text: str) -> list[tuple[int, int, str]]:
    """A key that puts `x-9` before `x-10`. Equal numbers with other zeros fall back to the text."""
    parts = re.split(r"(\d+)", text)
    return [(1, int(part), part) if part.isascii() and part.isdigit() else (0, 0, part) for part in parts]


def on_record(path: str) -> str:
    """A path as text: any bytes make a file name, and on record and in reports it must be UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _is_hidden(relative: str) -> bool:
    """Names that begin with a dot, and the halves that copying tools leave while they write."""
    name = relative.rsplit("/", 1)[-1]
    return any(part.startswith(".") for part in relative.split("/")) or name.endswith(
        (".part", ".tmp", ".filepart", "~")
    )


def list_inbox(inbox: Path) -> list[InboxFile]:
    """All files of the inbox at any depth, in natural order; links that lead out of it are marked, not followed.

    Raises OSError where the inbox or a folder in it cannot be read: a night must not take that for an empty inbox.
    """
    top = inbox.resolve(strict=True)
    files = []

    def refuse(error: OSError) -> None:
        raise error

    for folder, _, names in os.walk(top, onerror=refuse, followlinks=False):
        for name in names:
            path = Path(folder, name)
            relative = on_record(path.relative_to(top).as_posix())
            if _is_hidden(relative):
                continue
            outside = path.is_symlink() and not path.resolve().is_relative_to(top)
            if outside or path.is_file():
                files.append(InboxFile(path, relative, outside, relative.startswith(REFERENCE_FOLDER + "/")))
    return sorted(files, key=lambda file: natural_order(file.relative))

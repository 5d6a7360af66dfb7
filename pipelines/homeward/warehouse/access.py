"""Who may read what a night writes: modes and group, private unless the settings say otherwise."""

import grp
import os
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from homeward.settings import Settings

_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class Access:
    """Permissions of files and folders, and the group they belong to (None: that of the process).

    `is_folder_mode_set`: someone asked for it, so folders that are there already get it too.
    """

    file_mode: int = 0o640
    folder_mode: int = 0o750
    group: str | None = None
    is_folder_mode_set: bool = False

    @classmethod
    def of(cls, settings: Settings) -> "Access":
        """As the settings file_mode, folder_mode and group say."""
        is_set = "folder_mode" in settings.model_fields_set
        return cls(settings.file_mode, settings.folder_mode, settings.group, is_set)

    def _give(self, path: Path, mode: int) -> None:
        if path.stat().st_uid != os.geteuid():
            return  # Another's, left by a night that ran as someone else: only they may change it.
        # The group first: a file never has a mode for a group that is not yet the right one.
        if self.group is not None:
            shutil.chown(path, group=self.group)
        path.chmod(mode)

    def give_file(self, path: Path) -> None:
        """A file that is still written to."""
        self._give(path, self.file_mode)

    def give_finished(self, path: Path) -> None:
        """A file that nobody writes to again: the same, without permission to write."""
        self._give(path, self.file_mode & ~_WRITE)

    def make_folder(self, path: Path) -> Path:
        """The folder, made where it is not there yet; one that is there keeps what the settings do not name."""
        if not path.is_dir():
            path.mkdir(parents=True, mode=0o700, exist_ok=True)
            self._give(path, self.folder_mode)
        elif self.is_folder_mode_set or self._is_of_another_group(path):
            self._give(path, self.folder_mode if self.is_folder_mode_set else stat.S_IMODE(path.stat().st_mode))
        return path

    def _is_of_another_group(self, path: Path) -> bool:
        return self.group is not None and path.stat().st_gid != grp.getgrnam(self.group).gr_gid

    def regroup(self, left: Path) -> None:
        """Give a file, or a folder and all that is in it, to the group that was set since; modes stay."""
        if left.is_symlink() or not left.exists() or not self._is_of_another_group(left):
            return
        for path in _inside_first(left):
            self._give(path, stat.S_IMODE(path.stat().st_mode))

    def give_tree(self, folder: Path) -> None:
        """A folder, where there is one, and all that is in it; links are left alone."""
        if folder.is_symlink() or not folder.is_dir():
            return
        for path in _inside_first(folder):
            self._give(path, self.folder_mode if path.is_dir() else self.file_mode)


def _inside_first(folder: Path) -> Iterable[Path]:
    inside = sorted(path for path in folder.rglob("*") if not path.is_symlink())
    return [*reversed(inside), folder]

"""Files that are there whole or not at all, for whoever asked for them by name."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(*targets: Path) -> Iterator[list[Path]]:
    """A path to write to for each of `targets`, which lie in one folder; all take their names when the block ends.

    Where it fails nothing is left and what was there stays. A target that is no file (`/dev/stdout`) is its own path.
    Raises OSError.
    """
    ends = [target.resolve() if target.is_symlink() else target for target in targets]
    if any(end.exists() and not end.is_file() for end in ends):
        yield ends
        return
    with tempfile.TemporaryDirectory(prefix=".homeward-", dir=ends[0].parent) as folder:
        unfinished = [Path(folder) / end.name for end in ends]
        yield unfinished
        for made, end in zip(unfinished, ends, strict=True):
            made.replace(end)

"""Where a warehouse's files lie: the published file, and beside it all that serves it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """Paths around one published warehouse file."""

    published: Path

    def _beside(self, suffix: str) -> Path:
        return self.published.with_name(f"{self.published.stem}{suffix}")

    @property
    def folder(self) -> Path:
        """The folder that holds them all, on one disk: a rename within it is atomic."""
        return self.published.parent

    @property
    def lock(self) -> Path:
        """Held by the night that runs."""
        return self._beside(".lock")

    @property
    def workspace(self) -> Path:
        """A night's own: the next warehouse, staged parts, spilled memory. Whatever a killed night left in it goes."""
        return self._beside(".night")

    @property
    def generations(self) -> Path:
        """Former published files, one a night."""
        return self._beside(".generations")

    @property
    def archive(self) -> Path:
        """Raw files as they came, by their hash, compressed."""
        return self._beside(".archive")

    @property
    def stray_log(self) -> Path:
        """A write-ahead log that someone left who opened the published file for writing."""
        return self.published.with_name(self.published.name + ".wal")

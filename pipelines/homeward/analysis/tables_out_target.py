"""A file that rows are to be written to: its ending names its kind, and what is there already stays."""

from pathlib import Path

CSV, JSON, PARQUET, XLSX = ENDINGS = (".csv", ".json", ".parquet", ".xlsx")


class CannotWrite(Exception):
    """The rows cannot be written as asked; the message says why and what to do."""


def check_target(target: Path) -> None:
    """Raises CannotWrite where the ending is none of ours, the file is there already, or its folder is not."""
    if target.suffix.lower() not in ENDINGS:
        raise CannotWrite(f"{target}: the ending names the kind of file; use {', '.join(ENDINGS)}.")
    if target.exists():
        raise CannotWrite(f"{target}: is there already; name a new file.")
    if not target.parent.is_dir():
        raise CannotWrite(f"{target.parent}: there is no such folder; make it first.")

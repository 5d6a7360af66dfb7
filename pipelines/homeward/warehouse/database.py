"""Connections to warehouse files, each with the settings that its use needs."""

from pathlib import Path

import duckdb

from homeward.readable import refuse_unreadable

# Analysts' tools lag behind: a published file opens in DuckDB 1.2.0 and later.
STORAGE_VERSION = "v1.2.0"
# Tried on every column of text. Measured: without it a night writes its tables a sixth faster, into a third more bytes.
_LEFT_OUT_COMPRESSION = "fsst"
_SQLITE = b"SQLite format 3\0"


def _quiet(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Progress is the night's own to show; DuckDB's bar would break log lines in two."""
    con.execute("SET enable_progress_bar = false")
    return con


def open_for_night(path: Path, spill: Path, memory_limit: str, threads: int | None) -> duckdb.DuckDBPyConnection:
    """A writable connection to the next warehouse; what does not fit in `memory_limit` spills to `spill`.

    It is checkpointed once, by the night, at its end: until then the file is nobody's but its own.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "storage_compatibility_version": STORAGE_VERSION,
        "temp_directory": str(spill),
        "memory_limit": memory_limit,
        "checkpoint_threshold": "1TB",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if threads:
        config["threads"] = threads
    con = _quiet(duckdb.connect(str(path), config=config))
    con.execute(f"SET disabled_compression_methods = '{_LEFT_OUT_COMPRESSION}'")
    return con


def _refuse_sqlite(path: Path) -> None:
    """DuckDB would fetch an extension from the net for it."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            raise duckdb.IOException(f'The file "{path}" is a database of SQLite, as the journal is, and no warehouse')


def open_published(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a published warehouse. Raises PermissionError where the user may not read it.

    Opened with no configuration of its own, for another reader in this process may hold the file open already.
    """
    # DuckDB's own error is that of a damaged file.
    refuse_unreadable(path)
    _refuse_sqlite(path)
    return _quiet(duckdb.connect(str(path), read_only=True))

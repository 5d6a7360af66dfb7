"""A warehouse that cannot be read, in words for who is woken: what the database said, and what to do."""

from pathlib import Path

import duckdb

from homeward.warehouse.database import open_published

RESTORE = (
    "`homeward nights` lists the kept nights and `homeward restore NIGHT` takes one. Where none is kept, move the "
    "warehouse aside and run again: the whole inbox is taken in anew."
)


def words_of(error: duckdb.Error) -> str:
    """The database's own words in one line without its advice, to be followed by a full stop."""
    return str(error).splitlines()[0].rstrip(".! ")


def of_another_version(warehouse: Path) -> str | None:
    """What is to be done with a whole file that has other tables than this version's."""
    from homeward.warehouse.same_tables import OtherTables, check_tables  # noqa: PLC0415 - hardly ever needed

    try:
        with open_published(warehouse) as con:
            check_tables(con)
    except OtherTables as error:
        return f"{warehouse}: {error}"
    except (duckdb.Error, OSError):
        pass
    return None


def why_unreadable(warehouse: Path, error: duckdb.Error) -> str:
    """What is wrong with the warehouse on which the database failed with `error`, and what to do."""
    damaged = f"{warehouse}: the warehouse cannot be read ({words_of(error)}). {RESTORE}"
    return of_another_version(warehouse) or damaged

"""A change to the published warehouse between nights: copied, changed, checkpointed and published like a night."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import duckdb

from homeward.run_id import new_run_id
from homeward.settings import Settings
from homeward.warehouse.access import Access
from homeward.warehouse.generations import keep_generation
from homeward.warehouse.layout import Layout
from homeward.warehouse.lock import night_lock
from homeward.warehouse.next_warehouse import empty_workspace, last_run, next_warehouse
from homeward.warehouse.publish import publish

Result = TypeVar("Result")


class NothingPublished(Exception):
    """There is no warehouse yet that could be changed."""


def change_published(settings: Settings, change: Callable[[duckdb.DuckDBPyConnection, str], Result]) -> Result:
    """Apply `change(con, run_id)` to a copy of the published warehouse and publish that copy; gives its result.

    An exception out of `change` leaves the published file as it was. The verdicts stay those of the last night: the
    next one decides with what was changed. Raises NothingPublished, AnotherNightRuns, OtherTables, UnfinishedWarehouse,
    OSError, duckdb.Error.
    """
    layout = Layout(settings.warehouse)
    if not layout.published.exists():
        raise NothingPublished(str(layout.published))
    run_id = new_run_id(datetime.now(UTC))
    access = Access.of(settings)
    with night_lock(layout.lock), empty_workspace(layout):
        with next_warehouse(layout, settings) as (file, con):
            result = change(con, run_id)
        last = last_run(layout)
        if last:
            keep_generation(layout, last, access)
        publish(file, layout, run_id, access)
    return result

"""What became of nights that were killed: told by whether their run is in the published warehouse."""

import duckdb

from homeward.journal import Journal
from homeward.warehouse.database import open_published
from homeward.warehouse.layout import Layout
from homeward.warehouse.statement import statement

KILLED = "It ended without a word before it published: killed, out of memory, or the machine went down."
NO_REPORTS = "the night ended without a word after it published, before its reports were made"


def _published_runs(layout: Layout) -> set[str]:
    if not layout.published.exists():
        return set()
    try:
        with open_published(layout.published) as con:
            return {run_id for (run_id,) in con.sql(statement("warehouse/run_ids")).fetchall()}
    except duckdb.Error:
        # Damaged: no night stands there that could be told of.
        return set()


def settle_unfinished(journal: Journal, layout: Layout, sentence: str = KILLED, since: str = "") -> list[str]:
    """Give each night that never said how it ended its outcome; sentences on what was found. Holds the night's lock.

    `sentence` is kept with a night that did not publish, if its run is `since` or later: of those before no more is
    known. The rename is what publishes: a night in the warehouse stands, and owes its reports.
    """
    runs, found = _published_runs(layout), []
    for night in journal.unfinished_nights():
        if night.run_id in runs:
            journal.report_owed(night.run_id, night.as_of, NO_REPORTS)
            journal.night_published(night.run_id)
            found.append(f"The night of {night.as_of} ({night.run_id}) published, and ended before its reports.")
        else:
            journal.night_failed(night.run_id, sentence if night.run_id >= since else KILLED)
            found.append(f"The night of {night.as_of} ({night.run_id}) ended before it published; nothing is lost.")
    return found

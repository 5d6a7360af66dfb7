"""Whether a night's input looks unlike other nights': a broken export must not pass for a quiet day."""

from datetime import date, timedelta

import duckdb

from homeward.settings import BrakeSettings, Settings
from homeward.warehouse.statement import statement

# Nobody is woken for a night that is over within a minute, however usual a second is.
_SHORT_SECONDS = 60


def _failing(con: duckdb.DuckDBPyConnection, run_id: str, brake: BrakeSettings) -> list[str]:
    rows = con.execute(statement("warehouse/failing_shares"), {"run_id": run_id}).fetchall()
    return [
        f"Feed {feed}: {bad:,} of {read:,} rows ({bad / read:.0%}) went to quarantine; "
        f"the brake is set at {brake.failing_share:.0%}."
        for feed, read, bad in rows
        if bad >= brake.floor_rows and bad > brake.failing_share * read
    ]


def _missing(con: duckdb.DuckDBPyConnection, run_id: str, as_of: date, brake: BrakeSettings) -> list[str]:
    sql = statement("warehouse/usual_feeds", usual_nights=brake.usual_nights)
    found = []
    for feed, usual, read in con.execute(sql, {"run_id": run_id, "as_of": as_of}).fetchall():
        if read == 0:
            found.append(f"Feed {feed} did not come, though it came every one of the last {brake.usual_nights} nights.")
        elif usual >= brake.floor_rows and read < brake.shrunk_to_share * usual:
            found.append(f"Feed {feed} brought {read:,} rows; usual are about {usual:,}.")
    return found


def suspicions(con: duckdb.DuckDBPyConnection, run_id: str, as_of: date, brake: BrakeSettings) -> list[str]:
    """Sentences on what is suspicious about this night's files; none on a usual night."""
    return _failing(con, run_id, brake) + _missing(con, run_id, as_of, brake)


def slowness(con: duckdb.DuckDBPyConnection, took: timedelta, settings: Settings) -> list[str]:
    """A sentence where a night took far longer up to its verdicts than the last ones in all; none on a usual night."""
    nights = settings.brake.usual_nights
    usual = con.sql(statement("warehouse/usual_seconds", usual_nights=nights)).fetchall()[0][0]
    seconds = took.total_seconds()
    if usual is None or seconds <= max(settings.usual_seconds_factor * usual, _SHORT_SECONDS):
        return []
    return [
        f"This night took {seconds:,.0f} seconds up to its verdicts; usual are about {usual:,.0f}. "
        "See which step grew in the log, and whether the machine or its disk is busy."
    ]

"""Whether a night's input looks unlike other nights': a broken export must not pass for a quiet day."""

from datetime import date, timedelta
from typing import NamedTuple

import duckdb

from homeward.feeds.intake_texts import warning_text
from homeward.settings import BrakeSettings, Settings
from homeward.warehouse.statement import statement

# Nobody is woken for a night that is over within a minute, however usual a second is.
_SHORT_SECONDS = 60


class Warned(NamedTuple):
    """Something that is unlike other nights: a key of the intake texts' `warnings`, and what it is filled with."""

    code: str
    details: dict[str, str | int | float]

    @property
    def sentence(self) -> str:
        """In English, as logs and `status` say it."""
        return warning_text(self.code, self.details)


def _failing(con: duckdb.DuckDBPyConnection, run_id: str, brake: BrakeSettings) -> list[Warned]:
    rows = con.execute(statement("warehouse/failing_shares"), {"run_id": run_id}).fetchall()
    return [
        Warned("failing", {"feed": feed, "bad": bad, "read": read, "share": bad / read, "limit": brake.failing_share})
        for feed, read, bad in rows
        if bad >= brake.floor_rows and bad > brake.failing_share * read
    ]


def _missing(con: duckdb.DuckDBPyConnection, run_id: str, as_of: date, brake: BrakeSettings) -> list[Warned]:
    sql = statement("warehouse/usual_feeds", usual_nights=brake.usual_nights)
    found = []
    for feed, usual, read in con.execute(sql, {"run_id": run_id, "as_of": as_of}).fetchall():
        if read == 0:
            found.append(Warned("missing", {"feed": feed, "nights": brake.usual_nights}))
        elif usual >= brake.floor_rows and read < brake.shrunk_to_share * usual:
            found.append(Warned("shrunk", {"feed": feed, "read": read, "usual": usual}))
    return found


def suspicions(con: duckdb.DuckDBPyConnection, run_id: str, as_of: date, brake: BrakeSettings) -> list[Warned]:
    """What is suspicious about this night's files; nothing on a usual night."""
    return _failing(con, run_id, brake) + _missing(con, run_id, as_of, brake)


def slowness(con: duckdb.DuckDBPyConnection, took: timedelta, settings: Settings) -> list[Warned]:
    """A warning where a night took far longer up to its verdicts than the last ones in all; none on a usual night."""
    nights = settings.brake.usual_nights
    usual = con.sql(statement("warehouse/usual_seconds", usual_nights=nights)).fetchall()[0][0]
    seconds = took.total_seconds()
    if usual is None or seconds <= max(settings.usual_seconds_factor * usual, _SHORT_SECONDS):
        return []
    return [Warned("slow", {"seconds": round(seconds), "usual": round(usual)})]

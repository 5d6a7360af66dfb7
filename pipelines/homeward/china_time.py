"""The time in China: UTC+8, without daylight saving. Tables hold its moments without an offset."""

from datetime import date, datetime, timedelta, timezone

CHINA_OFFSET = timedelta(hours=8)
CHINA = timezone(CHINA_OFFSET)


def in_china(moment: datetime) -> datetime:
    """A moment (with an offset) as it is in China, without one."""
    return moment.astimezone(CHINA).replace(tzinfo=None)


def china_now() -> datetime:
    """The moment in China, without offset and without fractions."""
    return datetime.now(CHINA).replace(tzinfo=None, microsecond=0)


def today_in_china() -> date:
    """The day it is in China."""
    return datetime.now(CHINA).date()

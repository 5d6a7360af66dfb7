"""The name of a run: of a night, or of a change between nights."""

from datetime import datetime


def new_run_id(moment: datetime) -> str:
    """The name of a run that begins at `moment` (UTC); names sort by time."""
    return moment.strftime("%Y%m%dT%H%M%S%fZ")

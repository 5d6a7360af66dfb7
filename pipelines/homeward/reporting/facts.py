"""What a report is told beside its warehouse."""

from datetime import date
from typing import NamedTuple


class NightFacts(NamedTuple):
    """The night that is reported on."""

    run_id: str
    as_of: date

"""What the rulebook reads."""

from typing import NamedTuple

import narwhals.stable.v2 as nw


class Tables(NamedTuple):
    """Lazy frames of one backend, columns as in `sql/tables`."""

    returns: nw.LazyFrame
    originals: nw.LazyFrame
    quarantined_documents: nw.LazyFrame
    enterprises: nw.LazyFrame
    bans: nw.LazyFrame
    exchange_rates: nw.LazyFrame

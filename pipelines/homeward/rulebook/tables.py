"""What the rulebook reads."""

from typing import Any, NamedTuple

import narwhals.stable.v2 as nw

Rows = nw.LazyFrame[Any]


class Tables(NamedTuple):
    """Lazy frames of one backend, columns as in `sql/tables`; of documents `document_no` alone is read."""

    returns: Rows
    originals: Rows
    held_documents: Rows
    quarantined_documents: Rows
    enterprises: Rows
    bans: Rows
    exchange_rates: Rows

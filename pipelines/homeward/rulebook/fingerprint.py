"""What a night was decided by, in one short text: the law and code, and the customer's lists of bans and rates."""

import hashlib

import narwhals.stable.v2 as nw
import polars as pl

from homeward.rulebook.law import Law
from homeward.rulebook.tables import Rows, Tables

# Where a row came from changes no decision.
_ORIGIN = ("file_id", "row_no")
_BETWEEN = "-"


def _canonical(rows: Rows) -> bytes:
    frame: pl.DataFrame = nw.to_native(rows.collect("polars"))
    names = sorted(set(frame.columns) - set(_ORIGIN))
    return frame.select(names).sort(names, nulls_last=True).write_csv().encode()


def rulebook_in_use(law: Law, tables: Tables) -> str:
    """`LAW-LISTS`: the fingerprint of law, calendar and code, and that of the bans and exchange rates beside them.

    The lists count by content: the same rows from other files, in another order, give the same text.
    """
    digest = hashlib.sha256()
    for rows in (tables.bans, tables.exchange_rates):
        digest.update(_canonical(rows) + b"\0")
    return f"{law.fingerprint}{_BETWEEN}{digest.hexdigest()[:8]}"


def law_of(rulebook: str) -> str:
    """The part of a rulebook's text that names law, calendar and code."""
    return rulebook.split(_BETWEEN, maxsplit=1)[0]

"""The lines that a page itself holds, for its search and filter: short rows beside the lists they point into."""

from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from homeward.reporting.scope import rows
from homeward.warehouse.records import Row

VERDICTS = ("eligible", "needs_evidence", "ineligible", "withdrawn")
ROUTES = ("ecommerce_return", "ordinary_return_4561", "ask_customs", "none")
RELIEFS = ("exempt", "not_exempt", "needs_evidence")


class Listed(NamedTuple):
    """The lines by descending value, in no language: `rows` are JSON arrays with commas between."""

    lines: int = 0
    enterprises: Sequence[str] = ()
    enterprise_names: Sequence[str] = ()
    channels: Sequence[str] = ()
    destinations: Sequence[str] = ()
    rows: str = ""


def read_listed(
    con: duckdb.DuckDBPyConnection, total: int, embedded_at_most: int, channels: set[str], rules: list[Row]
) -> Listed:
    """The lines of the scope of `con`: all `total` of them where a page holds so many, else those that press.

    `channels`: those that the page names besides. `rules`: the rulebook, in its order.
    """
    those: Row = {"only_pressing": total > embedded_at_most}
    those |= rows(con, "listed_reach", {**those, "embedded_at_most": embedded_at_most})[0]
    counted = rows(con, "listed_enterprises", those)
    enterprises = [row["enterprise"] for row in counted]
    named = sorted(channels | {row["channel"] for row in rows(con, "listed_channels", those)})
    destinations = sorted(row["destination_country"] for row in rows(con, "listed_destinations", those))
    places = {
        "enterprises": enterprises,
        "channels": named,
        "destinations": destinations,
        "verdicts": VERDICTS,
        "rules": [rule["rule_id"] for rule in rules],
        "rest_on_original": [rule["rule_id"] for rule in rules if rule["rests_on"] == "original_found"],
        "rest_on_channel": [rule["rule_id"] for rule in rules if rule["rests_on"] == "channel_covered"],
        "reliefs": RELIEFS,
        "routes": ROUTES,
    }
    text = rows(con, "listed_rows", {**those, **places})[0]["rows"]
    names = [row["enterprise_name"] for row in counted]
    return Listed(sum(row["lines"] for row in counted), enterprises, names, named, destinations, text or "")

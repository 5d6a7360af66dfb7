"""Rows of declarations and returns put into their tables while their files are read, where those hold none yet."""

from functools import partial

import duckdb

from homeward.feeds.feed import all_feeds
from homeward.feeds.straight import Straight
from homeward.warehouse.merge import holds_rows, insert_as_they_come

# The feeds of which a first night brings millions of rows.
_STRAIGHT = ("declarations", "returns")


def straight_in(con: duckdb.DuckDBPyConnection) -> Straight:
    """By feed what puts rows straight into the table of an open warehouse: of feeds of which it holds none.

    Else rows may be contested by many that are held, and would be put in to be taken out again.
    """
    feeds = (all_feeds()[name] for name in _STRAIGHT)
    return {feed.name: partial(insert_as_they_come, con, feed) for feed in feeds if not holds_rows(con, feed)}

"""Rows of declarations put into their table while their files are read, where it holds none yet."""

from functools import partial

import duckdb

from homeward.feeds.feed import all_feeds
from homeward.feeds.straight import Straight
from homeward.warehouse.merge import holds_rows, insert_as_they_come

# The feed of which a first night brings millions of rows, and whose rows hang on no other feed's.
_STRAIGHT = "declarations"


def straight_in(con: duckdb.DuckDBPyConnection) -> Straight:
    """What puts rows straight into an open warehouse: nothing where there are declarations already.

    Then rows may be contested by many that are held, and would be put in to be taken out again.
    """
    feed = all_feeds()[_STRAIGHT]
    return {} if holds_rows(con, feed) else {feed.name: partial(insert_as_they_come, con, feed)}

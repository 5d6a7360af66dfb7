"""The data dictionary as data: every table and view with its columns, what each means, and how files bring them."""

from functools import cache
from typing import NamedTuple

import duckdb

from homeward import resources
from homeward.analysis.catalogue import Column, catalogue, create_views
from homeward.analysis.dictionary import Meaning, column_meaning, table_meaning
from homeward.feeds.feed import Column as FeedColumn
from homeward.feeds.feed import Feed, all_feeds
from homeward.warehouse.schema import create_tables
from homeward.yaml_text import read_yaml


class Field(NamedTuple):
    """A column: `also` are the headers that files may give it, `choices` what they may say and how it is held."""

    name: str
    type: str
    meaning: Meaning
    is_key: bool = False
    required: bool = False
    also: tuple[str, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Entry(NamedTuple):
    """A table or view."""

    name: str
    is_view: bool
    meaning: Meaning
    fields: list[Field]
    feed: str | None = None


class Relation(NamedTuple):
    """Each row of `table` names at most one row of `other`, by pairs of columns."""

    table: str
    other: str
    by: tuple[tuple[str, str], ...]
    meaning: Meaning


def shipped_catalogue() -> list[Column]:
    """The catalogue of a warehouse as this version makes it, without any data."""
    with duckdb.connect() as con:
        create_tables(con)
        create_views(con)
        return catalogue(con)


def _feed_of(table: str) -> Feed | None:
    return next((feed for feed in all_feeds().values() if feed.table == table), None)


def _choices(column: FeedColumn | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(column.choices.items()) if column else ()


def _field(column: Column, feed: Feed | None) -> Field:
    given = feed.columns.get(column.name) if feed else None
    return Field(
        column.name,
        column.type,
        column_meaning(column.table, column.name),
        is_key=feed is not None and column.name in feed.key,
        required=given is not None and given.required,
        also=given.also if given else (),
        choices=_choices(given),
    )


def entries(columns: list[Column]) -> list[Entry]:
    """An entry for every table and view among `columns`, in their order. Raises UnknownColumn."""
    made = []
    for table in dict.fromkeys(column.table for column in columns):
        own = [column for column in columns if column.table == table]
        feed = _feed_of(table)
        fields = [_field(column, feed) for column in own]
        made.append(Entry(table, own[0].is_view, table_meaning(table), fields, feed.name if feed else None))
    return made


@cache
def relations() -> tuple[Relation, ...]:
    """How tables refer to each other."""
    given = read_yaml(resources.text("data/reference/dictionary/relations.yaml"))
    return tuple(
        Relation(one["from"], one["to"], tuple(one["by"].items()), Meaning(one["en"], one["zh"])) for one in given
    )

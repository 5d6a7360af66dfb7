"""Which feed a file is of, read from the names of its columns."""

import difflib
import unicodedata
from dataclasses import dataclass
from functools import cache

from homeward.feeds.feed import Feed, all_feeds
from homeward.feeds.rejection import FileRejected

HEALING_COLUMN = "quarantine_id"


@dataclass(frozen=True)
class Header:
    """What a file's header says.

    `names` gives for each position the canonical column, or None for one that is kept out.
    """

    feed: Feed
    names: tuple[str | None, ...]
    unknown: tuple[str, ...]
    is_update: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The feed's columns that the file has, in the file's order."""
        return tuple(name for name in self.names if name and name != HEALING_COLUMN)


def folded(name: str) -> str:
    """A header as it is compared: half-width, without blanks around or inside, in lower case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).strip("\ufeff").casefold()


@cache
def _vocabulary(feed: Feed) -> dict[str, str]:
    names = {folded(also): column.name for column in feed.columns.values() for also in (column.name, *column.also)}
    return names | {HEALING_COLUMN: HEALING_COLUMN}


def _matched(feed: Feed, header: list[str]) -> tuple[str | None, ...]:
    vocabulary = _vocabulary(feed)
    return tuple(vocabulary.get(folded(name)) for name in header)


def _positions(names: tuple[str | None, ...]) -> frozenset[int]:
    return frozenset(i for i, name in enumerate(names) if name and name != HEALING_COLUMN)


def known_name_count(header: list[str]) -> int:
    """How many of these cells are a column's name in some feed: tells a header row from a title or data row."""
    known = {name for feed in all_feeds().values() for name in _vocabulary(feed)}
    return sum(folded(cell) in known for cell in header)


def _near_misses(header: list[str], feed: Feed) -> dict[str, str]:
    """Unknown names of a header, each with the known one it is nearly spelt like."""
    spellings = {folded(also): also for column in feed.columns.values() for also in (column.name, *column.also)}
    found = {}
    for name in header:
        close = [] if folded(name) in spellings else difflib.get_close_matches(folded(name), spellings, n=1, cutoff=0.8)
        if close:
            found[name] = spellings[close[0]]
    return found


def _suggestions(header: list[str], feed: Feed) -> str:
    near = _near_misses(header, feed)
    return ", ".join(f"{name.strip()!r} → {known!r}?" for name, known in list(near.items())[:5])


def _is_misspelt(header: list[str], feed: Feed) -> bool:
    """Whether the file would bring new rows but for a slip in a name: no update, though its keys are there."""
    corrected = [_near_misses(header, feed).get(name, name) for name in header]
    return feed.required <= set(_matched(feed, corrected))


def _nearest(header: list[str]) -> tuple[Feed, frozenset[str]]:
    feeds = list(all_feeds().values())
    best = max(feeds, key=lambda feed: len(_positions(_matched(feed, header))))
    return best, best.required - {name for name in _matched(best, header) if name}


def _complete(header: list[str]) -> dict[str, tuple[str | None, ...]]:
    found = {}
    for feed in all_feeds().values():
        names = _matched(feed, header)
        # A file with a line number speaks of lines: it is no receipt of whole documents.
        lines = feed.name == "receipts" and "line_no" in _matched(all_feeds()["declarations"], header)
        if feed.required <= set(names) and not lines:
            found[feed.name] = names
    return found


def _without_narrower(found: dict[str, tuple[str | None, ...]]) -> list[str]:
    """A feed whose matched columns are all matched by another too says nothing of its own."""
    return [
        name
        for name, names in found.items()
        if not any(_positions(names) < _positions(other) for key, other in found.items() if key != name)
    ]


def _checked(feed: Feed, header: list[str], names: tuple[str | None, ...], is_update: bool) -> Header:
    for name in {name for name in names if name}:
        twice = [header[i].strip() for i, other in enumerate(names) if other == name]
        if len(twice) > 1:
            raise FileRejected("duplicate_header", column=name, found=", ".join(twice))
    unknown = tuple(header[i].strip() for i, name in enumerate(names) if name is None and header[i].strip())
    return Header(feed, names, unknown, is_update)


def read_header(header: list[str]) -> Header:
    """Name the feed of a file by its header.

    Raises FileRejected (no_feed, misspelt_feed, two_feeds, duplicate_header). Source: contract.md, Feeds.
    """
    found = _complete(header)
    names = _without_narrower(found)
    if len(names) == 1:
        return _checked(all_feeds()[names[0]], header, found[names[0]], is_update=False)
    if len(names) > 1:
        raise FileRejected("two_feeds", feeds=" + ".join(names))
    for feed in (all_feeds()["returns"], all_feeds()["declarations"]):
        matched = _matched(feed, header)
        changes = set(matched) - feed.update_keys - {None, HEALING_COLUMN}
        if feed.update_keys <= set(matched) and changes and not _is_misspelt(header, feed):
            return _checked(feed, header, matched, is_update=True)
    feed, missing = _nearest(header)
    suggestions = _suggestions(header, feed)
    raise FileRejected(
        "misspelt_feed" if suggestions else "no_feed",
        feed=feed.name,
        missing=", ".join(sorted(missing)),
        suggestions=suggestions,
        found=", ".join(name.strip() for name in header[:12]),
    )

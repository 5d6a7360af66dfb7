"""Which feed a file is of, read from the names of its columns."""

import difflib
import unicodedata
from dataclasses import dataclass
from functools import cache

from homeward.feeds.feed import Feed, all_feeds
from homeward.feeds.rejection import FileRejected

HEALING_COLUMN = "quarantine_id"
# No export has so many columns; to compare each with every known name takes half a millisecond.
_MOST_COMPARED = 500


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


def _width(names: tuple[str | None, ...]) -> int:
    return len(_positions(names))


def known_name_count(header: list[str]) -> int:
    """How many of these cells are a column's name in some feed: tells a header row from a title or data row."""
    known = {name for feed in all_feeds().values() for name in _vocabulary(feed)}
    return sum(folded(cell) in known for cell in header)


def _near_misses(header: list[str], feed: Feed) -> dict[str, str]:
    """Unknown names of a header, each with the known one it is nearly spelt like."""
    spellings = {folded(also): also for column in feed.columns.values() for also in (column.name, *column.also)}
    found = {}
    for name in header[:_MOST_COMPARED]:
        close = [] if folded(name) in spellings else difflib.get_close_matches(folded(name), spellings, n=1, cutoff=0.8)
        if close:
            found[name] = spellings[close[0]]
    return found


def _suggestions(header: list[str], feed: Feed) -> str:
    near = _near_misses(header, feed)
    return ", ".join(f"{name.strip()!r} → {known!r}" for name, known in list(near.items())[:5])


def _corrected(header: list[str], feed: Feed) -> list[str]:
    """The header with each name that is nearly spelt like one of a feed as that one."""
    near = _near_misses(header, feed)
    return [near.get(name, name) for name in header]


def _nearest(header: list[str]) -> tuple[Feed, frozenset[str]]:
    feeds = list(all_feeds().values())
    best = max(feeds, key=lambda feed: _width(_matched(feed, header)))
    return best, best.required - {name for name in _matched(best, header) if name}


def _speaks_of_lines(header: list[str]) -> bool:
    """Whether a file has a line number, be it misspelt beside other columns of lines: no receipt of whole documents."""
    lines, receipts = all_feeds()["declarations"], all_feeds()["receipts"]
    names = set(_matched(lines, header))
    nearly = "line_no" in _matched(lines, _corrected(header, lines))
    return "line_no" in names or (nearly and bool(names - set(receipts.columns) - {None, HEALING_COLUMN}))


def _complete(header: list[str], as_meant: bool = False) -> dict[str, tuple[str | None, ...]]:
    """By feed the columns of a header that has all a new row needs; `as_meant` with slips in names put right."""
    found = {}
    for feed in all_feeds().values():
        names = _matched(feed, _corrected(header, feed) if as_meant else header)
        if feed.required <= set(names) and not (feed.name == "receipts" and _speaks_of_lines(header)):
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


def _misspelt(feed: Feed, header: list[str]) -> FileRejected:
    return FileRejected(
        "misspelt_feed",
        feed=feed.name,
        missing=", ".join(sorted(feed.required - set(_matched(feed, header)))),
        suggestions=_suggestions(header, feed),
        found=_found(header),
    )


def _found(header: list[str]) -> str:
    return ", ".join(name.strip() for name in header[:12])


def _is_update(feed: Feed, names: tuple[str | None, ...]) -> bool:
    """Whether a file has the keys of an update, and something to change."""
    return feed.update_keys <= set(names) and bool(set(names) - feed.update_keys - {None, HEALING_COLUMN})


def _as_update(header: list[str]) -> list[tuple[str | None, ...]]:
    """The columns of a header as those of each feed of which it has the keys of an update."""
    matched = ((feed, _matched(feed, header)) for feed in all_feeds().values() if feed.update_keys)
    return [names for feed, names in matched if _is_update(feed, names)]


def _read_update(header: list[str]) -> Header | None:
    """The header of an update, of returns before declarations. Raises FileRejected: misspelt_feed, duplicate_header."""
    for feed in (all_feeds()["returns"], all_feeds()["declarations"]):
        names = _matched(feed, header)
        if _is_update(feed, names):
            return _checked(feed, header, names, is_update=True)
        # A slip in a key of returns would make it an update of declarations, whose keys it may have too.
        if _is_update(feed, _matched(feed, _corrected(header, feed))):
            raise _misspelt(feed, header)
    return None


def read_header(header: list[str]) -> Header:
    """Name the feed of a file by its header. A slip in a name never makes it a file of another feed, or an update.

    Raises FileRejected (blank_header, no_known_column, no_feed, misspelt_feed, two_feeds, duplicate_header).
    Source: contract.md, Feeds.
    """
    if not any(name.strip() for name in header):
        raise FileRejected("blank_header")
    found = _complete(header)
    meant = {name: names for name, names in _complete(header, as_meant=True).items() if name not in found}
    widest = max(meant, key=lambda name: _width(meant[name]), default=None)
    # Where a name is no slip, more columns fit: `gname` in an update of returns is not the `name` of enterprises.
    read = [*found.values(), *_as_update(header)]
    if widest and all(_width(names) < _width(meant[widest]) for names in read):
        raise _misspelt(all_feeds()[widest], header)
    names = _without_narrower(found)
    if len(names) == 1:
        return _checked(all_feeds()[names[0]], header, found[names[0]], is_update=False)
    if len(names) > 1:
        raise FileRejected("two_feeds", feeds=" + ".join(names))
    if update := _read_update(header):
        return update
    feed, missing = _nearest(header)
    if _near_misses(header, feed):
        raise _misspelt(feed, header)
    if not known_name_count(header):
        raise FileRejected("no_known_column", found=_found(header))
    raise FileRejected("no_feed", feed=feed.name, missing=", ".join(sorted(missing)), found=_found(header))

"""How exporting systems write the same feed: names, words, dates, encodings."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from homeward.feeds import codes
from homeward.feeds.feed import Column, Feed, all_feeds
from homeward.synthetic.catalogue import catalogue


@dataclass(frozen=True)
class Dialect:
    """`words` says whose names and codes are written: canonical, platform (customs' messages) or chinese."""

    words: str = "canonical"
    encoding: str = "utf-8"
    separator: str = ","
    day: str = "%Y-%m-%d"
    moment: str = "%Y-%m-%d %H:%M:%S"
    has_mark: bool = False


PLAIN = Dialect()
# One after another, file by file, as files of several systems come together in an inbox.
DIALECTS = (
    PLAIN,
    Dialect("platform", has_mark=True, moment="%Y%m%d%H%M%S000", day="%Y%m%d"),
    Dialect("chinese", day="%Y/%m/%d", moment="%Y/%m/%d %H:%M:%S"),
    Dialect(separator="\t", moment="%Y-%m-%dT%H:%M:%S+08:00"),
    Dialect("chinese", encoding="gb18030"),
)


def _name(column: Column, words: str) -> str:
    others = [name for name in column.also if name.isascii() == (words == "platform")]
    return others[0] if words != "canonical" and others else column.name


def _currency_digits() -> dict[str, str]:
    return {name: entry["digits"] for name, entry in catalogue()["currencies"].items()}


def _country_digits() -> dict[str, str]:
    return {entry["iso"]: entry["code"] for entry in catalogue()["destinations"]}


def _cell(column: Column, dialect: Dialect) -> pl.Expr:
    """A column's values as this dialect writes them."""
    value = pl.col(column.name)
    match column.type, dialect.words:
        case "moment", _:
            return value.dt.strftime(dialect.moment)
        case "day", _:
            return value.dt.strftime(dialect.day)
        case "quantity" | "price", _:
            return value.cast(pl.Decimal(19, 2))
        case "choice", "chinese":
            return value.replace(
                {choice: also[0] for choice, also in column.choices.items() if also and not also[0].isascii()}
            )
        case "flag", "chinese":
            return value.replace_strict({True: "是", False: "否"}, return_dtype=pl.String)
        case "unit", "chinese":
            return value.replace(codes.table("units"))
        case "currency", "platform":
            return value.replace(_currency_digits())
        case "country", "platform":
            return value.replace(_country_digits())
        case _:
            return value


def _columns(frame: pl.DataFrame, feed: Feed) -> list[Column]:
    return [column for column in feed.columns.values() if column.name in frame.columns]


def as_written(frame: pl.DataFrame, feed_name: str, dialect: Dialect) -> pl.DataFrame:
    """Those columns of a frame that are the feed's, named and worded as the dialect has them."""
    feed = all_feeds()[feed_name]
    return frame.select(_cell(column, dialect).alias(_name(column, dialect.words)) for column in _columns(frame, feed))


def write_text(frame: pl.DataFrame, path: Path, dialect: Dialect) -> None:
    """Write worded rows as a CSV file."""
    if dialect.encoding == "utf-8":
        frame.write_csv(path, separator=dialect.separator, include_bom=dialect.has_mark)
    else:
        path.write_text(frame.write_csv(separator=dialect.separator), encoding=dialect.encoding, newline="")


def write_rows(frame: pl.DataFrame, path: Path, feed_name: str, dialect: Dialect) -> None:
    """Write a feed's rows: to Parquet with their own types where the name ends so, else as the dialect has them."""
    if path.suffix == ".parquet":
        frame.select(column.name for column in _columns(frame, all_feeds()[feed_name])).write_parquet(path)
    else:
        write_text(as_written(frame, feed_name, dialect), path, dialect)

"""Batches of text cells from the platform's messages: CEB603 (retail-export lists) and CEB604 (their receipts)."""

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import polars as pl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, iterparse

from homeward.feeds.header import Header, read_header
from homeward.feeds.rejection import FileRejected
from homeward.feeds.text_file import BATCH_ROWS, RAGGED

# What a line of CEB603 takes from its list's head, and from itself. Source: law.md, The platform's messages.
_HEAD = ("invtNo", "tradeMode", "customsCode", "ebcCode", "orderNo", "statisticsFlag")
_LINE = ("gnum", "itemNo", "gcode", "gname", "gmodel", "qty", "unit", "price", "currency", "country")
_LIST_COLUMNS = (*_HEAD, *_LINE, "单证类型")
_RECEIPT_COLUMNS = ("invtNo", "returnStatus", "returnTime")
_DECLARED_ENCODING = re.compile(rb"^\s*(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding\s*=\s*[\"']([^\"'>]*)")
# What the survey of a file tells apart and turns into UTF-8.
_READ_ENCODINGS = {"ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb2312", "gbk", "gb18030"}


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _texts(element: Element) -> dict[str, str]:
    return {_local(child.tag): child.text or "" for child in element}


def looks_like_xml(head: bytes) -> bool:
    """Whether a text file begins as XML does."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _events(path: Path) -> Iterator[tuple[str, Element]]:
    try:
        with path.open("rb") as file:
            # The text is UTF-8 by now, whatever it declares.
            parser = DefusedXMLParser(encoding="utf-8", forbid_dtd=True)
            yield from iterparse(file, events=("start", "end"), parser=parser)
    except DefusedXmlException as error:
        raise FileRejected("forbidden_xml") from error
    except (ParseError, ValueError, LookupError) as error:
        raise FileRejected("damaged_xml", error=str(error)) from error


def _list_rows(lists: Element) -> Iterator[dict[str, str]]:
    head: dict[str, str] = {}
    lines: list[dict[str, str]] = []
    for part in lists:
        if _local(part.tag) == "InventoryHead":
            head = _texts(part)
        elif _local(part.tag) == "InventoryList":
            lines.append(_texts(part))
    for line in lines:
        row = {name: head.get(name, "") for name in _HEAD} | {name: line.get(name, "") for name in _LINE}
        yield row | {"单证类型": "retail_list"}


def _rows(path: Path, kind: str) -> Iterator[dict[str, str]]:
    root: Element | None = None
    for event, element in _events(path):
        if event == "start":
            root = element if root is None else root
            continue
        name = _local(element.tag)
        if kind == "CEB603" and name == "Inventory":
            yield from _list_rows(element)
        elif kind == "CEB604" and name == "InventoryReturn":
            texts = _texts(element)
            yield {column: texts.get(column, "") for column in _RECEIPT_COLUMNS}
        if name in ("Inventory", "InventoryReturn") and root is not None:
            root.clear()


def _kind(path: Path) -> str:
    """The first list or receipt in the file says which message it is."""
    for _, element in _events(path):
        name = _local(element.tag)
        if name in ("Inventory", "InventoryHead", "InventoryList"):
            return "CEB603"
        if name == "InventoryReturn":
            return "CEB604"
    raise FileRejected("foreign_xml")


def _check_encoding(path: Path) -> None:
    with path.open("rb") as file:
        declared = _DECLARED_ENCODING.match(file.read(256))
    if not declared:
        return
    name = declared[1].decode("ascii", errors="replace")
    try:
        is_read = codecs.lookup(name).name in _READ_ENCODINGS
    except (LookupError, ValueError):
        is_read = False
    if not is_read:
        raise FileRejected("xml_encoding", encoding=name[:40])


def read_xml_header(path: Path) -> Header:
    """The feed of a message: lists are declarations, receipts are receipts.

    Raises FileRejected: xml_encoding, forbidden_xml (entities, document types), damaged_xml, foreign_xml.
    """
    _check_encoding(path)
    return read_header(list(_LIST_COLUMNS if _kind(path) == "CEB603" else _RECEIPT_COLUMNS))


def xml_batches(path: Path, header: Header) -> Iterator[pl.DataFrame]:
    """The lines of all lists, or the receipts, of a message as text rows, like those of a delimited file."""
    kind = "CEB604" if header.feed.name == "receipts" else "CEB603"
    columns = _RECEIPT_COLUMNS if kind == "CEB604" else _LIST_COLUMNS
    rows = _rows(path, kind)
    while batch := list(islice(rows, BATCH_ROWS)):
        yield pl.DataFrame(
            {
                **{
                    name: pl.Series([row[column] for row in batch], dtype=pl.String)
                    for column, name in zip(columns, header.names, strict=True)
                    if name
                },
                RAGGED: pl.repeat(False, len(batch), eager=True),
            }
        )

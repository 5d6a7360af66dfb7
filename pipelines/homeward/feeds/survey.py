"""One pass over a file's bytes: its hash, its form, and UTF-8 text to read it from."""

import codecs
import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

import polars as pl
import zstandard

from homeward.feeds.header import known_name_count
from homeward.feeds.rejection import FileRejected

# Measured: what the processor's own memory holds is looked through in two thirds of the time that more takes.
CHUNK = 1 << 20
# Little at a time, so that a hostile archive cannot fill the memory in one step.
PACKED_CHUNK = 1 << 12
# A file that grows to more than this many times its size when unpacked, past a first allowance, is no export.
MOST_EXPANSION = 200
EXPANSION_ALLOWANCE = 1 << 28
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What workbooks have in their archives; one of them comes first.
_IN_WORKBOOKS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/", b"xl/", b"mimetype", b"Index/")
_ZIP_NAME = 30
# Parts of an archive may stand in any order: a name is believed, too, where all it changes is what is said.
_WORKBOOK_NAMES = (".xlsx", ".xlsm")
_HEAD = 64
_LOOKED_AT = 1 << 12
FULL_WIDTH = (b"\xef\xbc", b"\xef\xbd")
FULL_WIDTH_BEGINS = b"\xef"


class _HasNul(Exception):
    """A byte that no text has."""


@dataclass
class Survey:
    """What is known of a file before it is read: `text` is the UTF-8 file to read (the file itself, or a copy)."""

    sha256: str
    size: int
    modified_ns: int
    form: str = "text"
    text: Path | None = None
    skip_bytes: int = 0
    has_full_width: bool = False


def sha256_of(path: Path) -> str:
    """The hash by which a file is known, whatever its name."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _form(head: bytes) -> str:
    if head[:4] == b"PAR1":
        return "parquet"
    if head[:4] == b"PK\x03\x04":
        return "workbook" if head[_ZIP_NAME:].startswith(_IN_WORKBOOKS) else "zip"
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "workbook"
    if head[:2] == b"\x1f\x8b":
        return "gzip"
    if head[:4] == b"\x28\xb5\x2f\xfd":
        return "zstd"
    return "text"


def _plain(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _from_zstd(path: Path) -> Iterator[bytes]:
    frame = zstandard.ZstdDecompressor().decompressobj()
    with path.open("rb") as file:
        while packed := file.read(PACKED_CHUNK):
            while packed:
                if frame.eof:
                    frame = zstandard.ZstdDecompressor().decompressobj()
                yield frame.decompress(packed)
                packed = frame.unused_data if frame.eof else b""
    if not frame.eof:
        raise EOFError("the archive ends before its end mark")


def _from_gzip(path: Path) -> Iterator[bytes]:
    with gzip.open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _unpacked(path: Path, form: str, packed_size: int) -> Iterator[bytes]:
    """The plain bytes of a packed file. Raises FileRejected where it is cut off, damaged or a bomb."""
    total, pending = 0, bytearray()
    try:
        for chunk in _from_gzip(path) if form == "gzip" else _from_zstd(path):
            total += len(chunk)
            if total > EXPANSION_ALLOWANCE and total > packed_size * MOST_EXPANSION:
                raise FileRejected("expands_too_much", times=MOST_EXPANSION)
            pending += chunk
            if len(pending) >= CHUNK:
                yield bytes(pending)
                pending.clear()
    except (EOFError, OSError, zlib.error, zstandard.ZstdError) as error:
        raise FileRejected("damaged_archive", form=form, error=str(error)) from error
    if pending:
        yield bytes(pending)


def _encodings(head: bytes) -> list[tuple[str, int]]:
    """Encodings to try, in order, each with the length of its byte-order mark."""
    if head.startswith(codecs.BOM_UTF8):
        return [("utf-8", 3)]
    if head.startswith(UTF_16_MARKS):
        return [("utf-16", 0)]
    return [("utf-8", 0), ("gb18030", 0)]


def _has_mark(data: bytes) -> bool:
    """Whether a full-width sign begins here. Most files lack even the first byte of one, which is found far faster."""
    return FULL_WIDTH_BEGINS in data and any(mark in data for mark in FULL_WIDTH)


def _begun(data: bytes) -> int:
    """How many bytes at the end of UTF-8 `data` begin a sign that is not whole yet."""
    for length, byte in enumerate(reversed(data[-3:]), start=1):
        if byte >= 0xC0:
            whole = 2 + (byte >= 0xE0) + (byte >= 0xF0)
            return length if length < whole else 0
        if byte < 0x80:
            break
    return 0


def _is_utf8(data: bytes) -> bool:
    """Measured: polars tells in a sixth of the time that decoding takes, and lets other threads run meanwhile."""
    if data.isascii():
        return True
    try:
        pl.Series([data], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.ComputeError:
        return False
    return True


def _as_utf8(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The text as UTF-8, in pieces of whole signs. Raises UnicodeError where bytes do not fit."""
    if encoding != "utf-8":
        for text in codecs.iterdecode(chunks, encoding):
            yield text.encode("utf-8")
        return
    begun = b""
    for chunk in chunks:
        data = begun + chunk
        whole = len(data) - _begun(data)
        piece, begun = data[:whole], data[whole:]
        if b"\x00" not in piece and not _is_utf8(piece):
            raise UnicodeError
        yield piece
    if begun:
        raise UnicodeError


def _read_through(pieces: Iterator[bytes], survey: Survey, out: IO[bytes] | None) -> None:
    """Note what UTF-8 text has in it; it is written where a copy is wanted. Raises _HasNul."""
    for piece in pieces:
        if b"\x00" in piece:
            raise _HasNul
        survey.has_full_width = survey.has_full_width or _has_mark(piece)
        if out:
            out.write(piece)


def _begins_as_feed(data: bytes, encoding: str) -> bool:
    """Whether the first lines, read in this encoding, name a column or begin as XML does."""
    text = data[:_LOOKED_AT].decode(encoding, errors="ignore").lstrip("\ufeff \r\n\t")
    cells = re.split(r"[,;\t|\n]", text[:_LOOKED_AT])
    return text.startswith("<?xml") or known_name_count([cell.strip(' "\r\x00') for cell in cells]) > 0


def _with_nul(start: bytes, pieces: Iterator[bytes]) -> FileRejected:
    """What a file is that has a byte which no text has; `start` as it lies on disk, `pieces` as it was read."""
    if not start.startswith(UTF_16_MARKS) and any(_begins_as_feed(start, f"utf-16-{end}e") for end in "lb"):
        return FileRejected("unmarked_utf16")
    line, begins_as_feed = 1, False
    for number, piece in enumerate(pieces):
        if number == 0:
            begins_as_feed = any(_begins_as_feed(piece, encoding) for encoding in ("utf-8", "gb18030"))
        before, nul, _ = piece.partition(b"\x00")
        line += before.count(b"\n")
        if nul:
            break
    return FileRejected("nul", line=line) if begins_as_feed else FileRejected("binary")


def _after(chunks: Iterator[bytes], skipped: int) -> Iterator[bytes]:
    yield next(chunks, b"")[skipped:]
    yield from chunks


def survey_file(path: Path, sha256: str, before: os.stat_result, workspace: Path) -> Survey:
    """Unpack and decode a file, of which the hash is known, and what it was `before` it was hashed.

    Gives the survey; text that is not plain UTF-8 is written to `workspace` as UTF-8, in a file of its own.
    Raises FileRejected: empty, binary, workbook, zip, unmarked_utf16, nul, damaged_archive, expands_too_much,
    undecodable.
    """
    survey = Survey(sha256, before.st_size, before.st_mtime_ns)
    if before.st_size == 0:
        raise FileRejected("empty")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    form = _form(head)
    if form in ("workbook", "zip"):
        raise FileRejected("workbook" if path.suffix.lower() in _WORKBOOK_NAMES else form)
    if form == "parquet":
        survey.form, survey.text = form, path
        return survey
    packed = form in ("gzip", "zstd")

    def chunks() -> Iterator[bytes]:
        return _unpacked(path, form, before.st_size) if packed else _plain(path)

    start = next(chunks(), b"")[:_HEAD]
    if not start:
        raise FileRejected("empty")
    if _form(start) in ("workbook", "zip"):
        raise FileRejected(_form(start))
    if _form(start) != "text":
        raise FileRejected("binary")
    # Of two files with the same bytes each has its own copy: they are surveyed side by side.
    own_copy = workspace / f"{uuid4()}.txt"
    for encoding, skip in _encodings(start):
        copy = own_copy if packed or encoding != "utf-8" else None
        out = copy.open("wb") if copy else None
        try:
            _read_through(_as_utf8(_after(chunks(), skip), encoding), survey, out)
        except UnicodeError:
            continue
        except _HasNul:
            raise _with_nul(next(chunks()), _as_utf8(_after(chunks(), skip), encoding)) from None
        finally:
            if out:
                out.close()
        survey.text, survey.skip_bytes = copy or path, 0 if copy else skip
        return survey
    raise FileRejected("undecodable")


def has_changed(path: Path, survey: Survey) -> bool:
    """Whether the file was written to since it was surveyed."""
    after = path.stat()
    return (after.st_size, after.st_mtime_ns) != (survey.size, survey.modified_ns)

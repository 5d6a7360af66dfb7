"""The fast reading of a delimited text gives what the exact one gives, or gives up."""

import tempfile
from pathlib import Path
from unittest import mock

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from homeward.feeds import text_file
from homeward.feeds.numbered import numbered
from homeward.feeds.rejection import FileRejected
from homeward.feeds.survey import Survey
from homeward.feeds.text_file import SEPARATORS, NeedsExactReading, read_dialect, text_batches
from homeward.feeds.values import clean

COLUMNS = ["document_no", "released_at", "status"]


def _rows(text: str, exact: bool) -> list[tuple[object, ...]]:
    """The data rows of a text, numbered and cleaned."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.csv")
        path.write_bytes(text.encode())
        survey = Survey("hash", path.stat().st_size, 0, text=path)
        batches = list(numbered(text_batches(survey, read_dialect(survey), exact)))
    return clean(pl.concat(batches), has_full_width=False).rows() if batches else []


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """Rows as a program writes them, and then perhaps signs put in or taken out."""
    separator, line_end = draw(st.sampled_from(SEPARATORS)), draw(st.sampled_from(["\n", "\r\n"]))
    plain = st.sampled_from(["", "a", " b ", "5 c", "x" + {",": ";"}.get(separator, ",") + "y"])
    quoted = st.text(st.sampled_from('a"\n\r ' + separator), max_size=6).map(
        lambda cell: '"' + cell.replace('"', '""') + '"'
    )
    row = st.lists(st.one_of(plain, quoted), min_size=3, max_size=3).map(separator.join)
    rows = draw(st.lists(st.one_of(row, row, row, st.just("")), min_size=1, max_size=6))
    text = line_end.join(rows) + draw(st.sampled_from(["", line_end]))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        put = draw(st.sampled_from(['"', '""', separator, "\n", "\r", "\r\n", " ", ""]))
        text = text[:at] + put + text[at + draw(st.integers(0, 1)) :]
    return separator.join(COLUMNS) + line_end + text


@settings(max_examples=300, deadline=None)
@given(text=_texts(), piece=st.sampled_from([16, 1 << 24]))
@example('document_no,released_at,status\nD1,2024-01-01,"8\nD2,2024-01-02,"8"', 1 << 24)
@example('document_no,released_at,status\nD1,""b"",8\n', 1 << 24)
@example('document_no,released_at,status\nD1,a"b,8\nD2,a"b,8\n', 1 << 24)
def test_the_fast_reading_is_the_exact_one_or_none(text: str, piece: int) -> None:
    with mock.patch.object(text_file, "_PIECE", piece):
        try:
            fast = _rows(text, exact=False)
        except (NeedsExactReading, FileRejected):
            return

    assert fast == _rows(text, exact=True)


USUAL = {
    "quoted cells": 'D1,"2024-01-01","8,""0"""\n"D2",2024-01-02,\n',
    "lines within a cell": 'D1,2024-01-01,"8\n0"\nD2,2024-01-02,"8\r0"\n',
    "blanks around": 'D1 , 2024-01-01,"800 "\n',
    "no line end at the end": 'D1,2024-01-01,"800"',
    "line ends of other systems": 'D1,2024-01-01,"800"\r\nD2,2024-01-02,800\r\n',
}


@pytest.mark.parametrize("name", USUAL)
def test_what_programs_write_is_read_fast(name: str) -> None:
    text = ",".join(COLUMNS) + "\n" + USUAL[name]

    assert _rows(text, exact=False) == _rows(text, exact=True)


UNUSUAL = {
    "blank lines": 'D1,2024-01-01,"800"\n\n\nD2,2024-01-02,800\n',
    "old line ends": "D1,2024-01-01,800\rD2,2024-01-02,800\r",
    "an old line end within": "D1,2024-01-01,800\rD2\n",
    "inches": 'D1,2024-01-01,5" pipe\nD2,2024-01-02,6" pipe\n',
    "a blank before the quotes": 'D1, "2024-01-01",800\n',
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_the_rest_is_read_exactly_and_never_refused(name: str) -> None:
    text = ",".join(COLUMNS) + "\n" + UNUSUAL[name]

    with pytest.raises(NeedsExactReading):
        _rows(text, exact=False)
    assert _rows(text, exact=True)[0][1] == "D1"

"""Nobody ever receives another's data: every part of every mail to readers of some enterprises is searched."""

import io
import re
import zipfile

import openpyxl
import pytest

from reporting.mail_fixtures import FIRST, SECOND, THIRD, arrived, mails, settings
from reporting.mailbox import ALL_EN, ONE, TWO, attachments

__all__ = ["arrived", "mails", "settings"]
OWN = {ONE: {FIRST}, TWO: {SECOND, THIRD}}


def opened(name: str, content: bytes) -> str:
    """All that an attachment says, as text."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join([*archive.namelist(), *(archive.read(one).decode() for one in archive.namelist())])
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(value) for sheet in book for row in sheet.values for value in row if value is not None)


def everything_said(message) -> str:
    """Headers, bodies and attachments, decoded."""
    headers = [f"{name}: {value}" for name, value in message.items()]
    bodies = [one.get_content() for one in message.walk() if one.get_content_maintype() == "text"]
    return "\n".join([*headers, *bodies, *(opened(*one) for one in attachments(message).items())])


def others(con, own: set[str]) -> set[str]:
    """What only other enterprises' data holds: names, codes, document and return numbers, files."""
    mine = ", ".join(f"'{code}'" for code in own)
    found = con.execute(
        f"""
        SELECT enterprise_name FROM v_line WHERE enterprise NOT IN ({mine})
        UNION SELECT enterprise_code FROM v_line WHERE enterprise NOT IN ({mine})
        UNION SELECT enterprise FROM v_line WHERE enterprise NOT IN ({mine})
        UNION SELECT return_no FROM v_line GROUP BY return_no HAVING bool_and(enterprise NOT IN ({mine}))
        UNION SELECT document_no FROM v_line GROUP BY document_no HAVING bool_and(enterprise NOT IN ({mine}))
        UNION SELECT path FROM load_file
        """
    ).fetchall()
    mine_too = con.execute(f"SELECT document_no FROM v_line WHERE enterprise IN ({mine})").fetchall()
    return {text for (text,) in found if text} - {text for (text,) in mine_too}


@pytest.mark.parametrize("who", [ONE, TWO])
def test_no_part_of_a_mail_holds_anothers_data(arrived, con, who):
    said = everything_said(arrived.message(who))
    foreign = others(con, OWN[who])
    assert len(foreign) > 100
    words = set(re.findall(r"[\w./-]+", said))
    assert sorted(text for text in foreign if text in words or (not text.isascii() and text in said)) == []


def test_the_search_would_find_anothers_data(arrived, con):
    said = everything_said(arrived.message(ALL_EN))
    words = set(re.findall(r"[\w./-]+", said))
    assert sum(text in words for text in others(con, {FIRST})) > 100


@pytest.mark.parametrize("who", [ONE, TWO])
def test_each_reader_gets_the_own_lines_wholly(arrived, con, who):
    said = everything_said(arrived.message(who))
    own = ", ".join(f"'{code}'" for code in OWN[who])
    lines = con.execute(f"SELECT DISTINCT return_no FROM v_line WHERE enterprise IN ({own})").fetchall()
    assert lines
    assert [return_no for (return_no,) in lines if return_no not in said] == []

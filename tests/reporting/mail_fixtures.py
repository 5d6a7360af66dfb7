"""The mails of the demo's second night: to readers of everything in both languages, of one enterprise, and of two."""

from pathlib import Path

import duckdb
import pytest

from demo_nights import LAST_DAY
from homeward.reporting.mails import write_mails
from homeward.settings import Settings, load_settings
from reporting.mailbox import ALL_EN, ALL_ZH, ONE, TWO, Inbox, hop

FIRST, SECOND, THIRD = "91330108MA20PFCL0K", "91440305MA20PPL316", "91330206MA20Q0UH2F"
BASE_URL = "https://reports.example.com/returns"


def mail_settings(published: Path, **mail: object) -> Settings:
    recipients = [
        {"address": ALL_EN, "lang": "en"},
        {"address": ALL_ZH, "lang": "zh"},
        {"address": ONE, "lang": "zh", "scope": [FIRST]},
        {"address": TWO, "lang": "en", "scope": [SECOND, THIRD]},
    ]
    given = {"sender": "Homeward <homeward@example.com>", "recipients": recipients, **mail}
    flags = {"warehouse": published, "base_url": BASE_URL, "as_of": LAST_DAY, "mail": given}
    return load_settings(flags, environment={})


@pytest.fixture(scope="session")
def settings(published: Path) -> Settings:
    return mail_settings(published)


@pytest.fixture(scope="session")
def mails(con: duckdb.DuckDBPyConnection, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the night's mails are written into."""
    folder = tmp_path_factory.mktemp("mails")
    write_mails(con, folder, settings)
    return folder


@pytest.fixture(scope="session")
def arrived(
    con: duckdb.DuckDBPyConnection, mails: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Inbox:
    """The mails as an SMTP server received them."""
    ((run_id,),) = con.execute("SELECT max(run_id) FROM run").fetchall()
    return hop(mails / "mail", settings, tmp_path_factory.mktemp("journal"), run_id)

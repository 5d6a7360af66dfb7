"""A night on real sales and credit notes, dressed as customs feeds."""

import subprocess
import sys
from pathlib import Path

import pytest

from nights.conftest import House

MAKE_FEEDS = Path(__file__).parents[2].parent / "shared" / "real" / "make_feeds.py"


@pytest.mark.skipif(not MAKE_FEEDS.exists(), reason="the real sample stands beside the checkout, not in it")
def test_a_night_on_real_sales(house: House) -> None:
    subprocess.run([sys.executable, str(MAKE_FEEDS), str(house.inbox)], check=True, capture_output=True)

    result = house.night("2025-01-31")

    assert result.exit_code == 1
    assert result.rows == {
        "read": 29_873,
        "accepted": 29_254 + 593 + 4,
        "amended": 20,
        "duplicate": 0,
        "quarantined": 2,
    }
    assert result.files == {"loaded": 16, "rejected": 0, "skipped": 1}
    assert house.ask("SELECT count(*) FROM declaration_line") == [(29_254,)]
    assert house.ask("SELECT count(*) FROM eligibility") == [(593,)]
    assert sum(result.verdicts.values()) == 593
    messages = house.ask('SELECT errors[1]."check", errors[1]."value" FROM quarantine ORDER BY 1')
    assert messages == [("lost_leading_zero", "610910001"), ("scientific_notation", "5.30120E+17")]
    assert house.ask("SELECT count(*) FROM load_file WHERE status = 'skipped'") == [(1,)]

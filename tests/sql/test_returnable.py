"""What may still come home, told by the rulebook's own periods."""

import shutil
from pathlib import Path

import duckdb
import pytest

from homeward.rulebook.law import load_law, with_values
from homeward.warehouse.decisions import store_rules

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("year", "months", "deadline", "relief_deadline"),
    [
        ("1y", "6mo", "1 year", "6 months"),
        ("18mo", "40w", "18 months", "40 weeks"),
        ("400d", "1y", "400 days", "1 year"),
    ],
)
def test_deadlines_follow_the_rulebook(
    year: str, months: str, deadline: str, relief_deadline: str, published: Path, tmp_path: Path
) -> None:
    law = with_values(load_law(), "within_one_year", "period", year)
    law = with_values(law, "relief_six_months", "period", months)
    with duckdb.connect(shutil.copyfile(published, tmp_path / "night.duckdb")) as con:
        store_rules(con, law)
        lines, untrue, late = con.sql(
            "SELECT count(*), count(*) FILTER (WHERE deadline <> (released_on + $year)::DATE"
            " OR relief_deadline <> (released_on + $months)::DATE), count(*) FILTER (WHERE days_left < 0)"
            " FROM v_returnable",
            params={"year": duckdb.Value(deadline, "INTERVAL"), "months": duckdb.Value(relief_deadline, "INTERVAL")},
        ).fetchall()[0]
    assert lines > 0
    assert (untrue, late) == (0, 0)

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


def test_of_several_entries_the_one_in_force_counts(published: Path, tmp_path: Path) -> None:
    """A new announcement is a new dated entry, and the former one stays."""
    views = ("v_returnable", "v_candidate_originals")
    with duckdb.connect(shutil.copyfile(published, tmp_path / "night.duckdb")) as con:
        told = {view: con.sql(f"FROM {view} ORDER BY ALL").fetchall() for view in views}
        con.execute(
            "INSERT INTO rule SELECT * REPLACE (DATE '2190-01-01' AS valid_from, '9 years' AS period) FROM rule"
            " WHERE period IS NOT NULL"
        )
        con.execute(
            "INSERT INTO rule SELECT * REPLACE (DATE '2001-01-01' AS valid_from, DATE '2020-03-26' AS valid_to,"
            " '3 years' AS period) FROM rule WHERE rule_id = 'within_one_year' AND valid_from = DATE '2020-03-27'"
        )
        con.execute("UPDATE rule SET valid_to = DATE '2189-12-31' WHERE period IN ('1 year', '1 years', '6 months')")
        assert all(told.values())
        assert {view: con.sql(f"FROM {view} ORDER BY ALL").fetchall() for view in views} == told

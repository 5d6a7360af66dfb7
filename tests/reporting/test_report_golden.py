"""Every change of the report's wording shows in a diff of its golden files."""

import re
from datetime import datetime

import pytest

from feed_rows import returned
from golden_files import matches_golden, one_element_a_line
from homeward.reporting.figures import Figures, night_figures, published_figures
from homeward.reporting.page import render_page
from nights.conftest import House

MOMENT = datetime(2025, 5, 28, 2, 30)


def normalised(page: str) -> str:
    """One element a line, without style, script and what depends on them."""
    bare = re.sub(r"<style>.*?</style>|<script>.*?</script>|'sha256-[^']*'", "", page, flags=re.DOTALL)
    return one_element_a_line(bare)


def small_night(house: House) -> Figures:
    """Two nights of a few lines, with what differs from run to run put to one value."""
    house.deliver_usual()
    house.deliver("due.csv", [returned(return_no="R2", shipment="", quantity=1), returned(return_no="R3", quantity=9)])
    house.night("2025-05-27")
    house.deliver("later.csv", [returned(return_no="R4", quantity=1, mark="M-9")])
    house.deliver("update.csv", [{"return_no": "R2", "line_no": 1, "shipment": "bulk"}])
    house.night("2025-05-28")
    with published_figures(house.warehouse) as con:
        figures = night_figures(con, 1000)
    night = figures.night | {"run_id": "RUN", "rulebook": "RULEBOOK", "version": "VERSION", "started_at": MOMENT}
    assert figures.last_night
    return figures._replace(night=night, last_night=figures.last_night | {"rulebook": "RULEBOOK"})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_reads_as_agreed(house: House, lang: str) -> None:
    matches_golden(f"report/small-night.{lang}.html", normalised(render_page(small_night(house), lang)))

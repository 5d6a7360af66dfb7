"""Yuan in views: what they are worth is not for a list of rates to say, unless it says so."""

import pytest

from feed_rows import declaration, returned
from nights.conftest import House

pytestmark = pytest.mark.slow


def test_yuan_before_a_first_rate_of_them_are_yuan_as_the_rulebook_has_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    house = House(tmp_path_factory.mktemp("yuan"))
    house.deliver_usual()
    house.deliver("declarations.csv", [declaration(currency="CNY")])
    house.deliver("returns.csv", [returned()])
    house.deliver("reference/rates.csv", [{"currency": "CNY", "valid_from": "2024-07-01", "cny": "1"}])
    house.night("2024-10-01")
    per_piece = (
        "SELECT value_cny / quantity FROM eligibility UNION ALL SELECT value_left_cny / quantity_left FROM v_returnable"
    )
    assert house.ask(per_piece) == [(2.5,), (2.5,)]

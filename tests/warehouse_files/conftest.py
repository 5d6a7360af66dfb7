"""A house in which nights run, for tests of the files around its warehouse."""

from pathlib import Path

import pytest

from homeward.warehouse.layout import Layout
from nights.conftest import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    (tmp_path / "inbox").mkdir()
    house = House(tmp_path)
    house.deliver_usual()
    return house


@pytest.fixture
def layout(house: House) -> Layout:
    return Layout(house.warehouse)

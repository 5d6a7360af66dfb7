"""Published nights to report on: the demo's two, made once."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from homeward.reporting.figures import Figures, night_figures, published_figures
from nights.conftest import house

__all__ = ["house"]


@pytest.fixture(scope="session")
def con(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with published_figures(published) as con:
        yield con


@pytest.fixture
def figures(con: duckdb.DuckDBPyConnection) -> Figures:
    return night_figures(con, 20_000)

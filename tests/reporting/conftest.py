"""Published nights to report on: the demo's two, made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from homeward.reporting.figures import Figures, night_figures, published_figures
from nights.conftest import house

__all__ = ["house"]


@pytest.fixture(scope="session")
def con(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Of a copy: held open for long, the file itself could not be opened otherwise by other tests."""
    copy = shutil.copy(published, tmp_path_factory.mktemp("figures"))
    with published_figures(Path(copy)) as con:
        yield con


@pytest.fixture
def figures(con: duckdb.DuckDBPyConnection) -> Figures:
    return night_figures(con, 20_000)

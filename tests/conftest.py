"""What all tests share."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

# Tests import each other's helpers by their folder: `from nights.conftest import House`.
sys.path.insert(0, str(Path(__file__).parent))

from demo_nights import LAST_DAY
from homeward.night import run_night
from homeward.settings import load_settings
from homeward.synthetic.demo import deliveries, open_demo
from homeward.watch import StepLog

# Whole nights in processes of their own, one after another: minutes, however quick a night is.
SLOW_FOLDERS = frozenset(
    {"analysis", "bench", "engines", "faults", "newcomer", "reporting", "spark", "sql", "warehouse_files"}
)
QUICK_FILES = frozenset({"test_texts.py", "test_guide.py", "test_readme.py"})

# Spark brings pandas along, which every process of every other test would load: it has an environment of its own.
SPARK_IS_HERE = find_spec("pyspark") is not None
collect_ignore = [] if SPARK_IS_HERE else ["spark", "bench"]


def pytest_report_header() -> str:
    """Say where the tests of Spark, and of the benchmark with its peer in pandas, are."""
    return "tests/spark, tests/bench: " + (
        "here" if SPARK_IS_HERE else "not here; run in an environment of tests/spark/requirements.lock"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of slow folders."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in SLOW_FOLDERS and item.path.name not in QUICK_FILES:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo after two nights, with amendments, quarantine and changes; always of the same day."""
    begun = open_demo(tmp_path_factory.mktemp("demo") / "demo", LAST_DAY)
    for day, now, _ in deliveries(begun, LAST_DAY):
        flags = {"inbox": now.inbox, "warehouse": now.warehouse, "reports": now.reports, "as_of": day}
        run_night(load_settings(flags, environment={}), StepLog(), (), backdate=False)
    return begun.folder


@pytest.fixture(scope="session")
def published(demo: Path) -> Path:
    return demo / "warehouse" / "homeward.duckdb"

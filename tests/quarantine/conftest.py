"""A published warehouse with rows in quarantine, and the commands that work on it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import duckdb
import pytest
from click.testing import CliRunner, Result

from feed_rows import declaration, returned
from homeward.warehouse.schema import create_tables
from warehouse.conftest import Store


@dataclass
class Bench:
    """A warehouse file between nights."""

    folder: Path

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def warehouse(self) -> Path:
        return self.folder / "homeward.duckdb"

    def publish(self, **files: list[dict[str, Any]]) -> None:
        """One night's intake of these files (`declarations` is declarations.csv), published."""
        is_first = not self.warehouse.exists()
        if not is_first:
            self.warehouse.chmod(0o640)
        with duckdb.connect(str(self.warehouse)) as con:
            if is_first:
                create_tables(con)
            nights = int(con.execute("SELECT count(*) FROM run").fetchall()[0][0])
            workspace = self.folder / "workspace"
            workspace.mkdir(exist_ok=True)
            store = Store(self.inbox, workspace, con, nights)
            for name, rows in files.items():
                store.deliver(f"{name}.csv", rows)
            run_id = store.load()
            con.execute(
                "INSERT INTO run SELECT $run_id, DATE '2024-10-01', now()::TIMESTAMP, now()::TIMESTAMP, '0', 'x', "
                "0, 0, 0, 0, [], []",
                {"run_id": run_id},
            )
        self.warehouse.chmod(0o440)

    def call(self, command: click.Command, *arguments: str) -> Result:
        """Run a command on the warehouse."""
        told = [*arguments, "--warehouse", str(self.warehouse)]
        return CliRunner().invoke(command, told, standalone_mode=False, catch_exceptions=True)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as con:
            return con.execute(query).fetchall()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Two declarations and a return wait, for four causes."""
    (tmp_path / "inbox").mkdir()
    bench = Bench(tmp_path)
    bench.publish(
        declarations=[
            declaration(document_no="5.3012E+17", phone="13800000000"),
            declaration(line_no=2, hs_code="691200100", quantity=0),
            declaration(line_no=3),
        ],
        returns=[returned(quantity="x")],
    )
    return bench

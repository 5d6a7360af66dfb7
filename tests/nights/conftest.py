"""A night as a test sees it: an inbox to fill, a command to run, a warehouse to ask."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from homeward.night import run_night
from homeward.night_result import NightResult
from homeward.settings import load_settings
from homeward.watch import StepLog

SELLER = "91350100M000100Y43"

DECLARATION = {
    "document_no": "53012024E000000001", "line_no": 1, "document_type": "retail_list", "supervision_mode": "9610",
    "customs_code": "5301", "enterprise_code": SELLER, "released_at": "2024-06-01 10:00:00", "item_no": "A1",
    "hs_code": "6912001000", "goods_name": "茶杯 mug", "mark": "M-1", "quantity": 10, "unit": "007", "unit_price": "2.50",  # noqa: E501
    "currency": "USD", "declared_on": "2024-06-01",
}  # fmt: skip
RETURN = {
    "return_no": "R1", "line_no": 1, "enterprise_code": SELLER, "document_no": "53012024E000000001",
    "document_line_no": 1, "applied_on": "2024-09-01", "customs_code": "5301", "reason": "buyer_return",
    "shipment": "individual", "item_no": "A1", "mark": "M-1", "quantity": 2, "unit": "007", "original_state": "true",
    "rebate_settled": "true",
}  # fmt: skip
ENTERPRISE = {"enterprise_code": SELLER, "name": "样例企业", "monitoring_from": "2023-01-01"}


def declaration(**changes: object) -> dict[str, object]:
    """A good declaration line, changed."""
    return {**DECLARATION, **changes}


def returned(**changes: object) -> dict[str, object]:
    """A good return line, changed."""
    return {**RETURN, **changes}


@dataclass
class House:
    """A folder with an inbox, a warehouse and reports."""

    folder: Path

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse" / "homeward.duckdb"

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    def deliver(self, name: str, rows: Iterable[Mapping[str, Any]]) -> Path:
        """Put a CSV file into the inbox."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = list(rows)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=list(dict.fromkeys(column for row in rows for column in row)))
            writer.writeheader()
            writer.writerows(rows)
        return path

    def deliver_usual(self) -> None:
        """One enterprise, one export line, one return line."""
        self.deliver("reference/enterprises.csv", [ENTERPRISE])
        self.deliver("declarations.csv", [declaration()])
        self.deliver("returns.csv", [returned()])

    def night(
        self, as_of: str, *, backdate: bool = False, again: tuple[Path, ...] = (), **settings: object
    ) -> NightResult:
        """Run a night."""
        flags = {"inbox": self.inbox, "warehouse": self.warehouse, "reports": self.reports, **settings}
        told = load_settings({**flags, "as_of": date.fromisoformat(as_of)}, environment={})
        return run_night(told, StepLog(), again, backdate=backdate)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the published warehouse."""
        with duckdb.connect(str(self.warehouse), read_only=True) as con:
            return con.execute(query).fetchall()


@pytest.fixture
def house(tmp_path: Path) -> House:
    (tmp_path / "inbox").mkdir()
    return House(tmp_path)

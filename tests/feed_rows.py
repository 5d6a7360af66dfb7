"""Good rows of the feeds, to be changed by a test, and rows as delimited text."""

import csv
import io
from collections.abc import Mapping, Sequence

SELLER = "91350100M000100Y43"
OTHER_SELLER = "91350100M000200Y4T"

DECLARATION = {
    "document_no": "53012024E000000001", "line_no": 1, "document_type": "retail_list", "supervision_mode": "9610",
    "customs_code": "5301", "enterprise_code": SELLER, "released_at": "2024-06-01 10:00:00", "item_no": "A1",
    "hs_code": "6912001000", "goods_name": "茶杯 mug", "mark": "M-1", "quantity": 10, "unit": "007",
    "unit_price": "2.50", "currency": "USD", "declared_on": "2024-06-01",
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


def csv_text(rows: Sequence[Mapping[str, object]], separator: str = ",", line_end: str = "\n") -> str:
    """Rows as delimited text, quoted where needed."""
    out = io.StringIO()
    writer = csv.DictWriter(
        out, list(dict.fromkeys(name for row in rows for name in row)), delimiter=separator, lineterminator=line_end
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()

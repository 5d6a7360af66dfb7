"""Two nights of one enterprise's returns, small enough to know every line of."""

from functools import cache
from pathlib import Path

from feed_rows import ENTERPRISE, OTHER_SELLER, SELLER, declaration, returned
from nights.conftest import House

HOSTILE = "\x1b[31mred\x1b[0m <script>alert(1)</script>"

RETURNS = [
    returned(),
    returned(return_no="R2", quantity=7, applied_on="2024-09-02"),
    returned(return_no="R3", quantity=3, applied_on="2024-09-03"),
    returned(return_no="R4", line_no=1, mark="", shipment="", rebate_settled=""),
    returned(return_no="R4", line_no=2, goods_name=HOSTILE, customs_code="2992"),
    returned(return_no="R5", document_no="53012024E000000009", document_line_no=1),
]


@cache
def made_house(base: Path) -> House:
    """R1 to R3 claim 2, 7 and 3 of ten cups; R4 lacks evidence; R5 names no export held; two enterprises have an R6;
    R7 is in quarantine; R8 names an export line of another enterprise; R9 lacks evidence and is withdrawn.

    Made once for all the tests that read it.
    """
    house = House(base / "explained")
    house.inbox.mkdir(parents=True)
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration()])
    other = [returned(return_no="R6", enterprise_code=code, document_no="") for code in (SELLER, OTHER_SELLER)]
    stranger = returned(return_no="R8", enterprise_code=OTHER_SELLER)
    withdrawn = returned(return_no="R9", status="withdrawn", shipment="", rebate_settled="")
    house.deliver("returns.csv", [*RETURNS, *other, returned(return_no="R7", quantity="some"), stranger, withdrawn])
    house.night("2024-09-10")
    house.deliver("declarations-2.csv", [declaration(quantity=12)])
    house.deliver("returns-2.csv", [returned(return_no="R1", entered_on="2024-09-11", goods_name="cup, amended")])
    house.night("2024-09-12")
    return house

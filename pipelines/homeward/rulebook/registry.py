"""The rules in the rulebook's order."""

from typing import Protocol

import narwhals.stable.v2 as nw

from homeward.rulebook.relief import (
    relief_goods,
    relief_mode,
    relief_original_state,
    relief_reason,
    relief_rebate_settled,
    relief_six_months,
    relief_window,
)
from homeward.rulebook.rules import (
    channel_covered,
    district_permitted,
    goods_match,
    identifiable,
    monitoring_system,
    not_prohibited,
    original_found,
    quantity_available,
    reason_permitted,
    shipment_permitted,
    within_one_year,
)


class Condition(Protocol):
    """A condition gives its outcome."""

    def result(self) -> nw.Expr:
        """True, false or null."""
        ...


class RuleModule(Condition, Protocol):
    """A rule gives also what it compared, and with what."""

    def value(self) -> nw.Expr:
        """The value compared, as text."""
        ...

    def limit(self) -> nw.Expr:
        """The limit, as text."""
        ...


RULES: dict[str, RuleModule] = {
    "original_found": original_found,
    "goods_match": goods_match,
    "channel_covered": channel_covered,
    "within_one_year": within_one_year,
    "reason_permitted": reason_permitted,
    "shipment_permitted": shipment_permitted,
    "identifiable": identifiable,
    "not_prohibited": not_prohibited,
    "monitoring_system": monitoring_system,
    "district_permitted": district_permitted,
    "quantity_available": quantity_available,
}
RELIEF: dict[str, Condition] = {
    "relief_mode": relief_mode,
    "relief_window": relief_window,
    "relief_goods": relief_goods,
    "relief_reason": relief_reason,
    "relief_original_state": relief_original_state,
    "relief_six_months": relief_six_months,
    "relief_rebate_settled": relief_rebate_settled,
}

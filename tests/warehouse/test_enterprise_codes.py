"""Which enterprise a code means: what the views show is what loading and the rulebook go by."""

import narwhals.stable.v2 as nw
import pytest

from feed_rows import OTHER_SELLER, SELLER
from homeward.analysis.catalogue import create_views
from homeward.rulebook.terms import enterprise_of_code
from homeward.warehouse.statement import statement
from warehouse.conftest import Store

SHORT, OTHER_SHORT = "3501960ABC", "3501960ABD"


@pytest.mark.parametrize(
    ("code", "other_code", "enterprise"),
    [
        (SELLER, None, SELLER),
        (SELLER, SHORT, SELLER),
        (SHORT, SELLER, SELLER),
        (OTHER_SHORT, SHORT, SHORT),
        (OTHER_SELLER, SELLER, SELLER),
    ],
)
def test_a_code_means_one_enterprise_to_all(store: Store, code: str, other_code: str | None, enterprise: str) -> None:
    row = {"enterprise_code": code, "other_code": other_code, "name": "one", "monitoring_from": "2023-01-01"}
    store.deliver("reference/enterprises.csv", [row])
    store.load()
    create_views(store.con)
    store.con.execute(statement("merge/enterprise_by_code"))

    told = {code: enterprise} | ({other_code: enterprise} if other_code else {})
    assert dict(store.ask("SELECT code, enterprise FROM enterprise_by_code")) == told
    assert dict(store.ask("SELECT enterprise_code, enterprise FROM v_enterprise_code")) == told
    held = nw.from_native(store.con.table("enterprise").pl().lazy())
    assert dict(enterprise_of_code(held).collect().rows()) == told

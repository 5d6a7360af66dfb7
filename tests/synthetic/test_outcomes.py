"""Every rule has every outcome it can have in a delivery of moderate size, and most lines are in order."""

from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from homeward.synthetic.feeds import write_feeds
from rulebook.reference import Books, decide_plainly

pytestmark = pytest.mark.slow

AS_OF = date(2026, 11, 22)
RULES = (
    "original_found", "goods_match", "channel_covered", "within_one_year", "reason_permitted", "shipment_permitted",
    "identifiable", "not_prohibited", "monitoring_system", "district_permitted", "quantity_available",
)  # fmt: skip
# A shipment that is given is permitted; the rule has no way to be broken.
NEVER = {("shipment_permitted", False)}
SHIPPED_BAN = {
    "hs_prefix": "8506800091", "scope": "both", "valid_from": date(2010, 1, 1), "valid_to": None, "source": "shipped",
}  # fmt: skip
TYPES = {"hs_prefix": pl.String, "cny": pl.Decimal(19, 5), "enterprise_code": pl.String, "other_code": pl.String}


def read(folder: Path, pattern: str) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(file) for file in sorted(folder.glob(pattern))])


def reference(folder: Path, name: str) -> list[dict[str, object]]:
    file = folder / "reference" / f"{name}.csv"
    named = {
        column: dtype for column, dtype in TYPES.items() if column in file.read_text(encoding="utf-8").split("\n")[0]
    }
    return pl.read_csv(file, try_parse_dates=True, schema_overrides=named).to_dicts()


def books(folder: Path) -> Books:
    """The delivery as a warehouse would hold it: released by receipt, brought up to date by updates."""
    returned = read(folder, "returns-20*").update(
        read(folder, "returns-update-*"), on=["enterprise_code", "return_no", "line_no"]
    )
    receipts = read(folder, "receipts-*").select("document_no", receipt_at="released_at")
    exported = (
        read(folder, "declarations-*")
        .filter(pl.col("document_no").is_in(returned["document_no"].drop_nulls().implode()))
        .join(receipts, on="document_no", how="left")
        .with_columns(released_at=pl.coalesce("released_at", "receipt_at"))
    )
    return Books(
        returns=returned.to_dicts(),
        originals=exported.to_dicts(),
        enterprises=reference(folder, "enterprises"),
        bans=[*reference(folder, "prohibited_goods"), SHIPPED_BAN],
        exchange_rates=reference(folder, "exchange_rates"),
    )


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    folder = tmp_path_factory.mktemp("delivery")
    write_feeds(folder, 20_000, 3_000, 1, "parquet", as_of=AS_OF)
    return decide_plainly(books(folder), AS_OF)


@pytest.mark.parametrize("rule", RULES)
def test_every_outcome_of_a_rule_occurs(decided: list[dict[str, object]], rule: str) -> None:
    possible = {outcome for outcome in (True, False, None) if (rule, outcome) not in NEVER}
    assert {line[rule] for line in decided} == possible


def test_every_channel_occurs(decided: list[dict[str, object]]) -> None:
    assert {line["channel"] for line in decided} == {
        "retail_9610", "warehouse_9810", "zone_parcel_1210", "zone_warehouse_1210", "zone_unstated_1210", None,
    }  # fmt: skip


def test_most_lines_may_come_home(decided: list[dict[str, object]]) -> None:
    shares = {verdict: count / len(decided) for verdict, count in Counter(line["verdict"] for line in decided).items()}
    assert 0.75 < shares["eligible"] < 0.87
    assert 0.07 < shares["needs_evidence"] < 0.15
    assert 0.04 < shares["ineligible"] < 0.11
    assert 0.003 < shares["withdrawn"] < 0.02


def test_open_deadlines_are_spread_over_the_year_to_come(decided: list[dict[str, object]]) -> None:
    left = pl.Series([line["days_left"] for line in decided if line["days_left"] is not None], dtype=pl.Int64)
    by_quarter = left.filter(left.is_between(0, 364)) // 91
    assert by_quarter.value_counts()["count"].min() > 50
    assert (left < 0).sum() > 0

"""The terms of rules.md as columns: what a return line claims, the original line, and the days."""

from datetime import date

import narwhals.stable.v2 as nw
import polars as pl

from homeward.rulebook.law import Law
from homeward.rulebook.tables import Rows, Tables, beside, in_memory, local
from homeward.rulebook.vocabulary import corresponding_day

ORIGINAL = "original_"
KEYS = ["return_no", "line_no", "enterprise_code"]
LINE_ID = "line_id"
RETURN_COLUMNS = (
    "return_no", "line_no", "enterprise_code", "document_no", "document_line_no", "applied_on", "entered_on",
    "customs_code", "reason", "evidence_ref", "shipment", "item_no", "hs_code", "mark", "quantity", "unit",
    "original_state", "rebate_settled", "status", "closed_on",
)  # fmt: skip
ORIGINAL_COLUMNS = (
    "document_no", "line_no", "document_type", "supervision_mode", "zone_flow", "customs_code", "enterprise_code",
    "statistics_flag", "released_at", "item_no", "hs_code", "mark", "quantity", "unit", "unit_price", "currency",
    "declared_on", "status", "destination_country",
)  # fmt: skip


def enterprise_of_code(enterprises: Rows) -> Rows:
    """`code`, `enterprise`: the enterprise that each code on record means.

    It goes by its 18-character code where that is known, and of two such codes by the lesser.
    """
    pairs = enterprises.select("enterprise_code", "other_code").unique()
    ways = nw.concat(
        [
            pairs.select(code=nw.col("enterprise_code"), partner=nw.col("other_code")),
            pairs.filter(~nw.col("other_code").is_null()).select(
                code=nw.col("other_code"), partner=nw.col("enterprise_code")
            ),
        ]
    )
    known = ways.group_by("code").agg(partner=nw.col("partner").max())
    code, partner = nw.col("code"), nw.col("partner")
    is_longer = partner.str.len_chars() > code.str.len_chars()
    is_first_of_two = (partner.str.len_chars() == code.str.len_chars()) & (partner < code)
    return known.select("code", enterprise=nw.when(is_longer | is_first_of_two).then(partner).otherwise(code))


def _with_enterprise(lines: Rows, codes: Rows) -> Rows:
    known = codes.select(enterprise_code="code", known_enterprise="enterprise")
    named = beside(lines, known, "enterprise_code")
    return named.with_columns(enterprise=nw.coalesce("known_enterprise", "enterprise_code")).drop("known_enterprise")


def claimed_of(tables: Tables) -> Tables:
    """The tables in polars: return lines that say whether their document is held, and the originals they claim.

    A few lines of a great many: narrowed where they lie, before anything else is asked of them.
    """
    returns = tables.returns.select(*RETURN_COLUMNS)
    lines = returns.select("document_no", line_no="document_line_no").filter(~nw.col("document_no").is_null())
    documents = lines.select("document_no").unique()
    held_documents = tables.originals.select("document_no").join(documents, on="document_no", how="semi").unique()
    held = tables.originals.select(*ORIGINAL_COLUMNS).join(lines.unique(), on=["document_no", "line_no"], how="semi")
    narrowed = Tables(*(rows.collect("polars").lazy() for rows in tables._replace(returns=returns, originals=held)))
    known = held_documents.collect("polars").lazy().with_columns(document_is_held=nw.lit(value=True))
    return narrowed._replace(returns=beside(narrowed.returns, known, "document_no"))


def _originals(tables: Tables, codes: Rows) -> Rows:
    """The claimed lines that are held, under `original_` names."""
    held = _with_enterprise(tables.originals, codes)
    return held.select(
        nw.col("document_no"),
        nw.col("line_no").alias("document_line_no"),
        nw.lit(value=True).alias("line_is_held"),
        nw.col("enterprise").alias("original_enterprise"),
        *(nw.col(name).alias(ORIGINAL + name) for name in ORIGINAL_COLUMNS if name not in ("document_no", "line_no")),
    )


def _channel() -> nw.Expr:
    mode, flow = nw.col("original_supervision_mode"), nw.col("original_zone_flow")
    is_list = nw.col("original_document_type") == "retail_list"
    zone = (
        nw.when(flow == "overseas_warehouse")
        .then(nw.lit("zone_warehouse_1210"))
        .otherwise(
            nw.when((flow == "parcel") | (flow.is_null() & is_list))
            .then(nw.lit("zone_parcel_1210"))
            .otherwise(nw.lit("zone_unstated_1210"))
        )
    )
    retail = nw.when(mode == "9610").then(nw.lit("retail_9610"))
    warehouse = nw.when(mode == "9810").then(nw.lit("warehouse_9810")).otherwise(nw.when(mode == "1210").then(zone))
    return retail.otherwise(warehouse)


def _masked(name: str) -> nw.Expr:
    return nw.when(nw.col("has_original")).then(nw.col(ORIGINAL + name)).alias(ORIGINAL + name)


def terms(tables: Tables, law: Law, as_of: date) -> Rows:
    """One row per return line with every term the rules read; takes what `claimed_of` gives.

    The columns of `returns` and `line_id`, a number of its own for each; `original_*` (null where there is no original
    line), `enterprise`, `channel`, `is_back`, `judged_on`, `released_on`, `deadline`, `relief_deadline`,
    `document_is_held`, `line_is_held`, `is_own`, `is_cancelled`, `is_in_quarantine`, `has_original`, `is_withdrawn`.
    Source: rules.md, Terms.
    """
    codes = local(enterprise_of_code(tables.enterprises))
    # Collected before it is numbered: a plan run twice may give its rows in two orders.
    known = in_memory(tables.returns).with_row_index(LINE_ID).cast({LINE_ID: pl.Int64})
    lines = _with_enterprise(nw.from_native(known.lazy()), codes)
    quarantined = tables.quarantined_documents.select("document_no").unique()
    lines = beside(lines, quarantined.with_columns(is_in_quarantine=nw.lit(value=True)), "document_no")
    lines = beside(lines, _originals(tables, codes), "document_no", "document_line_no")
    found = ("document_is_held", "line_is_held", "is_in_quarantine")
    lines = lines.with_columns(
        *(nw.col(name).fill_null(value=False) for name in found),
        is_own=(nw.col("original_enterprise") == nw.col("enterprise")).fill_null(value=False),
        is_withdrawn=nw.col("status") == "withdrawn",
    )
    is_active = (nw.col("original_status") != "cancelled").fill_null(value=False)
    lines = lines.with_columns(
        has_original=nw.col("line_is_held") & nw.col("is_own") & is_active,
        is_cancelled=nw.col("line_is_held") & ~is_active,
    )
    lines = lines.with_columns(_masked(name) for name in ORIGINAL_COLUMNS if name not in ("document_no", "line_no"))
    today = nw.lit(as_of)
    lines = lines.with_columns(
        is_back=(nw.col("entered_on") <= today).fill_null(value=False),
        released_on=nw.col("original_released_at").cast(nw.Date),
        channel=_channel(),
    )
    return lines.with_columns(
        judged_on=nw.when(nw.col("is_back")).then(nw.col("entered_on")).otherwise(today),
        deadline=corresponding_day(nw.col("released_on"), law.value("within_one_year", "period")),
        relief_deadline=corresponding_day(nw.col("released_on"), law.value("relief_six_months", "period")),
    )

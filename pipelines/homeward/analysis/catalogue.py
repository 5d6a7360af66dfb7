"""The views of a warehouse, made from `sql/views`, and the descriptions its catalogue carries."""


import duckdb

from homeward.warehouse.statement import statement

# Each after those it reads.
VIEWS = (
    "v_enterprise_code",
    "v_exchange_rate",
    "v_line",
    "v_deadlines",
    "v_findings",
    "v_relief_findings",
    "v_ineligible",
    "v_open_evidence",
    "v_rule_summary",
    "v_enterprise_summary",
    "v_channel_summary",
    "v_quantity_ledger",
    "v_returnable",
    "v_night_changes",
    "v_accounting",
    "v_candidate_originals",
    "v_spot_check",
    "v_declaration_line_versions",
    "v_return_line_versions",
)


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Make every view anew. The tables of `sql/tables` must be there."""
    for view in VIEWS:
        con.execute(statement(f"views/{view}"))

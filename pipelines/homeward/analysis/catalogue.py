"""The views of a warehouse, made from `sql/views`, and the descriptions that its catalogue carries."""

from typing import NamedTuple

import duckdb
import narwhals.stable.v2 as nw

from homeward.analysis.dictionary import column_meaning, table_meaning
from homeward.rulebook.decide import compared
from homeward.rulebook.terms import KEYS
from homeward.warehouse.statement import statement

# Each after those it reads.
VIEWS = (
    "eligibility",
    "v_terms",
    "comparison",
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


class Column(NamedTuple):
    """A column of the catalogue."""

    table: str
    is_view: bool
    name: str
    type: str


def _comparison_query(con: duckdb.DuckDBPyConnection) -> str:
    """What each rule says that it compares, over the terms that are kept: the rules' own expressions, as SQL."""
    terms = nw.from_native(con.view("v_terms"))
    return nw.to_native(terms.select(*KEYS, *compared())).sql_query()


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Make every view anew. The tables of `sql/tables` must be there."""
    for view in VIEWS:
        names = {"query": _comparison_query(con)} if view == "comparison" else {}
        con.execute(statement(f"views/{view}", **names))


def catalogue(con: duckdb.DuckDBPyConnection) -> list[Column]:
    """Every column of every table and view, tables first, each in its own order."""
    return [Column(*row) for row in con.sql(statement("catalogue/columns")).fetchall()]


def comment_statements(con: duckdb.DuckDBPyConnection) -> list[str]:
    """A `COMMENT ON` for every table, view and column, in English and Chinese. Raises UnknownColumn."""
    columns = catalogue(con)
    tables = {column.table: column.is_view for column in columns}
    on_tables = [
        statement("catalogue/comment_on_table", table=table, is_view=is_view, meaning=table_meaning(table).both)
        for table, is_view in tables.items()
    ]
    on_columns = [
        statement(
            "catalogue/comment_on_column",
            table=column.table,
            column=column.name,
            meaning=column_meaning(column.table, column.name).both,
        )
        for column in columns
    ]
    return on_tables + on_columns


def describe(con: duckdb.DuckDBPyConnection) -> None:
    """Put the descriptions into the catalogue. The views must be there."""
    # Hundreds, read by DuckDB in one go: one by one they take half as long again.
    con.begin()
    con.execute("\n".join(comment_statements(con)))
    con.commit()

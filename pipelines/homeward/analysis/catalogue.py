"""The views of a warehouse."""

import duckdb

from homeward import resources
from homeward.rulebook.registry import RULES
from homeward.warehouse.statement import statement


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Make every view of `sql/views` in the next warehouse."""
    for path in sorted(resources.path("sql/views").glob("*.sql")):
        con.execute(statement(f"views/{path.stem}", rules=list(RULES)))

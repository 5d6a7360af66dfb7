"""What changed since the last published night of an earlier day, and why."""

from datetime import date
from typing import NamedTuple

import duckdb

from homeward import resources
from homeward.feeds.feed import all_feeds
from homeward.warehouse.statement import statement

# What names a row, and so cannot differ between its versions.
_KEY = frozenset({"return_no", "line_no", "enterprise_code"})


class PublishedRun(NamedTuple):
    """A row of `run`, as far as it matters here."""

    run_id: str
    as_of: date
    version: str
    rulebook: str


def _baseline(runs: list[PublishedRun], as_of: date) -> PublishedRun | None:
    """Of `runs`, in their order, the last one of an earlier as-of day. Source: contract.md, "last night"."""
    return next((run for run in reversed(runs) if run.as_of < as_of), None)


def _runs_to_undo(runs: list[PublishedRun], baseline: PublishedRun) -> list[PublishedRun]:
    """The steps from the last of `runs` back to `baseline`: each run was compared with the baseline of its own."""
    steps: list[PublishedRun] = []
    run = runs[-1]
    while run != baseline:
        steps.append(run)
        earlier = _baseline(runs[: runs.index(run)], run.as_of)
        if earlier is None:
            break
        run = earlier
    return steps


def _find_changed_lines(con: duckdb.DuckDBPyConnection, former: list[PublishedRun], baseline: PublishedRun) -> None:
    con.execute(statement("changes/verdict_before"))
    con.execute(statement("changes/affected_line"))
    for run in _runs_to_undo(former, baseline):
        con.execute(statement("changes/affect_changed_lines"), {"run_id": run.run_id})
        con.execute(statement("changes/leave_changed_lines"), {"run_id": run.run_id})
        con.execute(statement("changes/former_lines"), {"run_id": run.run_id})
    con.execute(statement("changes/under_present_code"))
    con.execute(statement("changes/changed_line"))


def _causes() -> list[str]:
    folder = resources.path("sql/changes/causes")
    return sorted(f"changes/causes/{path.stem}" for path in folder.glob("*.sql"))


def _find_causes(con: duckdb.DuckDBPyConnection, baseline: PublishedRun, this: PublishedRun) -> None:
    """Fill `found_cause`: each file of `sql/changes/causes` looks for one kind; the rulebook and code come last."""
    days = {"before_run_id": baseline.run_id, "before_as_of": baseline.as_of, "as_of": this.as_of}
    con.execute(statement("changes/span"), days)
    for name in ("new_file", "changed_rule", "ban_side", "line_ban", "found_cause"):
        con.execute(statement(f"changes/{name}"))
    feeds = all_feeds()
    columns = {
        "return_columns": [name for name in feeds["returns"].columns if name not in _KEY],
        "declaration_columns": [name for name in feeds["declarations"].columns if name not in _KEY],
    }
    for cause in _causes():
        con.execute(statement(cause, **columns))
    con.execute(statement("changes/rulebook_or_code"), {"run_id": this.run_id})


def store_counts(con: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Count each enterprise's open lines as this run decided them: by verdict, and by rule that they miss.

    Puts rows into `open_lines` and `rule_missed`, in place of those of an earlier run of the day. A later night
    compares its own with them.
    """
    for table in ("open_lines", "rule_missed"):
        con.execute(statement("changes/forget_counts", table=table), {"as_of": as_of})
        con.execute(statement(f"changes/insert_{table}"), {"as_of": as_of})


def store_changes(con: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Add a row to `verdict_change` for every line that changed since the last published night of an earlier day.

    `con`: the next warehouse, with this run in `run`, its decisions in `eligibility`, and in the temporary tables
    `decision_before` and `decided_otherwise` what it decided otherwise than the last published run. The first night,
    and further runs of its day, have no rows.
    Source: contract.md, The job; rules.md.
    """
    *former, this = [PublishedRun(*row) for row in con.sql(statement("changes/runs")).fetchall()]
    con.execute(statement("changes/supersede_day"), {"run_id": run_id, "as_of": this.as_of})
    baseline = _baseline(former, this.as_of)
    if baseline is None:
        return
    _find_changed_lines(con, former, baseline)
    _find_causes(con, baseline, this)
    con.execute(statement("changes/insert_changes"), {"run_id": run_id, "as_of": this.as_of})

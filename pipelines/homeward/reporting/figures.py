"""The figures of a night for its report, mail and workbook: read once, for all lines or for one enterprise."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import duckdb

from homeward.analysis.law_watch import Notice, UnsureLines, law_notices, unsure_lines
from homeward.reporting.listed import Listed, read_listed
from homeward.reporting.scope import Scope, first, rows, scope_to
from homeward.rulebook.fingerprint import law_of
from homeward.rulebook.law import Law, load_law
from homeward.warehouse.database import open_published
from homeward.warehouse.records import Row
from homeward.warehouse.statement import statement

Kind = Literal["first", "suspicious", "partial", "unchanged", "quiet", "usual"]
BAR = ("eligible", "needs_evidence", "ineligible")
# A table of the report stops here, and says how many more there are and where.
ROWS_SHOWN = 500
_BLOCKED_SHOWN = 200


def value_of(lines: Sequence[Row]) -> Decimal | None:
    """The sum of known values; None where none is known."""
    known: list[Decimal] = [row["value_cny"] for row in lines if row["value_cny"] is not None]
    return sum(known, Decimal(0)) if known else None


class Figures(NamedTuple):
    """What was read; rows are dicts named as the columns of `sql/figures/*.sql`.

    `enterprise` is None for a reader of everything, else its code, or several with commas. `due` holds lines still
    expected whose year has passed, that are due within thirty days or must be shipped within seven.
    `lines_left_out` counts those that the page's own list does not hold. `changes` holds the first of many; `changed`
    counts them all. `open_before`, `rules_before`: open lines of a verdict, and those that missed a rule, last night.
    `law_notes`: what of the law wants looking at, and lines on unsure sources.
    """

    enterprise: str | None
    as_of: date
    night: Row
    last_night: Row | None
    verdicts: dict[str, Row]
    counts: Row
    due: list[Row]
    overdue: Row
    runway: list[Row]
    changes: list[Row]
    change_counts: list[Row]
    rules: list[Row]
    open_before: dict[str, int]
    rules_before: dict[str, int]
    rulebook: list[Row]
    rule_examples: list[Row]
    enterprises: list[Row]
    relief_window: Row
    files: list[Row]
    received: Row
    quarantine: list[Row]
    quarantined: int
    history: list[Row]
    blocked: list[Row]
    lines: Listed
    lines_left_out: int
    law_notes: Sequence[Notice | UnsureLines] = ()

    @property
    def past_their_year(self) -> list[Row]:
        """Lines whose year has passed and that no rule refuses: rest days alone keep them open."""
        return [row for row in self.due if row["days_left"] < 0]

    @property
    def due_within_week(self) -> list[Row]:
        """Lines whose year ends within seven days: the set that the headline counts, and week 1 of the runway."""
        return [row for row in self.due if 0 <= row["days_left"] <= 7]

    @property
    def due_within_month(self) -> list[Row]:
        """Lines whose year ends in eight to thirty days."""
        return [row for row in self.due if 7 < row["days_left"] <= 30]

    @property
    def to_ship(self) -> list[Row]:
        """Lines that must be shipped within seven days to be back in time, or should have been, by ship-by day.

        None of them is on its way so as to be in time.
        """
        expected = [row for row in self.due if row["days_left"] >= 0 and row["days_to_ship"] is not None]
        waiting = [row for row in expected if row["entered_on"] is None or row["days_late"] > 0]
        return sorted((row for row in waiting if row["days_to_ship"] <= 7), key=lambda row: row["ship_by"])

    @property
    def rejected(self) -> list[Row]:
        """Files of this night that were not taken."""
        return [row for row in self.files if row["status"] == "rejected"]

    @property
    def changed(self) -> int:
        """How many lines differ from last night."""
        return sum(row["lines"] for row in self.change_counts)

    def open_lines(self, verdict: str) -> int:
        """How many open lines have a verdict."""
        return int(self.verdicts[verdict]["lines"]) if verdict in self.verdicts else 0

    @property
    def lines_without_value(self) -> int:
        """How many open lines have no known value."""
        return sum(row["lines_without_value"] for row in self.verdicts.values())

    def rule_change(self, rule_id: str, lines: int) -> int | None:
        """How many more lines miss a rule, now that `lines` do, than last night; None on the first night."""
        return None if self.last_night is None else lines - self.rules_before.get(rule_id, 0)

    @property
    def law_is_same(self) -> bool:
        """Whether law, calendar and code are those of last night, whatever became of the customer's own lists."""
        return self.last_night is not None and law_of(self.last_night["rulebook"]) == law_of(self.night["rulebook"])

    @property
    def kind(self) -> Kind:
        """Which night it was, the gravest first."""
        if self.night["warnings"] and self.enterprise is None:
            return "suspicious"
        if self.rejected and self.enterprise is None:
            return "partial"
        if self.last_night is None:
            return "first"
        if not self.changed:
            return "unchanged"
        return "usual" if self.due_within_week else "quiet"


@cache
def _law() -> Law:
    return load_law()


def proof(con: duckdb.DuckDBPyConnection) -> Row:
    """The headline figures read once more, from the decisions themselves, for the scope that was read last."""
    return first(con, "proof")


@contextmanager
def published_figures(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to read figures by. Raises duckdb.Error where the file is damaged."""
    with open_published(warehouse) as con:
        con.execute(statement("figures/no_checkpoints"))
        yield con


def enterprises_of(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Every enterprise with a return line."""
    return [row["enterprise"] for row in rows(con, "all_enterprises")]


def night_figures(
    con: duckdb.DuckDBPyConnection, embed_lines_max: int, enterprise: str | tuple[str, ...] | None = None
) -> Figures:
    """Read the last published night's figures; with `enterprise`, of the lines of that one, or those, alone."""
    scope: Scope = (enterprise,) if isinstance(enterprise, str) else enterprise
    scope_to(con, scope, embed_lines_max)
    night, last_night = first(con, "night"), next(iter(rows(con, "last_night")), None)
    before = rows(con, "counts_before", {"as_of": last_night["as_of"]}) if last_night else []
    counts = first(con, "line_counts")
    rules, rulebook = rows(con, "rules"), rows(con, "rulebook")
    channels = {row["channel"] for row in rules}
    lines = read_listed(con, counts["lines"], embed_lines_max, channels, rulebook)
    others = scope is None
    return Figures(
        enterprise=None if scope is None else ", ".join(scope),
        as_of=night["as_of"],
        night=night,
        last_night=last_night,
        verdicts={row["verdict"]: row for row in rows(con, "verdicts")},
        counts=counts,
        due=rows(con, "due"),
        overdue=first(con, "overdue"),
        runway=rows(con, "runway"),
        changes=rows(con, "changes", {"at_most": ROWS_SHOWN}),
        change_counts=rows(con, "change_counts"),
        rules=rules,
        open_before={row["name"]: row["lines"] for row in before if row["counted_by"] == "verdict"},
        rules_before={row["name"]: row["lines"] for row in before if row["counted_by"] == "rule"},
        rulebook=rulebook,
        rule_examples=rows(con, "rule_examples"),
        enterprises=rows(con, "enterprises"),
        relief_window=first(con, "relief_window"),
        # Files may hold the rows of several enterprises: their names and counts are for readers of everything.
        files=rows(con, "files") if others else [],
        received=first(con, "received") if others else {},
        quarantine=rows(con, "quarantine"),
        quarantined=first(con, "quarantined_rows")["rows"],
        history=rows(con, "history") if others else [],
        blocked=rows(con, "blocked", {"at_most": _BLOCKED_SHOWN}),
        lines=lines,
        lines_left_out=counts["lines"] - lines.lines,
        law_notes=[*law_notices(_law(), night["as_of"]), *unsure_lines(con)],
    )

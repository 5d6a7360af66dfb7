"""A return line's story: the original, amendments, claims before it, every rule, both clocks, each night's verdict."""

from itertools import groupby
from typing import Any, NamedTuple

import duckdb

from homeward.analysis.explain import findings_of, has_original, key_of, relief_findings_of, rows
from homeward.analysis.explain_texts import explain_texts
from homeward.analysis.explain_words import findings_said, is_withdrawn
from homeward.analysis.story_timeline import Timeline, timeline
from homeward.warehouse.records import Row

# Where a version came from and went to, which is no part of what it says.
_BESIDE = {
    "row_no", "is_current", "superseded_by_file_id", "superseded_by_row_no", "superseded_run_id", "path",
    "loaded_run_id", "superseded_by_path", "is_released_by_receipt", "own_released_at",
    "receipt_released_at",
}  # fmt: skip


class Version(NamedTuple):
    """A version of a line: its place, whether it holds now, and what differs from the one before it."""

    path: str
    row_no: int
    run_id: str | None
    is_current: bool
    changes: list[tuple[str, Any, Any]]


class Spell(NamedTuple):
    """Nights in a row with one verdict; `causes` of the change to it, where there are any."""

    first: Any
    last: Any
    nights: int
    verdict: str | None
    route: str | None
    tax_relief: str | None
    causes: list[Row]


class Story(NamedTuple):
    """Everything that is known of one line, in the words of one language."""

    line: Row
    original: Row | None
    findings: list[Row]
    relief: list[Row]
    claims: list[Row]
    return_versions: list[Version]
    original_versions: list[Version]
    history: list[Spell]
    timeline: Timeline | None

    @property
    def is_withdrawn(self) -> bool:
        """Whether the line was withdrawn, so that nothing is to be done."""
        return is_withdrawn(self.line)

    @property
    def missing(self) -> list[Row]:
        """What is open, rules first: with what to do and where to get it. Of a withdrawn line, nothing."""
        if self.is_withdrawn:
            return []
        return [one for one in [*self.findings, *self.relief] if one["outcome"] in ("open", "awaited")]

    @property
    def following(self) -> list[Row]:
        """What is open only because another rule is not kept. Of a withdrawn line, nothing."""
        return [] if self.is_withdrawn else [one for one in [*self.findings, *self.relief] if one["follows"]]

    @property
    def broken(self) -> list[Row]:
        """What refuses the line or its relief."""
        return [one for one in [*self.findings, *self.relief] if one["outcome"] == "broken"]


def _changes(former: Row, version: Row) -> list[tuple[str, Any, Any]]:
    names = [name for name in version if name not in _BESIDE]
    return [(name, former[name], version[name]) for name in names if former[name] != version[name]]


def _versions(found: list[Row]) -> list[Version]:
    formers = [None, *found[:-1]]
    return [
        Version(
            version["path"],
            version["row_no"],
            version["loaded_run_id"],
            version["is_current"],
            _changes(former, version) if former else [],
        )
        for former, version in zip(formers, found, strict=False)
    ]


def _spells(nights: list[Row]) -> list[Spell]:
    def state(night: Row) -> tuple[str | None, ...]:
        return night["verdict"], night["route"], night["tax_relief"]

    found = []
    for (verdict, route, relief), group in groupby(nights, key=state):
        alike = list(group)
        causes = alike[0]["causes"] or []
        found.append(Spell(alike[0]["as_of"], alike[-1]["as_of"], len(alike), verdict, route, relief, causes))
    return found


def story_of(con: duckdb.DuckDBPyConnection, line: Row, lang: str) -> Story:
    """The story of a line of `lines_of`."""
    key = key_of(line)
    of_original = {name: line[name] for name in ("document_no", "document_line_no")}
    of_owner = {**of_original, "enterprise": line["enterprise"]}
    owned = has_original(line)
    return Story(
        line=line,
        original=rows(con, "original", of_original)[0] if owned else None,
        findings=findings_said(findings_of(con, line), line, lang),
        relief=findings_said(relief_findings_of(con, line), line, lang),
        claims=rows(con, "claims", key | of_original) if owned else [],
        return_versions=_versions(rows(con, "return_versions", key)),
        original_versions=_versions(rows(con, "original_versions", of_owner)) if owned else [],
        history=_spells(rows(con, "history", key)),
        timeline=timeline(line, explain_texts(lang)),
    )

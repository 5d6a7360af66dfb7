"""The line of JSON that a night ends with, for scripts. Source: contract.md, The job."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

FILES = ("loaded", "rejected", "skipped")
ROWS = ("read", "accepted", "amended", "duplicate", "quarantined")
VERDICTS = ("eligible", "needs_evidence", "ineligible", "withdrawn")


def night_line(
    run_id: str | None,
    as_of: date | None,
    exit_code: int,
    files: Mapping[str, int | None],
    rows: Mapping[str, int | None],
    verdicts: Mapping[str, int | None],
    reports: Sequence[str],
    seconds: float,
) -> str:
    """One line of JSON."""
    return json.dumps(
        {
            "run_id": run_id,
            "as_of": as_of.isoformat() if as_of else None,
            "exit_code": exit_code,
            "files": files,
            "rows": rows,
            "verdicts": verdicts,
            "reports": reports,
            "seconds": seconds,
        },
        ensure_ascii=False,
    )


def _without_run(as_of: date | None, exit_code: int, count: int | None, seconds: float) -> str:
    files, rows, verdicts = (dict.fromkeys(names, count) for names in (FILES, ROWS, VERDICTS))
    return night_line(None, as_of, exit_code, files, rows, verdicts, [], seconds)


def unpublished_line(as_of: date | None, exit_code: int, seconds: float) -> str:
    """The line of a night that did not publish: it has no run, and took nothing in."""
    return _without_run(as_of, exit_code, 0, seconds)


def unknown_line(as_of: date, exit_code: int, seconds: float) -> str:
    """The line of a night that is published, and of which nothing more could be told: its counts are null."""
    return _without_run(as_of, exit_code, None, seconds)

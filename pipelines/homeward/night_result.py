"""What became of a night: counts, exit code, and what is told of it."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from homeward.after_publication import NightReports
from homeward.exit_codes import PUBLISHED, WITH_PROBLEMS, WITHOUT_REPORT
from homeward.night_line import FILES, ROWS, VERDICTS, night_line
from homeward.settings import Settings
from homeward.warehouse.database import open_published
from homeward.warehouse.statement import statement


class NightResult(NamedTuple):
    """How a published night ended."""

    run_id: str
    as_of: date
    exit_code: int
    files: dict[str, int]
    rows: dict[str, int]
    verdicts: dict[str, int]
    report_paths: list[str]
    seconds: float
    sentence: str

    def with_problem(self, problem: str) -> "NightResult":
        """The same night, published, but for what `problem` says."""
        return self._replace(exit_code=WITHOUT_REPORT, sentence=_but(self.sentence, problem))

    def as_json(self) -> str:
        """One line of JSON for scripts."""
        return night_line(
            self.run_id,
            self.as_of,
            self.exit_code,
            self.files,
            self.rows,
            self.verdicts,
            self.report_paths,
            self.seconds,
        )


def _exit_code(files: dict[str, int], rows: dict[str, int], reports: NightReports) -> int:
    if reports.problem:
        return WITHOUT_REPORT
    return WITH_PROBLEMS if rows["quarantined"] or files["rejected"] else PUBLISHED


def _but(sentence: str, problem: str) -> str:
    return f"{sentence} But: {problem}"


def _sentence(
    as_of: date, rows: dict[str, int], files: dict[str, int], verdicts: dict[str, int], problem: str | None
) -> str:
    lines = ", ".join(f"{count:,} {verdict.replace('_', ' ')}" for verdict, count in verdicts.items())
    text = f"Night of {as_of} published. Return lines: {lines}. Rows read: {rows['read']:,}"
    text += f", of which {rows['quarantined']:,} quarantined" if rows["quarantined"] else ", none quarantined"
    text += f"; files rejected: {files['rejected']}." if files["rejected"] else "."
    text += " See `homeward status`." if rows["quarantined"] or files["rejected"] else ""
    return _but(text, problem) if problem else text


def night_result(
    settings: Settings, run_id: str, started: datetime, skipped: int, reports: NightReports
) -> NightResult:
    """Read the result of a published night from its warehouse."""
    with open_published(settings.warehouse) as con:
        totals = con.execute(statement("warehouse/night_totals"), {"run_id": run_id}).fetchall()[0]
        verdicts = con.execute(statement("warehouse/run_verdicts"), {"run_id": run_id}).fetchall()[0]
    loaded, rejected = totals[:2]
    files = dict(zip(FILES, (loaded, rejected, skipped), strict=True))
    rows = dict(zip(ROWS, totals[2:], strict=True))
    by_verdict = dict(zip(VERDICTS, verdicts, strict=True))
    return NightResult(
        run_id,
        settings.as_of,
        _exit_code(files, rows, reports),
        files,
        rows,
        by_verdict,
        [str(path) for path in reports.paths],
        round((datetime.now(UTC) - started).total_seconds(), 2),
        _sentence(settings.as_of, rows, files, by_verdict, reports.problem),
    )

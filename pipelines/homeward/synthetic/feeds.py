"""A night's delivery of synthetic feeds, written into a folder as exports come: a file a month, in several dialects."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

import polars as pl

from homeward.synthetic.declarations import export_lines
from homeward.synthetic.dialects import DIALECTS, PLAIN, Dialect, write_rows
from homeward.synthetic.mess import write_mess
from homeward.synthetic.plan import FeedsError, Plan, pieces, plan_of
from homeward.synthetic.references import enterprises, exchange_rates, prohibited_goods
from homeward.synthetic.returns import as_told, return_facts

# Lines made and written at once: keeps memory flat whatever the size.
_PIECE = 1 << 18
_SMALLEST_FILE = 200
_LONGEST_RELEASE_DAYS = 4
# A return changes no more after this many days.
_UNSETTLED_DAYS = 120
_UPDATED_LATER = 0.04
_UPDATE_KEYS = ["return_no", "line_no", "enterprise_code"]
_UPDATED = ["entered_on", "evidence_ref", "mark", "status", "closed_on", "customs_outcome"]


class Written(NamedTuple):
    """What was written: the files, and the rows of sound files by feed; updates and amendments apart."""

    files: tuple[Path, ...]
    rows: dict[str, int]


class _Folder:
    """Where the files go; keeps the account of them."""

    def __init__(self, out: Path, suffix: str, plain: bool) -> None:
        self.out, self.suffix, self.plain = out, suffix, plain
        self.files: list[Path] = []
        self.rows: Counter[str] = Counter()

    def dialect(self) -> Dialect:
        """The next file's dialect."""
        return PLAIN if self.plain else DIALECTS[len(self.files) % len(DIALECTS)]

    def write(self, name: str, feed: str, frame: pl.DataFrame, counted_as: str | None = None) -> None:
        """Write rows of a feed, where there are any. Raises FeedsError where such a file is there already."""
        if frame.is_empty():
            return
        reference = name.startswith("reference/")
        path = self.out / f"{name}{'.csv' if reference else self.suffix}"
        if path.exists():
            raise FeedsError(f"{path} is there already. Name another folder with --out, or move the files away.")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_rows(frame, path, feed, PLAIN if reference else self.dialect())
        self.files.append(path)
        self.rows[counted_as or feed] += frame.height


class _Part(NamedTuple):
    """A file to come: its name's end, and the numbers of its lines."""

    name: str
    first: int
    end: int


def _by_month(plan: Plan, first_of: Callable[[date], int], end: int) -> list[_Part]:
    """History a month a file, or several months where they bring little."""
    begins: list[tuple[int, str]] = []
    for month in pl.date_range(plan.begin.replace(day=1), plan.first_night, "1mo", eager=True):
        first = first_of(month)
        if not begins or min(first - begins[-1][0], end - first) >= _SMALLEST_FILE:
            begins.append((first, month.strftime("%Y-%m")))
    ends = [first for first, _ in begins[1:]] + [end]
    return [_Part(name, first, last) for (first, name), last in zip(begins, ends, strict=True)]


def _parts(plan: Plan, feed: str) -> Iterator[_Part]:
    """The delivery's lines by file: history by month, a later night's as one."""
    span = (plan.span_of_declarations if feed == "declarations" else plan.span_of_returns)(plan.night)
    if plan.night > 1:
        cuts = [_Part(plan.as_of.isoformat(), span.first, span.end)]
    else:
        first_of = plan.first_declared if feed == "declarations" else plan.first_applied
        cuts = _by_month(plan, first_of, span.end)
    for part in cuts:
        for number, (first, end) in enumerate(pieces(part.first, part.end, _PIECE)):
            yield _Part(f"{part.name}-{number + 1}" if number else part.name, first, end)


def _numbers(first: int, end: int) -> pl.Series:
    return pl.int_range(first, end, eager=True, dtype=pl.Int64)


def _receipts(lines: pl.DataFrame, told: pl.Expr) -> pl.DataFrame:
    """A receipt for each document that one tells of."""
    return lines.filter(told & (pl.col("line_no") == 1)).select(
        "document_no", pl.col("clears_at").alias("released_at"), pl.lit("800").alias("status")
    )


def _write_declarations(folder: _Folder, plan: Plan) -> None:
    for part in _parts(plan, "declarations"):
        lines = export_lines(_numbers(part.first, part.end), plan, plan.night)
        folder.write(f"declarations-{part.name}", "declarations", lines)
        folder.write(f"receipts-{part.name}", "receipts", _receipts(lines, pl.col("by_receipt")))


def _write_returns(folder: _Folder, plan: Plan) -> None:
    for part in _parts(plan, "returns"):
        lines = as_told(return_facts(_numbers(part.first, part.end), plan), plan, plan.night)
        proves_later = (
            plan.chance.happens("proof by update", _UPDATED_LATER, "index") & pl.col("evidence_ref").is_not_null()
        )
        first_told = pl.when(~proves_later).then(pl.col("evidence_ref")).alias("evidence_ref")
        folder.write(f"returns-{part.name}", "returns", lines.with_columns(first_told))
        updates = lines.filter(proves_later).select(*_UPDATE_KEYS, "evidence_ref")
        folder.write(f"returns-update-{part.name}", "returns", updates, "updates")


def _earlier_lines(plan: Plan) -> Iterator[pl.Series]:
    """Lines of earlier deliveries that may be released only now."""
    since = plan.first_night - timedelta(days=_LONGEST_RELEASE_DAYS)
    yield from (_numbers(*cut) for cut in pieces(plan.first_declared(since), plan.first_declarations, _PIECE))
    for night in range(max(2, plan.night - _LONGEST_RELEASE_DAYS), plan.night):
        span = plan.span_of_declarations(night)
        yield _numbers(span.first, span.end)


def _write_late_receipts(folder: _Folder, plan: Plan) -> None:
    """What was released since last night."""
    morning = pl.lit(plan.as_of).cast(pl.Datetime("us"))
    since = pl.col("clears_at").is_between(morning - pl.duration(days=1), morning, closed="left")
    receipts = [_receipts(export_lines(lines, plan, plan.night), since) for lines in _earlier_lines(plan)]
    if receipts:
        folder.write(f"receipts-late-{plan.as_of}", "receipts", pl.concat(receipts))


def _earlier_returns(plan: Plan) -> Iterator[pl.Series]:
    """Return lines of earlier deliveries that something may have happened to."""
    since = plan.as_of - timedelta(days=_UNSETTLED_DAYS)
    yield from (_numbers(*cut) for cut in pieces(plan.first_applied(since), plan.first_returns, _PIECE))
    for night in range(2, plan.night):
        span = plan.span_of_returns(night)
        yield _numbers(span.first, span.end)


def _changed(lines: pl.Series, plan: Plan) -> pl.DataFrame:
    facts = return_facts(lines, plan)
    before, now = (
        as_told(facts, plan, night).select(*_UPDATE_KEYS, *_UPDATED) for night in (plan.night - 1, plan.night)
    )
    differs = before.select(pl.struct(_UPDATED)).to_series().ne_missing(now.select(pl.struct(_UPDATED)).to_series())
    return now.filter(differs)


def _write_updates(folder: _Folder, plan: Plan) -> None:
    """What happened to earlier returns since last night: arrivals, evidence, closures."""
    changed = [_changed(lines, plan) for lines in _earlier_returns(plan)]
    if changed:
        folder.write(f"returns-update-late-{plan.as_of}", "returns", pl.concat(changed), "updates")


def _write_amendments(folder: _Folder, plan: Plan) -> None:
    """Lines of recent history that the seller corrected: a piece more."""
    count = max(plan.declarations // 50, 3)
    reach = min(plan.first_declarations, max(plan.first_declarations // 5, count))
    chosen = _numbers(0, count).alias("n").to_frame()
    back = plan.chance.below(f"amended on night {plan.night}", reach, "n")
    lines = chosen.select((plan.first_declarations - 1 - back).alias("line")).to_series().unique().sort()
    amended = export_lines(lines, plan, plan.night).with_columns(pl.col("quantity") + 1)
    folder.write(f"declarations-amended-{plan.as_of}", "declarations", amended, "amendments")


def _write_references(folder: _Folder, plan: Plan) -> None:
    folder.write("reference/enterprises", "enterprises", enterprises(plan))
    folder.write("reference/exchange_rates", "exchange_rates", exchange_rates(plan))
    folder.write("reference/prohibited_goods", "prohibited_goods", prohibited_goods())


def write_feeds(
    out: Path,
    declarations: int,
    returns: int,
    seed: int,
    format: Literal["csv", "parquet"] = "csv",  # noqa: A002 - the name it has on the command line
    *,
    as_of: date,
    mess: bool = False,
    night: int = 1,
    first: tuple[int, int] | None = None,
    enterprise_count: int = 9,
    plain: bool = False,
) -> Written:
    """Write one night's delivery below `out`.

    Night 1 brings history: so many lines over some two years and a half, the reference feeds, receipts and updates.
    A later night brings so many lines of one day, and what changed since; `first` then says what night 1 brought,
    as (declarations, returns). `as_of` is the night's own day. Without `mess` every row is sound. `plain` writes each
    CSV file in UTF-8 under canonical names. The same arguments give the same bytes.
    Raises FeedsError where that cannot be written, OSError.
    """
    plan = plan_of(declarations, returns, seed, as_of, night, first, enterprise_count)
    folder = _Folder(out, f".{format}", plain)
    if night == 1:
        _write_references(folder, plan)
    else:
        _write_late_receipts(folder, plan)
        _write_updates(folder, plan)
        _write_amendments(folder, plan)
    _write_declarations(folder, plan)
    _write_returns(folder, plan)
    spoilt = write_mess(out, plan, folder.files) if mess else ()
    return Written((*folder.files, *spoilt), dict(folder.rows))

"""What goes wrong with exports: spreadsheets' damage, repeats, corrections, conflicts, unknown codes, bad files."""

import gzip
import io
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from homeward.synthetic.declarations import export_lines
from homeward.synthetic.dialects import DIALECTS, PLAIN, Dialect, as_written, write_text
from homeward.synthetic.originals import originals_of
from homeward.synthetic.plan import Plan
from homeward.synthetic.returns import as_told, return_facts

_REPEATED = 40
_CORRECTED = 20
_CONFLICTING = 3
_CHINESE = DIALECTS[4]
# The cell that each row of the damaged file gets in place of its own.
_DAMAGE: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("document_no", lambda cell: f"{int(cell[:6]) / 1e5:.5f}E+17"),
    ("hs_code", lambda _: "902109000"),
    ("goods_name", lambda _: "#N/A"),
    ("quantity", lambda cell: f"{cell}34567"),
    ("quantity", lambda cell: f"-{cell}"),
    ("released_at", lambda _: "45963.4427"),
    ("line_no", lambda cell: f"{cell}.0"),
    ("enterprise_code", lambda cell: cell[:-1] + ("0" if cell[-1] != "0" else "1")),
    ("unit", lambda _: "打"),
    ("currency", lambda _: "US$"),
    ("document_type", lambda _: "发票"),
    ("supervision_mode", lambda _: "110"),
    ("unit_price", lambda _: ""),
)


def _numbers_from(first: int, count: int) -> pl.Series:
    return pl.int_range(first, first + count, eager=True, dtype=pl.Int64)


def _spoilt(rows: pl.DataFrame) -> pl.DataFrame:
    """Row by row, one cell replaced as `_DAMAGE` has it; rows beyond it stay sound."""
    cells = rows.with_columns(pl.all().cast(pl.String)).to_dicts()
    for row, (column, damage) in zip(cells, _DAMAGE, strict=False):
        row[column] = damage(row[column] or "")
    return pl.DataFrame(cells, schema=dict.fromkeys(rows.columns, pl.String))


def _with_total(rows: pl.DataFrame) -> pl.DataFrame:
    """The sum that a spreadsheet's user left below the last row."""
    total = pl.DataFrame({"document_no": ["合计"], "quantity": [str(rows.height)]})
    return pl.concat([rows, total], how="diagonal")


class _Mess:
    """A folder for a messy delivery's spoilt files, all of them named by the night's day."""

    def __init__(self, out: Path, plan: Plan) -> None:
        self.out, self.plan = out, plan
        self.files: list[Path] = []

    def path(self, name: str, suffix: str = ".csv") -> Path:
        path = self.out / f"{name}-{self.plan.as_of}{suffix}"
        self.files.append(path)
        return path

    def write(self, name: str, feed: str, rows: pl.DataFrame, dialect: Dialect) -> None:
        write_text(as_written(rows, feed, dialect), self.path(name), dialect)

    def exports(self, lines: pl.Series) -> pl.DataFrame:
        return export_lines(lines, self.plan, self.plan.night)

    def returned(self, lines: pl.Series) -> pl.DataFrame:
        return as_told(return_facts(lines, self.plan), self.plan, self.plan.night)


def _damaged(mess: _Mess) -> None:
    """New lines saved from a spreadsheet, and held ones, claimed already, whose quantities are lost."""
    plan = mess.plan
    new = mess.exports(_numbers_from(plan.span_of_declarations(plan.night).spare, len(_DAMAGE) + 6))
    returned = return_facts(_numbers_from(plan.first_returns // 2, 2), plan)
    held = mess.exports(originals_of(returned, plan).unique().sort())
    worded = as_written(held, "declarations", PLAIN).with_columns(quantity=pl.lit("#N/A"))
    rows = pl.concat([_spoilt(as_written(new, "declarations", PLAIN)), worded.cast(pl.String)], how="vertical")
    write_text(_with_total(rows), mess.path("declarations-spreadsheet"), PLAIN)


def _repeated(mess: _Mess) -> None:
    span = mess.plan.span_of_declarations(mess.plan.night)
    repeated = mess.exports(_numbers_from(span.first, min(_REPEATED, span.end - span.first)))
    mess.write("declarations-repeated", "declarations", repeated, _CHINESE)


def _corrected(mess: _Mess) -> None:
    last = mess.plan.first_declarations
    corrected = mess.exports(_numbers_from(last - _CORRECTED * (1 + mess.plan.night % 20), _CORRECTED))
    changed = corrected.with_columns(pl.col("unit_price") + pl.col("line_no"))
    mess.write("declarations-corrected", "declarations", changed, _CHINESE)


def _conflicting(mess: _Mess) -> None:
    """Two rows of one key that do not agree, and reasons and states that nobody knows."""
    new = mess.returned(_numbers_from(mess.plan.span_of_returns(mess.plan.night).spare, _CONFLICTING + 2))
    once = as_written(new, "returns", PLAIN)
    twice = once.head(_CONFLICTING).with_columns(quantity=pl.col("quantity") + 99)
    unknown = pl.int_range(pl.len()) >= _CONFLICTING
    once = once.with_columns(
        reason=pl.when(unknown).then(pl.lit("尺寸不合")).otherwise("reason"),
        original_state=pl.when(unknown).then(pl.lit("maybe")).otherwise(pl.col("original_state").cast(pl.String)),
    )
    rows = pl.concat([once, twice.with_columns(pl.col("original_state").cast(pl.String))])
    write_text(rows, mess.path("returns-conflicting"), PLAIN)


def _updates_of_nothing(mess: _Mess) -> None:
    rows = pl.DataFrame({"return_no": [f"RT0{mess.plan.as_of:%m%d}"], "line_no": [1], "customs_outcome": "accepted"})
    mess.write("returns-update-unknown", "returns", rows, PLAIN)


def _bad_files(mess: _Mess, whole: Sequence[Path]) -> None:
    """A file that fits no feed, a workbook, an archive that was cut off, and the same bytes a second time."""
    stock = pl.DataFrame({"仓库": ["FBA-ONT8", "FBA-LGB7"], "库存": [120, 45], "货位": ["A-01", "C-17"]})
    write_text(stock, mess.path("stock"), PLAIN)
    _write_workbook(mess.path("returns-by-hand", ".xlsx"))
    listed = as_written(mess.exports(_numbers_from(0, 30)), "declarations", PLAIN).write_csv().encode()
    packed = gzip.compress(listed, mtime=0)
    mess.path("declarations-cut-off", ".csv.gz").write_bytes(packed[: len(packed) // 2])
    if whole:
        shutil.copyfile(whole[-1], mess.path("sent-twice", whole[-1].suffix))


def _write_workbook(path: Path) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
        book.add_worksheet().write_row(0, 0, ["退货单号", "序号", "数量"])
    path.write_bytes(content.getvalue())


def write_mess(out: Path, plan: Plan, whole: Sequence[Path]) -> tuple[Path, ...]:
    """Write what goes wrong beside a night's sound files, `whole`; gives the spoilt files."""
    mess = _Mess(out, plan)
    for spoil in (_damaged, _repeated, _corrected, _conflicting, _updates_of_nothing):
        spoil(mess)
    _bad_files(mess, whole)
    return tuple(mess.files)

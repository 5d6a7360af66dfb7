"""The feeds read with pandas and held to their contracts with pandera: what `pandas_decides.py` decides from.

Independent of Homeward's own reading; the declarations of the columns (`data/reference/feeds`) are data that both read.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow
import pyarrow.csv as arrow_csv
import yaml

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
TEXT = pd.StringDtype("pyarrow")
AMOUNT = pd.ArrowDtype(arrow.decimal128(19, 5))
FILE = "file"

_DTYPES: dict[str, Any] = {
    "moment": "datetime64[ns]",
    "day": "datetime64[ns]",
    "quantity": AMOUNT,
    "price": AMOUNT,
    "line_no": "Int32",
    "flag": "boolean",
}
_FLAGS = {
    "true": True, "是": True, "1": True, "y": True, "yes": True,
    "false": False, "否": False, "0": False, "n": False, "no": False,
}  # fmt: skip
_ANY_DOCUMENT = r"^\d{4}[12]\d{3}[0EI]\d{9}$"
_DOCUMENT_BY_TYPE = {
    "export_declaration": r"^\d{4}[12]\d{3}0\d{9}$",
    "retail_list": r"^\d{4}[12]\d{3}E\d{9}$",
    "outbound_record": r"^\d{4}[12]\d{3}[0EI]\d{9}$",
}
_SCIENTIFIC = r"^[+-]?\d(\.\d+)?[eE][+-]?\d{1,3}$"
_SPREADSHEET_ERROR = r"^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)$"
_CREDIT_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE_WEIGHTS = [pow(3, place, 31) for place in range(17)]
# Written otherwise than the two usual ISO forms. Source: contract.md, Dates.
_MOMENT_FORMS = (
    r"^(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[T ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?: ?(?P<offset>Z|[+-]\d{2}:?\d{2}))?)?$",
    r"^(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})"
    r"(?: (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?(?P<offset>)$",
    r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})(?:\d{3})?)?(?P<offset>)$",
    r"^(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?: ?(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2}))?(?P<offset>)$",
)
_FULL_WIDTH = re.compile(rb"\xef\xbc[\x90-\x99\xa1-\xba]|\xef\xbd[\x81-\x9a]")
_HALF_WIDTH = {
    full: full - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for full in range(first, last + 1)
}


class Feed(NamedTuple):
    """A feed's valid rows, with the number of each one's file, and what was dropped."""

    rows: pd.DataFrame
    dropped: pd.DataFrame
    read: int


@cache
def contract_of(feed: str) -> dict[str, dict[str, Any]]:
    """The declared columns of a feed."""
    declared = yaml.safe_load((REFERENCE / "feeds" / f"{feed}.yaml").read_text(encoding="utf-8"))
    columns: dict[str, dict[str, Any]] = declared["columns"]
    return columns


def _each_once(cells: pd.Series, read: Callable[[str], object], dtype: Any) -> pd.Series:
    """Read each different cell once: for columns with few different values."""
    codes, different = pd.factorize(cells)
    # The code of an empty cell is -1: the last value.
    values = pd.array([*map(read, different), None], dtype=dtype)
    return pd.Series(values.take(codes), index=cells.index)


def _spelt_otherwise(cells: pd.Series) -> pd.Series:
    """Moments in any of the less usual forms, as China time; NaT for what is none."""
    found: list[pd.DataFrame] = []
    left = cells.astype(object)
    for form in _MOMENT_FORMS:
        parts = left.str.extract(form)
        fits = parts["year"].notna()
        found.append(parts[fits])
        left = left[~fits]
    parts = pd.concat(found).reindex(cells.index)
    two = {unit: parts[unit].fillna("0").str.zfill(2) for unit in ("month", "day", "hour", "minute", "second")}
    days = parts["year"] + "-" + two["month"] + "-" + two["day"]
    times = two["hour"] + ":" + two["minute"] + ":" + two["second"]
    moments = pd.to_datetime(days + " " + times, format="%Y-%m-%d %H:%M:%S", errors="coerce")
    offset = parts["offset"].fillna("").str.replace(":", "").replace({"": "+0800", "Z": "+0000"})
    minutes = (offset.str[1:3].astype(int) * 60 + offset.str[3:5].astype(int)) * (1 - 2 * (offset.str[0] == "-"))
    return moments + pd.to_timedelta(480 - minutes, unit="min")


def _moments(cells: pd.Series) -> pd.Series:
    moments = pd.to_datetime(cells, format="%Y-%m-%d %H:%M:%S", errors="coerce").astype("datetime64[ns]")
    if (left := moments.isna() & cells.notna()).any():
        moments[left] = pd.to_datetime(cells[left], format="%Y-%m-%d", errors="coerce")
    if (left := moments.isna() & cells.notna()).any():
        moments[left] = _spelt_otherwise(cells[left])
    # Years that customs' own systems could write: 0204 is a typing error.
    return moments.where(moments.dt.year.between(1900, 2199))


def _amounts(cells: pd.Series) -> pd.Series:
    strict = r"-?\d{1,14}(\.\d{1,5})?"
    plain = cells.str.fullmatch(strict).fillna(True)
    if not plain.all():
        odd = cells[~plain]
        with_commas = odd.str.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
        odd = odd.where(~with_commas, odd.str.replace(",", "", regex=False))
        odd = odd.str.replace(r"(\.\d{5})0+$", r"\1", regex=True)
        cells = cells.copy()
        cells[~plain] = odd.where(odd.str.fullmatch(strict))
    return cells.astype(AMOUNT)


def _code_file(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((REFERENCE / "codes" / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


def _codes(name: str) -> dict[str, str]:
    codes: dict[str, str] = _code_file(name)["codes"]
    return codes


def _read(cells: pd.Series, column: dict[str, Any]) -> pd.Series:
    """The values of a column's cells; missing where a cell cannot be read."""
    match column["type"]:
        case "moment":
            return _moments(cells)
        case "day":
            return _moments(cells).dt.normalize()
        case "quantity" | "price":
            return _amounts(cells)
        case "line_no":
            return cells.where(cells.str.fullmatch(r"-?\d{1,9}").fillna(False)).astype("Int32")
        case "flag":
            return _each_once(cells, lambda cell: _FLAGS.get(cell.lower()), "boolean")
        case "choice":
            known = {name: value for value, also in column["choices"].items() for name in (value, *also)}
            return _each_once(cells, lambda cell: known.get(cell) or known.get(cell.lower()), TEXT)
        case "currency":
            known = {**_codes("currencies"), **{letters: letters for letters in _code_file("iso_currencies")["codes"]}}
            return _each_once(cells, lambda cell: known.get(cell.upper()), TEXT)
        case "unit":
            units = {name: code for code, name in _codes("units").items()}
            return _each_once(cells, lambda cell: cell if re.fullmatch("[0-9]{3}", cell) else units.get(cell), TEXT)
        case _:
            return cells


def _is_party(code: str) -> bool:
    """A registration of 10 characters, or a credit code of 18 with its check digit. Source: law.md, Identifiers."""
    if re.fullmatch(r"\d{4}[0-9A-Z]{6}", code, re.ASCII):
        return True
    places = [_CREDIT_CODE_CHARACTERS.find(character) for character in code]
    if len(places) != 18 or -1 in places:
        return False
    total = sum(place * weight for place, weight in zip(places, _CREDIT_CODE_WEIGHTS, strict=False))
    return places[17] == -total % 31


def _parties(cells: pd.Series) -> pd.Series:
    return _each_once(cells, _is_party, "boolean")


def _fits_type(rows: pd.DataFrame) -> pd.Series:
    """Whether each document's number has the form of its type; a number without any form fails by itself."""
    fits = pd.Series(True, index=rows.index)
    for document_type, form in _DOCUMENT_BY_TYPE.items():
        fits &= ~(rows["document_type"] == document_type).fillna(False) | rows["document_no"].str.match(form).fillna(
            False
        )
    return (fits | ~rows["document_no"].str.match(_ANY_DOCUMENT).fillna(False)).astype(bool)


def _matches(form: str) -> pa.Check:
    return pa.Check.str_matches(form)


def _never(form: str) -> pa.Check:
    return pa.Check(lambda cells: ~cells.str.match(form))


_CHECKS: dict[str, pa.Check] = {
    "document_no": _matches(_ANY_DOCUMENT),
    "claimed_document_no": _never(_SCIENTIFIC),
    "released_document_no": _never(_SCIENTIFIC),
    "line_no": pa.Check.ge(1),
    "code4": _matches(r"^\d{4}$"),
    "party": pa.Check(_parties),
    "hs_code": _matches(r"^\d{10}$"),
    "hs_prefix": _matches(r"^\d{2,10}$"),
    "country": _matches(r"^([A-Za-z]{3}|\d{3})$"),
    "quantity": pa.Check.gt(0),
    "price": pa.Check.ge(0),
    "receipt_status": _matches(r"^-?\d{1,6}$"),
    "text": _never(_SPREADSHEET_ERROR),
}


def _schema(columns: dict[str, dict[str, Any]]) -> pa.DataFrameSchema:
    """The contract of those columns of a feed that are there; rows that break it are dropped."""
    schema = {
        name: pa.Column(
            _DTYPES.get(column["type"], TEXT),
            _CHECKS.get(column["type"]),
            nullable=not column.get("required", False),
        )
        for name, column in columns.items()
    }
    schema["is_readable"] = pa.Column(bool, pa.Check(lambda readable: readable))
    has_form = {"document_no", "document_type"} <= set(columns)
    return pa.DataFrameSchema(schema, checks=[pa.Check(_fits_type)] if has_form else [], drop_invalid_rows=True)


def _cells(path: Path, columns: dict[str, dict[str, Any]], uneven: list[object]) -> arrow.Table:
    """A file's cells as texts. pandas' own readers guess types, or take thrice the time."""
    content = path.read_bytes()
    if _FULL_WIDTH.search(content):
        content = content.decode("utf-8").translate(_HALF_WIDTH).encode("utf-8")

    def skip(row: object) -> str:
        uneven.append(row)
        return "skip"

    table = arrow_csv.read_csv(
        arrow.BufferReader(content),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True, invalid_row_handler=skip),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(columns, arrow.string()), strings_can_be_null=True, null_values=[""]
        ),
    )
    return table.select([name for name in table.column_names if name in columns])


def _stripped(cells: pd.Series) -> pd.Series:
    cells = cells.str.strip()
    empty = cells == ""
    return cells.mask(empty) if empty.any() else cells


def read_feed(feed: str, paths: list[Path], *, is_update: bool = False) -> Feed:
    """The rows of a feed's files: read, typed, validated; of those that break the contract, the cells.

    A column that no file has is empty; an update says nothing of it.
    """
    declared, uneven = contract_of(feed), list[object]()
    tables = [_cells(path, declared, uneven) for path in paths]
    if not tables:
        empty = pd.DataFrame({name: pd.Series(dtype=_DTYPES.get(c["type"], TEXT)) for name, c in declared.items()})
        return Feed(empty.assign(**{FILE: pd.Series(dtype=int)}), empty, 0)
    table = arrow.concat_tables(tables, promote_options="default")
    if not is_update:
        for name in [name for name in declared if name not in table.column_names]:
            table = table.append_column(name, arrow.nulls(table.num_rows, arrow.string()))
    columns = {name: column for name, column in declared.items() if name in table.column_names}
    cells = table.to_pandas(types_mapper={arrow.string(): TEXT}.get)
    cells = cells.apply(_stripped)
    typed = pd.DataFrame({name: _read(cells[name], column) for name, column in columns.items()}, copy=False)
    typed["is_readable"] = ~(typed.isna() & cells.notna()).any(axis="columns")
    for name, column in columns.items():
        if "empty" in column:
            typed[name] = typed[name].fillna(column["empty"])
    typed = _schema(columns).validate(typed, lazy=True)
    dropped = cells[~cells.index.isin(typed.index)]
    files = np.repeat(np.arange(len(tables)), [part.num_rows for part in tables])
    rows = typed.drop(columns="is_readable").assign(**{FILE: files[typed.index]})
    return Feed(rows, dropped, len(cells) + len(uneven))


def latest(feed: Feed, key: list[str]) -> Feed:
    """One row a key: the last file's. Rows of one key and file that differ are dropped, all of them."""
    rows, within = feed.rows, [FILE, *key]
    repeated = rows[rows.duplicated(within, keep=False)].drop_duplicates()
    conflicts = repeated[repeated.duplicated(within, keep=False)]
    if not conflicts.empty:
        torn = pd.MultiIndex.from_frame(rows[within]).isin(pd.MultiIndex.from_frame(conflicts[within]))
        feed = feed._replace(dropped=pd.concat([feed.dropped, rows[torn].drop(columns=FILE).astype(TEXT)]))
        rows = rows[~torn]
    return feed._replace(rows=rows.drop_duplicates(key, keep="last", ignore_index=True))


def natural(path: Path) -> list[tuple[int, str]]:
    """The order of files: `x-9` before `x-10`."""
    pieces = re.findall(r"\d+|\D+", path.name)
    return [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in pieces]


def reference_feed(feed: str, inbox: Path, key: list[str]) -> Feed:
    """A reference feed: each file whole, or not at all."""
    paths = sorted((inbox / "reference").glob(f"{feed}*.csv"), key=natural)
    read = [latest(read_feed(feed, [path]), key) for path in paths]
    sound = [one.rows.assign(**{FILE: number}) for number, one in enumerate(read) if one.dropped.empty]
    if not sound:
        return read_feed(feed, [])
    lost = pd.concat([one.dropped for one in read])
    return latest(Feed(pd.concat(sound, ignore_index=True), lost, sum(one.read for one in read)), key)


def shipped_bans() -> pd.DataFrame:
    """The bans that come with Homeward."""
    return read_feed("prohibited_goods", [REFERENCE / "prohibited_goods.csv"]).rows


def rest_days(first: date, last: date) -> np.ndarray[Any, Any]:
    """Saturdays, Sundays and holidays, less the make-up working days."""
    years = yaml.safe_load((REFERENCE / "calendar.yaml").read_text(encoding="utf-8"))["years"].values()
    holidays = pd.DatetimeIndex([day for year in years for day in year["holidays"]])
    worked = pd.DatetimeIndex([day for year in years for day in year["workdays"]])
    days = pd.date_range(first, last)
    resting = days[((days.weekday >= 5) & ~days.isin(worked)) | days.isin(holidays)]
    return np.asarray(resting.values.astype("datetime64[D]"))

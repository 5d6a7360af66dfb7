"""The law as dated data: rules, windows, pilot districts, the calendar of rest days, and their fingerprint."""

import hashlib
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from homeward import resources
from homeward.yaml_text import read_yaml

IN_FORCE_FROM = "within_one_year"
SATURDAY = 6
# No row of rest days is longer.
_LONGEST_REST = timedelta(days=40)


class LawError(Exception):
    """The law's data cannot be read; the message names file, parameter, what was found and what is allowed."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Data):
    """What a rule says from a day to a day (both included, empty is open), on whose word, and how sure that is.

    `cure_…`: what to do where it is open; `cure_broken_…`: what can still be done where it is broken;
    `cure_quarantined_…`: what to do where a row of the export document waits in quarantine.
    """

    valid_from: date | None
    valid_to: date | None
    title_en: str
    title_zh: str
    source: str
    sure: Literal["V", "S", "M", "I", "V/S"]
    announced_on: date | None = None
    words: str | None = None
    last_checked_on: date
    cure_en: str | None = None
    cure_zh: str | None = None
    cure_broken_en: str | None = None
    cure_broken_zh: str | None = None
    cure_quarantined_en: str | None = None
    cure_quarantined_zh: str | None = None
    values: dict[str, Any] = {}


class Window(_Data):
    """Days of declaration for which an announcement grants relief."""

    declared_from: date
    declared_to: date
    source: str


class Rule(_Data):
    """One rule of the rulebook with its dated entries.

    `rests_on`: the rule without which nothing can be said of this one, as it reads the original, or its channel.
    """

    rule_id: str
    kind: Literal["eligibility", "relief"]
    position: int
    rests_on: Literal["original_found", "channel_covered"] | None = None
    entries: tuple[Entry, ...]
    windows: tuple[Window, ...] = ()
    food_chapters: tuple[str, ...] = ()


class TariffEntry(_Data):
    """Reasons for which import duty is not levied, from a day to a day."""

    valid_from: date | None
    valid_to: date | None
    reasons: tuple[str, ...]
    source: str
    sure: str


class Year(_Data):
    """Rest days on weekdays, and weekend days that are worked."""

    holidays: tuple[date, ...]
    workdays: tuple[date, ...]


class Calendar(_Data):
    """Rest days in China; a year that is not here has Saturdays and Sundays."""

    version: str
    source: str
    years: dict[int, Year]

    def working_days(self, first: date, last: date) -> pl.DataFrame:
        """`day`, `working_day`: for each day of a span the first working day on or after it."""
        holidays = [day for year in self.years.values() for day in year.holidays]
        worked = [day for year in self.years.values() for day in year.workdays]
        day = pl.col("day")
        is_weekend = (day.dt.weekday() >= SATURDAY) & ~day.is_in(worked)
        days = pl.select(day=pl.date_range(first, last + _LONGEST_REST))
        working = pl.when(~is_weekend & ~day.is_in(holidays)).then(day)
        return days.with_columns(working_day=working.backward_fill()).filter(day <= last)


class Law(_Data):
    """All of it, by rule."""

    rules: dict[str, Rule]
    tariff: tuple[TariffEntry, ...]
    calendar: Calendar
    fingerprint: str

    @property
    def in_force_from(self) -> date:
        """The day from which the channel exists at all: GACC 2020 No. 44."""
        first = self.rules[IN_FORCE_FROM].entries[0].valid_from
        if first is None:
            raise LawError(f"{IN_FORCE_FROM}.yaml: entries.0.valid_from is empty; a day is needed.")
        return first

    def value(self, rule_id: str, name: str) -> Any:
        """A value of a rule that has had one entry only so far; a second entry needs the day to choose by."""
        (entry,) = self.rules[rule_id].entries
        return entry.values[name]


def _read(path: Path, model: type[BaseModel]) -> Any:
    try:
        return model.model_validate(read_yaml(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise LawError(f"{path.name}: {where}: found {problem['input']!r}; {problem['msg']}.") from error
    except (OSError, yaml.YAMLError) as error:
        raise LawError(f"{path.name}: cannot be read: {error}") from error


class _Tariff(_Data):
    entries: tuple[TariffEntry, ...]


def _fingerprint(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def with_values(law: Law, rule_id: str, name: str, text: str) -> Law:
    """The law with one value of a rule, in each of its entries that has it, put otherwise: `period` = `18mo`, say.

    Raises LawError naming what may be set.
    """
    settable = sorted(
        f"{rule.rule_id}.{key}" for rule in law.rules.values() for entry in rule.entries for key in entry.values
    )
    if f"{rule_id}.{name}" not in settable:
        raise LawError(
            f"{rule_id}.{name} is no value of the rulebook; there are: {', '.join(dict.fromkeys(settable))}."
        )
    rule = law.rules[rule_id]
    value: Any = read_yaml(text)
    entries = tuple(
        entry.model_copy(update={"values": entry.values | {name: value}}) if name in entry.values else entry
        for entry in rule.entries
    )
    _check_value(rule_id, name, value)
    changed = rule.model_copy(update={"entries": entries})
    return law.model_copy(update={"rules": law.rules | {rule_id: changed}})


def _check_value(rule_id: str, name: str, value: Any) -> None:
    allowed = {
        "period": (r"[1-9]\d{0,3}(d|w|mo|y)", "a period such as 1y, 18mo or 400d"),
        "rule": ("original_district|pilot|nationwide", "original_district, pilot or nationwide"),
    }
    if name in allowed and not re.fullmatch(allowed[name][0], str(value)):
        raise LawError(f"{rule_id}.{name}: found {value!r}; {allowed[name][1]} is allowed.")
    if name in ("pilot_districts", "modes", "reasons") and not (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    ):
        raise LawError(f"{rule_id}.{name}: found {value!r}; a list such as \"['01', '02']\" is allowed.")


def load_law(folder: Path | None = None) -> Law:
    """Read the law from `data/reference` (or another folder laid out like it).

    The fingerprint covers the data, the calendar and the rules' own code. Raises LawError.
    """
    top = folder or resources.path("data/reference")
    files = sorted((top / "rulebook").glob("*.yaml"))
    rules = [_read(path, Rule) for path in files]
    code = sorted(Path(__file__).parent.rglob("*.py"))
    others = [top / "tariff_law.yaml", top / "calendar.yaml", top / "prohibited_goods.csv"]
    return Law(
        rules={rule.rule_id: rule for rule in sorted(rules, key=lambda rule: (rule.kind, rule.position))},
        tariff=_read(others[0], _Tariff).entries,
        calendar=_read(others[1], Calendar),
        fingerprint=_fingerprint([*files, *others, *code]),
    )


def rule_rows(law: Law) -> pl.DataFrame:
    """The rows of table `rule`: one per rule and entry. `period` is as SQL adds it to a day: `6 months`, say."""
    rows = [
        {
            **rule.model_dump(include={"rule_id", "kind", "position", "rests_on"}),
            **entry.model_dump(exclude={"values"}),
            "period": entry.values.get("period"),
        }
        for rule in law.rules.values()
        for entry in rule.entries
    ]
    units = {"d": " days", "w": " weeks", "mo": " months", "y": " years"}
    return pl.DataFrame(rows, infer_schema_length=None).with_columns(pl.col("period").str.replace_many(units))

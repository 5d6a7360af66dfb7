"""Settings: flags, then `HOMEWARD_*` environment variables, then `homeward.toml`, then defaults."""

import grp
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from homeward.china_time import today_in_china
from homeward.outbox.mail_settings import MailSettings, Recipient
from homeward.warehouse.layout import Layout
from homeward.years import FIRST_YEAR, LAST_YEAR

ENVIRONMENT_PREFIX = "HOMEWARD_"
CONFIG_NAME = "homeward.toml"
# Read where they are used, never kept in settings, reports or logs.
_SECRETS = frozenset({"HOMEWARD_SMTP_PASSWORD"})
# How much alike a variable's name is to that of a setting if it is a misspelt one, and what a wrong name in the file
# may have been meant for.
_MISSPELT, _PERHAPS_MEANT = 0.85, 0.6
# Folders of reports that a night replaces whole.
_REPLACED = re.compile(r"(latest|\d{4}-\d{2}-\d{2})/")


class SettingsError(Exception):
    """A setting that cannot be used; the message names it, what was found, and what is allowed."""


def _place(name: str) -> str:
    """A channel or country of `lead_days`."""
    from homeward.lead_days import checked_place  # noqa: PLC0415 - code tables are read where lead days are set

    return checked_place(name)


# More days than these reach beyond the years that a day may have.
Days = Annotated[int, Field(ge=0, le=36_500)]
LeadDays = dict[Annotated[str, AfterValidator(_place)], Annotated[int, Field(ge=0, lt=400)]]


class BrakeSettings(BaseModel):
    """When a night calls its input suspicious."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    failing_share: float = Field(default=0.2, gt=0, le=1)
    floor_rows: int = Field(default=100, ge=1)
    shrunk_to_share: float = Field(default=0.2, gt=0, lt=1)
    usual_nights: int = Field(default=5, ge=2, le=36_500)


class Settings(BaseModel):
    """Everything a command may be told. Paths are as given, relative to the working folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inbox: Path = Path("data/inbox")
    warehouse: Path = Path("data/warehouse/homeward.duckdb")
    reports: Path = Path("data/reports")
    as_of: date = Field(default_factory=today_in_china, ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31))
    lang: Literal["en", "zh", "both"] = "en"
    shipped_bans: Literal["add", "replace"] = "add"
    on_suspicious_feed: Literal["warn", "stop"] = "warn"
    brake: BrakeSettings = BrakeSettings()
    lead_days: LeadDays = {}
    base_url: str | None = None
    embed_lines_max: int = Field(default=20_000, ge=100, le=1_000_000_000)
    memory_limit: str = "750MB"
    threads: int | None = Field(default=None, ge=1, le=1024)
    keep_nights: int = Field(default=7, ge=1, le=36_500)
    keep_bytes: int = Field(default=20_000_000_000, ge=0)
    archive_days: Days = 1096
    file_mode: int = 0o640
    folder_mode: int = 0o750
    group: str | None = None
    mail: MailSettings = MailSettings()
    ping_url: str | None = None
    log_file: Path | None = None
    usual_seconds_factor: float = Field(default=3.0, gt=1)

    @field_validator("file_mode", "folder_mode", mode="before")
    @classmethod
    def _octal(cls, value: object) -> object:
        """Modes are written as people write them: "640". TOML's 640 and 0o640 are two numbers, both likely meant so."""
        if not isinstance(value, str):
            raise ValueError('a mode is written between quotes, as "640"')
        if not re.fullmatch(r"[0-7]{3,4}", value):
            raise ValueError("a mode is three or four digits from 0 to 7, such as 640")
        return int(value, 8)

    @field_validator("inbox", "warehouse", "reports", mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        """Empty text would be the working folder."""
        if value == "":
            raise ValueError("is empty")
        return value

    @field_validator("warehouse")
    @classmethod
    def _file(cls, value: Path) -> Path:
        """The file itself where a link leads to it: a night's rename would put its file in the place of the link."""
        file = Path(os.path.realpath(value)) if value.is_symlink() else value
        if file.is_symlink():
            raise ValueError("the link leads nowhere")
        if file.is_dir():
            raise ValueError("is a folder; name a file in it, such as homeward.duckdb")
        return file

    @field_validator("as_of", mode="before")
    @classmethod
    def _day(cls, value: object) -> object:
        """A number is no day: it would be read as seconds since 1970."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
        except ValueError as error:
            raise ValueError("not a day; write it as 2026-11-22") from error

    @field_validator("warehouse")
    @classmethod
    def _no_question_mark(cls, value: Path) -> Path:
        """DuckDB puts the ending of its log before a question mark, as in an address: in a folder that is not there."""
        if "?" in str(value.absolute()):
            raise ValueError("DuckDB cannot write below a folder with ? in its name; choose another place")
        return value

    @field_validator("memory_limit")
    @classmethod
    def _size(cls, value: str) -> str:
        if not re.fullmatch(r"\d{1,9}(\.\d+)? ?(MB|GB|MiB|GiB)", value):
            raise ValueError("a size is a number with MB, GB, MiB or GiB, such as 800MB")
        return value

    @field_validator("base_url", "ping_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and not re.match(r"https?://[^/\s]", value):
            raise ValueError("an address begins with https:// or http://")
        if value is not None and not (value.isascii() and value.isprintable() and " " not in value):
            raise ValueError("an address is of ASCII letters without blanks; write other signs as %E9")
        return value

    @field_validator("group")
    @classmethod
    def _known_group(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                grp.getgrnam(value)
            except KeyError as error:
                raise ValueError("no such group on this machine") from error
        return value

    @model_validator(mode="after")
    def _separate_folders(self) -> Self:
        # Not `Path.resolve`, which fails where a link leads to itself.
        folders = (self.inbox, self.reports, self.warehouse)
        inbox, reports, warehouse = (Path(os.path.realpath(folder)) for folder in folders)
        if reports.is_relative_to(inbox) or warehouse.is_relative_to(inbox):
            raise ValueError("the inbox is never written to: reports and warehouse must lie outside it")
        if warehouse.is_relative_to(reports) and _REPLACED.match(warehouse.relative_to(reports).as_posix()):
            raise ValueError("a day's reports replace those before them: the warehouse must lie outside their folders")
        layout = Layout(warehouse)
        for own in (layout.workspace, layout.generations, layout.archive):
            if reports.is_relative_to(own) or inbox.is_relative_to(own):
                raise ValueError(
                    f"{own} is emptied by the nights: inbox and reports must lie outside the folders of the warehouse "
                    "itself"
                )
        return self


# What each table of the configuration file may hold.
_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    (): Settings,
    ("mail",): MailSettings,
    ("mail", "recipients"): Recipient,
    ("brake",): BrakeSettings,
}
_TABLES = ("mail", "brake")


def _variables() -> dict[str, tuple[str, ...]]:
    """Every variable and where its setting stands: `HOMEWARD_AS_OF`, `HOMEWARD_MAIL__HOST` for one within a table."""
    alone = [(name,) for name in Settings.model_fields if name not in _TABLES]
    within = [(table, name) for table in _TABLES for name in _MODELS[table,].model_fields]
    return {ENVIRONMENT_PREFIX + "__".join(path).upper(): path for path in (*alone, *within)}


def _nearest(meant: str, known: Iterable[str], alike: float) -> str | None:
    return next(iter(get_close_matches(meant, known, n=1, cutoff=alike)), None)


def _no_such_setting(near: str | None) -> str:
    return "there is no such setting" + (f"; did you mean {near}?" if near else "")


def _refuse_misspelt(name: str, known: Iterable[str]) -> None:
    """Refuse a variable that was meant for a setting; others may be anyone's."""
    meant = name.upper().removeprefix(ENVIRONMENT_PREFIX)
    near = _nearest(meant, (variable.removeprefix(ENVIRONMENT_PREFIX) for variable in known), _MISSPELT)
    table = meant.split("__")[0].lower()
    if table == "lead_days":
        raise SettingsError(f"{name}: no variable gives lead days; write them into [lead_days] of {CONFIG_NAME}")
    if near or table in Settings.model_fields:
        raise SettingsError(f"{name}: {_no_such_setting(near and ENVIRONMENT_PREFIX + near)}")


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    known, found = _variables(), dict[str, Any]()
    for name, value in environment.items():
        if not name.startswith(ENVIRONMENT_PREFIX) or name in _SECRETS or not value:
            continue
        if name.upper() not in known:
            _refuse_misspelt(name, known)
            continue
        *tables, last = known[name.upper()]
        place = found
        for table in tables:
            place = place.setdefault(table, {})
        place[last] = value
    return found


def _from_file(config: Path | None) -> dict[str, Any]:
    path = config or Path(CONFIG_NAME)
    if not path.exists():
        if config:
            raise SettingsError(f"{path}: the configuration file is not there.")
        return {}
    try:
        # Some editors put a byte-order mark before the first line.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not readable as TOML: {error}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not readable as TOML: it is no text in UTF-8; save it as UTF-8.") from error
    except IsADirectoryError as error:
        raise SettingsError(f"{path}: is a folder; name a file in it, such as {CONFIG_NAME}.") from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}. Check its permissions.") from error


def _merged(low: Mapping[str, Any], high: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(low)
    for name, value in high.items():
        both[name] = (
            _merged(both[name], value) if isinstance(value, Mapping) and isinstance(both.get(name), Mapping) else value
        )
    return both


_SAID_PLAINLY = {
    "missing": "is missing",
    "model_type": "must be a table of settings",
    "dict_type": "must be a table",
    "tuple_type": "must be a list",
    "path_type": "must be a path between quotes",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "string_pattern_mismatch": "must be the name of a machine, or its number on the net, without a port",
}


def _said(problem: ErrorDetails) -> str:
    """What is wrong with one setting, in words for who wrote it."""
    if problem["type"] == "extra_forbidden":
        *tables, name = (part for part in problem["loc"] if isinstance(part, str))
        return _no_such_setting(_nearest(name, _MODELS[tuple(tables)].model_fields, _PERHAPS_MEANT))
    message = problem["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return _SAID_PLAINLY.get(problem["type"], message)


# Where a name in a table is wrong, and not what it is set to.
_OF_A_NAME = "[key]"


class _Places:
    """Where each setting was given: who is told of a wrong one must know where to correct it."""

    def __init__(self, flags: Mapping[str, Any], environment: Mapping[str, str], config: Path | None) -> None:
        given = {name.upper() for name, value in environment.items() if value}
        self._flags, self._file = flags, config or Path(CONFIG_NAME)
        self._variables = {path: name for name, path in _variables().items() if name in given}

    def named(self, setting: tuple[str, ...]) -> str:
        """A setting as it is written where it was given; all of them at once have no place."""
        dotted = ".".join(setting)
        if not setting or setting[0] in self._flags:
            return dotted or "settings"
        variables = (self._variables.get(setting[:depth]) for depth in range(len(setting), 0, -1))
        return next(filter(None, variables), None) or f"{self._file}: {dotted}"


def _sentence(error: ValidationError, places: _Places) -> str:
    parts = []
    for problem in error.errors():
        where = places.named(tuple(str(part) for part in problem["loc"] if part != _OF_A_NAME))
        found, said = repr(str(problem["input"])[:60]), _said(problem)
        is_shown = problem["type"] not in ("missing", "extra_forbidden") and problem["loc"] and found not in said
        parts.append(f"{where}: {said} (found {found})" if is_shown else f"{where}: {said}")
    return "; ".join(parts)


def load_settings(
    flags: Mapping[str, Any] | None = None, config: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Settings from all their places, the nearest first.

    `flags` are the command line's, None where not given. Raises SettingsError with a sentence a user can act on.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    variables = os.environ if environment is None else environment
    values = _merged(_merged(_from_file(config), _from_environment(variables)), given)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError(_sentence(error, _Places(given, variables, config))) from error

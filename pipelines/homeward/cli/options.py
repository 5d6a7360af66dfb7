"""Options that several commands share, and the warehouse that they read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from homeward.cli.failure import CommandFailed
from homeward.exit_codes import NIGHT_FAILED
from homeward.readable import refuse_unreadable
from homeward.years import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    import duckdb

    from homeward.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(  # noqa: D102 - click's own
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            day = datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-11-22.", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value} is out of reach: years from {FIRST_YEAR} to {LAST_YEAR} can be named.", param, ctx)
        return day


class Text(click.ParamType[str]):
    """A text that can be asked for: bytes that are none in UTF-8 are found in no warehouse."""

    name = "text"

    def convert(  # noqa: D102 - click's own
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        try:
            str(value).encode()
        except UnicodeEncodeError:
            self.fail("holds bytes that are no text in UTF-8; type it anew.", param, ctx)
        return str(value)


def warehouse_option(command: Command) -> Command:
    """`--warehouse FILE`."""
    return click.option("--warehouse", type=click.Path(path_type=Path), help="The warehouse file.")(command)


def reports_option(command: Command) -> Command:
    """`--reports DIR`."""
    return click.option("--reports", type=click.Path(path_type=Path), help="The folder of the reports.")(command)


def config_option(command: Command) -> Command:
    """`--config FILE`."""
    help_text = "The configuration (default: homeward.toml, where there is one)."
    return click.option("--config", type=click.Path(path_type=Path), help=help_text)(command)


def settings_of(config: Path | None, **flags: Any) -> Settings:
    """The settings of a command from its flags. Raises CommandFailed (2) where they cannot be used."""
    from homeward.settings import SettingsError, load_settings  # noqa: PLC0415 - not needed for --help

    try:
        return load_settings(flags, config)
    except SettingsError as error:
        raise CommandFailed(str(error)) from error


def published_warehouse(config: Path | None, warehouse: Path | None) -> Path:
    """The path of the published warehouse.

    Raises CommandFailed (2) where there is none yet, PermissionError where the user may not read it.
    """
    path = settings_of(config, warehouse=warehouse).warehouse
    refuse_unreadable(path)
    if not path.exists():
        raise CommandFailed(f"{path}: there is no warehouse yet. Run `homeward run`, or `homeward demo` to try it out.")
    return path


@contextmanager
def reading(warehouse: Path) -> Iterator[None]:
    """What the database says of a file that it cannot read as CommandFailed (3)."""
    import duckdb  # noqa: PLC0415 - not needed for --help

    try:
        yield
    except duckdb.Error as error:
        from homeward.warehouse.unreadable import why_unreadable  # noqa: PLC0415 - hardly ever needed

        raise CommandFailed(why_unreadable(warehouse, error), NIGHT_FAILED) from error


@contextmanager
def opened(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a published warehouse. Raises CommandFailed (3) where it cannot be read."""
    from homeward.warehouse.database import open_published  # noqa: PLC0415 - not needed for --help

    with reading(warehouse), open_published(warehouse) as con:
        yield con

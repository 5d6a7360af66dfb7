"""Commands that change the published warehouse: every way of failing as a sentence and an exit code."""

from collections.abc import Callable
from typing import TypeVar

import duckdb

from homeward.cli.failure import CommandFailed
from homeward.cli.streams import go_on_unheard
from homeward.exit_codes import ANOTHER_NIGHT, NIGHT_FAILED
from homeward.fault import file_words
from homeward.settings import Settings
from homeward.warehouse.change import NothingPublished, change_published
from homeward.warehouse.lock import AnotherNightRuns
from homeward.warehouse.publish import UnfinishedWarehouse
from homeward.warehouse.same_tables import OtherTables
from homeward.warehouse.unreadable import words_of

Result = TypeVar("Result")


def change_or_say(settings: Settings, change: Callable[[duckdb.DuckDBPyConnection, str], Result]) -> Result:
    """As `change_published`. Raises CommandFailed with the exit code of contract.md, PermissionError."""
    go_on_unheard()
    try:
        return change_published(settings, change)
    except NothingPublished as error:
        raise CommandFailed(f"{error}: there is no warehouse yet; nothing to change.") from error
    except AnotherNightRuns as error:
        sentence = f"A night is running ({error}); nothing was touched. Wait for it to end."
        raise CommandFailed(sentence, ANOTHER_NIGHT) from error
    except OtherTables as error:
        raise CommandFailed(f"{error} Nothing was changed.", NIGHT_FAILED) from error
    except PermissionError:
        raise
    except duckdb.Error as error:
        raise _failed(f"{words_of(error)}.") from error
    except OSError as error:
        raise _failed(f"{file_words(error)}.") from error
    except UnfinishedWarehouse as error:
        raise _failed(str(error)) from error


def _failed(what: str) -> CommandFailed:
    sentence = f"The change failed: {what} The published warehouse is untouched. See `homeward status`, then try again."
    return CommandFailed(sentence, NIGHT_FAILED)

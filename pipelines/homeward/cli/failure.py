"""What a user is told when a command cannot do its work, and the exit code that scripts rely on."""

import signal
import sys
from collections.abc import Callable

import click

from homeward.cli.streams import OutputLost
from homeward.exit_codes import NIGHT_FAILED, WRONG_CALL
from homeward.plain_text import plain

# What a shell gives for a command that ended because nobody read on; none of contract.md's, so it says nothing untrue.
READER_WENT_AWAY = 128 + signal.SIGPIPE


class CommandFailed(Exception):
    """A command cannot go on; the message says why and what to do. `exit_code` is of contract.md's table."""

    def __init__(self, sentence: str, exit_code: int = WRONG_CALL) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


def _say(sentence: str) -> None:
    click.echo(f"homeward: {plain(sentence, 2000)}", err=True)


def _of_file(error: OSError) -> str:
    if isinstance(error, PermissionError) and error.filename:
        return (
            f"{error.filename} may not be read, or not be changed, by you; ask who runs the nights for permission, or "
            "to set `group` to a group you are in."
        )
    from homeward.fault import file_words  # noqa: PLC0415 - hardly ever needed

    return f"{file_words(error)}."


def said_plainly(command: Callable[[], object]) -> int:
    """Run a command and give its exit code; failures are said in a sentence. Source: contract.md, exit codes."""
    try:
        result = command()
        if sys.stdout is not None:
            sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except CommandFailed as failure:
        _say(str(failure))
        return failure.exit_code
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return WRONG_CALL
    except (click.Abort, KeyboardInterrupt):
        _say("stopped; nothing that was published is touched.")
        return NIGHT_FAILED
    except OSError as error:
        _say(_of_file(error))
        return NIGHT_FAILED
    except OutputLost as lost:
        if lost.is_closed:
            return READER_WENT_AWAY
        _say(f"standard output cannot be written: {lost}.")
        return NIGHT_FAILED


def always_said(command: Callable[[], object]) -> int:
    """The same, and what nobody foresaw is a fault of Homeward's own, in a sentence that can be reported."""
    try:
        return said_plainly(command)
    except Exception as error:
        from homeward.fault import described  # noqa: PLC0415 - hardly ever needed

        _say(described(error))
        return NIGHT_FAILED

"""What a user is told when a command cannot do its work, and the exit code that scripts rely on."""

import sys
from collections.abc import Callable

import click

from homeward.plain_text import plain

WRONG_CALL = 2
NIGHT_FAILED = 3
ANOTHER_NIGHT = 4


class CommandFailed(Exception):
    """A command cannot go on; the message says why and what to do. `exit_code` is of contract.md's table."""

    def __init__(self, sentence: str, exit_code: int = WRONG_CALL) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


def _say(sentence: str) -> None:
    click.echo(f"homeward: {plain(sentence, 2000)}", err=True)


def said_plainly(command: Callable[[], object]) -> int:
    """Run a command and give its exit code; failures are said in a sentence. Source: contract.md, exit codes."""
    try:
        result = command()
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
    except BrokenPipeError:
        sys.stderr.close()
        return 0

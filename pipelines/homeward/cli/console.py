"""The console that commands print tables on."""

import sys

from rich.console import Console


def console_of() -> Console:
    """As wide as the terminal; 140 columns elsewhere. Nothing in a text is read as markup."""
    return Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else 140)

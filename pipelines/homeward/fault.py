"""A fault of Homeward's own, in a sentence that can be reported."""

import traceback
from pathlib import Path


def described(error: Exception) -> str:
    """What failed and where, without a stack trace, and the plea to report it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    return f"{type(error).__name__} in {where}: {error}. Please report this; it is a fault of Homeward."

"""What failed, in words: a fault of Homeward's own in a sentence that can be reported, a file without error numbers."""

import traceback
from pathlib import Path


def file_words(error: OSError) -> str:
    """The file and the system's words for what is wrong with it, to be followed by a full stop."""
    where = f"{error.filename}: " if error.filename else ""
    if isinstance(error, FileExistsError):
        return f"{where}something else is in its place"
    return f"{where}{error.strerror or error}".rstrip(".")


def described(error: Exception) -> str:
    """What failed and where, without a stack trace, and the plea to report it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    return f"{type(error).__name__} in {where}: {error}. Please report this; it is a fault of Homeward."

"""Things counted in messages that are English alone."""


def counted(number: int, noun: str) -> str:
    """1 row; 2 rows."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
